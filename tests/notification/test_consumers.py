"""From the broker to the mailbox: duplicates, reordering, poison, and outages of everything around."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from notification import facts
from notification.conftest import Serve
from notification.post import Post
from souk import testing
from souk.kit import clock, errors, mongo
from souk.notification import model, sender

SECURITY = {
    "kind": "password_reset",
    "user_id": "usr_1",
    "email": "ada@example.com",
    "name": "Ada Lovelace",
    "token": "one-time-token",
    "expires_at": "2099-01-01T00:00:00Z",
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits, waits shortly."""
    monkeypatch.setattr(sender, "SWEEP_PERIOD_S", 0.02)
    monkeypatch.setattr(sender, "PAUSE_START_S", 0.02)
    monkeypatch.setattr(model, "DELAY_START", timedelta(milliseconds=20))
    monkeypatch.setattr(model, "DELAY_UNREACHABLE", timedelta(milliseconds=20))


@pytest.fixture
async def running(serve: Serve) -> AsyncIterator[testing.Running]:
    async with serve() as up:
        yield up


async def statuses(running: testing.Running) -> list[str]:
    return [row["status"] for row in await running.runtime.db["emails"].find().sort("_id", 1).to_list()]


async def until(running: testing.Running, *wanted: str, timeout_s: float = 10.0) -> list[dict[str, Any]]:
    """The rows once their statuses are these."""
    limit = clock.monotonic() + timeout_s
    while sorted(await statuses(running)) != sorted(wanted):
        if clock.monotonic() > limit:
            raise TimeoutError(f"{await statuses(running)} instead of {wanted}")
        await asyncio.sleep(0.02)
    return await running.runtime.db["emails"].find().sort("_id", 1).to_list()


async def test_every_fact_is_told(running: testing.Running, post: Post) -> None:
    running.rest.answers["user", "/internal/security-mails/sec_1"] = SECURITY
    running.rest.answers["user", "/internal/security-mails/sec_2"] = {**SECURITY, "kind": "email_verification"}
    for fact in (facts.confirmed(), facts.fulfilled(), facts.delivered(), facts.refunded(), facts.cancelled(version=9)):
        await running.deliver(fact)
    await running.deliver(facts.registered(), facts.reset_requested(), facts.verification_requested())
    letters = await post.wait_for(8)
    assert sorted(letter.subject for letter in letters) == sorted(
        [
            "Your order S-1001 is confirmed",
            "Your order S-1001 is on its way",
            "Your order S-1001 has arrived",
            "€9.00 goes back to you",
            "Your order S-1001 was cancelled",
            "Welcome to Souk",
            "Choose a new password",
            "Confirm your e-mail address",
        ]
    )
    assert all(letter.to == ("ada@example.com",) for letter in letters)
    assert sum("one-time-token" in letter.text for letter in letters) == 2
    await until(running, *["sent"] * 8)


async def test_a_batch_is_told_quickly_and_completely(running: testing.Running, post: Post) -> None:
    await running.deliver(*(facts.confirmed(f"ord_{n}", email=f"p{n}@example.com") for n in range(200)))
    letters = await post.wait_for(200)
    assert {letter.to[0] for letter in letters} == {f"p{n}@example.com" for n in range(200)}
    await until(running, *["sent"] * 200)


async def test_a_fact_delivered_twice_is_told_once(running: testing.Running, post: Post) -> None:
    fact = facts.confirmed()
    ids = await running.deliver(fact)
    await running.deliver(fact, ids_=ids)
    await running.deliver(fact, ids_=ids, resend=1)
    await until(running, "sent")
    assert post.box.total == 1


async def test_a_cancellation_overtakes_a_confirmation(running: testing.Running, post: Post) -> None:
    await running.deliver(facts.cancelled(version=4))
    await running.deliver(facts.confirmed(version=3))
    await until(running, "sent")
    assert post.subjects() == ["Your order S-1001 was cancelled"]


async def test_a_refund_that_overtakes_its_order_is_told_afterwards(running: testing.Running, post: Post) -> None:
    await running.deliver(facts.refunded())
    assert post.box.total == 0
    await running.deliver(facts.confirmed())
    await running.runtime.db["deferred"].update_many({}, {"$set": {"due": clock.now()}})
    await post.wait_for(2)
    assert post.subjects() == ["Your order S-1001 is confirmed", "€9.00 goes back to you"]


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b'[{"id": "evt_1", "type": "order.confirmed.v9", "time": "2026-01-01T00:00:00Z", "data": {}}]',
        b'[{"id": "evt_1", "type": "order.confirmed.v1", "time": "2026-01-01T00:00:00Z", "data": {"order_id": 1}}]',
    ],
)
async def test_poison_is_put_aside_and_stops_nobody(running: testing.Running, post: Post, body: bytes) -> None:
    await running.deliver_raw("order.confirmed.v1", body)
    await running.deliver(facts.confirmed())
    await until(running, "sent")
    assert post.box.total == 1
    assert await running.runtime.db["dead_letters"].count_documents({}) == 1


