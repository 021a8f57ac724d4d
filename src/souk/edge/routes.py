"""Which path belongs to whom. The edge, the tests and the contract documents read this one table."""

from __future__ import annotations

from typing import NamedTuple

SERVICES = ("user", "product", "inventory", "order", "payment", "notification")
"""The services whose readiness `/healthz` reports and that call each other through the internal frontend."""

WEB = "web"
"""Serves every path that no route claims: storefront, admin, reference, contracts; and whom to tell of a hole."""
AUDIT = "audit"
"""The auditor, which no customer's request needs: the shop is well without it."""
MAILBOX = "mailbox"
"""The local mail sink's pages; only part of an edge that was given one."""


class Route(NamedTuple):
    """`path` itself and everything below it goes to `backend`."""

    path: str
    backend: str


ROUTES = (
    Route("/v1/auth", "user"),
    Route("/v1/me", "user"),
    Route("/v1/users", "user"),
    Route("/v1/roles", "user"),
    Route("/.well-known/jwks.json", "user"),
    Route("/v1/products", "product"),
    Route("/v1/variants", "product"),
    Route("/v1/categories", "product"),
    Route("/v1/media", "product"),
    Route("/v1/search", "product"),
    Route("/media", "product"),
    Route("/v1/stock", "inventory"),
    Route("/v1/stock-levels", "inventory"),
    Route("/v1/locations", "inventory"),
    Route("/v1/reservations", "inventory"),
    Route("/v1/carts", "order"),
    Route("/v1/orders", "order"),
    Route("/v1/fulfillments", "order"),
    Route("/v1/shipping-methods", "order"),
    Route("/v1/tax-rates", "order"),
    Route("/v1/reports", "order"),
    Route("/v1/payments", "payment"),
    Route("/v1/ledger", "payment"),
    Route("/v1/webhooks", "payment"),
    Route("/v1/notifications", "notification"),
    Route("/v1/audit", AUDIT),
    Route("/v1/operations", AUDIT),
    Route("/.well-known/security.txt", WEB),
    Route("/dev/mailbox", MAILBOX),
)

API = ("/v1", "/dev", "/.well-known")
"""Namespaces of the API: below them, what no route claims does not exist."""

HIDDEN = ("/internal", "/metrics", "/livez", "/readyz")
"""What services answer to the house only; from outside there is no such thing."""

CACHED = ("/v1/products", "/v1/categories", "/v1/variants", "/v1/search/suggest")
"""Catalogue reads that are the same for everybody who is not signed in. Availability on its own (`/v1/stock`) is not
among them: who asks for it wants it as it is now."""

UPLOADS = ("/v1/media",)
"""Where bodies may be large."""


def paths_of(backend: str) -> tuple[str, ...]:
    """The routed paths of one backend, in the table's order."""
    return tuple(route.path for route in ROUTES if route.backend == backend)


def owner_of(path: str) -> str | None:
    """The backend that a path belongs to; None when no route claims it."""
    return next((each.backend for each in ROUTES if path == each.path or path.startswith(f"{each.path}/")), None)
