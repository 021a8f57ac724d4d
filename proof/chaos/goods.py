"""What a drilled shop sells, put on its shelves through its own API."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp

from proof.chaos.asking import Edges, bearer, insist
from proof.chaos.load import COUNTRY, Place
from souk.local import checkout, stack
from souk.local.home import Home
from souk.local.trouble import Trouble

VARIANTS = 8
UNITS = 1_000_000
PRICE = 1_999
COMMAND_TIMEOUT_S = 120.0
SHELF_TIMEOUT_S = 60.0
PAUSE_S = 0.1


async def put_on_sale(home: Home) -> Place:
    """A product of some variants in a fresh shop, and an administrator of its own. Raises `Trouble`."""
    run = stack.run(home)
    return await stock([run["edge"]], await administrator(stack.environment(run, home)))


async def administrator(environment: Mapping[str, str]) -> dict[str, str]:
    """Somebody who may do everything, made with a service's environment. Raises `Trouble`."""
    staff = {"email": f"admin-{secrets.token_hex(4)}@chaos.example", "password": secrets.token_urlsafe(12)}
    await asyncio.to_thread(_ensure_admin, environment, staff)
    return staff


async def stock(edges: Sequence[str], staff: Mapping[str, str]) -> Place:
    """A product of some variants in a shop. Raises `Trouble`."""
    async with aiohttp.ClientSession() as client:
        session = Edges(client, edges)
        headers = bearer((await insist(session, "POST", "/v1/auth/login", staff)).body)
        tag = secrets.token_hex(4).upper()
        skus = [f"CHAOS-{tag}-{number}" for number in range(VARIANTS)]
        shelf = await _demand(session, "/v1/categories", {"title": f"Shelf {tag}", "slug": f"s-{tag.lower()}"}, headers)
        price = {"amount": PRICE, "currency": "EUR"}
        product = await _demand(
            session,
            "/v1/products",
            {
                "title": f"Thing {tag}",
                "category": shelf["id"],
                "options": [{"name": "kind", "values": [str(number) for number in range(VARIANTS)]}],
                "variants": [
                    {"sku": sku, "price": price, "options": {"kind": str(number)}} for number, sku in enumerate(skus)
                ],
            },
            headers,
        )
        await _demand(session, f"/v1/products/{product['id']}/publish", None, headers)
        for sku in skus:
            await _stock(session, sku, headers)
        methods = await insist(session, "GET", f"/v1/shipping-methods?country={COUNTRY}")
        return Place(edges, skus, methods.body["items"][0]["id"], staff)


def _ensure_admin(environment: Mapping[str, str], staff: Mapping[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own module
        checkout.command("souk.user.admin", "ensure", staff["email"], "--role", "admin", "--password-stdin"),
        env=dict(environment),
        input=f"{staff['password']}\n",
        capture_output=True,
        text=True,
        timeout=COMMAND_TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(f"no administrator could be made: {done.stderr.strip()[-300:]}")


async def _demand(session: Edges, path: str, body: Any, headers: Any) -> Any:
    answer = await insist(session, "POST", path, body, headers)
    if not answer.is_ok:
        raise Trouble(f"POST {path} was answered {answer.status}: {str(answer.body)[:300]}")
    return answer.body


async def _stock(session: Edges, sku: str, headers: Any) -> None:
    """The shelf itself comes with an event."""
    try:
        async with asyncio.timeout(SHELF_TIMEOUT_S):
            while True:
                body = {"set_to": UNITS, "reason": "chaos"}
                answer = await insist(session, "POST", f"/v1/stock/{sku}/adjustments", body, headers)
                if answer.is_ok:
                    return
                await asyncio.sleep(PAUSE_S)
    except TimeoutError:
        raise Trouble(f"{sku} got no shelf within {SHELF_TIMEOUT_S:.0f} s") from None
