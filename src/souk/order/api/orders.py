"""Orders once they are placed: seen, listed, cancelled, sent."""

from datetime import date, timedelta
from typing import Annotated, Literal

import msgspec

from souk.kit import errors
from souk.order import actions, model, store
from souk.order.api import deps, views
from souk.serving import http


class CancelBody(http.Body, frozen=True):
    """`reason` is what the person says about it."""

    reason: deps.Note | None = None


class ParcelLineBody(http.Body, frozen=True):
    sku: deps.Sku
    quantity: deps.Quantity


class ParcelBody(http.Body, frozen=True):
    """What goes into one parcel."""

    lines: Annotated[list[ParcelLineBody], msgspec.Meta(min_length=1, max_length=model.LINES_MAX)]
    carrier: deps.Line
    tracking_number: deps.Line


async def visible(request: deps.Request, order_id: str, token: str | None) -> tuple[model.Order, model.Viewer]:
    """The order, if the caller may see it. Raises `NotFound` otherwise."""
    viewer = deps.viewer(request, order_id, token, "orders:read")
    order = await store.order_by_id(deps.deps(request).db, order_id)
    if order is None or not order.is_open_to(viewer):
        raise errors.NotFound("there is no such order")
    return order, viewer


@http.get("/v1/orders/{order_id:str}", access="optional", tags=["order"])
async def get_order(
    request: deps.Request, order_id: deps.IdPath, token: deps.GuestToken = None
) -> http.Response[views.OrderView]:
    """An order, for its customer, for staff, or for the guest who has its token."""
    order, viewer = await visible(request, order_id, token)
    return http.json(views.order(order, for_staff=viewer.is_staff), etag=http.etag(order.version))


@http.get("/v1/orders", access="required", tags=["order"])
async def list_orders(
    request: deps.Request,
    limit: deps.Limit = http.PAGE_DEFAULT,
    cursor: deps.Cursor = None,
    status: Annotated[model.Status | None, http.Query(description="Staff: only orders that stand there")] = None,
    email: Annotated[str | None, http.Query(max_length=254, description="Staff: only this address's orders")] = None,
    q: Annotated[
        str | None,
        http.Query(
            min_length=3,
            max_length=254,
            pattern=r"^[^\x00-\x1f\x7f]*\Z",
            description="Staff: an id, a number, or how an address begins",
        ),
    ] = None,
    user_id: Annotated[str | None, http.Query(max_length=64, description="Staff: only this person's orders")] = None,
    from_: Annotated[date | None, http.Query(name="from", description="Placed on this day (UTC) or later")] = None,
    to: Annotated[date | None, http.Query(description="Placed on this day (UTC) or earlier")] = None,
    sort: Annotated[Literal["newest", "oldest"], http.Query(description="By when they were placed")] = "newest",
) -> views.OrderList:
    """One's own orders, or all of them for staff, who may narrow the list."""
    who = http.signed_in(request)
    is_staff = who.has("orders:read")
    for name, day in (("from", from_), ("to", to)):
        deps.check_day(name, day)
    found = await store.find_orders(
        deps.deps(request).db,
        limit=limit + 1,
        after=http.cursor_id(cursor),
        user_id=user_id if is_staff else who.user_id,
        status=status,
        email=email if is_staff else None,
        q=q if is_staff else None,
        begin=deps.midnight(from_) if from_ is not None else None,
        end=deps.midnight(to + timedelta(days=1)) if to is not None else None,
        is_oldest_first=sort == "oldest",
    )
    page = found[:limit]
    return views.OrderList(
        items=[views.order(order, for_staff=is_staff) for order in page],
        next_cursor=http.encode_cursor([page[-1].id]) if len(found) > limit else None,
    )


@http.post(
    "/v1/orders/{order_id:str}/cancel",
    status=200,
    access="optional",
    refusals=[model.TransitionNotAllowed],
    tags=["order"],
)
async def cancel_order(
    request: deps.Request, order_id: deps.IdPath, data: CancelBody | None = None, token: deps.GuestToken = None
) -> http.Response[views.OrderView]:
    """Call an order off before anything of it was sent; goods and money come back."""
    needs, who = deps.deps(request), http.principal(request)
    viewer = deps.viewer(request, order_id, token, "orders:write")
    command = actions.CancelOrder(
        order_id=order_id, viewer=viewer, note=data.reason if data else None, actor=deps.actor(who, viewer)
    )
    done = await needs.cancel(command, key=await http.idempotency_key(request))
    order = done.result
    if order is None:
        order, _ = await visible(request, done.resource_id, token)
    return http.json(
        views.order(order, for_staff=viewer.is_staff), etag=http.etag(order.version), replayed=done.replayed
    )


@http.post(
    "/v1/orders/{order_id:str}/fulfillments",
    scope="orders:write",
    refusals=[model.TransitionNotAllowed, model.ExceedsOrdered],
    tags=["order"],
)
async def fulfill_order(
    request: deps.Request, order_id: deps.IdPath, data: ParcelBody
) -> http.Response[views.ParcelView]:
    """Send a parcel; what was only authorized is captured with the first."""
    needs, who = deps.deps(request), http.signed_in(request)
    lines = model.merged([model.Wanted(each.sku, each.quantity) for each in data.lines])
    command = actions.FulfillOrder(
        order_id=order_id,
        lines=lines,
        carrier=data.carrier,
        tracking_number=data.tracking_number,
        actor=who.user_id,
    )
    done = await needs.fulfill(command, key=await http.idempotency_key(request))
    order, parcel = done.result or await _parcel(needs, done.resource_id)
    return http.json(views.parcel(order, parcel), replayed=done.replayed)


@http.post(
    "/v1/fulfillments/{fulfillment_id:str}/deliver",
    status=200,
    scope="orders:write",
    refusals=[model.TransitionNotAllowed],
    tags=["order"],
)
async def deliver_parcel(request: deps.Request, fulfillment_id: deps.IdPath) -> http.Response[views.ParcelView]:
    """A parcel arrived; with its last one an order is completed."""
    needs, who = deps.deps(request), http.signed_in(request)
    command = actions.DeliverParcel(fulfillment_id=fulfillment_id, actor=who.user_id)
    done = await needs.deliver(command, key=await http.idempotency_key(request))
    order, parcel = done.result or await _parcel(needs, done.resource_id)
    return http.json(views.parcel(order, parcel), replayed=done.replayed)


async def _parcel(needs: deps.Deps, fulfillment_id: str) -> actions.Parcel:
    order = (await store.orders_by_fulfillment(needs.db, [fulfillment_id])).get(fulfillment_id)
    if order is None:
        raise errors.NotFound("there is no such parcel")
    return actions.Parcel(order, next(each for each in order.fulfillments if each.id == fulfillment_id))
