"""Orders as those see them who run the shop: the ones that do not move, and how any of them came to where it is."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar.types import ControllerRouterHandler

from souk.audit.api import deps
from souk.audit.operations import saga, stuck
from souk.kit import errors
from souk.serving import http

AGE_MAX_S = 7 * 24 * 3_600


class StuckView(http.View):
    """An order that got nowhere since `since`. `kind`: it is past its `deadline`; its question was asked again (`tries`
    times, next at `next_look_at`); the customer is to act at the bank; or it waits for its first answer."""

    order_id: str
    number: str
    status: str
    stage: str
    payment_status: str
    kind: stuck.Kind
    since: datetime
    deadline: datetime | None
    next_look_at: datetime
    tries: int
    question: str | None


class StuckList(http.View):
    items: list[StuckView]
    next_cursor: str | None


class HearingView(http.View):
    """What became of an event at one listener. `at` is when it was heard, given up, or is tried again."""

    service: str
    consumer: str
    fate: saga.Fate
    at: datetime | None
    reason: str | None


class FactView(http.View):
    """An event about the order. `cause` is the event that it answers; `resends` counts how often it was sent again."""

    id: str
    type: str
    source: str
    at: datetime
    is_sent: bool
    cause: str | None
    trace_id: str | None
    resends: int
    data: Any
    hearings: list[HearingView]


class StepView(http.View):
    """Something that a service has on record about the order."""

    service: str
    at: datetime
    what: str
    by: str


class SagaView(http.View):
    """An order's life across the services, in the order of time. `is_whole` is false where some of it is not kept any
    more, or was too much to look through."""

    order_id: str
    number: str
    status: str
    stage: str
    placed_at: datetime
    reservation: str | None
    payment: str | None
    trace_ids: list[str]
    steps: list[StepView]
    facts: list[FactView]
    is_whole: bool


@http.get("/v1/operations/stuck-orders", scope="reports:read", tags=["operations"])
async def list_stuck_orders(
    request: deps.Request,
    older_than_s: Annotated[int, http.Query(ge=0, le=AGE_MAX_S, description="Seconds without progress")] = 60,
    limit: deps.Limit = http.PAGE_DEFAULT,
    cursor: deps.Cursor = None,
) -> StuckList:
    """Orders whose saga is under way and got nowhere for a while, the longest placed first."""
    found = await stuck.orders(
        deps.deps(request).sources,
        older_than=timedelta(seconds=older_than_s),
        after=http.cursor_id(cursor),
        limit=limit + 1,
    )
    page = found[:limit]
    more = http.encode_cursor([page[-1].order_id]) if len(found) > limit else None
    return StuckList(items=[msgspec.convert(each, StuckView, from_attributes=True) for each in page], next_cursor=more)


@http.get("/v1/operations/orders/{order_id:str}/saga", scope="reports:read", tags=["operations"])
async def get_saga(request: deps.Request, order_id: deps.OrderPath) -> SagaView:
    """Every step and every event of an order, with what became of each event at all who listen."""
    found = await saga.of(deps.deps(request).sources, order_id)
    if found is None:
        raise errors.NotFound("there is no such order")
    return SagaView(
        order_id=found.order_id,
        number=found.number,
        status=found.status,
        stage=found.stage,
        placed_at=found.placed_at,
        reservation=found.reservation,
        payment=found.payment,
        trace_ids=list(dict.fromkeys(fact.trace_id for fact in found.facts if fact.trace_id is not None)),
        steps=[msgspec.convert(each, StepView, from_attributes=True) for each in found.steps],
        facts=[msgspec.convert(each, FactView, from_attributes=True) for each in found.facts],
        is_whole=found.is_whole,
    )


ROUTES: list[ControllerRouterHandler] = [list_stuck_orders, get_saga]
