"""What is kept for an order, for staff."""

from datetime import datetime
from typing import Annotated

import msgspec

from souk.inventory import model, store
from souk.inventory.api import deps
from souk.serving import http


class ReservedLineView(http.View):
    sku: str
    quantity: int
    location_id: str


class ReservationView(http.View):
    order_id: str
    status: model.Status
    lines: list[ReservedLineView]
    reason: model.Why | None
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ReservationList(http.View):
    items: list[ReservationView]


@http.get("/v1/reservations", scope="stock:read", tags=["inventory"])
async def list_reservations(
    request: deps.Request, order_id: Annotated[str, http.Query(min_length=1, max_length=64)]
) -> ReservationList:
    """What is kept for an order: one reservation or none."""
    found = await store.reservations_by_order(deps.deps(request).db, [order_id])
    return ReservationList(items=[_reservation(each) for each in found.values()])


def _reservation(reservation: model.Reservation) -> ReservationView:
    return ReservationView(
        order_id=reservation.id,
        status=reservation.status,
        lines=[msgspec.convert(line, ReservedLineView, from_attributes=True) for line in reservation.lines],
        reason=reservation.reason,
        expires_at=reservation.expires_at,
        created_at=reservation.created_at,
        updated_at=reservation.updated_at,
    )
