"""Somebody keeps the page of their order open and sees it move (Server-Sent Events)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def news(guest: Shopper, order: Any, last_id: str | None = None) -> Iterator[tuple[str, Any]]:
    """(id, order) of each event, as the stream brings them."""
    headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": last_id} if last_id else {})
    with guest.http.stream("GET", guest.path_of(order, "/events"), headers=headers) as stream:
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        event: dict[str, str] = {}
        for line in stream.iter_lines():
            if line:
                name, _, value = line.partition(":")
                event[name] = value.removeprefix(" ")
            elif "data" in event:
                yield event["id"], json.loads(event["data"])
                event = {}


def test_an_order_is_followed_to_its_confirmation(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(5)
    body = guest.checkout(card="tok_3ds", lines=[{"sku": lamp.sku, "quantity": 1}])
    order = shopper.demand(guest.place(body, wait_s=None), 201)
    seen: list[tuple[str, Any]] = []
    has_confirmed = False
    for event_id, told in news(guest, order):
        assert told["id"] == order["id"]
        assert "token" not in told
        seen.append((event_id, told))
        if told["payment"]["next_action"] and not has_confirmed:
            outside.answer_bank(told["payment"]["next_action"]["url"], "confirm")
            has_confirmed = True
        if told["status"] == "confirmed":
            break
    versions = [told["version"] for _, told in seen]
    assert versions == sorted(set(versions))
    assert [event_id for event_id, _ in seen] == [str(version) for version in versions]
    assert seen[-1][1]["payment"]["status"] in ("captured", "action_required")

    # who comes back with the last id hears only what is new
    threading.Thread(target=guest.cancel, args=(order,)).start()
    later = [told for _, told in news(guest, order, seen[-1][0])]
    assert later[-1]["status"] == "cancelled", "the stream ends with the order"
    assert min(told["version"] for told in later) > versions[-1]
