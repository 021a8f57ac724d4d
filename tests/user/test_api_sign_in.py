"""Register, sign in, stay signed in, sign out over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

from souk import testing
from souk.contracts import user as facts
from souk.user.model import sessions
from user.house import OTHER_PASSWORD, PASSWORD, House, person, pointers, problem

ADA = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada Lovelace"}


# Registering


async def test_registering_opens_an_account_and_signs_in(house: House) -> None:
    answer = await house.post("/v1/auth/register", {**ADA, "email": " Ada@EXAMPLE.com ", "name": "  Ada Lovelace "})
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    made = answer.json()
    assert made.keys() == {"user", "access_token", "refresh_token", "token_type", "expires_in"}
    assert (made["token_type"], made["expires_in"]) == ("Bearer", 900)
    assert made["user"].pop("id").startswith("usr_")
    assert made["user"].pop("created_at") == made["user"].pop("updated_at")
    assert made["user"] == {
        "email": "Ada@example.com",
        "email_verified": False,
        "name": "Ada Lovelace",
        "locale": "en",
        "roles": ["customer"],
        "disabled": False,
        "version": 1,
    }
    assert await house.knows(person(answer))
    [registered] = await house.announced(facts.UserRegistered)
    assert (registered.email, registered.name) == ("Ada@example.com", "Ada Lovelace")
    stored = await house.running.runtime.db["users"].find_one({})
    assert stored is not None
    assert PASSWORD not in str(stored)


async def test_an_email_is_taken_once_whatever_its_letter_case(house: House) -> None:
    await house.register("ada@example.com")
    problem(await house.post("/v1/auth/register", {**ADA, "email": "ADA@Example.Com"}), 409, "email-taken")


async def test_of_two_who_register_one_email_at_once_one_has_it(house: House) -> None:
    answers = await asyncio.gather(*(house.post("/v1/auth/register", ADA) for _ in range(2)))
    assert sorted(each.status_code for each in answers) == [201, 409]
    assert len(await house.announced(facts.UserRegistered)) == 1


NONSENSE: list[tuple[dict[str, Any], str]] = [
    ({"password": "short 1"}, "/password"),
    ({"password": "Passw0rd2024!"}, "/password"),
    ({"password": "1234567890"}, "/password"),
    ({"password": "ada is my name"}, "/password"),
    ({"password": "x" * 129}, "/password"),
    ({"password": ""}, "/password"),
    ({"password": 1234567890123}, "/password"),
    ({"email": "nobody"}, "/email"),
    ({"email": "ada@example.com\r\nBcc: all@example.com"}, "/email"),
    ({"email": "a@" + "b" * 300}, "/email"),
    ({"email": None}, "/email"),
    ({"name": ""}, "/name"),
    ({"name": "  "}, "/name"),
    ({"name": "Ada\nLovelace"}, "/name"),
    ({"name": "x" * 101}, "/name"),
    ({"locale": "english"}, "/locale"),
    ({"roles": ["admin"]}, "/roles"),
    ({"is_admin": True}, "/is_admin"),
]


async def test_a_registration_that_makes_no_sense(house: House) -> None:
    for members, pointer in NONSENSE:
        answer = await house.post("/v1/auth/register", ADA | members)
        assert pointers(answer) == [pointer], members
    assert await house.running.runtime.db["users"].count_documents({}) == 0


async def test_a_registration_that_lacks_something_or_cannot_be_read(house: House) -> None:
    for missing in ADA:
        body = {name: value for name, value in ADA.items() if name != missing}
        problem(await house.post("/v1/auth/register", body), 422, "validation-failed")
    headers = {"content-type": "application/json"}
    for garbage in (b"{", b"", b"\xff"):
        answer = await house.client.post("/v1/auth/register", content=garbage, headers=headers)
        assert answer.status_code == 400, answer.text
    large = await house.client.post("/v1/auth/register", content=b" " * (1024 * 1024 + 1), headers=headers)
    assert large.status_code == 413


async def test_one_key_one_account_for_one_body(house: House) -> None:
    key = testing.key()
    first, second = await asyncio.gather(*(house.post("/v1/auth/register", ADA, **key) for _ in range(2)))
    assert first.status_code == second.status_code == 201
    assert person(first).id == person(second).id
    assert person(first).refresh_token == person(second).refresh_token
    again = await house.post("/v1/auth/register", ADA, **key)
    assert again.headers["idempotent-replayed"] == "true"
    assert await house.knows(person(again))
    other = await house.post("/v1/auth/register", {**ADA, "password": OTHER_PASSWORD}, **key)
    problem(other, 422, "idempotency-key-reused")
    stored = await house.running.runtime.db["idempotency_keys"].find_one({})
    assert stored is not None
    assert PASSWORD not in str(stored)


async def test_a_refusal_frees_its_key(house: House) -> None:
    key = testing.key()
    problem(await house.post("/v1/auth/register", {**ADA, "password": "short"}, **key), 422, "validation-failed")
    assert (await house.post("/v1/auth/register", ADA, **key)).status_code == 201
    short = await house.post("/v1/auth/register", ADA, **{"Idempotency-Key": "short"})
    assert short.status_code == 400


# Signing in


async def test_signing_in_gives_other_tokens_for_the_same_person(house: House) -> None:
    ada = await house.register("ada@example.com")
    answer = await house.login("ADA@example.com")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    again = person(answer)
    assert again.id == ada.id
    assert again.session_id != ada.session_id
    assert await house.knows(again)
    assert await house.knows(ada)


async def test_a_sign_in_that_makes_no_sense(house: House) -> None:
    bodies: list[Any] = [{}, {"email": "ada@example.com"}, {"email": 7, "password": "x"}, ADA, [], "ada"]
    for body in bodies:
        problem(await house.post("/v1/auth/login", body), 422, "validation-failed")


# Staying signed in


async def test_refreshing_rotates(house: House) -> None:
    ada = await house.register()
    answer = await house.refresh(ada.refresh_token)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    fresh = person(answer)
    assert (fresh.id, fresh.session_id) == (ada.id, ada.session_id)
    assert fresh.refresh_token != ada.refresh_token
    assert await house.knows(fresh)
    assert (await house.refresh(fresh.refresh_token)).status_code == 200


async def test_a_used_token_again_ends_the_whole_family(house: House) -> None:
    ada = await house.register()
    elsewhere = await house.sign_in(ada.email)
    fresh = person(await house.refresh(ada.refresh_token))
    refused = await house.refresh(ada.refresh_token)
    problem(refused, 401, "token-reused")
    problem(await house.refresh(fresh.refresh_token), 401, "unauthenticated")
    problem(await house.refresh(ada.refresh_token), 401, "token-reused")
    [revoked] = await house.announced(facts.AccessRevoked)
    assert (revoked.user_id, revoked.session_id) == (ada.id, ada.session_id)
    assert not await house.knows(ada)
    assert not await house.knows(fresh)
    assert await house.knows(elsewhere)
    assert (await house.refresh(elsewhere.refresh_token)).status_code == 200


async def test_of_two_who_use_one_token_at_once_one_is_too_late(house: House) -> None:
    ada = await house.register()
    answers = await asyncio.gather(*(house.refresh(ada.refresh_token) for _ in range(2)))
    assert sorted(each.status_code for each in answers) == [200, 401]
    problem(max(answers, key=lambda each: each.status_code), 401, "token-reused")


async def test_an_answer_that_was_lost_can_be_asked_for_again(house: House) -> None:
    ada, key = await house.register(), testing.key()
    first = await house.refresh(ada.refresh_token, **key)
    again = await house.refresh(ada.refresh_token, **key)
    assert again.status_code == 200
    assert again.headers["idempotent-replayed"] == "true"
    assert person(again).refresh_token == person(first).refresh_token
    assert await house.knows(person(again))


async def test_what_is_no_refresh_token_refreshes_nothing(house: House) -> None:
    ada = await house.register()
    stem, _, code = ada.refresh_token.rpartition(".")
    other = "B" if code[5] == "A" else "A"
    forged = [
        f"{stem}.{code[:5]}{other}{code[6:]}",
        f"{ada.session_id}.2.{code}",
        ada.access_token[:200],
        "nonsense",
    ]
    for each in forged:
        problem(await house.refresh(each), 401, "unauthenticated")
    assert pointers(await house.refresh("")) == ["/refresh_token"]
    assert pointers(await house.refresh("x" * 5_000)) == ["/refresh_token"]
    assert (await house.refresh(ada.refresh_token)).status_code == 200


async def test_a_session_that_rested_too_long_is_over(house: House) -> None:
    with testing.frozen_clock() as frozen:
        ada = await house.register()
        frozen.advance(sessions.IDLE_TTL.total_seconds() + 1)
        problem(await house.refresh(ada.refresh_token), 401, "unauthenticated")
        assert not await house.knows(ada)


# Signing out


async def test_signing_out_ends_this_session_everywhere(house: House) -> None:
    ada = await house.register()
    elsewhere = await house.sign_in(ada.email)
    answer = await house.post("/v1/auth/logout", **ada.headers)
    assert (answer.status_code, answer.content) == (204, b"")
    assert not await house.knows(ada)
    problem(await house.refresh(ada.refresh_token), 401, "unauthenticated")
    assert await house.knows(elsewhere)
    assert (await house.refresh(elsewhere.refresh_token)).status_code == 200


async def test_signing_out_everywhere_ends_all_sessions_of_one_person(house: House) -> None:
    ada, bob = await house.register(), await house.register("bob@example.com")
    elsewhere = await house.sign_in(ada.email)
    assert (await house.post("/v1/auth/logout-all", **ada.headers)).status_code == 204
    for each in (ada, elsewhere):
        assert not await house.knows(each)
        problem(await house.refresh(each.refresh_token), 401, "unauthenticated")
    assert await house.knows(bob)
    with testing.frozen_clock() as frozen:  # what was given out in the millisecond of the end counts as ended
        frozen.advance(1)
        assert await house.knows(await house.sign_in(ada.email))
