"""`browse`: visitors look at products, categories and searches; compared with one bare granian worker."""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench import bare_edge, load, server, stack, usage
from bench.report import Report
from bench.shop import Shop

CLIENTS_MAX = 32
"""More readers than this only queue on two cores."""
ZIPF_EXPONENT = 1.0
CATEGORIES = 8
SEARCHES = 20
SHARES = {"product": 0.6, "category": 0.25, "search": 0.15}
"""Of all requests."""
WARM_UP_S = 3.0
IDLE_S = 5.0
PRICE_CHANGES = 5
PRICE_TIMEOUT_S = 10.0
PRICE_PERIOD_S = 0.02

Paths = Sequence[tuple[str, float]]
"""Paths with their weights."""


@dataclass(frozen=True)
class Reading:
    """One load of readers: CPU of what answered them."""

    load: load.Load
    cpu_s: Mapping[str, float]

    @property
    def cpu_us_per_request(self) -> float:
        return sum(self.cpu_us_by_process.values())

    @property
    def cpu_us_by_process(self) -> dict[str, float]:
        return {name: spent * 1e6 / max(self.load.requests, 1) for name, spent in self.cpu_s.items()}


def measure(home: Path, *, clients: int, seconds: float) -> Report:
    """Bare, anonymous, signed in, bare edge, bare, with the same k6 script; then price changes are timed.

    Counted is the CPU of edge and services.
    """
    clients = min(clients, CLIENTS_MAX)
    with stack.running(home) as running, tempfile.TemporaryDirectory(prefix="souk-browse-") as place:
        shop = stack.shop(running)
        paths = choose_paths(shop)
        mean_bytes = mean_size(shop, paths)
        token = Shop(running.edge).sign_in(running.account("customer"))
        listed = Path(place) / "paths.json"
        listed.write_text(json.dumps(paths), encoding="utf-8")

        def cpu_s() -> dict[str, float]:
            return usage.cpu_s(usage.serving(running.pids))

        def read_shop(token: str, seconds: float) -> Reading:
            return _read(cpu_s, running.edge, listed, token, clients, seconds)

        for who in ("", token):
            read_shop(who, WARM_UP_S)
        idle_percent = _idle_percent(cpu_s)
        bare_before = _read_bare(listed, mean_bytes, clients, seconds)
        anonymous = read_shop("", seconds)
        signed_in = read_shop(token, seconds)
        with bare_edge.running(running.port("product-1")) as (url, pid):
            pids = {"haproxy": pid}
            edges = [_read(lambda: usage.cpu_s(pids), url, listed, who, clients, seconds) for who in ("", token)]
        bare_after = _read_bare(listed, mean_bytes, clients, seconds)
        visible_s = price_changes(running, shop)
        memory = running.pss_bytes()
    bare_us = (bare_before.cpu_us_per_request + bare_after.cpu_us_per_request) / 2
    failed = {"anonymous": anonymous.load.failed, "signed-in": signed_in.load.failed}
    return Report(
        scenario="browse",
        figures={
            "paths": len(paths),
            "mean_bytes": mean_bytes,
            "anonymous_per_s": anonymous.load.per_s,
            "anonymous_p50_ms": anonymous.load.p50_ms,
            "anonymous_p99_ms": anonymous.load.p99_ms,
            "anonymous_cpu_us": anonymous.cpu_us_per_request,
            "signed_in_per_s": signed_in.load.per_s,
            "signed_in_p50_ms": signed_in.load.p50_ms,
            "signed_in_p99_ms": signed_in.load.p99_ms,
            "signed_in_cpu_us": signed_in.cpu_us_per_request,
            "idle_cpu_percent": idle_percent,
            "bare_per_s": bare_after.load.per_s,
            "bare_cpu_us": bare_us,
            "bare_edge_cached_cpu_us": edges[0].cpu_us_per_request,
            "bare_edge_passed_cpu_us": edges[1].cpu_us_per_request,
            "memory_mib": memory / 2**20,
            "anonymous_cpu_ratio": anonymous.cpu_us_per_request / bare_us,
            "signed_in_cpu_ratio": signed_in.cpu_us_per_request / bare_us,
            "edge_cached_ratio": anonymous.cpu_us_by_process["haproxy-1"] / edges[0].cpu_us_per_request,
            "edge_passed_ratio": signed_in.cpu_us_by_process["haproxy-1"] / edges[1].cpu_us_per_request,
            "price_visible_s": max(visible_s),
            "price_visible_s_each": visible_s,
            "anonymous_cpu_us_by_process": anonymous.cpu_us_by_process,
            "signed_in_cpu_us_by_process": signed_in.cpu_us_by_process,
        },
        violations=[f"{count} {who} requests failed" for who, count in failed.items() if count],
    )


