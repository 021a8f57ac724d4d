"""Who may guess passwords how often, and that a guesser learns nothing from the answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from souk import testing
from souk.contracts import user as facts
from souk.user import app
from souk.user.gateway import hashing
from user.house import OTHER_PASSWORD, PASSWORD, House, opened, problem

PAIR_MAX, ACCOUNT_MAX, ADDRESS_MAX = 3, 5, 8


class CountingHasher(hashing.Hasher):
    """Counts the passwords it was made to work on."""

    def __init__(self) -> None:
        super().__init__()
        self.checked = self.made = 0

    async def hash(self, password: str, *, waiting_max: int | None = None) -> str:
        self.made += 1
        return await super().hash(password, waiting_max=waiting_max)

    def _matches(self, password_hash: str, password: str) -> bool:
        self.checked += 1
        return super()._matches(password_hash, password)


@pytest.fixture
def frozen() -> Iterator[testing.FrozenClock]:
    """Failures are counted by quarters of an hour: none may end in the middle of a test."""
    with testing.frozen_clock() as frozen:
        yield frozen


@pytest.fixture
async def strict(mongodb_url: str, frozen: testing.FrozenClock) -> AsyncIterator[House]:
    """A house that bears few failures, with Ada and Bob."""
    limits = {
        "sign_in_failures_max": PAIR_MAX,
        "sign_in_failures_account_max": ACCOUNT_MAX,
        "sign_in_failures_address_max": ADDRESS_MAX,
    }
    async with opened(mongodb_url, **limits) as house:
        await house.register("ada@example.com")
        await house.register("bob@example.com")
        yield house


def source(number: int) -> dict[str, str]:
    """A caller's address, as the edge tells it."""
    return {"X-Forwarded-For": f"192.0.2.{number}"}


async def fail(house: House, times: int, email: str = "ada@example.com", address: int = 1) -> None:
    for _ in range(times):
        problem(await house.login(email, "not my password", **source(address)), 401, "invalid-credentials")


async def test_every_failure_looks_the_same(house: House) -> None:
    await house.register("ada@example.com")
    bob = await house.register("bob@example.com")
    disabled = await house.client.patch(f"/v1/users/{bob.id}", json={"disabled": True}, headers=house.staff())
    assert disabled.status_code == 200
    house.deps.hasher.close()
    house.deps.hasher = counting = CountingHasher()
    answers = [
        await house.login("ada@example.com", "not my password"),
        await house.login("nobody@example.com", "not my password"),
        await house.login("bob@example.com"),
        await house.login("this is no e-mail"),
        await house.login(""),
    ]
    documents = [problem(each, 401, "invalid-credentials") for each in answers]
    for document in documents:
        del document["instance"]
    assert all(document == documents[0] for document in documents)
    assert all(each.headers["www-authenticate"] == "Bearer" for each in answers)
    assert counting.checked == len(answers)  # also where there is nothing to check: it takes the same time
    assert await house.running.runtime.db["audit"].count_documents({"action": "sign_in_failed"}) == len(answers)


async def test_too_many_failures_for_an_account_from_an_address(strict: House, frozen: testing.FrozenClock) -> None:
    await fail(strict, PAIR_MAX)
    refused = await strict.login("ADA@example.com", PASSWORD, **source(1))  # also with the right password
    problem(refused, 429, "too-many-requests")
    window_s = int(refused.headers["retry-after"])
    assert 0 < window_s <= app.FAILURES_WINDOW_S
    assert refused.headers["ratelimit-limit"] == str(PAIR_MAX)
    assert (await strict.login("ada@example.com", **source(2))).status_code == 200
    assert (await strict.login("bob@example.com", **source(1))).status_code == 200
    frozen.advance(window_s)
    assert (await strict.login("ada@example.com", **source(1))).status_code == 200


async def test_a_guess_that_is_refused_is_not_checked(strict: House) -> None:
    await fail(strict, PAIR_MAX)
    strict.deps.hasher.close()
    strict.deps.hasher = counting = CountingHasher()
    problem(await strict.login("ada@example.com", **source(1)), 429, "too-many-requests")
    assert counting.checked == 0


