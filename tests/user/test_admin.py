"""`python -m souk.user.admin`: what an operator does at a terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import Any

import pymongo
import pytest

from souk.contracts import user as facts
from souk.kit import errors
from souk.user import admin
from user.house import OTHER_PASSWORD, PASSWORD, House, person, problem

SECRET = "a-secret-for-tests-that-is-long-enough"
DATABASE = "souk_user"


# In a shop that runs


async def test_a_new_administrator_gets_a_password_that_works(house: House) -> None:
    said = await admin.create(house.running.runtime.db, "Boss@EXAMPLE.com", "The Boss", None)
    first, second = said.splitlines()
    assert first == "Boss@example.com is an administrator."
    boss = person(await house.login("boss@example.com", second.removeprefix("Password, shown this once: ")))
    me = (await house.client.get("/v1/me", headers=boss.headers)).json()
    assert (me["name"], me["roles"], me["email_verified"]) == ("The Boss", ["admin", "customer"], True)
    assert (await house.client.get("/v1/users", headers=boss.headers)).status_code == 200
    # what an operator's command announces is sent on by the service
    await house.running.settle()
    [registered] = await house.announced(facts.UserRegistered)
    assert registered.user_id == boss.id


async def test_who_is_made_administrator_gets_another_password(house: House) -> None:
    """Whoever registered with the address may be somebody else."""
    stranger = await house.register()
    said = await admin.create(house.running.runtime.db, stranger.email, "Somebody", None)
    first, second = said.splitlines()
    assert first == "ada@example.com is an administrator."
    problem(await house.login(stranger.email, PASSWORD), 401, "invalid-credentials")
    problem(await house.refresh(stranger.refresh_token), 401, "unauthenticated")
    assert not await house.knows(stranger)
    boss = await house.sign_in(stranger.email, second.removeprefix("Password, shown this once: "))
    me = (await house.client.get("/v1/me", headers=boss.headers)).json()
    assert (me["id"], me["name"], me["roles"]) == (stranger.id, "Ada Lovelace", ["admin", "customer"])


async def test_a_password_that_is_given_takes_the_place_of_the_old_one(house: House) -> None:
    ada = await house.register()
    said = await admin.create(house.running.runtime.db, ada.email, "Somebody", OTHER_PASSWORD)
    assert "assword" not in said
    problem(await house.login(ada.email, PASSWORD), 401, "invalid-credentials")
    await house.sign_in(ada.email, OTHER_PASSWORD)
    problem(await house.refresh(ada.refresh_token), 401, "unauthenticated")


async def test_ensuring_changes_nothing_that_is_so_already(house: House) -> None:
    db = house.running.runtime.db
    assert await admin.ensure(db, "ann@example.com", "support", PASSWORD) == "ann@example.com has the role support."
    ann = await house.sign_in("ann@example.com", PASSWORD)
    before = (await house.client.get("/v1/me", headers=ann.headers)).json()
    assert (before["name"], before["roles"]) == ("ann", ["customer", "support"])
    said = await admin.ensure(db, "ANN@example.com", "support", PASSWORD)
    assert said == "ANN@example.com is there with the role support."
    assert (await house.client.get("/v1/me", headers=ann.headers)).json() == before
    assert await house.knows(ann)


async def test_ensuring_mends_role_password_and_status(house: House) -> None:
    db = house.running.runtime.db
    ada = await house.register()
    await admin.ensure(db, ada.email, "finance", PASSWORD)
    await admin.ensure(db, ada.email, "finance", OTHER_PASSWORD)
    await house.client.patch(f"/v1/users/{ada.id}", json={"disabled": True}, headers=house.staff())
    await admin.ensure(db, ada.email, "finance", OTHER_PASSWORD)
    mended = await house.sign_in(ada.email, OTHER_PASSWORD)
    assert (await house.client.get("/v1/me", headers=mended.headers)).json()["roles"] == ["customer", "finance"]


async def test_operators_are_held_to_the_same_rules(house: House) -> None:
    db = house.running.runtime.db
    for email, password in (("boss@example.com", "short"), ("boss@example.com", "the boss 12"), ("nobody", PASSWORD)):
        with pytest.raises(errors.Invalid):
            await admin.create(db, email, "The Boss", password)
        with pytest.raises(errors.Invalid):
            await admin.ensure(db, email, "admin", password)
    assert await db["users"].count_documents({}) == 0


async def test_a_key_can_be_rotated_before_it_is_due(house: House) -> None:
    said = await admin.rotate_keys(house.running.runtime.db, SECRET)
    assert said.endswith("; 2 keys are kept.")
    stored = await house.running.runtime.db["signing_keys"].find({}).sort("_id", 1).to_list()
    assert [each["_id"] for each in stored] == [1, 2]
    assert said.startswith(f"Key {stored[1]['kid']} signs from ")
    assert await house.knows(await house.register())


# At a terminal


@pytest.fixture
def terminal(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[pymongo.database.Database[dict[str, Any]]]:
    """The environment of an installation, and its database."""
    monkeypatch.setenv("SOUK_MONGODB_URL", mongodb_url)
    monkeypatch.setenv("SOUK_SECRET", SECRET)
    with pymongo.MongoClient[dict[str, Any]](mongodb_url) as client:
        assert DATABASE not in client.list_database_names(), "this would be somebody's shop"
        yield client[DATABASE]
        client.drop_database(DATABASE)


def test_commands_do_their_work_and_say_so(
    terminal: pymongo.database.Database[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    admin.main(["create", "boss@example.com"])
    assert capsys.readouterr().out.startswith("boss@example.com is an administrator.\nPassword, shown this once: ")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{OTHER_PASSWORD}\r\n"))
    admin.main(["ensure", "ann@example.com", "--role", "warehouse", "--name", "Ann", "--password-stdin"])
    assert capsys.readouterr().out == "ann@example.com has the role warehouse.\n"
    admin.main(["rotate-keys"])
    assert capsys.readouterr().out.endswith("1 keys are kept.\n")
    people = {each["email"]: each for each in terminal["users"].find()}
    assert people["boss@example.com"]["roles"] == ["admin", "customer"]
    assert (people["ann@example.com"]["name"], people["ann@example.com"]["roles"]) == ("Ann", ["customer", "warehouse"])
    assert OTHER_PASSWORD not in str(people)


def test_what_cannot_be_done_is_said_in_one_line(
    terminal: pymongo.database.Database[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*arguments: str, typed: str = "") -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as left:
            admin.main(arguments)
        line = str(left.value)
        assert line
        assert "\n" not in line
        return line

    assert "at least 10 characters" in said("create", "boss@example.com", "--password-stdin", typed="short\n")
    assert "no password" in said("create", "boss@example.com", "--password-stdin")
    assert said("create", "nobody") == "The request is not valid: is not an e-mail address"
    assert said("ensure", "a@example.com", "--role", "king", "--password-stdin", typed=f"{PASSWORD}\n") == "2"
    assert terminal["users"].count_documents({}) == 0
    admin.main(["rotate-keys"])
    monkeypatch.setenv("SOUK_SECRET", SECRET[::-1])
    assert "SOUK_SECRET list that one" in said("rotate-keys")
    assert terminal["signing_keys"].count_documents({}) == 1
    monkeypatch.delenv("SOUK_SECRET")
    assert said("rotate-keys") == "SOUK_SECRET is not set"
