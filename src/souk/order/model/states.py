"""Where an order can stand, and the table of what may happen to it there."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    PLACED = "placed"
    AWAITING_PAYMENT = "awaiting_payment"
    CONFIRMED = "confirmed"
    PARTIALLY_FULFILLED = "partially_fulfilled"
    FULFILLED = "fulfilled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What can happen to an order."""

    REQUEST_PAYMENT = "request_payment"
    REJECT_STOCK = "reject_stock"
    REQUIRE_ACTION = "require_action"
    CONFIRM = "confirm"
    DECLINE = "decline"
    EXPIRE = "expire"
    CANCEL = "cancel"
    FULFILL_PART = "fulfill_part"
    FULFILL_REST = "fulfill_rest"
    COMPLETE = "complete"


TRANSITIONS: Mapping[Status, Mapping[Act, Status]] = {
    Status.PLACED: {
        Act.REQUEST_PAYMENT: Status.AWAITING_PAYMENT,
        Act.REJECT_STOCK: Status.CANCELLED,
        Act.EXPIRE: Status.CANCELLED,
        Act.CANCEL: Status.CANCELLED,
    },
    Status.AWAITING_PAYMENT: {
        Act.REQUIRE_ACTION: Status.AWAITING_PAYMENT,
        Act.CONFIRM: Status.CONFIRMED,
        Act.DECLINE: Status.CANCELLED,
        Act.EXPIRE: Status.CANCELLED,
        Act.CANCEL: Status.CANCELLED,
    },
    Status.CONFIRMED: {
        Act.FULFILL_PART: Status.PARTIALLY_FULFILLED,
        Act.FULFILL_REST: Status.FULFILLED,
        Act.CANCEL: Status.CANCELLED,
    },
    Status.PARTIALLY_FULFILLED: {
        Act.FULFILL_PART: Status.PARTIALLY_FULFILLED,
        Act.FULFILL_REST: Status.FULFILLED,
    },
    Status.FULFILLED: {Act.COMPLETE: Status.COMPLETED},
    Status.COMPLETED: {},
    Status.CANCELLED: {},
}
"""The state table: whatever is not in it is refused."""

OPEN = frozenset({Status.PLACED, Status.AWAITING_PAYMENT})
"""The saga is under way: nobody knows yet how it ends."""
FINAL = frozenset({status for status, acts in TRANSITIONS.items() if not acts})
SOLD = frozenset(Status) - OPEN - {Status.CANCELLED}
"""Confirmed and later."""


ERASED = "erased"
"""What stands where the name of a forgotten buyer stood."""


class Reason(StrEnum):
    """Why an order was cancelled."""

    OUT_OF_STOCK = "out_of_stock"
    PAYMENT_DECLINED = "payment_declined"
    EXPIRED = "expired"
    CUSTOMER = "customer"
    STAFF = "staff"


class By(StrEnum):
    """Who made an order move."""

    CUSTOMER = "customer"
    STAFF = "staff"
    INVENTORY = "inventory"
    PAYMENT = "payment"
    WATCHDOG = "watchdog"