async def test_guesses_at_once_are_counted_all(strict: House) -> None:
    guesses = (strict.login("ada@example.com", f"guess number {number}", **source(1)) for number in range(10))
    answers = await asyncio.gather(*guesses)
    assert sorted(each.status_code for each in answers) == [401] * PAIR_MAX + [429] * (10 - PAIR_MAX)


async def test_too_many_failures_for_an_account_from_anywhere(strict: House) -> None:
    for address in range(1, ACCOUNT_MAX + 1):
        await fail(strict, 1, address=address)
    problem(await strict.login("ada@example.com", **source(9)), 429, "too-many-requests")
    assert (await strict.login("bob@example.com", **source(9))).status_code == 200


async def test_too_many_failures_from_an_address_for_any_account(strict: House) -> None:
    for number in range(ADDRESS_MAX):
        await fail(strict, 1, email=f"somebody-{number}@example.com")
    problem(await strict.login("bob@example.com", **source(1)), 429, "too-many-requests")
    assert (await strict.login("bob@example.com", **source(2))).status_code == 200


async def test_an_ipv6_network_is_one_address(strict: House) -> None:
    for number in range(PAIR_MAX):
        near = {"X-Forwarded-For": f"2001:db8:0:1::{number:x}"}
        problem(await strict.login("ada@example.com", "not my password", **near), 401, "invalid-credentials")
    near, far = {"X-Forwarded-For": "2001:db8:0:1::ffff"}, {"X-Forwarded-For": "2001:db8:0:2::1"}
    problem(await strict.login("ada@example.com", **near), 429, "too-many-requests")
    assert (await strict.login("ada@example.com", **far)).status_code == 200


async def test_a_success_forgives_the_account(strict: House) -> None:
    for _ in range(2):
        await fail(strict, PAIR_MAX - 1)
        assert (await strict.login("ada@example.com", **source(1))).status_code == 200


async def test_guessing_the_present_password_to_change_it_is_counted_too(strict: House) -> None:
    ada = await strict.sign_in("ada@example.com")
    body = {"current": "not my password", "new": "a staple of another kind"}
    for _ in range(PAIR_MAX):
        answer = await strict.post("/v1/me/password", body, **ada.headers, **source(1))
        assert answer.json()["errors"][0]["pointer"] == "/current"
    right = {**body, "current": PASSWORD}
    problem(await strict.post("/v1/me/password", right, **ada.headers, **source(1)), 429, "too-many-requests")
    problem(await strict.login("ada@example.com", **source(1)), 429, "too-many-requests")


async def test_who_comes_while_too_many_wait_is_told_to_come_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.register("ada@example.com")
    monkeypatch.setattr(hashing, "WAITING_MAX", 0)
    refused = await house.login("ada@example.com")
    problem(refused, 503, "unavailable")
    assert int(refused.headers["retry-after"]) > 0
    monkeypatch.undo()
    assert (await house.login("ada@example.com")).status_code == 200


async def test_a_password_that_was_reset_lets_in_who_was_locked_out(strict: House) -> None:
    await fail(strict, PAIR_MAX)
    problem(await strict.login("ada@example.com", **source(1)), 429, "too-many-requests")
    assert (await strict.post("/v1/auth/password/forgot", {"email": "ada@example.com"})).status_code == 202
    body = {"token": await strict.mailed_token(facts.PasswordResetRequested), "password": OTHER_PASSWORD}
    assert (await strict.post("/v1/auth/password/reset", body, **source(1))).status_code == 204
    assert (await strict.login("ada@example.com", OTHER_PASSWORD, **source(1))).status_code == 200


async def test_who_registers_what_is_taken_costs_no_hashing(strict: House) -> None:
    strict.deps.hasher.close()
    strict.deps.hasher = counting = CountingHasher()
    taken = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
    problem(await strict.post("/v1/auth/register", taken), 409, "email-taken")
    assert counting.made == 0


async def test_a_crowd_that_registers_leaves_room_for_those_who_sign_in(
    strict: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "WAITING_NEW_MAX", 0)
    new = {"email": "new@example.com", "password": PASSWORD, "name": "New"}
    problem(await strict.post("/v1/auth/register", new), 503, "unavailable")
    assert (await strict.login("ada@example.com", **source(1))).status_code == 200
