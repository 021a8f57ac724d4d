"""The HTTP contract of payment: who may what, what is answered, and how it says no."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from payment import scripted
from payment.scripted import PRICE, SIGNED, Scripted, awaiting, cancelled, one, order_id, told, until
from souk import testing
from souk.kit import ids
from souk.payment import model

FINANCE = ("finance",)


def euros(amount: int) -> dict[str, Any]:
    return {"amount": {"amount": amount, "currency": "EUR"}}


async def post(payment: testing.Running, path: str, body: Any = None, **headers: str) -> httpx.Response:
    asked = {**payment.token("usr_fin", roles=FINANCE), **testing.key(), **headers}
    return await payment.client.post(path, json=body, headers=asked)


async def paid(payment: testing.Running, token: str = "tok_ok", status: str = "captured") -> model.Payment:
    order = order_id()
    await payment.deliver(awaiting(order, token))
    return await until(payment, order, status)


def problem(answer: httpx.Response, status: int, slug: str) -> Any:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (answer.status_code, body["type"], body["status"]) == (status, f"/problems/{slug}", status)
    return body


# Reading


async def test_staff_see_a_payment(payment: testing.Running) -> None:
    made = await paid(payment)
    answer = await payment.client.get(f"/v1/payments/{made.id}", headers=payment.token(roles=["support"]))
    assert answer.status_code == 200
    assert answer.headers["etag"] == f'"{made.version}"'
    body = answer.json()
    assert [each.pop("at") < "9" for each in body["history"]] == [True, True]
    assert {key: body[key] for key in body if key not in ("created_at", "updated_at", "first_called_at")} == {
        "id": made.id,
        "order_id": made.order_id,
        "gateway": "sandbox",
        "status": "captured",
        "amount": {"amount": 1999, "currency": "EUR"},
        "captured": {"amount": 1999, "currency": "EUR"},
        "refunded": {"amount": 0, "currency": "EUR"},
        "refundable": {"amount": 1999, "currency": "EUR"},
        "charge_id": made.charge_id,
        "attempts": 1,
        "refunds": [],
        "history": [{"status": "pending", "by": "order"}, {"status": "captured", "by": "gateway"}],
        "version": made.version,
    }


async def test_the_payment_of_an_order_and_pages_of_all(payment: testing.Running) -> None:
    made = [await paid(payment) for _ in range(3)]
    finance = payment.token(roles=FINANCE)
    answer = await payment.client.get(f"/v1/payments?order_id={made[1].order_id}", headers=finance)
    assert [each["id"] for each in answer.json()["items"]] == [made[1].id]
    for other in ("ord_nothing", f"xyz_{made[1].order_id[4:]}"):
        answer = await payment.client.get(f"/v1/payments?order_id={other}", headers=finance)
        assert answer.json() == {"items": [], "next_cursor": None}
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = f"?limit=2&cursor={cursor}" if cursor else "?limit=2"
        page = (await payment.client.get(f"/v1/payments{query}", headers=finance)).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert seen == sorted((each.id for each in made), reverse=True)


@pytest.mark.parametrize("query", ["?limit=0", "?limit=101", "?limit=x", "?cursor=nonsense", "?order_id=" + "x" * 65])
async def test_wrong_queries_are_refused(payment: testing.Running, query: str) -> None:
    answer = await payment.client.get(f"/v1/payments{query}", headers=payment.token(roles=FINANCE))
    body = problem(answer, 422, "validation-failed")
    assert body["errors"][0]["pointer"] == "/query/" + query[1:].partition("=")[0]


async def test_what_does_not_exist_is_not_found(payment: testing.Running) -> None:
    answer = await payment.client.get("/v1/payments/pay_nothing", headers=payment.token(roles=FINANCE))
    problem(answer, 404, "not-found")
    for path, body in (("capture", None), ("void", None), ("refunds", {"reason": "late"})):
        problem(await post(payment, f"/v1/payments/pay_nothing/{path}", body), 404, "not-found")


# Who may what


ROUTES = [
    ("GET", "/v1/payments"),
    ("GET", "/v1/payments/pay_1"),
    ("GET", "/v1/ledger/entries"),
    ("GET", "/v1/ledger/balances"),
    ("POST", "/v1/payments/pay_1/capture"),
    ("POST", "/v1/payments/pay_1/void"),
    ("POST", "/v1/payments/pay_1/refunds"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_every_route_is_for_staff(payment: testing.Running, method: str, path: str) -> None:
    problem(await payment.client.request(method, path), 401, "unauthenticated")
    forged = {"Authorization": "Bearer nonsense"}
    problem(await payment.client.request(method, path, headers=forged), 401, "unauthenticated")
    roles = ["customer"] if method == "GET" else ["support"]  # support reads, and moves no money
    problem(await payment.client.request(method, path, headers=payment.token(roles=roles)), 403, "forbidden")


@pytest.mark.parametrize("path", ["capture", "refunds"])
async def test_moving_money_needs_a_key(payment: testing.Running, path: str) -> None:
    answer = await payment.client.post(f"/v1/payments/pay_1/{path}", content=b"{", headers=payment.token(roles=FINANCE))
    problem(answer, 400, "idempotency-key-required")  # before the body is looked at


# Capture and void


@pytest.mark.parametrize(("body", "amount"), [(None, 1999), ({}, 1999), (euros(1000), 1000)])
async def test_staff_capture_what_is_authorized(
    payment: testing.Running, gateway: Scripted, body: Any, amount: int
) -> None:
    made = await paid(payment, "tok_auth_only", "authorized")
    answer = await post(payment, f"/v1/payments/{made.id}/capture", body)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["status"], answer.json()["captured"]["amount"]) == ("captured", amount)
    assert answer.json()["history"][-1]["by"] == "usr_fin"
    assert gateway.taken(made.id) == amount
    assert (await told(payment, made.order_id))[1:] == [("captured", None)]


async def test_more_than_authorized_cannot_be_captured(payment: testing.Running) -> None:
    made = await paid(payment, "tok_auth_only", "authorized")
    answer = await post(payment, f"/v1/payments/{made.id}/capture", euros(2000))
    assert problem(answer, 409, "exceeds-authorized")["authorized"] == {"amount": 1999, "currency": "EUR"}


async def test_staff_void_what_is_authorized(payment: testing.Running, gateway: Scripted) -> None:
    made = await paid(payment, "tok_auth_only", "authorized")
    answer = await post(payment, f"/v1/payments/{made.id}/void")
    assert (answer.status_code, answer.json()["status"]) == (200, "voided")
    assert gateway.charges[made.id].state == "voided"


@pytest.mark.parametrize("path", ["capture", "void"])
async def test_what_is_captured_can_be_neither_captured_nor_voided(payment: testing.Running, path: str) -> None:
    made = await paid(payment)
    body = problem(await post(payment, f"/v1/payments/{made.id}/{path}"), 409, "transition-not-allowed")
    assert body["payment_status"] == "captured"


async def test_a_gateway_that_does_not_answer_is_waited_for_and_the_capture_comes_later(
    payment: testing.Running, gateway: Scripted
) -> None:
    gateway.plan("capture", "lost", "lost")
    made = await paid(payment, "tok_auth_only", "authorized")
    answer = await post(payment, f"/v1/payments/{made.id}/capture")
    assert (answer.status_code, answer.json()["status"]) == (200, "authorized")
    await until(payment, made.order_id, "captured")


# Refunds


async def test_a_refund_in_parts_and_in_full(payment: testing.Running, gateway: Scripted) -> None:
    made = await paid(payment)
    path = f"/v1/payments/{made.id}/refunds"
    answer = await post(payment, path, {**euros(500), "reason": "scratched"})
    assert answer.status_code == 201
    refund = answer.json()
    assert refund["id"].startswith("ref_")
    assert {key: refund[key] for key in ("payment_id", "amount", "status", "reason", "by")} == {
        "payment_id": made.id,
        "amount": {"amount": 500, "currency": "EUR"},
        "status": "succeeded",
        "reason": "scratched",
        "by": "usr_fin",
    }
    assert (await one(payment, made.order_id)).status == "partially_refunded"
    answer = await post(payment, path, {"reason": "the rest"})
    assert answer.json()["amount"]["amount"] == 1499
    assert (await one(payment, made.order_id)).status == "refunded"
    assert gateway.taken(made.id) == 0
    assert (await told(payment, made.order_id))[1:] == [("refunded", None)] * 2
    assert await scripted.balance(payment) == {"gateway:sandbox": 0, "receipts": -1999, "refunds": 1999}
    problem(await post(payment, path, {"reason": "once more"}), 409, "exceeds-captured")


async def test_more_than_captured_cannot_be_refunded(payment: testing.Running, gateway: Scripted) -> None:
    made = await paid(payment)
    answer = await post(payment, f"/v1/payments/{made.id}/refunds", {**euros(2000), "reason": "late"})
    assert problem(answer, 409, "exceeds-captured")["refundable"] == {"amount": 1999, "currency": "EUR"}
    assert gateway.made("refund") == 0


@pytest.mark.parametrize(("token", "status"), [("tok_auth_only", "authorized"), ("tok_declined", "declined")])
async def test_what_was_never_captured_cannot_be_refunded(payment: testing.Running, token: str, status: str) -> None:
    made = await paid(payment, token, status)
    problem(await post(payment, f"/v1/payments/{made.id}/refunds", {"reason": "late"}), 409, "exceeds-captured")


async def test_simultaneous_refunds_never_exceed_what_was_captured(payment: testing.Running, gateway: Scripted) -> None:
    made = await paid(payment)
    path = f"/v1/payments/{made.id}/refunds"
    answers = await asyncio.gather(*(post(payment, path, {**euros(700), "reason": f"n{n}"}) for n in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409, 409]
    done = await until(payment, made.order_id, "partially_refunded")
    assert done.refunded.amount == 1400
    assert gateway.charges[made.id].refunded == 1400


async def test_the_same_key_is_one_refund_and_another_body_is_refused(
    payment: testing.Running, gateway: Scripted
) -> None:
    made = await paid(payment)
    path, key = f"/v1/payments/{made.id}/refunds", testing.key()
    answers = await asyncio.gather(*(post(payment, path, {**euros(500), "reason": "late"}, **key) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sorted(answer.headers.get("idempotent-replayed", "") for answer in answers) == [""] + ["true"] * 4
    assert gateway.charges[made.id].refunded == 500
    problem(await post(payment, path, {**euros(501), "reason": "late"}, **key), 422, "idempotency-key-reused")


async def test_a_refused_refund_frees_its_key(payment: testing.Running) -> None:
    made = await paid(payment)
    path, key = f"/v1/payments/{made.id}/refunds", testing.key()
    problem(await post(payment, path, {**euros(5000), "reason": "late"}, **key), 409, "exceeds-captured")
    assert (await post(payment, path, {**euros(5), "reason": "late"}, **key)).status_code == 201


async def test_a_refund_that_the_gateway_refuses_says_why(payment: testing.Running, gateway: Scripted) -> None:
    gateway.plan("refund", "refuse")
    made = await paid(payment)
    answer = await post(payment, f"/v1/payments/{made.id}/refunds", {"reason": "late"})
    assert (answer.json()["status"], answer.json()["failure"]) == ("failed", "not today")
    assert (await one(payment, made.order_id)).refundable == PRICE


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/"),
        ({"reason": ""}, "/reason"),
        ({"reason": "x" * 501}, "/reason"),
        ({"reason": 7}, "/reason"),
        ({"reason": "late", "amount": 5}, "/amount"),
        ({"reason": "late", **euros(0)}, "/amount/amount"),
        ({"reason": "late", **euros(-1)}, "/amount/amount"),
        ({"reason": "late", "amount": {"amount": "5", "currency": "EUR"}}, "/amount/amount"),
        ({"reason": "late", "amount": {"amount": 5, "currency": "euro"}}, "/amount/currency"),
        ({"reason": "late", "more": 1}, ""),
    ],
)
async def test_refund_bodies_are_read_strictly(payment: testing.Running, body: Any, pointer: str) -> None:
    made = await paid(payment)
    answer = await post(payment, f"/v1/payments/{made.id}/refunds", body)
    assert problem(answer, 422, "validation-failed")["errors"][0]["pointer"].startswith(pointer)


async def test_another_currency_is_refused(payment: testing.Running) -> None:
    made = await paid(payment)
    dollars = {"reason": "late", "amount": {"amount": 5, "currency": "USD"}}
    problem(await post(payment, f"/v1/payments/{made.id}/refunds", dollars), 409, "currency-mismatch")


# The ledger


async def test_entries_of_a_payment_and_balances(payment: testing.Running) -> None:
    first, other = await paid(payment), await paid(payment)
    await post(payment, f"/v1/payments/{first.id}/refunds", {**euros(999), "reason": "late"})
    finance = payment.token(roles=FINANCE)
    answer = await payment.client.get(f"/v1/ledger/entries?payment_id={first.id}", headers=finance)
    entries = answer.json()["items"]
    assert [(each["account"], each["debit"], each["credit"], each["currency"]) for each in entries] == [
        ("receipts", 0, 1999, "EUR"),
        ("gateway:sandbox", 1999, 0, "EUR"),
        ("gateway:sandbox", 0, 999, "EUR"),
        ("refunds", 999, 0, "EUR"),
    ]
    assert {each["payment_id"] for each in entries} == {first.id}
    answer = await payment.client.get("/v1/ledger/balances", headers=finance)
    assert answer.json() == {
        "items": [
            {"account": "gateway:sandbox", "currency": "EUR", "debit": 3998, "credit": 999},
            {"account": "receipts", "currency": "EUR", "debit": 0, "credit": 3998},
            {"account": "refunds", "currency": "EUR", "debit": 999, "credit": 0},
        ]
    }
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = f"?limit=4&cursor={cursor}" if cursor else "?limit=4"
        page = (await payment.client.get(f"/v1/ledger/entries{query}", headers=finance)).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 6
    assert {each.rpartition(".")[0].partition(".")[0] for each in seen} == {first.id, other.id}


# Webhooks


async def deliver(payment: testing.Running, body: bytes, **headers: str) -> httpx.Response:
    return await payment.client.post("/v1/webhooks/sandbox", content=body, headers={**SIGNED, **headers})


async def test_a_webhook_brings_the_result_and_answers_the_question(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order, "tok_webhook"))
    waiting = await until(payment, order, "pending")
    body = gateway.proceed(waiting.id, "captured")
    answers = await asyncio.gather(*(deliver(payment, body) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200] * 3
    assert (await one(payment, order)).status == "captured"
    assert await told(payment, order) == [("captured", question)]
    assert (await deliver(payment, body)).status_code == 200
    assert await told(payment, order) == [("captured", question)]
    assert await scripted.balance(payment) == {"gateway:sandbox": 1999, "receipts": -1999}


@pytest.mark.parametrize(("state", "status"), [("captured", "captured"), ("declined", "declined")])
async def test_the_customer_decides_at_the_bank(
    payment: testing.Running, gateway: Scripted, state: Any, status: str
) -> None:
    made = await paid(payment, "tok_3ds", "action_required")
    answer = await payment.client.get(f"/v1/payments/{made.id}", headers=payment.token(roles=FINANCE))
    assert answer.json()["next_action"] == {"url": "https://bank.example/3ds", "type": "redirect"}
    await deliver(payment, gateway.proceed(made.id, state))
    done = await one(payment, made.order_id)
    assert (done.status, done.next_action) == (status, None)


async def test_a_bad_signature_is_refused_and_changes_nothing(payment: testing.Running, gateway: Scripted) -> None:
    made = await paid(payment, "tok_webhook", "pending")
    body = gateway.proceed(made.id, "captured")
    problem(await deliver(payment, body, signature="bad"), 401, "invalid-signature")
    assert (await one(payment, made.order_id)).status == "pending"


async def test_a_webhook_of_nobody_or_about_nothing_is_not_found(payment: testing.Running) -> None:
    problem(await payment.client.post("/v1/webhooks/nobody", content=b"{}", headers=SIGNED), 404, "not-found")
    stranger = model.Charge(id="ch_1", key="pay_nothing", state="captured", version=1, captured=5)
    problem(await deliver(payment, scripted.webhook(stranger)), 404, "not-found")


async def test_webhooks_in_the_wrong_order_have_one_effect(payment: testing.Running, gateway: Scripted) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order, "tok_webhook"))
    waiting = await until(payment, order, "pending")
    first = gateway.proceed(waiting.id, "captured")
    second = gateway.proceed(waiting.id, "disputed")
    await deliver(payment, second)
    await deliver(payment, first)
    assert (await one(payment, order)).status == "disputed"
    assert await told(payment, order) == [("captured", question), ("disputed", None)]
    assert await scripted.balance(payment) == {"gateway:sandbox": 0, "receipts": -1999, "disputes": 1999}


async def test_a_disputed_payment_is_not_refunded_and_a_cancel_is_answered_with_the_dispute(
    payment: testing.Running, gateway: Scripted
) -> None:
    made = await paid(payment, "tok_dispute")
    await deliver(payment, gateway.proceed(made.id, "disputed"))
    answer = await post(payment, f"/v1/payments/{made.id}/refunds", {"reason": "late"})
    problem(answer, 409, "transition-not-allowed")
    (end,) = await payment.deliver(cancelled(made.order_id, was_confirmed=True))
    assert (await told(payment, made.order_id))[1:] == [("disputed", None), ("disputed", end)]
    assert gateway.made("refund") == 0


async def test_a_webhook_that_comes_while_the_call_is_out(payment: testing.Running, gateway: Scripted) -> None:
    gateway.plan("charge", "lost", "hold")
    order = order_id()
    (question,) = await payment.deliver(awaiting(order))
    await gateway.holding.wait()
    charge = model.Charge(id="ch_1", key=model.payment_id(order), state="captured", version=2, captured=1999)
    await deliver(payment, scripted.webhook(charge))
    gateway.let_go()
    done = await until(payment, order, "captured")
    assert await told(payment, order) == [("captured", question)]
    assert (done.charge_id, (await scripted.balance(payment))["receipts"]) == ("ch_1", -1999)


async def test_a_webhook_for_an_order_that_has_ended_gives_the_money_back(
    payment: testing.Running, gateway: Scripted
) -> None:
    gateway.plan("void", *["lost"] * 50)
    order = order_id()
    await payment.deliver(awaiting(order, "tok_webhook"))
    waiting = await until(payment, order, "pending")
    await payment.deliver(cancelled(order))
    await deliver(payment, gateway.proceed(waiting.id, "captured"))
    await until(payment, order, "refunded")
    assert gateway.taken(waiting.id) == 0


async def test_a_webhook_that_is_too_large_is_refused(payment: testing.Running) -> None:
    answer = await deliver(payment, b"x" * (300 * 1024))
    problem(answer, 413, "content-too-large")


async def test_unknown_events_are_heard_once_by_their_id(payment: testing.Running, gateway: Scripted) -> None:
    made = await paid(payment, "tok_webhook", "pending")
    charge = scripted.described(gateway.charges[made.id])
    event_id = ids.new("evt")
    assert (await deliver(payment, scripted.webhook(charge, event_id))).status_code == 200
    gateway.proceed(made.id, "captured")
    moved = scripted.described(gateway.charges[made.id])
    await deliver(payment, scripted.webhook(moved, event_id))  # the same id stands for the same event
    assert (await one(payment, made.order_id)).status == "pending"
