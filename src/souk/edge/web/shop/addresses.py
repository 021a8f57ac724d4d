"""Which page a path of the storefront means, in which language."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Language = Literal["en", "de"]
LANGUAGES: dict[Language, str] = {"en": "en-IE", "de": "de-DE"}
"""The languages of the storefront and how each writes numbers; the first stands in no path."""
DEFAULT: Language = "en"

Kind = Literal["home", "category", "product", "search", "private", "offline", "missing"]

PRIVATE = {
    "cart": "cart.title",
    "checkout": "checkout.title",
    "orders": "orders.title",
    "track": "track.title",
    "account": "account.title",
    "sign-in": "sign_in.title",
    "sign-up": "sign_up.title",
    "forgot-password": "forgot.title",
    "reset-password": "reset.title",
    "verify-email": "verify.title",
}
"""First steps of paths that are somebody's own and nothing for a search engine, and the word that titles them."""
_DEEPER = re.compile(r"/orders/[^/]+|/account/(?:addresses|security)")
_REFERENCE = re.compile(r"[A-Za-z0-9_.-]{1,200}")


class Address(NamedTuple):
    """`path` is what stands behind the language's head, `name` the slug or id, or a private page's first step."""

    language: Language
    kind: Kind
    path: str
    name: str = ""


def read(path: str) -> Address:
    """The page of a path; of kind `missing` when the storefront has none there."""
    language, path = _language(path)
    if path in {"", "/"}:
        return Address(language, "home", "/")
    _, first, *rest = path.rstrip("/").split("/")
    if first == "offline" and not rest:
        return Address(language, "offline", "/offline")
    if first == "search" and not rest:
        return Address(language, "search", "/search")
    if first in {"c", "p"} and len(rest) == 1 and _REFERENCE.fullmatch(rest[0]):
        return Address(language, "category" if first == "c" else "product", f"/{first}/{rest[0]}", rest[0])
    if first in PRIVATE and (not rest or _DEEPER.fullmatch(path.rstrip("/"))):
        return Address(language, "private", path, first)
    return Address(language, "missing", path)


def written(language: Language, path: str) -> str:
    """A page's path in a language."""
    if language == DEFAULT:
        return path
    return f"/{language}" if path == "/" else f"/{language}{path}"


def _language(path: str) -> tuple[Language, str]:
    for language in LANGUAGES:
        if language != DEFAULT and (path == f"/{language}" or path.startswith(f"/{language}/")):
            return language, path.removeprefix(f"/{language}") or "/"
    return DEFAULT, path
