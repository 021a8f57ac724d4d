"""Who may ask what, read from the OpenAPI document: one row a route, one column a role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from souk.edge.documents.tidy import Json, operations


class Route(NamedTuple):
    """A route as far as access goes. `scope` is None where signing in is enough, or not even that is needed."""

    method: str
    path: str
    is_signed_in: bool
    """Whether nobody gets in without a token."""
    scope: str | None


def routes(document: Json) -> Iterator[Route]:
    """All of them, by path."""
    for path, method, operation in sorted(operations(document), key=lambda each: (each[0], each[1])):
        security = operation.get("security", [])
        is_signed_in = bool(security) and {} not in security
        yield Route(method.upper(), path, is_signed_in, operation.get("x-scope"))


def markdown(document: Json, roles: Mapping[str, frozenset[str]]) -> str:
    """The page."""
    names = [role for role in roles if role != "customer"]
    lines = [
        "# Who may ask what",
        "",
        "Made by `python -m souk.edge.openapi`, do not edit; held by `tests/contract/test_scope_matrix.py`.",
        "`everybody`: also without signing in. `signed in`: every person, about what is their own.",
        "",
        f"| Route | Scope | {' | '.join(names)} |",
        f"|---|---|{'|'.join('---' for _ in names)}|",
    ]
    for each in routes(document):
        scope = f"`{each.scope}`" if each.scope else ("signed in" if each.is_signed_in else "everybody")
        marks = ["✓" if each.scope is None or each.scope in roles[name] else "" for name in names]
        lines.append(f"| `{each.method} {each.path}` | {scope} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"
