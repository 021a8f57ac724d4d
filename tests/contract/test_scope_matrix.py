"""Every route, asked by nobody and by each role: who may not is turned away before anything is looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest

import stacks
from contract import world
from souk.edge.documents import scopes
from souk.local.checkout import ROOT
from souk.serving import auth

pytestmark = pytest.mark.stack
DOCUMENT: dict[str, Any] = json.loads((ROOT / "openapi" / "souk.json").read_bytes())
NOBODY = "nobody"
ENDS_SESSIONS = ("/v1/auth/logout", "/v1/auth/logout-all", "/v1/me/sessions/{session_id}", "/v1/me/password")
"""Asked last: after them the customer's tokens are worth nothing."""


class Asked(NamedTuple):
    """A route and somebody who asks it; `turned_away` is 401, 403, or None when they may."""

    method: str
    path: str
    role: str
    turned_away: int | None


def matrix() -> Iterator[Asked]:
    """All of it, as the contract says."""
    for route in scopes.routes(DOCUMENT):
        yield Asked(route.method, route.path, NOBODY, 401 if route.is_signed_in else None)
        for role, scopes_ in auth.ROLES.items():
            is_allowed = route.scope is None or route.scope in scopes_
            yield Asked(route.method, route.path, role, None if is_allowed else 403)


@pytest.fixture(scope="module")
def tokens(shop: stacks.Shop, customer: stacks.Person) -> dict[str, str]:
    """One person's token for each role."""
    key, kid = world.signing_key(shop)
    return {role: auth.sign(key, kid, customer.id, "ses_matrix", [role]) for role in auth.ROLES}


def answer(client: httpx.Client, asked: Asked, tokens: dict[str, str]) -> httpx.Response:
    path = re.sub(r"\{[^}]+\}", "none_1", asked.path)
    headers = {"Idempotency-Key": world.new_key()}
    if asked.role != NOBODY:
        headers["Authorization"] = f"Bearer {tokens[asked.role]}"
    body = None if asked.method == "GET" else {"no such member": 1}
    return client.request(asked.method, path, json=body, headers=headers)


def test_everybody_is_turned_away_where_they_may_not_go(shop: stacks.Shop, tokens: dict[str, str]) -> None:
    guest, wrong = shop.guest(), []
    cells = sorted(matrix(), key=lambda each: each.path in ENDS_SESSIONS)
    assert len(cells) > 500
    for each in cells:
        if each.path in ENDS_SESSIONS and each.turned_away is None:
            continue  # that they may is told by the tests of signing out
        status = answer(guest, each, tokens).status_code
        is_right = status == each.turned_away if each.turned_away else status not in {401, 403}
        if not is_right and not (each.path.startswith("/v1/auth/") and status == 401):  # of a wrong password
            wrong.append(f"{each.role}: {each.method} {each.path} → {status}, not {each.turned_away or 'let in'}")
    assert wrong == []


def test_no_route_for_staff_lets_customers_in() -> None:
    """The roles that may, by scope: a scope that a customer had would open everything behind it."""
    assert auth.ROLES["customer"] == frozenset()
    assert auth.ROLES["admin"] == auth.SCOPES
    assert {route.scope for route in scopes.routes(DOCUMENT) if route.scope} == set(auth.SCOPES)


def test_the_page_says_so() -> None:
    page = (ROOT / "docs" / "generated" / "scopes.md").read_text(encoding="utf-8")
    assert page == scopes.markdown(DOCUMENT, auth.ROLES)
