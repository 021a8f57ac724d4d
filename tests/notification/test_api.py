"""What staff may ask about mails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from notification import facts
from notification.conftest import Serve
from notification.post import Post
from souk import testing

STAFF = ["support"]


@pytest.fixture
async def running(serve: Serve) -> AsyncIterator[testing.Running]:
    async with serve() as up:
        yield up


async def test_staff_see_what_was_sent_to_somebody(running: testing.Running, post: Post) -> None:
    await running.deliver(facts.confirmed("ord_1"), facts.confirmed("ord_2", email="bob@example.com"))
    await post.wait_for(2)
    answer = await running.client.get(
        "/v1/notifications", params={"to": "ADA@example.com"}, headers=running.token(roles=STAFF)
    )
    assert answer.status_code == 200
    [item] = answer.json()["items"]
    assert item["kind"] == "order_confirmed"
    assert item["to"] == "ada@example.com"
    assert item["order_id"] == "ord_1"
    assert item["channel"] == "email"
    assert item["status"] in {"sending", "sent"}
    assert answer.json()["next_cursor"] is None


async def test_pages_follow_each_other(running: testing.Running, post: Post) -> None:
    await running.deliver(*(facts.confirmed(f"ord_{n}") for n in range(5)))
    await post.wait_for(5)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": "2", **({"cursor": cursor} if cursor else {})}
        page = (await running.client.get("/v1/notifications", params=params, headers=running.token(roles=STAFF))).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 5
    assert seen == sorted(seen, reverse=True)


async def test_nobody_else_does(running: testing.Running) -> None:
    missing = await running.client.get("/v1/notifications")
    forged = await running.client.get("/v1/notifications", headers={"Authorization": "Bearer x.y.z"})
    customer = await running.client.get("/v1/notifications", headers=running.token(roles=["customer"]))
    assert (missing.status_code, missing.json()["type"]) == (401, "/problems/unauthenticated")
    assert (forged.status_code, forged.json()["type"]) == (401, "/problems/unauthenticated")
    assert (customer.status_code, customer.json()["type"]) == (403, "/problems/forbidden")


@pytest.mark.parametrize(
    "query",
    [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"cursor": "nonsense!"}, {"cursor": "kQE"}, {"to": "x" * 400}],
)
async def test_wrong_parameters_are_refused(running: testing.Running, query: dict[str, str]) -> None:
    answer = await running.client.get("/v1/notifications", params=query, headers=running.token(roles=STAFF))
    assert answer.status_code == 422
    document = answer.json()
    assert document["type"] == "/problems/validation-failed"
    assert document["errors"][0]["pointer"] == f"/query/{next(iter(query))}"


async def _mails(running: testing.Running, order_id: str) -> list[dict[str, Any]]:
    path = f"/v1/notifications?order_id={order_id}"
    items: list[dict[str, Any]] = (await running.client.get(path, headers=running.token(roles=STAFF))).json()["items"]
    return items


async def _resend(running: testing.Running, email_id: str, **headers: str) -> httpx.Response:
    asked = {**running.token("usr_help", roles=STAFF), **headers}
    return await running.client.post(f"/v1/notifications/{email_id}/resend", headers=asked)


async def _sent(running: testing.Running, order_id: str, count: int = 1) -> list[dict[str, Any]]:
    """The mails about an order once so many of them are noted as sent."""
    async with asyncio.timeout(10):
        while True:
            found = await _mails(running, order_id)
            if sum(each["status"] == "sent" for each in found) >= count:
                return found
            await asyncio.sleep(0.02)


async def test_mails_about_one_order_are_found(running: testing.Running, post: Post) -> None:
    await running.deliver(facts.confirmed("ord_1"), facts.confirmed("ord_2"))
    await post.wait_for(2)
    assert [each["order_id"] for each in await _mails(running, "ord_2")] == ["ord_2"]


async def test_a_mail_about_an_order_is_sent_again_once_a_key(running: testing.Running, post: Post) -> None:
    await running.deliver(facts.confirmed("ord_1"))
    [first] = await _sent(running, "ord_1")
    key = testing.key()
    answer = await _resend(running, first["id"], **key)
    assert answer.status_code == 201
    made = answer.json()
    assert (made["kind"], made["to"], made["again_of"], made["by"]) == (
        "order_confirmed",
        "ada@example.com",
        first["id"],
        "usr_help",
    )
    await post.wait_for(2)
    one, two = (await _sent(running, "ord_1", 2))[:2]
    again = await _resend(running, first["id"], **key)
    assert (again.headers["idempotent-replayed"], again.json()["id"]) == ("true", made["id"])
    assert {one["id"], two["id"]} == {first["id"], made["id"]}
    assert len(await _mails(running, "ord_1")) == 2
    # and the copy of a copy is as good
    assert (await _resend(running, made["id"])).status_code == 201


async def test_what_cannot_be_sent_again_is_refused(running: testing.Running, post: Post) -> None:
    await running.deliver(facts.registered("usr_1"), facts.confirmed("ord_1"))
    await post.wait_for(2)
    [mail] = await _sent(running, "ord_1")
    every = (await running.client.get("/v1/notifications", headers=running.token(roles=STAFF))).json()["items"]
    welcome = next(each["id"] for each in every if each["kind"] == "welcome")
    await running.runtime.db["emails"].update_one({"_id": mail["id"]}, {"$set": {"status": "queued"}})
    refused = [await _resend(running, each) for each in (welcome, mail["id"], "eml_none")]
    assert [(each.status_code, each.json()["type"].rpartition("/")[2]) for each in refused] == [
        (409, "mail-not-kept"),
        (409, "mail-on-its-way"),
        (404, "not-found"),
    ]
    assert len(await _mails(running, "ord_1")) == 1


async def test_who_may_only_look_sends_nothing(running: testing.Running) -> None:
    path = "/v1/notifications/eml_1/resend"
    assert (await running.client.post(path, headers=running.token(roles=["finance"]))).status_code == 403
