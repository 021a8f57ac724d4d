"""What payment says about the money of orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from souk import contracts
from souk.kit import clock, consumer, money, tx
from souk.order import model, store
from souk.order.actions import measures, steps
from souk.order.actions.afterwards import Afterwards
from souk.order.actions.hear_inventory import UNKNOWN
from souk.order.actions.recent import Recent

NOT_ASKED = consumer.Never("this order never asked for a payment")


class _AboutOrder(Protocol):
    @property
    def order_id(self) -> str: ...
    @property
    def version(self) -> int: ...


F = TypeVar("F", bound=_AboutOrder)
Good = contracts.payment.PaymentAuthorized | contracts.payment.PaymentCaptured
G = TypeVar("G", contracts.payment.PaymentAuthorized, contracts.payment.PaymentCaptured)


async def confirm(
    tx: tx.Tx, received: Sequence[consumer.Received[G]], after: Afterwards, recent: Recent | None = None
) -> consumer.Verdicts:
    """The money is promised or there: the order is confirmed.

    After a confirmation it is only noted (what was authorized is captured later on); after a cancellation the payment
    service is told again how the order ended, and gives the money back.
    """
    order_ids = {each.data.order_id for each in received}
    orders, trusted = await steps.load(tx, order_ids, model.Act.CONFIRM, recent, with_lines=True)
    now = clock.now()
    moved: dict[str, model.Progress] = {}
    ends: list[str] = []
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each in received:
        order = orders.get(each.data.order_id)
        if order is None:
            verdicts[each.id] = UNKNOWN
            continue
        if order.status is model.Status.PLACED:
            verdicts[each.id] = NOT_ASKED
            continue
        if _note_good(order, each.data):
            moved[order.id] = order
        if order.may(model.Act.CONFIRM):
            order.confirm(now)
            order.end = tx.announce(_confirmed(order), cause=each.id)
            measures.decided(tx, order)
            moved[order.id] = order
        elif order.status is model.Status.CANCELLED and order.end is not None:
            ends.append(order.end)
    await steps.save(tx, moved.values(), after, trusted)
    steps.tell_ends_again(tx, ends, after)
    return verdicts


def _note_good(order: model.Progress, fact: Good) -> bool:
    if isinstance(fact, contracts.payment.PaymentCaptured):
        return order.note_payment(model.PaymentStatus.CAPTURED, fact.version, captured=fact.amount.amount)
    return order.note_payment(model.PaymentStatus.AUTHORIZED, fact.version)


def _confirmed(order: model.Progress) -> contracts.order.OrderConfirmed:
    if not order.lines:
        raise ValueError(f"{order.id} was loaded without its lines")
    totals = order.totals
    return contracts.order.OrderConfirmed(
        order_id=order.id,
        number=order.number,
        email=order.email,
        lines=tuple(
            contracts.order.PricedLine(
                sku=line.sku,
                quantity=line.quantity,
                title=line.title,
                unit_price=line.unit_price,
                total=line.total,
                product_id=line.product_id,
            )
            for line in order.lines
        ),
        totals=contracts.order.Totals(
            subtotal=totals.subtotal,
            discount=totals.discount,
            shipping=totals.shipping,
            tax=totals.tax,
            total=totals.total,
            tax_included=totals.tax_included,
        ),
        version=order.version,
        user_id=order.user_id,
        locale=order.locale,
    )


async def decline(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.payment.PaymentDeclined]], after: Afterwards
) -> consumer.Verdicts:
    """The money is not to be had: the order ends."""
    orders = await store.progress_by_id(tx, {each.data.order_id for each in received})
    now = clock.now()
    moved: dict[str, model.Progress] = {}
    ends: list[str] = []
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each in received:
        order = orders.get(each.data.order_id)
        if order is None:
            verdicts[each.id] = UNKNOWN
            continue
        if order.status is model.Status.PLACED:
            verdicts[each.id] = NOT_ASKED
            continue
        if order.note_payment(model.PaymentStatus.DECLINED, each.data.version):
            moved[order.id] = order
        if order.may(model.Act.DECLINE):
            order.cancel(model.Act.DECLINE, model.Reason.PAYMENT_DECLINED, model.By.PAYMENT, now)
            steps.tell_cancelled(tx, order, was_confirmed=False, cause=each.id)
            moved[order.id] = order
        elif order.end is not None:
            ends.append(order.end)
    await steps.save(tx, moved.values(), after)
    steps.tell_ends_again(tx, ends, after)
    return verdicts


async def require_action(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.payment.PaymentActionRequired]], after: Afterwards
) -> consumer.Verdicts:
    """The customer has to act: there is longer to wait. Overtaken by a result, it means nothing any more."""
    now = clock.now()

    def note(order: model.Progress, fact: contracts.payment.PaymentActionRequired, _: str | None) -> bool:
        if not order.may(model.Act.REQUIRE_ACTION):
            return False
        if not order.note_payment(model.PaymentStatus.ACTION_REQUIRED, fact.version):
            return False
        order.require_action(model.NextAction(url=fact.next_action.url, type=fact.next_action.type), now)
        return True

    return await _note_all(tx, received, after, note)


async def note_refund(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.payment.PaymentRefunded]], after: Afterwards
) -> consumer.Verdicts:
    """Money went back. It settles a cancelled order when it answers the cancellation, or when nothing is left to give
    back.
    """

    def note(order: model.Progress, fact: contracts.payment.PaymentRefunded, cause: str | None) -> bool:
        # how much was captured may not be known here: a cancellation is answered once nothing of it is left
        is_all = _is_all(order, fact.total_refunded) or (cause is not None and cause == order.end)
        status = model.PaymentStatus.REFUNDED if is_all else model.PaymentStatus.PARTIALLY_REFUNDED
        is_news = order.note_payment(status, fact.version, refunded=fact.total_refunded.amount)
        if order.settling is not None and is_all:
            order.settle(money=True)
            return True
        return is_news

    return await _note_all(tx, received, after, note)


def _is_all(order: model.Progress, refunded: money.Money) -> bool:
    return refunded.amount >= (order.payment.captured or order.totals.total.amount)


async def note_void(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.payment.PaymentVoided]], after: Afterwards
) -> consumer.Verdicts:
    """Nothing will be taken, or nothing ever was: of a cancelled order there is nothing to give back."""

    def note(order: model.Progress, fact: contracts.payment.PaymentVoided, _: str | None) -> bool:
        is_news = order.note_payment(model.PaymentStatus.VOIDED, fact.version)
        if order.settling is not None:
            order.settle(money=True)
            return True
        return is_news

    return await _note_all(tx, received, after, note)


async def note_dispute(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.payment.PaymentDisputed]], after: Afterwards
) -> consumer.Verdicts:
    """The customer's bank took the money back for now: of a cancelled order there is nothing more to give back."""

    def note(order: model.Progress, fact: contracts.payment.PaymentDisputed, _: str | None) -> bool:
        is_news = order.note_payment(model.PaymentStatus.DISPUTED, fact.version)
        if order.settling is not None:
            order.settle(money=True)
            return True
        return is_news

    return await _note_all(tx, received, after, note)


async def _note_all(
    tx: tx.Tx,
    received: Sequence[consumer.Received[F]],
    after: Afterwards,
    note: Callable[[model.Progress, F, str | None], bool],
) -> consumer.Verdicts:
    """Fold facts that end no order over the orders they are about; `note` says whether one changed its order."""
    orders = await store.progress_by_id(tx, {each.data.order_id for each in received})
    moved: dict[str, model.Progress] = {}
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each in received:
        order = orders.get(each.data.order_id)
        if order is None:
            verdicts[each.id] = UNKNOWN
        elif note(order, each.data, each.cause):
            moved[order.id] = order
    await steps.save(tx, moved.values(), after)
    return verdicts
