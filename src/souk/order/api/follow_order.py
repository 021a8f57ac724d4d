"""Following an order: Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from collections.abc import AsyncIterator

import msgspec
from litestar.response import Stream

from souk.kit import clock
from souk.order import model, workers
from souk.order.api import deps, orders, views
from souk.serving import http

HEARTBEAT_S = 15.0
"""A comment when there is no news, so that nobody between takes the connection for dead."""
STREAM_MAX_S = 600.0
"""A stream ends after so long; its reader comes back with `Last-Event-ID`."""
RETRY_MS = 1_000


@http.get("/v1/orders/{order_id:str}/events", access="optional", tags=["order"], media_type="text/event-stream")
async def follow_order(request: deps.Request, order_id: deps.IdPath, token: deps.GuestToken = None) -> Stream:
    """The order as it is, and again whenever it changes: unnamed events with the order as data and its version as id.

    Ends after a final status. `Last-Event-ID` leaves out what was seen already.
    """
    order, viewer = await orders.visible(request, order_id, token)
    last = request.headers.get("last-event-id", "")
    seen = int(last) if last.isascii() and last.isdecimal() and len(last) <= 15 else 0
    waiters = deps.deps(request).waiters
    waiters.check_stream(order.id)
    return Stream(
        told(waiters, order, seen, for_staff=viewer.is_staff),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def told(waiters: workers.Waiters, order: model.Order, seen: int, *, for_staff: bool) -> AsyncIterator[bytes]:
    """What a stream says of an order: how to come back, then every version after `seen`."""
    limit = clock.monotonic() + STREAM_MAX_S
    yield f"retry: {RETRY_MS}\n\n".encode()
    with waiters.streaming(order.id) as watching:
        while True:
            if order.version > seen:
                seen = order.version
                yield b"id: %d\ndata: %b\n\n" % (seen, msgspec.json.encode(views.order(order, for_staff=for_staff)))
            if order.status in model.FINAL or clock.monotonic() > limit or waiters.is_closing:
                return
            news = await watching.next(HEARTBEAT_S)
            if news is None:
                yield b": still here\n\n"
            else:
                order = news
