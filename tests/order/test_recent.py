"""What a process remembers of an order saves a look, and is never believed against the database."""

from __future__ import annotations

import pytest

from order import builders
from order.builders import Afterwards, Saga
from souk import contracts, testing
from souk.kit import clock, tx
from souk.order import actions, consumers, model
from souk.order.actions import recent as recent_module

S = model.Status


@pytest.fixture
def recent() -> actions.Recent:
    return actions.Recent()


async def placed(db: tx.Announcing, recent: actions.Recent | None) -> model.Order:
    (order,) = await tx.transact(db, lambda t: actions.place_orders(t, [builders.command()], recent))
    assert isinstance(order, model.Order)
    return order


async def reserved(db: tx.Announcing, recent: actions.Recent | None, order_id: str) -> None:
    facts = [testing.received(Saga.reserved(order_id))]
    await tx.transact(db, lambda t: actions.request_payment(t, facts, Afterwards(), recent))


async def captured(db: tx.Announcing, recent: actions.Recent | None, order_id: str) -> None:
    facts = [testing.received(Saga.captured(order_id))]
    await tx.transact(db, lambda t: actions.confirm(t, facts, Afterwards(), recent))


async def test_an_order_is_the_same_with_memory_and_without(db: tx.Announcing, recent: actions.Recent) -> None:
    found, start = [], clock.now()
    for memory in (recent, None):
        with testing.frozen_clock(start) as time:
            order = await placed(db, memory)
            await reserved(db, memory, order.id)
            time.advance(1)
            await captured(db, memory, order.id)
        found.append(await builders.stored(db, order.id))
        assert found[-1].end is not None
        found[-1].id = found[-1].payment.id = found[-1].end = ""
    assert [step.status for step in found[0].history] == [S.PLACED, S.AWAITING_PAYMENT, S.CONFIRMED]
    assert found[0] == found[1]


async def test_who_was_asked_does_not_change_with_what_is_remembered(db: tx.Announcing, recent: actions.Recent) -> None:
    """The order that a request has in hand, and will answer with, is another object."""
    order = await placed(db, recent)
    before = (order.status, order.version, order.payment.token, order.watch.question if order.watch else None)
    await reserved(db, recent, order.id)
    after = (order.status, order.version, order.payment.token, order.watch.question if order.watch else None)
    assert after == before
    assert (await builders.stored(db, order.id)).status is S.AWAITING_PAYMENT


async def test_what_another_process_cancelled_stays_cancelled(db: tx.Announcing, recent: actions.Recent) -> None:
    order = await placed(db, recent)
    await reserved(db, recent, order.id)
    wanted = actions.CancelOrder(order_id=order.id, viewer=model.Viewer(is_staff=True))
    await tx.transact(db, lambda t: actions.cancel_orders(t, [wanted], Afterwards()))
    after = Afterwards()
    facts = [testing.received(Saga.captured(order.id))]
    await tx.transact(db, lambda t: actions.confirm(t, facts, after, recent))
    found = await builders.stored(db, order.id)
    assert (found.status, found.payment.status) == (S.CANCELLED, model.PaymentStatus.CAPTURED)
    assert after.resent == [found.end]
    told = await testing.announced(db, contracts.REGISTRY)
    assert not [each for each in told if isinstance(each, contracts.order.OrderConfirmed)]


async def test_what_cannot_take_the_step_is_read(db: tx.Announcing, recent: actions.Recent) -> None:
    """The goods are promised twice: what is remembered has moved on, and only the database knows how far."""
    order = await placed(db, recent)
    await reserved(db, recent, order.id)
    await reserved(db, recent, order.id)
    assert recent.take([order.id], model.Act.CONFIRM) == {}
    assert (await builders.stored(db, order.id)).version == order.version + 1


async def test_a_customer_at_the_bank_is_not_remembered(db: tx.Announcing, recent: actions.Recent) -> None:
    order = await placed(db, recent)
    await reserved(db, recent, order.id)
    listeners = consumers.Listeners(Afterwards(), recent)
    facts = [testing.received(Saga.action_required(order.id))]
    await tx.transact(db, lambda t: listeners.on_payment_action_required(t, facts))
    assert recent.take([order.id], model.Act.CONFIRM) == {}


async def test_a_step_that_fails_is_not_remembered(db: tx.Announcing, recent: actions.Recent) -> None:
    order = await placed(db, recent)

    async def fail(t: tx.Tx) -> None:
        await actions.request_payment(t, [testing.received(Saga.reserved(order.id))], Afterwards(), recent)
        raise RuntimeError("before the commit")

    with pytest.raises(RuntimeError):
        await tx.transact(db, fail)
    assert recent.take([order.id], model.Act.CONFIRM) == {}
    await reserved(db, recent, order.id)
    assert (await builders.stored(db, order.id)).status is S.AWAITING_PAYMENT


async def test_no_more_is_remembered_than_there_is_room_for(
    db: tx.Announcing, recent: actions.Recent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent_module, "KEPT_MAX", 2)
    orders = [await placed(db, recent) for _ in range(3)]
    remembered = recent.take([each.id for each in orders], model.Act.REQUEST_PAYMENT)
    assert list(remembered) == [each.id for each in orders[1:]]


async def test_what_is_remembered_has_its_goods(db: tx.Announcing, recent: actions.Recent) -> None:
    """Also where this process did not place the order itself: the next step announces them."""
    order = await placed(db, None)
    await reserved(db, recent, order.id)
    await captured(db, recent, order.id)
    told = await testing.announced(db, contracts.REGISTRY)
    [confirmed] = [each for each in told if isinstance(each, contracts.order.OrderConfirmed)]
    assert [each.sku for each in confirmed.lines] == [each.sku for each in order.lines] != []
