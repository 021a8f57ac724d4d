"""The sender and its leases: what a living process has in hand stays its own, however slow the mail server is."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from notification import facts
from souk import testing
from souk.kit import mongo, tx
from souk.notification import consumers, model, store
from souk.notification.mailer import compose, smtp
from souk.notification.sender import Sender

SHORT = timedelta(seconds=2)


class SlowPost:
    """A mail server that takes mails and says nothing until it is told to."""

    def __init__(self) -> None:
        self.taken: list[compose.Message] = []
        self.may_answer = asyncio.Event()
        self.is_open = True

    async def connect(self) -> smtp.Carrier:
        return self

    async def send(self, messages: Sequence[compose.Message]) -> list[smtp.Reply]:
        self.taken.extend(messages)
        await self.may_answer.wait()
        return [smtp.Reply(250, "taken") for _ in messages]

    def close(self) -> None:
        self.is_open = False


@contextlib.asynccontextmanager
async def sending(db: tx.Announcing, post: SlowPost) -> AsyncIterator[Sender]:
    composer = compose.Composer(
        sender="Souk <shop@souk.example>", shop="Souk", url="http://souk.example", guest_key=b"k"
    )
    sender = Sender(db, composer, post, testing.FakeRest())
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def rows(db: tx.Announcing) -> list[mongo.Document]:
    return await db["emails"].find().to_list()


async def test_a_slow_mail_server_is_sent_each_mail_once(db: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "LEASE", SHORT)
    await mongo.ensure_indexes(db, store.INDEXES)
    post = SlowPost()
    async with sending(db, post) as first, sending(db, SlowPost()):
        await testing.run(
            db, consumers.Listeners(first.hand_over).on_order_confirmed, testing.received(facts.confirmed())
        )
        [before] = await rows(db)
        async with asyncio.timeout(30):
            while (await rows(db))[0]["due"] < before["due"] + SHORT:  # it was renewed more than once
                await asyncio.sleep(0.05)
        [held] = await rows(db)
        assert (held["status"], held["lease"], held["attempts"]) == ("sending", before["lease"], 1)
        post.may_answer.set()
        async with asyncio.timeout(30):
            while (await rows(db))[0]["status"] != "sent":
                await asyncio.sleep(0.05)
    assert len(post.taken) == 1


async def test_what_somebody_else_claimed_is_not_held_any_more(db: tx.Announcing) -> None:
    await mongo.ensure_indexes(db, store.INDEXES)
    handed: list[model.Email] = []
    events = [testing.received(facts.confirmed(f"ord_{number}")) for number in range(2)]
    await testing.run(db, consumers.Listeners(handed.extend).on_order_confirmed, *events)
    mine, lost = handed
    await db["emails"].update_one({"_id": lost.id}, {"$set": {"lease": "lea_other"}})
    assert await store.renew(db, [mine, lost], until := mine.at + timedelta(hours=1)) == {mine.id}
    due = {row["_id"]: row["due"] for row in await rows(db)}
    assert due[mine.id] == until
    assert due[lost.id] != until


async def test_a_mail_whose_lease_ran_out_while_it_waited_is_claimed_again_and_sent(db: tx.Announcing) -> None:
    """As after a process stood still: renewed by a sender that dropped it, it would stay unsent for ever."""
    await mongo.ensure_indexes(db, store.INDEXES)
    handed: list[model.Email] = []
    await testing.run(db, consumers.Listeners(handed.extend).on_order_confirmed, testing.received(facts.confirmed()))
    [mail] = handed
    mail.due = mail.at - timedelta(seconds=1)
    await db["emails"].update_one({"_id": mail.id}, {"$set": {"due": mail.due}})
    post = SlowPost()
    post.may_answer.set()
    async with sending(db, post) as sender:
        sender.hand_over([mail])
        async with asyncio.timeout(30):
            while (await rows(db))[0]["status"] != "sent":
                await asyncio.sleep(0.05)
    assert [message.email.id for message in post.taken] == [mail.id]
    assert (await rows(db))[0]["attempts"] == 2
