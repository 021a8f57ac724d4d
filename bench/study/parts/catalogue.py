"""Lists, searches and product pages of a catalogue that grows to a million, against one of a thousand, in turn."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench import browse, load, stack, usage
from bench.shop import Shop
from bench.study import goods
from bench.study.part import Effort, Plot, Result
from souk.local import progress

SMALL = 1_000
SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 3
SECONDS = 3.0
CLIENTS = 4
RATE_PER_S = 40
HEAD, TAIL = 5_000, 5_000
"""Product pages: so many best-sellers by Zipf, and as many of all the others, which share what is left of it."""
SORTS = ("relevance", "newest", "price", "-price", "title")
LIMITS = 20_000
MODES = ("closed", "constant")
WHO = ("visitor", "anew")
"""A visitor, for whom caches work; and staff, who see more than others: every answer to them is made anew."""


@dataclass
class Store:
    """One of the two shops."""

    running: stack.Stack
    paths: dict[str, Path]
    token: str = ""

    def sign_in(self) -> None:
        """Be staff; it lasts a quarter of an hour."""
        self.token = Shop(self.running.edge).sign_in(self.running.account("admin"))


def measure(home: Path, effort: Effort) -> Result:
    """Two shops on one machine: one stays small, one grows; only one is under load at a time."""
    sizes = [effort.count(size, SMALL * (2 + at)) for at, size in enumerate(SIZES)]
    seconds = effort.seconds(SECONDS, 2.0)
    rounds = ROUNDS if effort.is_whole else 1
    built: dict[int, float] = {}
    figures: dict[int, dict[str, tuple[float, float]]] = {}
    with (
        stack.running(home / "small", "--products", str(SMALL)) as one,
        stack.running(home / "grown", "--products", str(SMALL)) as two,
    ):
        small, grown = _store(one), _store(two)
        filled_s, there = 0.0, _count(two)
        sizes = [size for size in sizes if size >= there] or [there]  # a home that was kept may hold more
        for size in sizes:
            began = time.monotonic()
            with progress.shown("products more", size - _count(two)) as tell:
                built[size] = goods.fill(two, size, tell)
            filled_s += time.monotonic() - began
            effort.tell(f"{size:,} products: the index took {built[size]:.0f} s; now the lists")
            grown.paths = _paths(two)
            figures[size] = _compare(small, grown, rounds, seconds)
        memory = usage.pss_bytes([two.pids["product-1"]])
        counts = {"products": _count(two), "skus": two.database("product")["stock"].estimated_document_count()}
        effort.tell("the oracle looks at both")
        broken = [f"small: {each}" for each in stack.audited(one, 0)]
        broken += [f"grown: {each}" for each in stack.audited(two, 0)]
    largest = figures[sizes[-1]]
    ratios = {name: grown_ms / small_ms for name, (small_ms, grown_ms) in largest.items()}
    return Result(
        scenario="catalogue",
        figures={
            **counts,
            "fill_s": filled_s,
            "index_s": built[sizes[-1]],
            "product_memory_mib": memory / 2**20,
            **headline(ratios),
            "p50_ratio_by_question": ratios,
            "p50_ms_of_a_thousand": {name: small_ms for name, (small_ms, _) in largest.items()},
            "p50_ms_of_the_largest": {name: grown_ms for name, (_, grown_ms) in largest.items()},
        },
        violations=broken,
        plots=[_plot(who, mode, sizes, figures) for who in WHO for mode in MODES],
        notes=[
            f"Medians of {rounds} rounds of {seconds:g} s for each shop, kind and mode; the shops take turns.",
            f"closed: {CLIENTS} clients, each waiting for its answer. constant: {RATE_PER_S} requests a second.",
            "visitor: anonymous, every cache at work, product pages by Zipf. anew: an answer that no cache may give.",
            "limit: a list below a price that was hardly ever asked for, so that nothing of it was counted before.",
        ],
    )


def headline(ratios: Mapping[str, float]) -> dict[str, float]:
    """What is worth a line of the ratios by question. Times are those at a constant rate: clients who wait for their
    answer before they ask again measure capacity, and so how often a cache had it."""
    found = {
        f"{kind}{'_anew' * (who == 'anew')}{'_closed' * (mode == 'closed')}_ratio": ratios[f"{kind} {who} {mode}"]
        for mode in ("constant", "closed")
        for who in WHO
        for kind in ("list", "search", "detail")
    }
    return {**found, "limit_anew_closed_ratio": ratios["limit anew closed"]}


def _store(running: stack.Stack) -> Store:
    return Store(running, _paths(running))


def _compare(small: Store, grown: Store, rounds: int, seconds: float) -> dict[str, tuple[float, float]]:
    """Median p50 in milliseconds of both, by kind, who asks, and mode."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for store in (small, grown):
        _warm_up(store)
    for number in range(rounds):
        small.sign_in()
        grown.sign_in()
        for kind in small.paths:
            for who in WHO if kind != "limit" else WHO[1:]:
                # a constant rate of limits that nobody asked for before is more than one process can count
                for mode in MODES if kind != "limit" else MODES[:1]:
                    seen = found.setdefault(f"{kind} {who} {mode}", ([], []))
                    order = (0, 1) if number % 2 == 0 else (1, 0)
                    for at in order:
                        seen[at].append(_ask((small, grown)[at], kind, who, mode, seconds))
    return {name: (statistics.median(first), statistics.median(second)) for name, (first, second) in found.items()}


