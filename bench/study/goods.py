"""A catalogue of any size, written straight into the stores: what the services would have written, many times as fast.

Products are made by the seed's own generator and the product service's own model, and every read model gets its rows:
availability in product, levels and movements in inventory, the price list in order. What is left out is what nobody
reads again: events, inbox rows, rows of changes. So a service that keeps something in its process has to be started
anew: `fill` restarts product, which then builds its index.
"""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from bench import stack
from bench.shop import Shop
from souk.kit import clock, ids, mongo
from souk.local.seed import catalogue
from souk.product import model
from souk.product.api import internal

BATCH = 1_000
"""Products that are written at a time."""
CURRENCY = "EUR"
RESTART_TIMEOUT_S = 60.0
INDEX_TIMEOUT_S = 1_800.0
PAUSE_S = 0.25
Rows = dict[tuple[str, str], list[dict[str, Any]]]
"""By service and collection."""
Tell = Callable[[int], None]


def fill(running: stack.Stack, products: int, tell: Tell) -> float:
    """Bring the catalogue to so many products; answers how many seconds the new search index took.

    What is there stays: the numbers from there up to `products` are added. Where nothing is to be added, the index is
    waited for that the product service has made at its start.
    """
    shelves = running.database("product")
    there = shelves["products"].count_documents({})  # an estimate is wrong after a crash
    if there >= products:
        return _searchable(running, there)
    categories = {row["slug"]: row["_id"] for row in shelves["categories"].find()}
    media = _media(running)
    made = catalogue.products_of(products, there)
    while batch := list(itertools.islice(made, BATCH)):
        for (service, collection), rows in rows_of(batch, categories, media, clock.now()).items():
            if rows:
                running.database(service)[collection].insert_many(rows, ordered=False)
        tell(len(batch))
    _restart(running)
    return _searchable(running, products)


def rows_of(
    goods: Sequence[catalogue.Product], categories: Mapping[str, str], media: Mapping[str, model.Media], now: datetime
) -> Rows:
    """Every row that these products are to the services."""
    rows: Rows = {
        ("product", "products"): [],
        ("product", "stock"): [],
        ("inventory", "stock_levels"): [],
        ("inventory", "stock_movements"): [],
        ("order", "prices"): [],
        ("order", "priced_products"): [],
    }
    for each in goods:
        product = product_of(each, categories, media, now)
        rows["product", "products"].append(mongo.to_document(product))
        head = {"_id": product.id, "version": product.version, "is_sold": True, "at": now}
        rows["order", "priced_products"].append(head)
        rows["order", "prices"] += [_offer(product, variant) for variant in product.variants]
        for sku, units in each.stock.items():
            rows["product", "stock"].append(
                {"_id": sku, "available": units, "backorderable": False, "version": int(units > 0)}
            )
            shelf = {"on_hand": units, "reserved": 0}
            rows["inventory", "stock_levels"].append(
                {"_id": sku, **shelf, "version": int(units > 0), "locations": {"loc_main": shelf}}
            )
            if units:
                rows["inventory", "stock_movements"].append(_movement(sku, units, now))
    return rows


def product_of(
    goods: catalogue.Product, categories: Mapping[str, str], media: Mapping[str, model.Media], now: datetime
) -> model.Product:
    """The product as the service makes it of what the seed sends, published, its stock known."""
    command = _body(goods, media).command(CURRENCY, is_published=True)
    draft = model.Product(
        id=ids.new("prd"),
        slug=command.slug_wanted,
        title=command.title,
        description=command.description,
        status="draft",
        category_id=categories[command.category],
        options=model.fit_options(command.options, command.variants),
        variants=command.variants,
        media=tuple(media[ref.id].placed(ref.alt) for ref in command.media),
        attributes=command.attributes,
        seo=command.seo,
        in_stock=any(goods.stock.values()),
        created_at=now,
        updated_at=now,
    )
    return model.publish(draft, now)


def _body(goods: catalogue.Product, media: Mapping[str, model.Media]) -> internal.BulkProduct:
    """As the seed sends it; with fewer pictures than colours, some are shown twice."""
    names = list(media)
    named = {picture: names[number % len(names)] for number, picture in enumerate(goods.pictures)} if names else {}
    body = goods.filled(named) if named else goods.body
    return msgspec.convert(body, internal.BulkProduct)


def _media(running: stack.Stack) -> dict[str, model.Media]:
    rows = running.database("product")["media"].find().sort("_id", 1)
    return {row["_id"]: mongo.from_document(model.Media, row) for row in rows}


def _offer(product: model.Product, variant: model.Variant) -> dict[str, Any]:
    picture = product.picture(variant)
    return {
        "_id": variant.sku,
        "product_id": product.id,
        "version": product.version,
        "price_version": product.version,
        "is_sold": True,
        "price": {"amount": variant.price.amount, "currency": variant.price.currency},
        "title": product.title_of(variant),
        "weight_g": variant.weight_g,
        "tax_class": variant.tax_class,
    } | ({"image": picture.small} if picture is not None else {})


def _movement(sku: str, units: int, now: datetime) -> dict[str, Any]:
    return {
        "_id": ids.new("mov"),
        "sku": sku,
        "location_id": "loc_main",
        "delta": units,
        "on_hand": units,
        "reason": "opening stock",
        "actor": "service:seed",
        "at": now,
    }


def _restart(running: stack.Stack) -> None:
    """Start product anew; it answers again long before it can search."""
    before = running.pids["product-1"]
    os.kill(before, signal.SIGTERM)
    for _ in _patiently(RESTART_TIMEOUT_S, "product did not start again"):
        pids = stack.read(running.home).pids
        if pids.get("product-1", before) != before:
            running.pids.update(pids)
            return


def _searchable(running: stack.Stack, products: int) -> float:
    """Wait until lists count so many products; the seconds that took."""
    started, shop = time.monotonic(), Shop(running.edge)
    for number in _patiently(INDEX_TIMEOUT_S, f"the search index never counted {products:,} products"):
        answer = shop.ask("GET", f"/v1/products?limit=1&min_price={number % 2}&sort=newest")
        if answer.status == 200 and answer.json()["total"] >= products:
            break
    shop.close()
    return time.monotonic() - started


def _patiently(limit_s: float, complaint: str) -> Iterator[int]:
    limit = time.monotonic() + limit_s
    for number in itertools.count():
        if time.monotonic() > limit:
            break
        yield number
        time.sleep(PAUSE_S)
    raise stack.DidNotStartError(complaint)
