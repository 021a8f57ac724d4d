"""Carts: filled by whoever knows their id, and shown at today's prices and stock."""

from typing import Annotated

import msgspec

from souk.kit import errors, ids, money
from souk.order import actions, gateway, model, store
from souk.order.api import deps, views
from souk.serving import http


class OpenCartBody(http.Body, frozen=True):
    """Nothing has to be said about a new cart."""


class QuantityBody(http.Body, frozen=True):
    """0 removes the line."""

    quantity: Annotated[int, msgspec.Meta(ge=0, le=model.QUANTITY_MAX)]


class WhereBody(http.Body, frozen=True):
    """Only `country` decides what shipping and tax come to; the rest of an address may be there already, or not yet."""

    country: deps.Country
    name: deps.OptionalLine | None = None
    line1: deps.OptionalLine | None = None
    line2: deps.OptionalLine | None = None
    city: deps.OptionalLine | None = None
    region: deps.OptionalLine | None = None
    postal_code: Annotated[str, msgspec.Meta(max_length=20)] | None = None
    phone: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class QuoteBody(http.Body, frozen=True):
    """Without `shipping_method` the first that serves the country is reckoned with."""

    shipping_address: WhereBody
    shipping_method: deps.Word | None = None


class OfferedMethodView(http.View):
    id: str
    title: str
    price: money.Money
    days_min: int
    days_max: int


class QuoteView(http.View):
    """What ordering the cart would come to; `shipping_method` is the one that `totals` reckon with."""

    shipping_methods: list[OfferedMethodView]
    shipping_method: str | None
    lines: list[model.LineItem]
    totals: model.Totals
    problems: list[model.Problem]


@http.post("/v1/carts", access="optional", tags=["cart"])
async def open_cart(request: deps.Request, data: OpenCartBody | None = None) -> http.Response[views.CartView]:  # noqa: ARG001 - an empty body, or an empty object
    """A new cart; its id is the right to use it."""
    needs, who = deps.deps(request), http.principal(request)
    command = actions.OpenCart(
        cart_id=ids.unguessable("crt"), currency=needs.rulebook.rules.currency, user_id=who.user_id if who else None
    )
    done = await needs.open_cart(command, key=await http.idempotency_key(request))
    cart = done.result or await _cart(needs, done.resource_id)
    return http.json(
        await _view(needs, cart), etag=http.etag(cart.version), replayed=done.replayed, location=f"/v1/carts/{cart.id}"
    )


@http.get("/v1/carts/{cart_id:str}", tags=["cart"])
async def get_cart(request: deps.Request, cart_id: deps.IdPath) -> http.Response[views.CartView]:
    """What is in it, what it costs today, and what stands in the way of buying it."""
    needs = deps.deps(request)
    return await _answer(needs, await _cart(needs, cart_id))


@http.put("/v1/carts/{cart_id:str}/lines/{sku:str}", refusals=[model.CartAlreadyOrdered], tags=["cart"])
async def put_cart_line(
    request: deps.Request, cart_id: deps.IdPath, sku: deps.SkuPath, data: QuantityBody
) -> http.Response[views.CartView]:
    """Want so many units of a SKU; 0 removes the line."""
    needs = deps.deps(request)
    return await _answer(needs, await _set_line(needs, cart_id, sku, data.quantity))


@http.delete("/v1/carts/{cart_id:str}/lines/{sku:str}", refusals=[model.CartAlreadyOrdered], tags=["cart"])
async def delete_cart_line(request: deps.Request, cart_id: deps.IdPath, sku: deps.SkuPath) -> None:
    """Do not want a SKU any more; also when it was not in the cart."""
    await _set_line(deps.deps(request), cart_id, sku, 0)


@http.post("/v1/carts/{cart_id:str}/quote", status=200, idempotent="no", refusals=[model.CartEmpty], tags=["cart"])
async def quote_cart(request: deps.Request, cart_id: deps.IdPath, data: QuoteBody) -> QuoteView:
    """What the cart would cost, sent there."""
    needs = deps.deps(request)
    cart = await _cart(needs, cart_id)
    if not cart.lines:
        raise model.CartEmpty("put something into it first")
    rules, country = needs.rulebook.rules, data.shipping_address.country
    methods = rules.methods_to(country)
    method = methods[0] if methods else None
    if data.shipping_method is not None:
        method = rules.method_to(country, data.shipping_method)
        if method is None:
            raise errors.Invalid.at("/shipping_method", f"no such way of shipping to {country}")
    offers, problems = await _looked_up(needs, cart)
    lines = model.price_lines(cart.lines, offers, rules, country)
    shipping = method.price if method else money.Money.zero(rules.currency)
    return QuoteView(
        shipping_methods=[
            OfferedMethodView(
                id=each.id, title=each.title, price=each.price, days_min=each.days_min, days_max=each.days_max
            )
            for each in methods
        ],
        shipping_method=method.id if method else None,
        lines=lines,
        totals=model.totals(lines, shipping, tax_included=rules.prices_include_tax),
        problems=problems,
    )


