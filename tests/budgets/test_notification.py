"""Round trips of the notification service."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from budgets import ledger
from notification import facts
from souk import testing
from souk.kit import clock, ids
from souk.notification import app, model, sender, store


@pytest.fixture
async def notification(mongodb_url: str) -> AsyncIterator[testing.Running]:
    """The service, with a sender that stands still: it has mails in hand, and sends none."""
    async with testing.running(mongodb_url, "notification", app.build, app.Settings, is_still=True) as running:
        yield running


async def test_what_staff_do(notification: testing.Running) -> None:
    count, staff = ledger.Ledger(notification), notification.token("usr_staff", roles=("support",))
    await count.setup(*(facts.confirmed(ids.new("ord")) for _ in range(ledger.MANY)))
    async with count.row("GET /v1/notifications"):
        ledger.ok(await notification.client.get("/v1/notifications?limit=100", headers=staff))
    count.balance("Notification: what staff ask for")


async def test_what_customers_are_told(notification: testing.Running, time: testing.FrozenClock) -> None:
    count, db, postman = ledger.Ledger(notification), notification.runtime.db, _sender(notification)
    for many in (1, ledger.MANY):
        orders = [ids.new("ord") for _ in range(many)]
        await count.receive("write: confirmed, guests", *(facts.confirmed(each) for each in orders))
        time.advance(8)
        async with count.row("renew what is in hand"):
            await postman._renew()
        async with count.row("settle: all were sent"):
            await _settled(postman, lambda _: model.accepted())
        await count.receive("write: shipped", *(facts.fulfilled(ids.new("ful")) for _ in orders))
        await count.receive("write: refunded", *(facts.refunded(each) for each in orders))
        await count.receive("write: cancelled", *(facts.cancelled(each) for each in orders))
        await count.receive(
            "write: confirmed, people with an account",
            *(facts.confirmed(ids.new("ord"), user_id=ids.new("usr")) for _ in orders),
        )
        await count.receive("write: welcome", *(facts.registered(ids.new("usr")) for _ in orders))
        async with count.row("settle: sent and put off"):
            await _settled(postman, _welcome_later)
        async with count.row("claim what was put off"):
            assert len(await store.claim_due(db, lease=ids.new("lea"), now=clock.now(), limit=256)) == many
        async with count.row("claim: nothing waits"):
            assert not await store.claim_due(db, lease=ids.new("lea"), now=clock.now(), limit=256)
    count.balance("Notification: mails")


def _sender(notification: testing.Running) -> sender.Sender:
    """The one that the service made for itself."""
    run: Any = dict(notification.runtime._background)["sender"]
    found: sender.Sender = run.__self__
    return found


def _welcome_later(email: model.Email) -> model.Outcome:
    """Each until a moment of its own."""
    if email.kind != "welcome":
        return model.accepted()
    return model.Outcome("put_off", due=clock.now() - timedelta(milliseconds=random.randrange(1_000_000)))


async def _settled(postman: sender.Sender, outcome: Callable[[model.Email], model.Outcome]) -> None:
    """Every mail in hand was tried, and this became of it."""
    postman._settle([(email, outcome(email)) for email in postman._in_hand.values()])
    await postman._save()
