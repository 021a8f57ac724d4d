"""Payments as they look in each state, and what a gateway may say about them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from souk.kit.money import Money
from souk.payment import model
from souk.payment.model.charge import ChargeState
from souk.payment.model.states import State

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PRICE = Money(1000, "EUR")
LEASE = model.Lease("lse_1", NOW + timedelta(seconds=15))


def intent() -> model.Payment:
    return model.Payment.intend(
        order_id="ord_1",
        gateway="sandbox",
        amount=PRICE,
        token="tok_ok",
        cause="evt_question",
        expires_at=NOW + timedelta(minutes=15),
        now=NOW,
    )


def payment(state: State, *, called: bool = True) -> model.Payment:
    """A payment as it looks in this state."""
    made = intent()
    if called:
        assert model.claim(made, LEASE, NOW)
        model.release(made)
    made.state = state
    if state not in (State.PENDING, State.UNKNOWN):
        made.charge_id, made.charge_version = "ch_1", 1
    if state in (State.CAPTURED, State.PARTIALLY_REFUNDED, State.REFUNDED, State.DISPUTED):
        made.captured = PRICE
    if state is State.CAPTURING:
        made.capture = model.Capture("cap_1", PRICE, "usr_1")
    if state is State.PARTIALLY_REFUNDED:
        refunded(made, 400)
    if state is State.REFUNDED:
        refunded(made, 1000)
    return made


def refunded(made: model.Payment, amount: int) -> None:
    refund = model.Refund(
        id="ref_0", amount=Money(amount, "EUR"), reason="", by="usr_1", created_at=NOW, status="succeeded"
    )
    made.refunds.append(refund)
    made.refunded = refund.amount


def charge(state: ChargeState, version: int = 2, captured: int | None = None) -> model.Charge:
    taken = 1000 if state in ("captured", "disputed") else 0
    return model.Charge(
        id="ch_1",
        key="pay_1",
        state=state,
        version=version,
        captured=taken if captured is None else captured,
        reason="card_declined" if state == "declined" else None,
        next_action_url="https://bank/3ds" if state == "action_required" else None,
    )


def owed(made: model.Payment, at: datetime = NOW) -> model.Call:
    call = model.next_call(made, at)
    assert call is not None
    return call
