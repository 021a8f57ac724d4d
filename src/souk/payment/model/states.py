"""The life of a payment, as data."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class State(StrEnum):
    """Where a payment stands. The world sees `PUBLIC`; the rest is what we still owe the gateway."""

    PENDING = "pending"
    """The intent is recorded; the gateway has not said yes or no."""
    ACTION_REQUIRED = "action_required"
    """The customer has to confirm at the bank."""
    UNKNOWN = "unknown"
    """A call got no answer: the card may or may not have been charged."""
    STOPPING = "stopping"
    """The order was cancelled before the outcome was known: find out, and undo it."""
    AUTHORIZED = "authorized"
    CAPTURING = "capturing"
    VOIDING = "voiding"
    CAPTURED = "captured"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    DECLINED = "declined"
    VOIDED = "voided"
    DISPUTED = "disputed"
    """The customer's bank took the money back for now."""


Status = Literal[
    "pending",
    "action_required",
    "authorized",
    "captured",
    "partially_refunded",
    "refunded",
    "declined",
    "voided",
    "unknown",
    "disputed",
]

PUBLIC: dict[State, Status] = {
    State.PENDING: "pending",
    State.ACTION_REQUIRED: "action_required",
    State.UNKNOWN: "unknown",
    State.STOPPING: "unknown",
    State.AUTHORIZED: "authorized",
    State.CAPTURING: "authorized",
    State.VOIDING: "authorized",
    State.CAPTURED: "captured",
    State.PARTIALLY_REFUNDED: "partially_refunded",
    State.REFUNDED: "refunded",
    State.DECLINED: "declined",
    State.VOIDED: "voided",
    State.DISPUTED: "disputed",
}

TRANSITIONS: dict[State, frozenset[State]] = {
    State.PENDING: frozenset(
        {
            State.ACTION_REQUIRED,
            State.UNKNOWN,
            State.STOPPING,
            State.AUTHORIZED,
            State.CAPTURED,
            State.DECLINED,
            State.VOIDED,  # cancelled before the first call
        }
    ),
    State.ACTION_REQUIRED: frozenset({State.STOPPING, State.AUTHORIZED, State.CAPTURED, State.DECLINED}),
    State.UNKNOWN: frozenset(
        {
            State.PENDING,  # the gateway has it, and is still at it
            State.ACTION_REQUIRED,
            State.STOPPING,
            State.AUTHORIZED,
            State.CAPTURED,
            State.DECLINED,
        }
    ),
    State.STOPPING: frozenset({State.VOIDING, State.CAPTURED, State.VOIDED}),
    State.AUTHORIZED: frozenset({State.CAPTURING, State.VOIDING, State.CAPTURED, State.VOIDED}),
    State.CAPTURING: frozenset({State.CAPTURED, State.AUTHORIZED, State.VOIDING, State.VOIDED}),
    State.VOIDING: frozenset({State.VOIDED, State.CAPTURED}),
    State.CAPTURED: frozenset(
        {
            State.PARTIALLY_REFUNDED,
            State.REFUNDED,
            State.DISPUTED,
            State.VOIDED,  # an order that cost nothing was cancelled: there is nothing to give back
        }
    ),
    State.PARTIALLY_REFUNDED: frozenset({State.PARTIALLY_REFUNDED, State.REFUNDED, State.DISPUTED}),
    State.REFUNDED: frozenset(),
    State.DECLINED: frozenset(),
    State.VOIDED: frozenset(),
    State.DISPUTED: frozenset(),
}

FINAL = frozenset(state for state, after in TRANSITIONS.items() if not after)
