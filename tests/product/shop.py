"""The product service as a test uses it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from souk import testing
from souk.kit import clock
from souk.product import app

SOON_S = 5.0


@dataclass
class Shop:
    """The running service, with staff signed in."""

    running: testing.Running

    @property
    def client(self) -> httpx.AsyncClient:
        return self.running.client

    @property
    def staff(self) -> dict[str, str]:
        """Headers of somebody who may write products."""
        return self.running.token("usr_staff", roles=["catalog_manager"])

    async def get(self, path: str, **params: Any) -> dict[str, Any]:
        """What an anonymous shopper sees."""
        answer = await self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """What staff write."""
        return await self.client.post(path, json=body, headers=self.staff | headers)

    async def patch(self, path: str, body: Any, **headers: str) -> httpx.Response:
        return await self.client.patch(path, json=body, headers=self.staff | headers)

    async def delete(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.delete(path, headers=self.staff | headers)

    async def create(self, title: str = "Fjell Lamp", **members: Any) -> dict[str, Any]:
        """A draft with one variant."""
        body = {"title": title, "category": "lamps", "variants": [variant(title)]} | members
        answer = await self.post("/v1/products", body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def publish(self, title: str = "Fjell Lamp", **members: Any) -> dict[str, Any]:
        """A published product with one variant, found by search."""
        made = await self.create(title, **members)
        answer = await self.post(f"/v1/products/{made['id']}/publish")
        assert answer.status_code == 200, answer.text
        await self.listed(made["id"])
        published: dict[str, Any] = answer.json()
        return published

    async def listed(self, product_id: str, *, is_listed: bool = True, **params: Any) -> None:
        """Wait until lists show the product, or do not."""
        await eventually(lambda: self._lists(product_id, params, is_listed=is_listed))

    async def _lists(self, product_id: str, params: dict[str, Any], *, is_listed: bool) -> bool:
        page = await self.get("/v1/products", **({"limit": 100} | params))
        listed = {each["id"] for each in page["items"]}
        return (product_id in listed) is is_listed


def variant(title: str = "Lamp", price: int = 4_900, **members: Any) -> dict[str, Any]:
    """A variant's body; its SKU is made of the title."""
    return {"sku": title.upper().replace(" ", "-"), "price": money(price)} | members


def money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "EUR"}


async def eventually(check: Any, within_s: float = SOON_S) -> None:
    """Wait until a check holds."""
    limit = clock.monotonic() + within_s
    while not await check():
        assert clock.monotonic() < limit, "it did not happen in time"
        await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def opened(mongodb_url: str, folder: Path, *, has_category: bool = True, **options: Any) -> AsyncIterator[Shop]:
    """The service on a database, with its media in a folder."""
    async with testing.running(
        mongodb_url, "product", app.build, app.Settings, media_dir=str(folder / "media"), **options
    ) as running:
        shop = Shop(running)
        if has_category:
            answer = await shop.post("/v1/categories", {"title": "Lamps"})
            assert answer.status_code == 201, answer.text
        yield shop
