"""The shop as the bench sees it: through the edge, as a merchant and as a visitor."""

from __future__ import annotations

import http.client
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

TIMEOUT_S = 30.0
PAGE_MAX = 100


class UnexpectedAnswerError(Exception):
    """The shop answered something that the bench cannot go on with."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Shop:
    """One connection to the edge; not to be shared between threads."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._address = urlsplit(url).netloc
        self._connection = http.client.HTTPConnection(self._address, timeout=TIMEOUT_S)
        self._token: str | None = None

    def close(self) -> None:
        """Hang up; asking again connects anew."""
        self._connection.close()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One request; underscores in header names become dashes."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self._token is not None:
            sent["Authorization"] = f"Bearer {self._token}"
        content = None
        if body is not None:
            content = json.dumps(body)
            sent["Content-Type"] = "application/json"
        for attempt in (1, 2):
            try:
                self._connection.request(method, path, content, sent)
                answer = self._connection.getresponse()
                return Answer(answer.status, dict(answer.getheaders()), answer.read())
            except (ConnectionError, http.client.RemoteDisconnected):
                # an idle connection that the edge closed; asking again is safe, every write below carries a key
                self._connection.close()
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def demand(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """As `ask`, answering the JSON. Raises `UnexpectedAnswerError` unless the status is 2xx."""
        answer = self.ask(method, path, body, **headers)
        if not 200 <= answer.status < 300:
            raise UnexpectedAnswerError(
                f"{method} {path} → {answer.status} {answer.body[:500].decode(errors='replace')}"
            )
        return answer.json() if answer.body else None

    def sign_in(self, account: Mapping[str, str]) -> str:
        """Act as this person from now on; answers the token."""
        body = {"email": account["email"], "password": account["password"]}
        self._token = self.demand("POST", "/v1/auth/login", body)["access_token"]
        return self._token

    def products(self) -> list[dict[str, Any]]:
        """The summaries of all products."""
        return list(self._pages(f"/v1/products?limit={PAGE_MAX}"))

    def variants(self, slug: str) -> list[dict[str, Any]]:
        variants: list[dict[str, Any]] = self.demand("GET", f"/v1/products/{quote(slug)}")["variants"]
        return variants

    def categories(self) -> list[str]:
        """The slugs of all categories, children included."""
        found: list[str] = []
        waiting = list(self.demand("GET", "/v1/categories")["items"])
        while waiting:
            category = waiting.pop(0)
            found.append(category["slug"])
            waiting.extend(category.get("children", ()))
        return found

    def shipping_method(self, country: str) -> str:
        """The id of the first way to ship there."""
        method: str = self.demand("GET", f"/v1/shipping-methods?country={country}")["items"][0]["id"]
        return method

    def set_stock(self, sku: str, units: int) -> None:
        """Let there be so many at the default location (as staff)."""
        path = f"/v1/stock/{quote(sku)}/adjustments"
        self.demand("POST", path, {"set_to": units, "reason": "bench"}, Idempotency_Key=f"bench-{uuid.uuid4()}")

    def available(self, skus: Sequence[str]) -> dict[str, int]:
        """What can be bought, by SKU."""
        found: dict[str, int] = {}
        for start in range(0, len(skus), PAGE_MAX):
            names = ",".join(quote(sku) for sku in skus[start : start + PAGE_MAX])
            items = self.demand("GET", f"/v1/stock?sku={names}")["items"]
            found.update((item["sku"], item["available"]) for item in items)
        return found

    def _pages(self, path: str) -> Iterator[dict[str, Any]]:
        cursor = None
        while True:
            page = self.demand("GET", path + (f"&cursor={quote(cursor)}" if cursor else ""))
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return
