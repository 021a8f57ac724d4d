"""What was sold."""

from datetime import date, timedelta
from typing import Annotated, Literal

from souk.kit import clock, errors, money
from souk.order import store
from souk.order.api import deps
from souk.serving import http

SPAN_MAX = timedelta(days=1_100)
"""Three years and a bit."""
SPAN_DEFAULT = timedelta(days=30)


class SalesView(http.View):
    """What was placed from `from` on and is not cancelled; days, weeks (from Monday) and months are UTC's."""

    begin: date
    orders: int
    units: int
    subtotal: money.Money
    discount: money.Money
    shipping: money.Money
    tax: money.Money
    total: money.Money


class SalesReport(http.View):
    """Intervals in which nothing was sold are left out."""

    begin: date
    end: date
    interval: str
    items: list[SalesView]


@http.get("/v1/reports/sales", scope="reports:read", tags=["reports"])
async def report_sales(
    request: deps.Request,
    from_: Annotated[date | None, http.Query(name="from", description="First day; a month ago when left out")] = None,
    to: Annotated[date | None, http.Query(description="Last day; today when left out")] = None,
    interval: Annotated[Literal["day", "week", "month"], http.Query(description="How finely")] = "day",
) -> SalesReport:
    """Orders, units and money by day, week or month. Days before yesterday may be told as they were ten minutes ago."""
    for name, day in (("from", from_), ("to", to)):
        deps.check_day(name, day)
    end = to or clock.now().date()
    begin = from_ or end - SPAN_DEFAULT
    if end < begin:
        raise errors.Invalid.at("/query/to", "not before from")
    if end - begin > SPAN_MAX:
        raise errors.Invalid.at("/query/from", f"at most {SPAN_MAX.days} days")
    book = deps.deps(request).sales_book
    rows = await book.sales(deps.midnight(begin), deps.midnight(end + timedelta(days=1)), interval)
    return SalesReport(begin=begin, end=end, interval=interval, items=[_sales(row) for row in rows])


def _sales(row: store.Sales) -> SalesView:
    def amount(value: int) -> money.Money:
        return money.Money(value, row.currency)

    return SalesView(
        begin=row.begin.date(),
        orders=row.orders,
        units=row.units,
        subtotal=amount(row.subtotal),
        discount=amount(row.discount),
        shipping=amount(row.shipping),
        tax=amount(row.tax),
        total=amount(row.total),
    )
