"""Which variant a product's page shows first, and what of its options is not to be had: as `variant-choice.ts` has it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def is_available(variant: Json) -> bool:
    """Whether it can be bought now."""
    return bool(variant["available"] > 0 or variant["backorderable"])


def first_variant(product: Json, sku: str | None) -> Json | None:
    """The variant asked for, else the first that can be bought, else the first."""
    variants: list[Json] = product["variants"]
    for wanted in ((lambda each: each["sku"] == sku), is_available, (lambda _: True)):
        if (found := next((each for each in variants if wanted(each)), None)) is not None:
            return found
    return None


def state(product: Json, chosen: dict[str, str], option: str, value: str) -> str:
    """What choosing this value would mean, the other choices being as they are."""
    having = [each for each in product["variants"] if each["options"].get(option) == value]
    if not having:
        return "none"
    others = {name: held for name, held in chosen.items() if name != option}
    exact = [each for each in having if all(each["options"].get(name) == held for name, held in others.items())]
    if not exact:
        return "other-combination" if any(map(is_available, having)) else "sold-out"
    return "available" if any(map(is_available, exact)) else "sold-out"
