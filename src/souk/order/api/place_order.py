"""Placing an order, and waiting for what becomes of it."""

from typing import Annotated

import msgspec

from souk import contracts
from souk.kit import clock, errors, group_commit, idempotency, ids, money
from souk.order import actions, model, store, workers
from souk.order.api import deps, views
from souk.serving import http, languages

ATTEMPTS_MAX = 3
"""A command is tried again after asking a neighbour: about prices, about stock."""

UNDECIDED = frozenset({model.Status.PLACED.value, model.Status.AWAITING_PAYMENT.value})
"""Moves that nobody who waits for a decision needs to be woken for."""


class LineBody(http.Body, frozen=True):
    sku: deps.Sku
    quantity: deps.Quantity


class AddressBody(http.Body, frozen=True):
    name: deps.Line
    line1: deps.Line
    city: deps.Line
    postal_code: Annotated[str, msgspec.Meta(min_length=1, max_length=20, pattern=deps.LINE_PATTERN)]
    country: deps.Country
    line2: deps.OptionalLine | None = None
    region: deps.OptionalLine | None = None
    phone: Annotated[str, msgspec.Meta(max_length=40, pattern=deps.OPTIONAL_LINE_PATTERN)] | None = None

    def address(self) -> model.Address:
        return model.Address(
            name=self.name,
            line1=self.line1,
            city=self.city,
            postal_code=self.postal_code,
            country=self.country,
            line2=self.line2,
            region=self.region,
            phone=self.phone,
        )


class PaymentBody(http.Body, frozen=True):
    """`token` is what the gateway gave the customer's browser for a card."""

    gateway: deps.Word
    token: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]


class PlaceOrderBody(http.Body, frozen=True):
    """One of `cart_id` and `lines`. `expected_total` is the total that the customer saw."""

    email: deps.Email
    shipping_address: AddressBody
    shipping_method: deps.Word
    payment: PaymentBody
    cart_id: deps.CartId | None = None
    lines: Annotated[list[LineBody], msgspec.Meta(min_length=1, max_length=model.LINES_MAX)] | None = None
    billing_address: AddressBody | None = None
    expected_total: money.Money | None = None


@http.post(
    "/v1/orders",
    access="optional",
    idempotent="required",
    prefer=True,
    speaks=True,
    refusals=[
        model.PriceChanged,
        model.OutOfStock,
        model.CartEmpty,
        model.CartAlreadyOrdered,
        errors.NotFound,
        idempotency.KeyReused,
    ],
    tags=["order"],
)
async def place_order(request: deps.Request, data: PlaceOrderBody) -> http.Response[views.OrderView]:
    """Buy a cart, or lines, at the prices of this moment.

    `Prefer: wait=N` answers when the order left `placed` and `awaiting_payment`, or needs the customer's action (201),
    or after N seconds (202). A guest's `token` opens the order again.
    """
    needs = deps.deps(request)
    needs.admission.check()
    key = await http.idempotency_key(request)
    command = await _command(request, needs, data)
    wait_s = http.prefer_wait_s(request)
    if wait_s is None:
        done = await _place(needs, command, key)
        order = done.result or await _as_it_is(needs, done.resource_id)
    else:
        limit = clock.monotonic() + wait_s
        with needs.waiters.watching(command.order_id, ignoring=UNDECIDED) as watching:
            done = await _place(needs, command, key)
            order = done.result or await _as_it_is(needs, done.resource_id)
            if not done.replayed:
                order = await _decided(needs, watching, order, limit)
        if done.replayed:
            with needs.waiters.watching(order.id, ignoring=UNDECIDED) as watching:
                order = await _decided(needs, watching, await _as_it_is(needs, order.id), limit)
    return _answer(needs, order, wait_s, is_replayed=done.replayed)


async def _command(request: deps.Request, needs: deps.Deps, data: PlaceOrderBody) -> actions.PlaceOrder:
    if (data.cart_id is None) == (data.lines is None):
        raise errors.Invalid.at("/lines", "send either cart_id or lines")
    if data.payment.gateway not in needs.gateways:
        raise errors.Invalid.at("/payment/gateway", f"one of: {', '.join(sorted(needs.gateways))}")
    who = http.principal(request)
    return actions.PlaceOrder(
        order_id=ids.new("ord"),
        number=await needs.numbers.next(),
        rules=needs.rulebook.rules,
        email=data.email,
        shipping_address=data.shipping_address.address(),
        billing_address=data.billing_address.address() if data.billing_address else None,
        shipping_method=data.shipping_method,
        gateway=data.payment.gateway,
        token=data.payment.token,
        user_id=who.user_id if who else None,
        locale=languages.wanted(request.headers.get("accept-language", "")),
        cart_id=data.cart_id,
        lines=model.merged([model.Wanted(each.sku, each.quantity) for each in data.lines or ()]),
        expected_total=data.expected_total,
        doubts=needs.shelf.doubts,
    )


async def _place(
    needs: deps.Deps, command: actions.PlaceOrder, key: idempotency.Key | None
) -> group_commit.Done[model.Order]:
    """Place it; what only this process does not know, or only heard, is asked of those who know, and tried again."""
    for _ in range(ATTEMPTS_MAX):
        try:
            return await needs.place(command, key=key)
        except model.NotForSale as refusal:
            if not await needs.price_list.look_up(refusal.skus):
                raise
        except model.OutOfStock as refusal:
            if short := await needs.shelf.short_of(refusal.lines):
                raise model.OutOfStock(short, refusal.lines) from None
            command = msgspec.structs.replace(command, doubts=None)
    raise errors.Unavailable("prices or stock change too fast")


async def _as_it_is(needs: deps.Deps, order_id: str) -> model.Order:
    order = await store.order_by_id(needs.db, order_id)
    if order is None:
        raise errors.NotFound("there is no such order")
    return order


async def _decided(needs: deps.Deps, watching: workers.Watching, order: model.Order, limit: float) -> model.Order:
    """The order once it is decided or needs its customer, or as it is when the time is up."""
    while is_undecided(order):
        left_s = limit - clock.monotonic()
        if left_s <= 0 or needs.waiters.is_closing:
            return await _as_it_is(needs, order.id)  # it may have moved without being decided
        order = await watching.next(left_s) or order
    return order


def is_undecided(order: model.Order) -> bool:
    """Whether the saga is under way and nothing is asked of the customer."""
    return order.status in model.OPEN and order.payment.next_action is None


def _answer(
    needs: deps.Deps, order: model.Order, wait_s: float | None, *, is_replayed: bool
) -> http.Response[views.OrderView]:
    token = contracts.order.guest_token(needs.guest_keys[0], order.id) if order.user_id is None else None
    headers = {"location": f"/v1/orders/{order.id}"}
    status = 201
    if wait_s is not None:
        headers["preference-applied"] = f"wait={wait_s:.0f}"
        status = 202 if is_undecided(order) else 201
    return http.json(
        views.order(order, token=token),
        status=status,
        etag=http.etag(order.version),
        replayed=is_replayed,
        **headers,
    )
