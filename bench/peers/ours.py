"""Souk, filled with the peers' catalogue; run as a script it fills the stack of a home."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench import orders, stack, usage
from bench.peers import measured, node, systems
from bench.shop import Shop
from souk.kit import errors, settings
from souk.local import checkout
from souk.local import stack as launcher
from souk.local.home import Home
from souk.local.seed import __main__ as seeding
from souk.local.seed import accounts, catalogue, filling
from souk.serving import auth, rest

FILL_TIMEOUT_S = 600.0
PAGES, PAGE = 41, 24
SETTLE_S = 120.0
LIST_PERIOD_S = 0.5
SUPERVISOR = "supervisor-"


@contextlib.contextmanager
def souk(place: node.Place) -> Iterator[measured.Target]:
    """All of it as `./souk up` starts it; of that the card gateway and the mailbox are not counted."""
    goods = systems.catalogue(place)
    home = place.app / "home"
    with stack.running(home, "--no-demo", "--fresh") as running:
        made = place.app / "catalogue.json"
        done = subprocess.run(  # noqa: S603 - this module
            checkout.command("bench.peers.ours", str(home), str(made)),
            cwd=checkout.ROOT,
            env=launcher.environment(launcher.run(Home(home)), Home(home)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=FILL_TIMEOUT_S,
            check=False,
        )
        if done.returncode != 0:
            raise node.PeerFailedError(f"Souk could not be filled: {done.stderr.strip()[-node.LAST_WORDS :]}")
        shop = Shop(running.edge)
        _wait_for_goods(shop, goods)
        ids = place.app / "ids.json"
        ids.write_text(json.dumps(_ids(shop, goods)), encoding="utf-8")
        yield measured.target("souk", running.edge, ids, _at_work(running))


def _at_work(running: stack.Stack) -> dict[str, int]:
    """The processes that are Souk's, but for the supervisor: all of them are its children, and would count twice."""
    return {name: pid for name, pid in usage.counted(running.pids).items() if not name.startswith(SUPERVISOR)}


def _wait_for_goods(shop: Shop, goods: Mapping[str, Any]) -> None:
    """Until the catalogue lists every product, and shows what inventory was given."""
    limit = time.monotonic() + SETTLE_S
    while (listed := len(shop.products())) < len(goods["products"]):
        if time.monotonic() > limit:
            raise node.PeerFailedError(f"Souk lists {listed} of {len(goods['products'])} products")
        time.sleep(LIST_PERIOD_S)
    wanted = {each["sku"]: each["stock"] for each in goods["products"]}
    sample = list(wanted)[:: len(wanted) // 90]
    orders.until_shown(shop, {sku: wanted[sku] for sku in sample}, SETTLE_S)


def _ids(shop: Shop, goods: Mapping[str, Any]) -> dict[str, Any]:
    """What the scripts ask for; pages are followed once, because their addresses are the shop's to give."""
    products = [{"sku": each["sku"], "slug": each["slug"], "variant": each["sku"]} for each in goods["products"]]
    pages, path = [], f"/products?limit={PAGE}&sort=newest"
    for _ in range(PAGES):
        pages.append(path)
        cursor = shop.demand("GET", f"/v1{path}")["next_cursor"]
        path = f"/products?limit={PAGE}&sort=newest&cursor={quote(cursor)}"
    return {
        "products": [each for each in products if each["sku"].startswith("P")],
        "hot": {each["sku"]: each for each in products if each["sku"].startswith("H")},
        "terms": goods["terms"],
        "pages": pages,
    }


async def fill(home: Home, goods: Mapping[str, Any]) -> None:
    """Put the catalogue into the running stack of this home."""
    config = settings.load(seeding.Settings)
    services = rest.Client(rest.Http(config.internal_url), seeding.CALLER)
    services.use(auth.Verifier(config.secret, _nobody, _nobody))  # type: ignore[arg-type]  # it only makes tokens here
    try:
        await accounts.ensure(accounts.remembered(home))
        await filling.add_categories(services)
        shelves = [each["slug"] for each in catalogue.categories()]
        for start in range(0, len(goods["products"]), filling.BATCH):
            batch = goods["products"][start : start + filling.BATCH]
            bodies = [_body(each, shelves[number % len(shelves)]) for number, each in enumerate(batch)]
            await _post(services, "product", "/internal/products/bulk", {"products": bodies})
            levels = [{"sku": each["sku"], "on_hand": each["stock"]} for each in batch]
            await _post(services, "inventory", "/internal/stock/bulk", {"levels": levels, "reason": "opening stock"})
    finally:
        await services.close()


def _body(goods: Mapping[str, Any], shelf: str) -> dict[str, Any]:
    return {
        "slug": goods["slug"],
        "title": goods["name"],
        "category": shelf,
        "description": goods["description"],
        "attributes": {"brand": goods["brand"], "shelf": goods["category"]},
        "variants": [{"sku": goods["sku"], "price": {"amount": goods["price"], "currency": "EUR"}}],
        "publish": True,
    }


async def _post(services: rest.Client, service: str, path: str, body: Any) -> None:
    await services.post(service, path, body, type=dict[str, Any], deadline_s=filling.CALL_TIMEOUT_S)


async def _nobody() -> auth.KeySet:
    raise errors.Unavailable("filling looks at nobody's tokens")


if __name__ == "__main__":
    asyncio.run(fill(Home(Path(sys.argv[1])), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))))
