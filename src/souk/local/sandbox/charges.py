"""A charge and what may be done with it; pure. Every operation has a key: the same key again is the same operation."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from souk.kit import clock, ids
from souk.local.sandbox import cards

Status = Literal["succeeded", "failed", "refunded"]


class Charge(msgspec.Struct, kw_only=True):
    """One attempt to take money from a card; `amount`, `captured` and `refunded` in minor units."""

    id: str
    key: str
    amount: int
    currency: str
    token: str
    state: cards.State
    created_at: datetime
    version: int = 1
    captured: int = 0
    refunded: int = 0
    reason: str | None = None
    return_url: str | None = None
    was_authorized: bool = False
    """Whether the bank ever said yes."""
    operations: dict[str, str] = {}
    """What was done, by the caller's key: `capture:500`."""

    @property
    def status(self) -> Status | None:
        """What happened to the card, in the words of the listing; `None` while nothing has happened to it."""
        match self.state:
            case "pending" | "action_required":
                return None
            case "declined":
                return "failed"
            case "voided":
                return "refunded" if self.was_authorized else "failed"
            case "authorized":
                return "succeeded"
            case "captured" | "disputed":
                return "refunded" if self.refunded == self.captured > 0 else "succeeded"


class Impossible(Exception):  # noqa: N818 - an answer to the caller, not a failure
    """The charge is not in a state that allows this; nothing was changed."""


def begin(key: str, amount: int, currency: str, token: str, return_url: str | None) -> Charge:
    """Charge a card for the first time under this key."""
    card = cards.CARDS.get(token, cards.UNKNOWN_CARD)
    charge = Charge(
        id=ids.new("ch"),
        key=key,
        amount=amount,
        currency=currency,
        token=token,
        state="pending",
        created_at=clock.now(),
        return_url=return_url,
    )
    _enter(charge, card.state, card.reason)
    charge.version = 1
    return charge


def proceed(charge: Charge, state: cards.State, reason: str | None = None) -> bool:
    """The world moves on: the customer confirms or refuses, the bank settles or disputes. Answers whether it did."""
    expected = ("captured",) if state == "disputed" else ("pending", "action_required")
    if charge.state not in expected:
        return False
    _enter(charge, state, reason)
    return True


def capture(charge: Charge, key: str, amount: int) -> None:
    """Take (a part of) what is authorized; the rest is given up."""
    if _done_before(charge, key, f"capture:{amount}"):
        return
    if charge.state != "authorized" or not 0 < amount <= charge.amount:
        raise Impossible(f"{amount} cannot be captured of a charge that is {charge.state}")
    charge.state = "captured"
    charge.captured = amount
    _note(charge, key, f"capture:{amount}")


def void(charge: Charge, key: str) -> None:
    """Give up what has not been captured."""
    if _done_before(charge, key, "void"):
        return
    if charge.state not in ("pending", "action_required", "authorized"):
        raise Impossible(f"a charge that is {charge.state} cannot be voided")
    charge.state = "voided"
    _note(charge, key, "void")


def refund(charge: Charge, key: str, amount: int) -> None:
    """Give (a part of) the captured money back."""
    if _done_before(charge, key, f"refund:{amount}"):
        return
    if charge.state != "captured" or not 0 < amount <= charge.captured - charge.refunded:
        raise Impossible(f"{amount} cannot be refunded of {charge.captured - charge.refunded} left, {charge.state}")
    charge.refunded += amount
    _note(charge, key, f"refund:{amount}")


def view(charge: Charge, address: str = "") -> dict[str, Any]:
    """The charge as a caller sees it; `address` is where the customer's browser reaches this gateway.

    Only a charge that waits for its customer shows an address, and webhooks tell of none that does.
    """
    shown: dict[str, Any] = {
        "id": charge.id,
        "key": charge.key,
        "amount": charge.amount,
        "currency": charge.currency,
        "state": charge.state,
        "captured": charge.captured,
        "refunded": charge.refunded,
        "version": charge.version,
        "created_at": charge.created_at,
    }
    if charge.reason is not None:
        shown["reason"] = charge.reason
    if charge.state == "action_required":
        shown["next_action"] = {"type": "redirect", "url": f"{address}/3ds/{charge.id}"}
    return shown


def listed(charge: Charge) -> dict[str, Any]:
    """The charge as a row of `GET /charges`: how often was this card really charged?"""
    return {
        "id": charge.id,
        "key": charge.key,
        "amount": charge.amount,
        "currency": charge.currency,
        "status": charge.status,
        "captured": charge.captured,
        "refunded": charge.refunded,
        "created_at": charge.created_at,
    }


def _enter(charge: Charge, state: cards.State, reason: str | None) -> None:
    charge.state = state
    charge.reason = reason
    charge.version += 1
    charge.was_authorized = charge.was_authorized or state in ("authorized", "captured")
    if state == "captured":
        charge.captured = charge.amount


def _note(charge: Charge, key: str, what: str) -> None:
    charge.operations[key] = what
    charge.version += 1


def _done_before(charge: Charge, key: str, what: str) -> bool:
    before = charge.operations.get(key)
    if before is not None and before != what:
        raise Impossible(f"this key stands for {before}, not {what}")
    return before is not None
