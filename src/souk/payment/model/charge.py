"""What is asked of a gateway, and what it may answer, in words that fit every gateway."""

from __future__ import annotations

from typing import Literal

import msgspec

from souk.kit.money import Money

ChargeState = Literal["pending", "action_required", "authorized", "captured", "declined", "voided", "disputed"]


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """A charge as the gateway last described it; amounts in minor units. A greater `version` is later news."""

    id: str
    key: str
    state: ChargeState
    version: int
    captured: int = 0
    refunded: int = 0
    reason: str | None = None
    next_action_url: str | None = None


CallKind = Literal["charge", "look_up", "capture", "void", "refund"]


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a payment owes the gateway. `key` makes a second call of it harmless."""

    kind: CallKind
    key: str
    amount: Money
    charge_id: str | None = None
    token: str | None = None
    order_id: str | None = None


class Answered(msgspec.Struct, frozen=True):
    """It was done (or had been done before under the same key); this is the charge now."""

    charge: Charge


class Refused(msgspec.Struct, frozen=True):
    """A definite no to this call; nothing was changed by it. `charge` as it is, where the gateway says so."""

    reason: str
    charge: Charge | None = None


class Missing(msgspec.Struct, frozen=True):
    """A look-up found nothing. That is not a no: the call may still be on its way."""


class NoAnswer(msgspec.Struct, frozen=True):
    """Nobody knows: a time-out, a broken connection, a 5xx."""

    reason: str


Outcome = Answered | Refused | Missing | NoAnswer