def _warm_up(store: Store) -> None:
    """Ask for every list and search once: measured is a shop that is open, not one that has just begun."""
    shop = Shop(store.running.edge)
    for kind in ("list", "search"):
        for path, _ in json.loads(store.paths[kind].read_text(encoding="utf-8")):
            shop.demand("GET", path)
    shop.close()


def _ask(store: Store, kind: str, who: str, mode: str, seconds: float) -> float:
    rate = str(RATE_PER_S) if mode == "constant" else ""
    seen = load.run(
        load.SCRIPTS / "get.js",
        seconds=seconds,
        clients=CLIENTS if mode == "closed" else 4 * CLIENTS,
        url=store.running.edge,
        paths=str(store.paths[kind]),
        token=store.token if who == "anew" else "",
        rate=rate,
    )
    if seen.failed:
        raise load.LoadFailedError(f"{seen.failed} of {seen.requests} answers to {kind} were not good")
    return seen.p50_ms


def _count(running: stack.Stack) -> int:
    return running.database("product")["products"].count_documents({})


def _paths(running: stack.Stack) -> dict[str, Path]:
    """Files of what is asked for, by kind."""
    categories = Shop(running.edge).categories()
    rows = running.database("product")["products"].find({}, {"slug": 1, "title": 1}).sort("_id", 1)
    slugs, titles = [], []
    for row in rows:
        slugs.append(row["slug"])
        titles.append(row["title"])
    kinds: Mapping[str, Sequence[tuple[str, float]]] = {
        "list": _lists(categories),
        "search": [(f"/v1/products?q={quote(words)}&limit=24", 1.0) for words in _searches(titles[:SMALL])],
        "detail": details(slugs),
        "limit": [(f"/v1/products?min_price={500 + cents}&limit=24", 1.0) for cents in range(LIMITS)],
    }
    found = {}
    for kind, paths in kinds.items():
        found[kind] = running.home / f"paths-{kind}.json"
        found[kind].write_text(json.dumps(paths), encoding="utf-8")
    return found


def _lists(categories: Sequence[str]) -> list[tuple[str, float]]:
    places = ["", *(f"&category={quote(slug)}" for slug in categories)]
    return [(f"/v1/products?limit=24&sort={sort}{place}", 1.0) for place in places for sort in SORTS]


def _searches(titles: Sequence[str]) -> list[str]:
    """One word, two words, the beginning of one."""
    words = browse.search_words([{"title": title} for title in titles])
    pairs = [" ".join(title.split()[:2]) for title in titles[:: max(1, len(titles) // len(words))]]
    return list(dict.fromkeys([*words, *pairs, *(word[:3] for word in words)]))


def details(slugs: Sequence[str]) -> list[tuple[str, float]]:
    """Product pages with weights that follow Zipf's law over all of them."""
    head = [(slug, 1 / rank) for rank, slug in enumerate(slugs[:HEAD], start=1)]
    rest = slugs[HEAD:]
    left = sum(1 / rank for rank in range(HEAD + 1, len(slugs) + 1))
    tail = random.Random(1).sample(rest, min(TAIL, len(rest)))  # noqa: S311 - products, no secrets
    chosen = [*head, *((slug, left / len(tail)) for slug in tail)]
    return [(f"/v1/products/{quote(slug)}", weight) for slug, weight in chosen]


def _plot(who: str, mode: str, sizes: Sequence[int], figures: Mapping[int, Mapping[str, tuple[float, float]]]) -> Plot:
    curves: dict[str, list[tuple[float, float]]] = {}
    for size in sizes:
        for name, (small_ms, grown_ms) in figures[size].items():
            kind, asked_by, how = name.split()
            if (asked_by, how) == (who, mode):
                curves.setdefault(kind, [(SMALL, 1.0)]).append((size, grown_ms / small_ms))
    return Plot(f"p50 × that of a thousand, {who}, {mode}", "products", "ratio", curves, is_log=True)
