"""What staff find payments by."""

from __future__ import annotations

from typing import Any

import pytest

from payment.scripted import Scripted, awaiting, cancelled, order_id, until
from souk import testing
from souk.kit import clock, tx
from souk.kit.money import Money
from souk.payment import model, store

FINANCE = ("finance",)


async def paid(payment: testing.Running, token: str, status: str) -> model.Payment:
    order = order_id()
    await payment.deliver(awaiting(order, token))
    return await until(payment, order, status)


async def listed(payment: testing.Running, query: str) -> list[dict[str, Any]]:
    answer = await payment.client.get(f"/v1/payments?{query}", headers=payment.token(roles=FINANCE))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_payments_are_found_by_where_they_stand(payment: testing.Running) -> None:
    taken, kept, refused = (
        await paid(payment, "tok_ok", "captured"),
        await paid(payment, "tok_auth_only", "authorized"),
        await paid(payment, "tok_declined", "declined"),
    )
    for status, one in (("captured", taken), ("authorized", kept), ("declined", refused)):
        assert [each["id"] for each in await listed(payment, f"status={status}")] == [one.id]
    both = await listed(payment, "status=captured&status=declined")
    assert [each["id"] for each in both] == [refused.id, taken.id]
    assert await listed(payment, "status=unknown") == []


async def test_what_waits_for_the_gateway_is_found(books: tx.Announcing) -> None:
    now = clock.now()
    made = model.Payment.intend(
        order_id="ord_1",
        gateway="sandbox",
        amount=Money(1999, "EUR"),
        token="tok_ok",
        cause="evt_1",
        expires_at=now,
        now=now,
    )
    await tx.transact(books, lambda t: store.insert_payments(t, [made]))
    for statuses in (["pending"], ["pending", "captured"]):
        found = await store.payments_before(books, None, 5, statuses=statuses)  # type: ignore[arg-type]  # they are
        assert [each.id for each in found] == [made.id]


async def test_what_somebody_has_to_look_at_is_found(payment: testing.Running) -> None:
    taken, asked = await paid(payment, "tok_ok", "captured"), await paid(payment, "tok_3ds", "action_required")
    assert [each["id"] for each in await listed(payment, "attention=true")] == [asked.id]
    alarm = {"$set": {"alarm": "a refund was refused"}}
    await payment.runtime.db["payments"].update_one({"_id": taken.id}, alarm)
    found = await listed(payment, "attention=true")
    assert [each["id"] for each in found] == [asked.id, taken.id]
    assert found[1]["alarm"] == "a refund was refused"


async def test_what_was_never_asked_for_is_in_no_list_and_has_no_gateway(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    await payment.deliver(cancelled(order))
    await until(payment, order, "voided")
    assert await listed(payment, "limit=5") == []
    assert await listed(payment, "status=voided") == []
    [seen] = await listed(payment, f"order_id={order}")
    assert (seen["status"], seen["gateway"], gateway.calls) == ("voided", "none", [])


async def test_the_bound_of_a_refund_is_told(payment: testing.Running) -> None:
    one = await paid(payment, "tok_ok", "captured")
    headers = {**payment.token(roles=FINANCE), **testing.key()}
    part = {"amount": {"amount": 500, "currency": "EUR"}, "reason": "a scratch"}
    assert (await payment.client.post(f"/v1/payments/{one.id}/refunds", json=part, headers=headers)).status_code == 201
    [seen] = await listed(payment, f"order_id={one.order_id}")
    assert (seen["refundable"], seen["refunded"]) == (
        {"amount": 1499, "currency": "EUR"},
        {"amount": 500, "currency": "EUR"},
    )


@pytest.mark.parametrize("query", ["status=gone", "attention=perhaps"])
async def test_what_cannot_be_meant_is_refused(payment: testing.Running, query: str) -> None:
    answer = await payment.client.get(f"/v1/payments?{query}", headers=payment.token(roles=FINANCE))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(f"/query/{query.partition('=')[0]}")


async def test_the_unusual_is_found_without_going_through_the_usual(books: tx.Announcing) -> None:
    """What goes as it should has no entry in the indexes that staff's lists use."""
    kinds = (
        ("pay_1", "captured"),
        ("pay_2", "pending"),
        ("pay_3", "unknown"),
        ("pay_4", "voided"),
        ("pay_5", "captured"),
    )
    for name, status in kinds:
        alarm = {"alarm": "look"} if name == "pay_5" else {}
        await books["payments"].insert_one({"_id": name, "status": status, "gateway": "x", **alarm})
    for index, held in (("unusual", ["pay_3", "pay_4"]), ("alarm", ["pay_5"])):
        rows = await books["payments"].find({}).hint(index).to_list()
        assert sorted(row["_id"] for row in rows) == held
    assert {"pending", "captured"}.isdisjoint(store.UNUSUAL)
    assert set(store.ATTENTION) < set(store.UNUSUAL)
