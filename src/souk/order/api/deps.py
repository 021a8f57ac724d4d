"""What the routes of order share: their dependencies, who may see what, and how parameters are read."""

import hmac
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

import msgspec

from souk import contracts
from souk.contracts import countries
from souk.kit import errors, group_commit, ids, money, mongo
from souk.order import actions, model, workers
from souk.serving import auth, http, rest

SKU_LENGTH_MAX = 64
FIRST_DAY, LAST_DAY = date(1970, 1, 31), date(9999, 12, 30)
"""What can be asked about: ids hold milliseconds since 1970, and what is meant ends with the day after."""

Request = http.Request[Any, Any, Any]
Limit = Annotated[int, http.Query(ge=1, le=http.PAGE_MAX, description="Items on a page")]
Cursor = Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX, description="`next_cursor` of a page")]
GuestToken = Annotated[str | None, http.Query(max_length=128, description="The `token` of a guest's order")]
IdPath = Annotated[str, http.Path(min_length=1, max_length=64)]
SkuPath = Annotated[str, http.Path(min_length=1, max_length=SKU_LENGTH_MAX)]

Sku = Annotated[str, msgspec.Meta(min_length=1, max_length=SKU_LENGTH_MAX)]
CartId = Annotated[str, msgspec.Meta(pattern=ids.pattern("crt"), max_length=64)]
EMAIL_PATTERN = (
    r"^[^\s\x00-\x1f\x7f@()<>\[\],;:\\\"]{1,64}@"
    r"([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W_]([\w-]{0,61}[^\W_])?\Z"
)
"""What mail can be sent to: a customer who is never told anything must not be charged."""
Email = Annotated[str, msgspec.Meta(min_length=3, max_length=254, pattern=EMAIL_PATTERN)]
Country = Annotated[str, msgspec.Meta(pattern=countries.COUNTRY_PATTERN)]
LINE_PATTERN = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*\Z"
"""One line with something to see in it."""
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=LINE_PATTERN)]
OPTIONAL_LINE_PATTERN = r"^[^\x00-\x1f\x7f]*\Z"
OptionalLine = Annotated[str, msgspec.Meta(max_length=200, pattern=OPTIONAL_LINE_PATTERN)]
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Note = Annotated[str, msgspec.Meta(max_length=500)]
Quantity = Annotated[int, msgspec.Meta(ge=1, le=model.QUANTITY_MAX)]
Price = Annotated[int, msgspec.Meta(ge=0, le=money.AMOUNT_MAX)]


class Deps(msgspec.Struct):
    """What the routes work with."""

    db: mongo.Database
    rest: rest.Rest
    guest_keys: Sequence[bytes]
    """For the tokens of guest orders: the first to make with, all to accept."""
    gateways: frozenset[str]
    rulebook: workers.Rulebook
    numbers: workers.Numbers
    admission: workers.Admission
    shelf: workers.Shelf
    sales_book: workers.SalesBook
    price_list: workers.PriceListKeeper
    waiters: workers.Waiters
    place: group_commit.GroupCommit[actions.PlaceOrder, model.Order]
    cancel: group_commit.GroupCommit[actions.CancelOrder, model.Order]
    fulfill: group_commit.GroupCommit[actions.FulfillOrder, actions.Parcel]
    deliver: group_commit.GroupCommit[actions.DeliverParcel, actions.Parcel]
    open_cart: group_commit.GroupCommit[actions.OpenCart, model.Cart]
    set_line: group_commit.GroupCommit[actions.SetLine, model.Cart]
    open_shipping_method: group_commit.GroupCommit[actions.OpenShippingMethod, model.ShippingMethod]
    change_shipping_method: group_commit.GroupCommit[actions.ChangeShippingMethod, model.ShippingMethod]
    put_taxes: group_commit.GroupCommit[actions.PutTaxTable, model.TaxTable]


def deps(request: Request) -> Deps:
    """What `app.py` put together."""
    found: Deps = http.deps(request)
    return found


def viewer(request: Request, order_id: str, token: str | None, scope: str) -> model.Viewer:
    """Who asks about an order; `scope` is what makes staff of somebody."""
    who = http.principal(request)
    has_token = token is not None and any(
        hmac.compare_digest(token.encode(), contracts.order.guest_token(key, order_id).encode())
        for key in deps(request).guest_keys
    )
    return model.Viewer(
        user_id=who.user_id if who else None, is_staff=who is not None and who.has(scope), has_token=has_token
    )


def actor(who: auth.Principal | None, seen_as: model.Viewer) -> str | None:
    """The staff member's id, for the record."""
    return who.user_id if who is not None and seen_as.is_staff else None


def check_day(name: str, day: date | None) -> None:
    """Refuses days that no order can have been placed on."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise errors.Invalid.at(f"/query/{name}", f"between {FIRST_DAY} and {LAST_DAY}")


def midnight(day: date) -> datetime:
    """When a day begins, in UTC."""
    return datetime.combine(day, time(), UTC)
