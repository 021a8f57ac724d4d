"""What a shop owes its customers beyond being safe: lost post heals in time, and nobody is charged for nothing."""

from __future__ import annotations

import pytest

import small_shop
from order import builders
from proof import mechanisms
from souk import contracts
from souk.inventory import model as inventory_model
from souk.inventory import workers as inventory_workers
from souk.kit import outbox, tx
from souk.order.model import watch
from souk.payment import model as payment_model
from souk.payment import workers as payment_workers

PLACED = contracts.order.OrderPlaced.type
AWAITING_PAYMENT = contracts.order.OrderAwaitingPayment.type
CONFIRMED = contracts.order.OrderConfirmed.type
CANCELLED = contracts.order.OrderCancelled.type
RESERVED = contracts.inventory.StockReserved.type
RETURNED = contracts.inventory.StockReturned.type
REFUNDED = contracts.payment.PaymentRefunded.type
CAPTURED = contracts.payment.PaymentCaptured.type


async def test_an_order_is_paid_for_and_its_goods_are_sold(shop: small_shop.Shop) -> None:
    order_id = await shop.buy(MUG=2)
    assert (await shop.stands(order_id), await shop.hold_of(order_id)) == ("confirmed", "committed")
    assert shop.taken() == 2990


@pytest.mark.parametrize("lost", [PLACED, AWAITING_PAYMENT])
async def test_a_question_that_got_lost_is_asked_again(shop: small_shop.Shop, lost: str) -> None:
    shop.post.lose(lost)
    order_id = await shop.buy(MUG=2)
    assert await shop.stands(order_id) in ("placed", "awaiting_payment")
    assert await shop.decided(order_id) == "confirmed"


@pytest.mark.parametrize("lost", [RESERVED, CAPTURED])
async def test_no_order_expires_because_an_answer_got_lost(shop: small_shop.Shop, lost: str) -> None:
    shop.post.lose(lost)
    order_id = await shop.buy(MUG=2)
    assert await shop.stands(order_id) in ("placed", "awaiting_payment")
    assert await shop.decided(order_id) == "confirmed"
    assert shop.gateway.made("charge") == 1


@pytest.mark.parametrize("lost", [RETURNED, REFUNDED])
async def test_what_was_cancelled_is_settled_although_an_answer_got_lost(shop: small_shop.Shop, lost: str) -> None:
    order_id = await shop.buy(MUG=2)
    shop.post.lose(lost)
    await shop.cancel(order_id)
    assert (await shop.hold_of(order_id), shop.taken()) == ("returned", 0)
    assert await shop.is_settled(order_id)
    assert shop.gateway.made("refund") == 1


async def test_what_a_killed_process_had_not_sent_goes_out_when_its_lease_is_over_and_nobody_asks_again(
    shop: small_shop.Shop,
) -> None:
    db = shop.order.runtime.db
    killed = tx.Announcing(db, outbox.Outbox(db, shop.post, "order"))
    await killed.outbox._sweep_once()  # its lease is as fresh as can be
    with mechanisms.without("watchdog"):
        order = await builders.placed(killed)
        await shop.settle()
        assert await shop.stands(order.id) == "placed"
        shop.time.advance(outbox.LEASE_S)
        await shop.order.runtime.outbox._sweep_once()
        await shop.settle()
        assert await shop.stands(order.id) == "confirmed"


async def test_who_cancels_before_anybody_was_asked_is_not_charged_and_nothing_is_kept(shop: small_shop.Shop) -> None:
    shop.post.keep_back(PLACED)
    order_id = await shop.buy(MUG=2)
    await shop.cancel(order_id)
    await shop.post.let_go(PLACED)
    await shop.settle()
    assert await shop.hold_of(order_id) == "released"


async def test_who_cancels_before_payment_was_asked_is_not_charged_and_refunded(shop: small_shop.Shop) -> None:
    shop.post.keep_back(AWAITING_PAYMENT)
    order_id = await shop.buy(MUG=2)
    await shop.cancel(order_id)
    await shop.post.let_go(AWAITING_PAYMENT)
    await shop.settle()
    assert (shop.gateway.made("charge"), shop.gateway.made("refund")) == (0, 0)


async def test_the_goods_of_a_confirmed_order_are_not_sold_to_somebody_else(shop: small_shop.Shop) -> None:
    shop.post.keep_back(CONFIRMED)
    order_id = await shop.buy(CUP=5)
    assert await shop.stands(order_id) == "confirmed"
    shop.time.advance((watch.PLACED + inventory_model.HOLD_GRACE).total_seconds())
    await inventory_workers.ask_once(shop.inventory.runtime.db, shop.line)
    await shop.settle()
    assert await shop.stands(await shop.buy(CUP=1)) == "out_of_stock"


async def test_who_was_charged_for_an_order_that_ended_unheard_gets_the_money_back(shop: small_shop.Shop) -> None:
    shop.post.lose(CANCELLED)
    order_id = await shop.buy(MUG=2)
    assert shop.taken() == 2990
    await shop.cancel(order_id)
    shop.time.advance(payment_model.payment.ASK_AFTER.total_seconds())
    runtime = shop.payment.runtime
    await payment_workers.ask_once(runtime.db, shop.line, runtime.state["deps"].calls)
    await shop.settle()
    assert shop.taken() == 0
