"""What things cost: offers of the price list, shipping methods, taxes, and the totals that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from souk.kit import errors, money

ANY = "*"
"""Every country, or every tax class, that no rate names."""
STANDARD = "standard"
TOTAL_MAX = money.AMOUNT_MAX
SHIPPING_METHODS_MAX = 100
TAX_RATES_MAX = 1_000


class Offer(msgspec.Struct, kw_only=True):
    """What the price list says of one SKU (`id`). Only what `is_sold` may be bought.

    `version` is the product's at which the whole offer was learnt, `price_version` the one of its price: a price change
    may overtake the list it belongs to.
    """

    id: str
    product_id: str
    version: int
    price_version: int
    is_sold: bool = False
    price: money.Money | None = None
    title: str = ""
    image: str | None = None
    weight_g: int = 0
    tax_class: str = STANDARD

    def price_in(self, currency: str) -> money.Money | None:
        """What one unit costs; None when it is not for sale in this currency."""
        if not self.is_sold or self.price is None or self.price.currency != currency:
            return None
        return self.price


class ShippingMethod(msgspec.Struct, kw_only=True):
    """One way to send an order. No `countries` means all of them."""

    id: str
    title: str
    price: money.Money
    days_min: int
    days_max: int
    countries: list[str] = []
    is_active: bool = True
    version: int = 1

    def serves(self, country: str) -> bool:
        return self.is_active and (not self.countries or country in self.countries)


class TaxRate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`rate_bp` basis points (1900 = 19 %) for a country and a tax class; `*` stands for any."""

    country: str
    tax_class: str
    rate_bp: int


class TaxTable(msgspec.Struct, kw_only=True):
    """The shop's rates. `prices_include_tax` says how prices of the catalogue are meant."""

    id: str = "default"
    prices_include_tax: bool = True
    rates: list[TaxRate] = []
    version: int = 1


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What a checkout goes by: the shop's currency, its shipping methods (cheapest first), its taxes. See `rules`."""

    currency: str
    shipping_methods: tuple[ShippingMethod, ...]
    prices_include_tax: bool
    rates_bp: Mapping[tuple[str, str], int]
    """By country and tax class, `*` for any."""

    def methods_to(self, country: str | None) -> list[ShippingMethod]:
        """The methods that serve a country, or all active ones when none is named."""
        return [
            method
            for method in self.shipping_methods
            if (method.is_active if country is None else method.serves(country))
        ]

    def method_to(self, country: str, method_id: str) -> ShippingMethod | None:
        return next((method for method in self.methods_to(country) if method.id == method_id), None)

    def rate_bp(self, country: str, tax_class: str) -> int:
        """The most particular rate: country and class, country, class, any; 0 when none fits."""
        for key in ((country, tax_class), (country, ANY), (ANY, tax_class), (ANY, ANY)):
            if (rate_bp := self.rates_bp.get(key)) is not None:
                return rate_bp
        return 0


def rules(currency: str, methods: Iterable[ShippingMethod], taxes: TaxTable) -> Rules:
    """Put a shop's rules in the form a checkout looks things up in.

    Methods that are priced in another currency, left from before the shop's was changed, cannot be chosen.
    """
    methods = [method for method in methods if method.price.currency == currency]
    return Rules(
        currency=currency,
        shipping_methods=tuple(sorted(methods, key=lambda method: (method.price.amount, method.id))),
        prices_include_tax=taxes.prices_include_tax,
        rates_bp={(rate.country, rate.tax_class): rate.rate_bp for rate in taxes.rates},
    )


def default_shipping_method(currency: str) -> ShippingMethod:
    """What a shop starts with: one flat price to everywhere."""
    price = money.Money(490, currency)
    return ShippingMethod(id="standard", title="Standard shipping", price=price, days_min=2, days_max=4)


def default_tax_table() -> TaxTable:
    """What a shop starts with: one flat rate, contained in the prices."""
    return TaxTable(rates=[TaxRate(country=ANY, tax_class=ANY, rate_bp=2000)])


class LineItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """So many units of one SKU at the price agreed on.

    `total = unit_price * quantity - discount (+ tax unless included)`.
    """

    sku: str
    product_id: str
    title: str
    quantity: int
    unit_price: money.Money
    discount: money.Money
    tax: money.Money
    total: money.Money
    image: str | None = None


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """`total = subtotal - discount + shipping (+ tax unless tax_included)`. Shipping itself bears no tax."""

    subtotal: money.Money
    discount: money.Money
    shipping: money.Money
    tax: money.Money
    total: money.Money
    tax_included: bool = True


class Wanted(msgspec.Struct, frozen=True):
    """So many units of one SKU somebody wants."""

    sku: str
    quantity: int


def price_line(offer: Offer, unit_price: money.Money, quantity: int, rules: Rules, country: str) -> LineItem:
    """One line at the price list's price, taxed for where it goes."""
    net = unit_price * quantity
    rate_bp = rules.rate_bp(country, offer.tax_class)
    if rules.prices_include_tax:
        tax, line_total = money.tax_within(net, rate_bp), net
    else:
        tax = money.percentage(net, rate_bp)
        line_total = net + tax
    return LineItem(
        sku=offer.id,
        product_id=offer.product_id,
        title=offer.title,
        quantity=quantity,
        unit_price=unit_price,
        discount=money.Money.zero(unit_price.currency),
        tax=tax,
        total=line_total,
        image=offer.image,
    )


def unsold(wanted: Iterable[Wanted], offers: Mapping[str, Offer], currency: str) -> list[str]:
    """SKUs that cannot be bought: unknown, unpublished, or not for sale in this currency."""
    return [each.sku for each in wanted if (offer := offers.get(each.sku)) is None or offer.price_in(currency) is None]


def price_lines(wanted: Iterable[Wanted], offers: Mapping[str, Offer], rules: Rules, country: str) -> list[LineItem]:
    """Price what is for sale; what is not (see `unsold`) is left out."""
    lines = []
    for each in wanted:
        offer = offers.get(each.sku)
        if offer is not None and (unit_price := offer.price_in(rules.currency)) is not None:
            lines.append(price_line(offer, unit_price, each.quantity, rules, country))
    return lines


def totals(lines: Sequence[LineItem], shipping: money.Money, *, tax_included: bool) -> Totals:
    """Add up. Raises `Invalid` past `TOTAL_MAX`, far beyond any order and before any number overflows."""
    currency = shipping.currency
    subtotal = sum(line.unit_price.amount * line.quantity for line in lines)
    discount = sum(line.discount.amount for line in lines)
    tax = sum(line.tax.amount for line in lines)
    total = subtotal - discount + shipping.amount + (0 if tax_included else tax)
    if total > TOTAL_MAX:
        raise errors.Invalid.at("/lines", "the total is beyond what one order can come to")
    return Totals(
        subtotal=money.Money(subtotal, currency),
        discount=money.Money(discount, currency),
        shipping=shipping,
        tax=money.Money(tax, currency),
        total=money.Money(total, currency),
        tax_included=tax_included,
    )


class PricedProduct(msgspec.Struct, kw_only=True):
    """The head of a product in the price list: which version of it the offers show, and since when (`at`)."""

    id: str
    version: int
    is_sold: bool
    at: datetime
