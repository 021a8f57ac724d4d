"""Amounts of money: whole minor units of one currency, never a fraction, never a mix."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec

AMOUNT_MAX = 10**13
"""100 thousand million in a currency with cents; far from where 64 bits end, so sums of a batch cannot overflow."""

BASIS_POINTS = 10_000

Amount = Annotated[int, msgspec.Meta(ge=-AMOUNT_MAX, le=AMOUNT_MAX)]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]


class Money(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`amount` minor units (cents) of `currency` (ISO 4217)."""

    amount: Amount
    currency: Currency

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.amount * times, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.amount


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum, zero of `currency` when there is nothing to add."""
    return sum(amounts, Money.zero(currency))


def percentage(amount: Money, rate_bp: int) -> Money:
    """`rate_bp` basis points of an amount, halves away from zero: 1900 bp of 10.00 is 1.90."""
    return Money(_round(amount.amount * rate_bp, BASIS_POINTS), amount.currency)


def tax_within(gross: Money, rate_bp: int) -> Money:
    """The tax already contained in a gross amount at `rate_bp`, halves away from zero."""
    return Money(_round(gross.amount * rate_bp, BASIS_POINTS + rate_bp), gross.currency)


def _round(numerator: int, denominator: int) -> int:
    quotient, rest = divmod(abs(numerator), denominator)
    quotient += 2 * rest >= denominator
    return quotient if numerator >= 0 else -quotient
