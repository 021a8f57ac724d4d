"""What staff may ask about mails."""

from __future__ import annotations

from collections.abc import AsyncIterator

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
