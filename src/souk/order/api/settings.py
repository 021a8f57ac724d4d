"""How the shop ships and taxes."""

from typing import Annotated

import msgspec

from souk.contracts import countries
from souk.kit import errors, money
from souk.order import actions, model, store
from souk.order.api import deps
from souk.serving import http

DAYS_MAX = 365

Days = Annotated[int, msgspec.Meta(ge=0, le=DAYS_MAX)]
Countries = Annotated[list[deps.Country], msgspec.Meta(max_length=300)]
MethodId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}\Z")]


class ShippingMethodView(http.View):
    """No `countries` means all of them."""

    id: str
    title: str
    price: money.Money
    days_min: int
    days_max: int
    countries: list[str]
    is_active: bool
    version: int


class ShippingMethodList(http.View):
    items: list[ShippingMethodView]


class ShippingMethodBody(http.Body, frozen=True):
    """`id` is what orders name, and never changes."""

    id: MethodId
    title: deps.Line
    price: money.Money
    days_min: Days
    days_max: Days
    countries: Countries | None = None
    is_active: bool = True


class ShippingMethodChangeBody(http.Body, frozen=True):
    """What is left out stays as it is."""

    title: deps.Line | None = None
    price: money.Money | None = None
    days_min: Days | None = None
    days_max: Days | None = None
    countries: Countries | None = None
    is_active: bool | None = None


class TaxRateBody(http.Body, frozen=True):
    """`*` stands for any country, or any tax class."""

    country: Annotated[str, msgspec.Meta(pattern=countries.COUNTRY_OR_ALL_PATTERN)]
    tax_class: Annotated[str, msgspec.Meta(pattern=r"^([a-z0-9][a-z0-9_-]{0,31}|\*)\Z")]
    rate_bp: Annotated[int, msgspec.Meta(ge=0, le=money.BASIS_POINTS)]


class TaxTableBody(http.Body, frozen=True):
    """Rates in basis points: 1900 is 19 %."""

    items: Annotated[list[TaxRateBody], msgspec.Meta(max_length=model.TAX_RATES_MAX)]
    prices_include_tax: bool = True


class TaxTableView(http.View):
    items: list[model.TaxRate]
    prices_include_tax: bool
    version: int


@http.get("/v1/shipping-methods", access="optional", tags=["settings"])
async def list_shipping_methods(
    request: deps.Request,
    country: Annotated[
        str | None, http.Query(pattern=countries.COUNTRY_PATTERN, description="Only those that go there")
    ] = None,
) -> ShippingMethodList:
    """How orders can be sent, the cheapest first. Who may change them also sees those that are switched off."""
    needs, who = deps.deps(request), http.principal(request)
    if who is not None and who.has("settings:write") and country is None:
        every = (await store.shipping_methods(needs.db)).values()
        return ShippingMethodList(items=[_method(each) for each in sorted(every, key=lambda method: method.id)])
    return ShippingMethodList(items=[_method(each) for each in needs.rulebook.rules.methods_to(country)])


@http.post("/v1/shipping-methods", scope="settings:write", refusals=[model.ShippingMethodExists], tags=["settings"])
async def open_shipping_method(request: deps.Request, data: ShippingMethodBody) -> http.Response[ShippingMethodView]:
    """A new way of shipping."""
    needs = deps.deps(request)
    _check_price(data.price, needs)
    if data.days_max < data.days_min:
        raise errors.Invalid.at("/days_max", "not before days_min")
    method = model.ShippingMethod(
        id=data.id,
        title=data.title,
        price=data.price,
        days_min=data.days_min,
        days_max=data.days_max,
        countries=list(data.countries or ()),
        is_active=data.is_active,
    )
    done = await needs.open_shipping_method(
        actions.OpenShippingMethod(method=method), key=await http.idempotency_key(request)
    )
    await needs.rulebook.changed()
    method = done.result or await _stored(needs, done.resource_id)
    return http.json(_method(method), etag=http.etag(method.version), replayed=done.replayed)


@http.patch("/v1/shipping-methods/{method_id:str}", scope="settings:write", if_match=True, tags=["settings"])
async def change_shipping_method(
    request: deps.Request, method_id: deps.IdPath, data: ShippingMethodChangeBody
) -> http.Response[ShippingMethodView]:
    """Change a way of shipping; orders already placed keep what was agreed."""
    needs = deps.deps(request)
    if data.price is not None:
        _check_price(data.price, needs)
    command = actions.ChangeShippingMethod(
        method_id=method_id,
        title=data.title,
        price=data.price,
        days_min=data.days_min,
        days_max=data.days_max,
        countries=list(data.countries) if data.countries is not None else None,
        is_active=data.is_active,
        if_version=http.if_match(request),
    )
    done = await needs.change_shipping_method(command)
    await needs.rulebook.changed()
    method = done.result or await _stored(needs, done.resource_id)
    return http.json(_method(method), etag=http.etag(method.version))


@http.get("/v1/tax-rates", scope="settings:write", tags=["settings"])
async def get_tax_rates(request: deps.Request) -> http.Response[TaxTableView]:
    """What is added to prices, or contained in them."""
    table = await store.tax_table(deps.deps(request).db) or model.default_tax_table()
    return http.json(_taxes(table), etag=http.etag(table.version))


@http.put("/v1/tax-rates", scope="settings:write", if_match=True, tags=["settings"])
async def put_tax_rates(request: deps.Request, data: TaxTableBody) -> http.Response[TaxTableView]:
    """New rates in place of the old ones; orders already placed keep theirs."""
    needs = deps.deps(request)
    keys = [(each.country, each.tax_class) for each in data.items]
    if len(set(keys)) < len(keys):
        raise errors.Invalid.at("/items", "one rate for a country and a tax class")
    rates = [model.TaxRate(country=each.country, tax_class=each.tax_class, rate_bp=each.rate_bp) for each in data.items]
    command = actions.PutTaxTable(
        prices_include_tax=data.prices_include_tax, rates=rates, if_version=http.if_match(request)
    )
    done = await needs.put_taxes(command)
    await needs.rulebook.changed()
    table = done.result or model.default_tax_table()
    return http.json(_taxes(table), etag=http.etag(table.version))


def _check_price(price: money.Money, needs: deps.Deps) -> None:
    if price.amount < 0:
        raise errors.Invalid.at("/price/amount", "not below zero")
    if price.currency != needs.rulebook.rules.currency:
        raise errors.Invalid.at("/price/currency", f"this shop sells in {needs.rulebook.rules.currency}")


async def _stored(needs: deps.Deps, method_id: str) -> model.ShippingMethod:
    method = (await store.shipping_methods(needs.db)).get(method_id)
    if method is None:
        raise errors.NotFound("there is no such shipping method")
    return method


def _method(method: model.ShippingMethod) -> ShippingMethodView:
    return ShippingMethodView(
        id=method.id,
        title=method.title,
        price=method.price,
        days_min=method.days_min,
        days_max=method.days_max,
        countries=method.countries,
        is_active=method.is_active,
        version=method.version,
    )


def _taxes(table: model.TaxTable) -> TaxTableView:
    return TaxTableView(items=table.rates, prices_include_tax=table.prices_include_tax, version=table.version)