def choose_paths(shop: Shop) -> Paths:
    """What visitors ask for: products by Zipf, the first page of each category, searches for words of titles."""
    products = shop.products()
    categories = shop.categories()[:CATEGORIES]
    return weighted_paths([product["slug"] for product in products], categories, search_words(products))


def search_words(products: Sequence[dict[str, str]]) -> list[str]:
    """Words that occur in titles, one of each of so many products, evenly over the catalogue."""
    step = max(1, len(products) // SEARCHES)
    words = [max(product["title"].split(), key=len).strip(".,").lower() for product in products[::step]]
    return list(dict.fromkeys(words))[:SEARCHES]


def weighted_paths(slugs: Sequence[str], categories: Sequence[str], words: Sequence[str]) -> Paths:
    """Paths with weights; the weights of each kind add up to its share."""
    kinds = {
        "product": ([f"/v1/products/{quote(slug)}" for slug in slugs], ZIPF_EXPONENT),
        "category": ([f"/v1/products?category={quote(slug)}&limit=24" for slug in categories], 0.0),
        "search": ([f"/v1/products?q={quote(word)}&limit=24" for word in words], 0.0),
    }
    weighted: list[tuple[str, float]] = []
    for kind, (paths, exponent) in kinds.items():
        ranks = [1 / (rank**exponent) for rank in range(1, len(paths) + 1)]
        weighted.extend((path, SHARES[kind] * rank / sum(ranks)) for path, rank in zip(paths, ranks, strict=True))
    return weighted


def mean_size(shop: Shop, paths: Paths) -> int:
    """Mean bytes of a body, as often as each is asked for."""
    total = sum(weight for _, weight in paths)
    size = 0.0
    for path, weight in paths:
        shop.demand("GET", path)
        size += len(shop.ask("GET", path).body) * weight
    return round(size / total)


def price_changes(running: stack.Stack, visitor: Shop) -> list[float]:
    """Change a price several times; seconds each until product page and category list show it at the edge."""
    staff = Shop(running.edge)
    staff.sign_in(running.account("admin"))
    product = visitor.products()[0]
    variant = visitor.variants(product["slug"])[0]
    path = f"/v1/products/{quote(product['slug'])}"
    seen = []
    for change in range(1, PRICE_CHANGES + 1):
        price = {"amount": variant["price"]["amount"] + change, "currency": variant["price"]["currency"]}
        visitor.demand("GET", path)
        staff.demand("PATCH", f"/v1/variants/{quote(variant['sku'])}", {"price": price})
        started = time.monotonic()
        while visitor.variants(product["slug"])[0]["price"] != price:
            if time.monotonic() - started > PRICE_TIMEOUT_S:
                break
            time.sleep(PRICE_PERIOD_S)
        seen.append(time.monotonic() - started)
    return seen


def _idle_percent(cpu_s: Callable[[], Mapping[str, float]]) -> float:
    """What edge and services use of one core when nobody asks; it is part of the CPU per request as well."""
    before = cpu_s()
    time.sleep(IDLE_S)
    return 100 * sum(usage.spent_s(before, cpu_s()).values()) / IDLE_S


def _read(
    cpu_s: Callable[[], Mapping[str, float]], url: str, paths: Path, token: str, clients: int, seconds: float
) -> Reading:
    before = cpu_s()
    seen = load.run(load.SCRIPTS / "get.js", seconds=seconds, clients=clients, url=url, paths=str(paths), token=token)
    return Reading(seen, usage.spent_s(before, cpu_s()))


def _read_bare(paths: Path, size: int, clients: int, seconds: float) -> Reading:
    with _bare(size) as (url, pid):
        _read(dict, url, paths, "", clients, WARM_UP_S / 2)
        pids = usage.family("bare", pid)  # its worker is there once it has answered
        return _read(lambda: usage.cpu_s(pids), url, paths, "", clients, seconds)


@contextlib.contextmanager
def _bare(size: int) -> Iterator[tuple[str, int]]:
    port = server.free_port()
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--port", str(port), "--workers", "1"]
    command += ["--loop", "uvloop", "--no-ws", "--log-level", "error", "bench.bare:app"]
    with server.running(command, port, {"BARE_BYTES": str(size)}) as started:
        yield started
