"""The languages that the shop speaks, and which of them somebody understands best."""

from __future__ import annotations

import re
from collections.abc import Iterator

LANGUAGES = ("en", "de")
"""The first is for whoever understands none of them."""
HEADER_LENGTH_MAX = 256
_WEIGHT = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")


def wanted(accept_language: str) -> str:
    """The language that an `Accept-Language` (RFC 9110) asks for most; what cannot be read asks for none."""
    asked = sorted(_asked(accept_language[:HEADER_LENGTH_MAX]), key=lambda each: -each[1])
    return next((language for language, weight in asked if weight > 0), LANGUAGES[0])


def spoken(locale: str) -> str:
    """The language of a locale (`de-AT` is `de`) where the shop speaks it, else the first."""
    language = locale.partition("-")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def _asked(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(","):
        locale, _, weight = part.partition(";")
        language = locale.strip().partition("-")[0].lower()
        if language == "*":
            language = LANGUAGES[0]
        if language in LANGUAGES:
            yield language, _weight(weight.replace(" ", ""))


def _weight(text: str) -> float:
    if not text:
        return 1.0
    weight = _WEIGHT.fullmatch(text)
    return float(weight[1]) if weight else 0.0
