"""How each language writes amounts and moments, and where its pages begin. Its words are in `templates/<language>`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from souk.kit.money import Money

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV"), 0),
    **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""ISO 4217: currencies whose minor unit is not a hundredth."""
_NO_BREAK = "\N{NO-BREAK SPACE}"


class Speech(NamedTuple):
    """One language. `head` is what the paths of its pages begin with."""

    language: str
    head: str
    months: tuple[str, ...]
    moment: str
    thousands: str
    point: str
    is_symbol_last: bool

    def price(self, amount: Money) -> str:
        """`€1,234.50` in English, `1.234,50 €` in German; the code stands for a currency without a sign of its own."""
        digits = _DIGITS.get(amount.currency, 2)
        whole, rest = divmod(abs(amount.amount), 10**digits)
        number = f"{whole:,}".replace(",", self.thousands) + (f"{self.point}{rest:0{digits}}" if digits else "")
        sign = "-" if amount.amount < 0 else ""
        symbol = _SYMBOLS.get(amount.currency)
        if self.is_symbol_last:
            return f"{sign}{number}{_NO_BREAK}{symbol or amount.currency}"
        return f"{sign}{symbol}{number}" if symbol else f"{sign}{amount.currency}{_NO_BREAK}{number}"

    def at(self, moment: datetime) -> str:
        """`2 January 2030, 03:04 UTC`"""
        return self.moment.format(moment.day, self.months[moment.month - 1], moment.year, moment.hour, moment.minute)


_ENGLISH = Speech(
    language="en",
    head="",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    moment="{} {} {}, {:02}:{:02} UTC",
    thousands=",",
    point=".",
    is_symbol_last=False,
)
_GERMAN = Speech(
    language="de",
    head="/de",
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    moment="{}. {} {}, {:02}:{:02} Uhr (UTC)",
    thousands=".",
    point=",",
    is_symbol_last=True,
)
SPEECHES: Mapping[str, Speech] = {each.language: each for each in (_ENGLISH, _GERMAN)}