async def test_an_address_that_is_none_fails_alone(running: testing.Running, post: Post) -> None:
    await running.deliver(
        facts.confirmed("ord_1", email="no address\r\nBcc: eve@example.com"), facts.confirmed("ord_2")
    )
    failed = next(row for row in await until(running, "failed", "sent") if row["status"] == "failed")
    assert failed["reason"] == "the address is none"
    assert post.box.total == 1


async def test_mails_wait_for_a_user_service_that_is_down(running: testing.Running, post: Post) -> None:
    await running.deliver(facts.reset_requested(), facts.confirmed())
    assert (await post.wait_for(1))[0].subject == "Your order S-1001 is confirmed"
    running.rest.answers["user", "/internal/security-mails/sec_1"] = SECURITY
    await post.wait_for(2)
    rows = await until(running, "sent", "sent")
    assert max(row["attempts"] for row in rows) == 1  # whose fault it was not, it did not cost


async def test_a_request_that_is_settled_already_is_not_mailed(running: testing.Running, post: Post) -> None:
    running.rest.answers["user", "/internal/security-mails/sec_1"] = errors.NotFound()
    await running.deliver(facts.reset_requested())
    [row] = await until(running, "failed")
    assert "settled or too long ago" in row["reason"]
    assert post.box.total == 0


async def test_tokens_are_never_stored(running: testing.Running, post: Post) -> None:
    running.rest.answers["user", "/internal/security-mails/sec_1"] = SECURITY
    await running.deliver(facts.reset_requested())
    await until(running, "sent")
    for name in await running.runtime.db.raw.list_collection_names():
        for document in await running.runtime.db[name].find().to_list():
            assert "one-time-token" not in str(document)


async def test_mails_wait_for_a_mail_server_that_is_down(serve: Serve, post: Post) -> None:
    async with serve(smtp_url=f"smtp://127.0.0.1:{testing.free_port()}") as running:
        await running.deliver(facts.confirmed("ord_1"), facts.confirmed("ord_2"))
        rows = await until(running, "queued", "queued")
        assert "Connect" in rows[0]["reason"] or "connect" in rows[0]["reason"]
        assert post.box.total == 0


async def test_another_process_takes_over_what_one_left_behind(mongodb_url: str, serve: Serve, post: Post) -> None:
    name = "test_notification_takeover"
    down = f"smtp://127.0.0.1:{testing.free_port()}"
    try:
        async with serve(database_name=name, smtp_url=down) as first:
            await first.deliver(facts.confirmed())
            await until(first, "queued")
        async with serve(database_name=name) as second:
            await post.wait_for(1)
            await until(second, "sent")
    finally:
        async with testing.database(mongodb_url) as db:
            await db.raw.client.drop_database(name)


async def test_a_lease_that_ran_out_is_taken_up(running: testing.Running, post: Post) -> None:
    row = model.Email(
        id="eml_left", kind="welcome", to="ada@example.com", to_key="ada@example.com", lease="lea_dead",
        content=b'{"user_id": "usr_1", "email": "ada@example.com", "name": "Ada"}', at=clock.now(),
        due=clock.now() - timedelta(seconds=1),
    )  # fmt: skip
    await running.runtime.db["emails"].insert_one(mongo.to_document(row))
    assert (await post.wait_for(1))[0].subject == "Welcome to Souk"
    [sent] = await until(running, "sent")
    assert sent["attempts"] == 2


async def test_stopping_gives_back_what_was_not_sent(mongodb_url: str, serve: Serve) -> None:
    name = "test_notification_stopping"
    try:
        async with serve(database_name=name, smtp_url=f"smtp://127.0.0.1:{testing.free_port()}") as running:
            await running.deliver(*(facts.confirmed(f"ord_{n}") for n in range(300)))
        async with testing.database(mongodb_url) as db:
            rows = await db.raw.client[name]["emails"].find().to_list()
        assert {row["status"] for row in rows} == {"queued"}
        assert {row["attempts"] for row in rows} == {0}
    finally:
        async with testing.database(mongodb_url) as db:
            await db.raw.client.drop_database(name)


async def test_a_refund_that_is_told_again_is_mailed_once(running: testing.Running, post: Post) -> None:
    """Payment says it again, as news, in answer to a cancellation."""
    await running.deliver(facts.confirmed())
    await running.deliver(facts.refunded(), facts.refunded(), ids_=["evt_1", "evt_2"])
    await running.deliver(facts.refunded(), ids_=["evt_3"])
    await until(running, "sent", "sent")
    assert post.subjects() == ["Your order S-1001 is confirmed", "€9.00 goes back to you"]