async def _cart(needs: deps.Deps, cart_id: str) -> model.Cart:
    cart = (await store.carts_by_id(needs.db, [cart_id])).get(cart_id)
    if cart is None:
        raise errors.NotFound("there is no such cart")
    return cart


async def _set_line(needs: deps.Deps, cart_id: str, sku: str, quantity: int) -> model.Cart:
    """A SKU that the price list lacks is looked up once."""
    command = actions.SetLine(cart_id=cart_id, sku=sku, quantity=quantity)
    try:
        done = await needs.set_line(command)
    except model.NotForSale:
        if not await needs.price_list.look_up([sku]):
            raise
        done = await needs.set_line(command)
    return done.result or await _cart(needs, cart_id)


async def _answer(needs: deps.Deps, cart: model.Cart) -> http.Response[views.CartView]:
    return http.json(await _view(needs, cart), etag=http.etag(cart.version))


async def _looked_up(needs: deps.Deps, cart: model.Cart) -> tuple[dict[str, model.Offer], list[model.Problem]]:
    """What is offered of what is in the cart, and what stands in the way of buying it.

    Prices that the list lacks are asked of the product service, stock of inventory. Where one of them does not answer,
    that is said, not guessed.
    """
    skus = [line.sku for line in cart.lines]
    offers = await store.offers_by_sku(needs.db, skus)
    problems: list[model.Problem] = []
    if cart.order_id is not None:
        problems.append(model.Problem(code=model.ProblemCode.CART_ALREADY_ORDERED, detail="it was ordered already"))
    unpriced: set[str] = set()
    lacking = [sku for sku in skus if sku not in offers]
    if lacking:
        try:
            if await needs.price_list.look_up(lacking):
                offers = await store.offers_by_sku(needs.db, skus)
        except errors.Refusal:
            unpriced.update(lacking)
            detail = "what it costs cannot be said right now"
            problems.extend(
                model.Problem(code=model.ProblemCode.PRICE_UNKNOWN, detail=detail, sku=sku) for sku in lacking
            )
    stock: dict[str, model.Availability] = {}
    if skus:
        try:
            stock = await gateway.stock(needs.rest, skus)
        except errors.Refusal:
            detail = "whether everything is in stock cannot be said right now"
            problems.append(model.Problem(code=model.ProblemCode.AVAILABILITY_UNKNOWN, detail=detail))
    priced = [line for line in cart.lines if line.sku not in unpriced]
    found = (model.line_problem(line, offers.get(line.sku), cart.currency, stock) for line in priced)
    problems.extend(problem for problem in found if problem is not None)
    return offers, problems


async def _view(needs: deps.Deps, cart: model.Cart) -> views.CartView:
    rules = needs.rulebook.rules
    offers, problems = await _looked_up(needs, cart)
    priced = {line.sku: line for line in model.price_lines(cart.lines, offers, rules, model.ANY)}
    none = money.Money.zero(cart.currency)
    try:
        totals = model.totals(list(priced.values()), none, tax_included=rules.prices_include_tax)
    except errors.Invalid as beyond:  # a cart can be looked at, and emptied, whatever is in it
        totals = model.totals([], none, tax_included=rules.prices_include_tax)
        problems.append(model.Problem(code=model.ProblemCode.PRICE_UNKNOWN, detail=beyond.detail))
    return views.CartView(
        id=cart.id,
        currency=cart.currency,
        lines=[_line(wanted, offers.get(wanted.sku), priced.get(wanted.sku), problems) for wanted in cart.lines],
        totals=totals,
        problems=problems,
        order_id=cart.order_id,
        created_at=cart.created_at,
        updated_at=cart.updated_at,
        version=cart.version,
    )


def _line(
    wanted: model.Wanted, offer: model.Offer | None, priced: model.LineItem | None, problems: list[model.Problem]
) -> views.CartLineView:
    return views.CartLineView(
        sku=wanted.sku,
        quantity=wanted.quantity,
        title=offer.title if offer else "",
        image=offer.image if offer else None,
        product_id=offer.product_id if offer else None,
        unit_price=priced.unit_price if priced else None,
        total=priced.total if priced else None,
        problems=[problem for problem in problems if problem.sku == wanted.sku],
    )
