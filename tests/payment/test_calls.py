"""remember → call → remember: what goes wrong between the steps charges nobody twice and loses nothing."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from payment import scripted
from payment.scripted import PRICE, Scripted, awaiting, cancelled, one, order_id, told, until
from souk import testing
from souk.kit import clock, group_commit, ids, tx
from souk.payment import actions, app, model, store, workers
from souk.payment.workers import calls as calls_module


@pytest.fixture
async def second(mongodb_url: str, payment: testing.Running, gateway: Scripted) -> AsyncIterator[testing.Running]:
    """Another replica of the same service."""
    build = functools.partial(app.build, make_gateways=lambda _: {"sandbox": gateway})
    name = payment.runtime.db.name
    async with testing.running(
        mongodb_url, "payment", build, app.Settings, messages=payment.bus, database_name=name
    ) as running:
        yield running


async def remember(db: tx.Announcing, order: str, lease: model.Lease, token: str = "tok_ok") -> model.Payment:
    """What a process does that dies right after the commit: an intent, claimed, and nobody who calls."""
    received = testing.received(awaiting(order, token))
    (claimed,) = await tx.transact(db, lambda tx: actions.take_payments(tx, [received], {"sandbox"}, lease))
    return claimed


# The answer gets lost


@pytest.mark.parametrize("steps", [["lost"], ["deaf"], ["lost", "deaf", "lost"], ["deaf", "deaf"]])
async def test_whatever_is_lost_on_the_way_the_card_is_charged_once(
    payment: testing.Running, gateway: Scripted, steps: list[str]
) -> None:
    gateway.plan("charge", *steps)
    order = order_id()
    (question,) = await payment.deliver(awaiting(order))
    paid = await until(payment, order, "captured")
    assert paid.attempts == len(steps) + 1
    assert {call.key for call in gateway.calls} == {paid.id}
    assert len(gateway.charges) == 1
    assert await told(payment, order) == [("captured", question)]
    assert [each.status for each in paid.history] == ["pending", "unknown", "captured"]


@pytest.mark.parametrize(("kind", "end"), [("refund", "refunded"), ("void", "voided")])
async def test_undoing_is_repeated_under_its_own_key(
    payment: testing.Running, gateway: Scripted, kind: str, end: str
) -> None:
    gateway.plan(kind, "lost", "deaf")
    order = order_id()
    token, before = ("tok_ok", "captured") if kind == "refund" else ("tok_auth_only", "authorized")
    await payment.deliver(awaiting(order, token))
    await until(payment, order, before)
    await payment.deliver(cancelled(order, was_confirmed=True))
    done = await until(payment, order, end)
    assert gateway.taken(done.id) == 0
    assert len({call.key for call in gateway.calls if call.kind == kind}) == 1
    assert gateway.made(kind) == 3


async def test_a_refused_capture_leaves_the_payment_authorized(payment: testing.Running, gateway: Scripted) -> None:
    gateway.plan("capture", "refuse")
    order = order_id()
    await payment.deliver(awaiting(order, "tok_auth_only"))
    await until(payment, order, "authorized")
    await payment.deliver(scripted.fulfilled(order))
    refused = await until(payment, order, "authorized")
    assert (refused.state, refused.reason) == (model.State.AUTHORIZED, "not today")
    await payment.deliver(scripted.fulfilled(order))
    await until(payment, order, "captured")


# The process dies


async def test_a_process_that_dies_before_the_call_is_replaced_when_its_lease_lapses(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    lease = model.Lease("lse_dead", clock.now() + timedelta(seconds=0.5))
    await remember(payment.runtime.db, order, lease)
    await asyncio.sleep(0.2)
    assert gateway.calls == []  # while the lease holds, nobody else calls
    paid = await until(payment, order, "captured")
    assert (paid.attempts, gateway.made("charge")) == (2, 1)


async def test_a_process_that_dies_after_the_call_leaves_one_charge(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    lease = model.Lease("lse_dead", clock.now() + timedelta(seconds=0.3))
    claimed = await remember(payment.runtime.db, order, lease)
    call = model.next_call(claimed, clock.now())
    assert call is not None
    await gateway.perform(call)
    paid = await until(payment, order, "captured")
    assert (paid.attempts, gateway.made("charge"), len(gateway.charges)) == (2, 2, 1)
    assert gateway.taken(paid.id) == PRICE.amount


async def test_a_result_is_saved_only_while_the_lease_holds(payment: testing.Running, gateway: Scripted) -> None:
    gateway.plan("charge", "hold")
    order = order_id()
    await payment.deliver(awaiting(order))
    await gateway.holding.wait()
    key = {"_id": model.payment_id(order)}
    await payment.runtime.db["payments"].update_one(key, {"$set": {"lease": "lse_other"}})
    gateway.let_go()
    await asyncio.sleep(0.2)
    assert (await one(payment, order)).status == "pending"
    assert await told(payment, order) == []
    await payment.runtime.db["payments"].update_one(key, {"$set": {"lease_until": clock.now()}})  # the other died too
    await until(payment, order, "captured")
    assert len(gateway.charges) == 1


async def test_calls_that_are_out_come_back_before_the_process_goes(books: tx.Announcing, gateway: Scripted) -> None:
    gateway.plan("charge", "hold")
    settle = group_commit.GroupCommit(books, actions.settle_calls, lambda payment: payment.id)
    calls = workers.Calls(books, {"sandbox": gateway}, settle)
    running = asyncio.create_task(calls.run())
    order = order_id()
    calls.start([await remember(books, order, calls.lease())])
    await gateway.holding.wait()
    running.cancel()
    await asyncio.sleep(0.05)
    assert not running.done()
    gateway.let_go()
    with pytest.raises(asyncio.CancelledError):
        await running
    found = await store.payment(books, model.payment_id(order))
    assert found is not None
    assert found.status == "captured"


# Many at once


async def test_two_replicas_charge_each_order_once(
    payment: testing.Running, second: testing.Running, gateway: Scripted
) -> None:
    orders = [order_id() for _ in range(60)]
    for start in range(0, 60, 10):
        await payment.deliver(*(awaiting(order) for order in orders[start : start + 10]))
    for order in orders:
        await until(second, order, "captured")
    assert gateway.made("charge") == 60
    assert (await scripted.balance(second))["gateway:sandbox"] == 60 * PRICE.amount


async def test_more_than_fit_are_taken_up_later(
    payment: testing.Running, gateway: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls_module, "CALLS_MAX", 4)
    orders = [order_id() for _ in range(20)]
    await payment.deliver(*(awaiting(order) for order in orders))
    for order in orders:
        assert (await until(payment, order, "captured")).attempts == 1
    assert gateway.made("charge") == 20


# The order is cancelled while a call is out


@pytest.mark.parametrize("step", ["hold", "lost", "deaf"])
async def test_cancelled_while_the_call_is_out(payment: testing.Running, gateway: Scripted, step: str) -> None:
    gateway.plan("charge", "hold", *([] if step == "hold" else [step]))
    order = order_id()
    await payment.deliver(awaiting(order))
    await gateway.holding.wait()
    await payment.deliver(cancelled(order))
    stopping = await one(payment, order)
    assert (stopping.state, stopping.status) == (model.State.STOPPING, "unknown")
    gateway.let_go()
    done = await until(payment, order, "refunded")
    assert gateway.taken(done.id) == 0
    assert await told(payment, order) == [("refunded", None)]
    assert await scripted.balance(payment) == {"gateway:sandbox": 0, "receipts": -1999, "refunds": 1999}


async def test_cancelled_while_the_bank_says_no(payment: testing.Running, gateway: Scripted) -> None:
    gateway.plan("charge", "hold")
    order = order_id()
    await payment.deliver(awaiting(order, "tok_declined"))
    await gateway.holding.wait()
    await payment.deliver(cancelled(order))
    gateway.let_go()
    await until(payment, order, "voided")
    assert await told(payment, order) == [("voided", None)]


async def test_cancelled_while_the_outcome_is_unknown(payment: testing.Running, gateway: Scripted) -> None:
    gateway.plan("charge", "deaf", "lost", "hold")
    order = order_id()
    await payment.deliver(awaiting(order, "tok_auth_only"))
    await gateway.holding.wait()
    assert (await one(payment, order)).status == "unknown"
    await payment.deliver(cancelled(order))
    gateway.let_go()
    done = await until(payment, order, "voided")
    assert gateway.charges[done.id].state == "voided"


async def test_cancelled_while_the_capture_is_out(payment: testing.Running, gateway: Scripted) -> None:
    gateway.plan("capture", "hold")
    order = order_id()
    (question,) = await payment.deliver(awaiting(order, "tok_auth_only"))
    await until(payment, order, "authorized")
    await payment.deliver(scripted.fulfilled(order))
    await gateway.holding.wait()
    (end,) = await payment.deliver(cancelled(order, was_confirmed=True))
    gateway.let_go()
    done = await until(payment, order, "refunded")
    assert gateway.taken(done.id) == 0
    assert await told(payment, order) == [("authorized", question), ("refunded", end)]


# When the key is too old


async def test_past_the_life_of_its_key_a_charge_is_only_looked_up(payment: testing.Running, gateway: Scripted) -> None:
    order = order_id()
    db = payment.runtime.db
    lease = model.Lease("lse_dead", clock.now() + timedelta(seconds=0.2))
    await remember(db, order, lease)
    old = clock.now() - model.KEY_LIFE
    await db["payments"].update_one({"_id": model.payment_id(order)}, {"$set": {"first_called_at": old}})
    async with asyncio.timeout(10):
        while gateway.made("look_up") == 0:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    stuck = await one(payment, order)
    assert (stuck.status, gateway.made("charge")) == ("pending", 0)
    assert stuck.alarm is not None
    assert await told(payment, order) == []


# Nothing about a card is written anywhere it should not be


async def test_card_tokens_are_never_logged_and_forgotten_when_done(
    payment: testing.Running, gateway: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="souk")
    gateway.plan("charge", "lost", "deaf")
    order, secret = order_id(), f"tok_{ids.new('card')}"
    await payment.deliver(awaiting(order, secret))
    await until(payment, order, "declined")
    assert "no success" in caplog.text
    assert secret not in "".join(str(vars(record)) for record in caplog.records)
    document = await payment.runtime.db["payments"].find_one({"_id": model.payment_id(order)})
    assert secret not in str(document)
    answer = await payment.client.get(
        f"/v1/payments/{model.payment_id(order)}", headers=payment.token(roles=["finance"])
    )
    assert secret not in answer.text
