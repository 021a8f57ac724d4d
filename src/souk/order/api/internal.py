"""What inventory and payment ask before they release goods or keep money."""

from typing import Annotated, Literal

from souk.kit import errors
from souk.order import model, store
from souk.order.api import deps
from souk.serving import http

ORDERS_MAX = 256

State = Literal["open", "confirmed", "cancelled", "unknown"]


class OrderStateView(http.View):
    """`confirmed` also stands for all that comes after it (`is_sent`: a parcel has left); `unknown` means that a person
    has to decide.
    """

    id: str
    state: State
    reason: model.Reason | None
    is_sent: bool = False


class OrderStates(http.View):
    items: list[OrderStateView]


@http.get("/internal/orders", internal=True, tags=["order"])
async def get_order_states(
    request: deps.Request, ids: Annotated[str, http.Query(min_length=1, max_length=ORDERS_MAX * 65)]
) -> OrderStates:
    """One row for each id asked, in that order, as the majority of the database's members knows it."""
    asked = list(dict.fromkeys(each for each in ids.split(",") if each))
    if len(asked) > ORDERS_MAX:
        raise errors.Invalid.at("/query/ids", f"at most {ORDERS_MAX} ids")
    known = await store.states(deps.deps(request).db, asked)
    return OrderStates(items=[_state(order_id, *known.get(order_id, (None, None))) for order_id in asked])


def _state(order_id: str, status: model.Status | None, reason: model.Reason | None) -> OrderStateView:
    state: State
    if status is None:
        state = "unknown"
    elif status in model.OPEN:
        state = "open"
    elif status is model.Status.CANCELLED:
        state = "cancelled"
    else:
        state = "confirmed"
    is_sent = state == "confirmed" and status is not model.Status.CONFIRMED
    return OrderStateView(id=order_id, state=state, reason=reason, is_sent=is_sent)
