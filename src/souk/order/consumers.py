"""What order listens to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from souk import contracts
from souk.kit import consumer, tx
from souk.order import actions

Received = consumer.Received


class Listeners:
    """One method per fact; all share what follows a commit, and what this process remembers."""

    def __init__(self, after: actions.Afterwards, recent: actions.Recent) -> None:
        self._after = after
        self._recent = recent

    # The goods

    async def on_stock_reserved(
        self, tx: tx.Tx, received: Sequence[Received[contracts.inventory.StockReserved]]
    ) -> consumer.Verdicts:
        """Ask for the money."""
        return await actions.request_payment(tx, received, self._after, self._recent)

    async def on_stock_rejected(
        self, tx: tx.Tx, received: Sequence[Received[contracts.inventory.StockRejected]]
    ) -> consumer.Verdicts:
        """The order ends: sold out."""
        self._forget(received)
        return await actions.reject(tx, received, self._after)

    async def on_stock_returned(
        self, tx: tx.Tx, received: Sequence[Received[contracts.inventory.StockReturned]]
    ) -> consumer.Verdicts:
        """One half of undoing a confirmed order."""
        return await actions.note_stock_back(tx, received, self._after)

    # The money

    async def on_payment_authorized(
        self, tx: tx.Tx, received: Sequence[Received[contracts.payment.PaymentAuthorized]]
    ) -> consumer.Verdicts:
        """The order is confirmed."""
        return await actions.confirm(tx, received, self._after, self._recent)

    async def on_payment_captured(
        self, tx: tx.Tx, received: Sequence[Received[contracts.payment.PaymentCaptured]]
    ) -> consumer.Verdicts:
        """The order is confirmed, or what was authorized is captured now."""
        return await actions.confirm(tx, received, self._after, self._recent)

    async def on_payment_declined(
        self, tx: tx.Tx, received: Sequence[Received[contracts.payment.PaymentDeclined]]
    ) -> consumer.Verdicts:
        """The order ends: not paid."""
        self._forget(received)
        return await actions.decline(tx, received, self._after)

    async def on_payment_action_required(
        self, tx: tx.Tx, received: Sequence[Received[contracts.payment.PaymentActionRequired]]
    ) -> consumer.Verdicts:
        """The customer has to act."""
        self._forget(received)
        return await actions.require_action(tx, received, self._after)

    async def on_payment_refunded(
        self, tx: tx.Tx, received: Sequence[Received[contracts.payment.PaymentRefunded]]
    ) -> consumer.Verdicts:
        """Money went back."""
        return await actions.note_refund(tx, received, self._after)

    async def on_payment_voided(
        self, tx: tx.Tx, received: Sequence[Received[contracts.payment.PaymentVoided]]
    ) -> consumer.Verdicts:
        """Nothing will be taken."""
        return await actions.note_void(tx, received, self._after)

    async def on_payment_disputed(
        self, tx: tx.Tx, received: Sequence[Received[contracts.payment.PaymentDisputed]]
    ) -> consumer.Verdicts:
        """The customer's bank objects."""
        return await actions.note_dispute(tx, received, self._after)

    def _forget(self, received: Sequence[Received[Any]]) -> None:
        """These orders move in another way than is remembered for."""
        self._recent.forget(each.data.order_id for each in received)


# The price list


async def on_product_published(tx: tx.Tx, received: Sequence[Received[contracts.product.ProductPublished]]) -> None:
    """For sale, in exactly these variants."""
    await actions.learn_published(tx, received)


async def on_product_unpublished(tx: tx.Tx, received: Sequence[Received[contracts.product.ProductUnpublished]]) -> None:
    """Not for sale any more."""
    await actions.learn_unpublished(tx, received)


async def on_price_changed(tx: tx.Tx, received: Sequence[Received[contracts.product.PriceChanged]]) -> None:
    """Costs something else."""
    await actions.learn_prices(tx, received)


# People


async def on_user_erased(tx: tx.Tx, received: Sequence[Received[contracts.user.UserErased]]) -> None:
    """Somebody wants to be forgotten."""
    await actions.forget_users(tx, received)
