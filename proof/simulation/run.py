"""One seed, from the opening of the shop until it has come to rest."""

from __future__ import annotations

import contextlib
import functools
import gc
import logging
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from proof.mechanisms.mechanism import Patch
from proof.simulation import checks, customers, fate
from proof.simulation.loop import EndlessError, running
from proof.simulation.shop import Shop
from proof.simulation.storage import driver, server
from proof.simulation.world import EPOCH, SERVICES, World
from souk.kit import clock, ids, money, mongo
from souk.kit import tx as transactions
from souk.order import model as order_model

IDLE_AFTER_S = 1.5
SLACK_S = 18.0
"""The watchdog takes more than 30 s without a look for a standstill."""
SLACK_WITH_CUSTOMERS_S = 5.0
SETTLED_S = 120.0
"""A shop whose broker lost nothing has come to rest so long after the last fault."""
SETTLED_AFTER_LOSS_S = 1_800.0
"""What nobody asks again (a confirmation) is asked for when the hold is past its time: 15 min and 5 min of grace."""
CUSTOMER_PATIENCE_S = 2_400.0
QUIET_S = 60.0
MAILERS_DOUBLED = 0.3
WITH_MAILS = 0.3
"""This share of shops writes mails, too: they cost as much time as all the rest."""
REST_S = 4.0
"""A broker that was wiped is noticed within two seconds."""
LOSSES = ("lost", "broker wiped")


@dataclass
class Outcome:
    """What came of a seed. `violations` is empty when all is well."""

    seed: int
    happened: list[fate.Happened]
    violations: list[str]
    trace_hash: str
    trace: list[str]
    seconds: float
    steps: int
    orders: Counter[str]
    passed: Counter[str]


def run(seed: int, faults: Sequence[fate.Fault] | None = None) -> Outcome:
    """Run a seed, with its own faults or with some of them."""
    if faults is not None:
        return _run(seed, fate.Plan(list(faults), len(faults)))
    outcome = _run(seed, fate.plan(_chance(seed, "faults"), _steps(seed)))
    if len(outcome.happened) < fate.FAULTS_MIN and not outcome.violations:  # it was over too soon: the same, but sooner
        outcome = _run(seed, fate.plan_within(_chance(seed, "more faults"), sum(outcome.passed.values())))
    return outcome


def _run(seed: int, planned: fate.Plan) -> Outcome:
    day = customers.plan(_chance(seed, "customers"))
    replicas = day.replicas | _mailers(seed)
    world = World(_chance(seed, "world"), fate.Fate(*planned), _opened(replicas, day.stock))
    with _simulated(world, seed):
        shop = Shop(world)
        people = customers.Customers(shop, day, _chance(seed, "people"))
        watch_needless_charges(shop)
        shop.open(replicas)
        people.come()
        try:
            violations = _live(shop, people, day)
        except EndlessError as endless:
            violations = [str(endless)]
        outcome = Outcome(
            seed=seed,
            happened=world.fate.happened,
            violations=violations,
            trace_hash=world.trace_hash(),
            trace=world.trace,
            seconds=world.now,
            steps=world.loop.steps,
            orders=Counter(each["status"] for each in checks.table(shop, "order", "orders").values()),
            passed=world.fate.passed,
        )
        shop.close()
    return outcome


def _mailers(seed: int) -> dict[str, int]:
    """The processes that write mails; drawn by themselves, so that other shops are what they were without them."""
    chance = _chance(seed, "mails")
    return {"notification": 1 + (chance.random() < MAILERS_DOUBLED)} if chance.random() < WITH_MAILS else {}


def _steps(seed: int) -> Sequence[str]:
    return fate.STEPS + fate.MAIL_STEPS if _mailers(seed) else fate.STEPS


def _chance(seed: int, what: str) -> random.Random:
    return random.Random(f"{seed} {what}")  # noqa: S311 - it has to replay


def _live(shop: Shop, people: customers.Customers, day: customers.Day) -> list[str]:
    """Let time pass until there is nothing left to do; what is wrong then, or was before."""
    world = shop.world
    seen, since = -1, 0.0
    while True:
        world.loop.run_until(world.now + max(world.loop.slack_s, 0.5))
        if world.broken:
            return world.broken
        if world.activity != seen:
            seen, since = world.activity, world.now
            world.loop.slack_s = 0.0
        elif shop.is_after_standstill:
            world.loop.slack_s = 0.0
        elif world.now - since > IDLE_AFTER_S and not shop.broker.is_away:
            world.loop.slack_s = SLACK_S if people.done_at is not None else SLACK_WITH_CUSTOMERS_S
        if people.done_at is None or world.now < max(world.last_fault_at, customers.BUSY_S) + REST_S:
            continue
        if next(checks.unsettled(shop), None) is None:
            break
        if world.now > max(people.done_at, world.last_fault_at) + _patience(shop, day):
            return [f"not at rest: {each}" for each in islice(checks.unsettled(shop), 5)]
    return [*_unquiet(shop), *checks.wrong(shop, people.bought, day.stock), *world.broken]


def _patience(shop: Shop, day: customers.Day) -> float:
    if any(wish.acts_after is None for wish in day.wishes):
        return CUSTOMER_PATIENCE_S
    is_lossy = any(each.kind in LOSSES for each in shop.world.fate.happened)
    return SETTLED_AFTER_LOSS_S if is_lossy or shop.bank.refused else SETTLED_S


def _unquiet(shop: Shop) -> Iterator[str]:
    """At rest, nobody sends anything any more."""
    world = shop.world
    world.fate.forget()
    published = shop.broker.published
    world.loop.slack_s = SLACK_S
    world.loop.run_until(world.now + QUIET_S)
    if shop.broker.published != published:
        yield f"{shop.broker.published - published} messages were sent after everything had come to rest"


def watch_needless_charges(shop: Shop) -> None:
    """Nobody is charged on behalf of a payment service that knew, when it was asked, that the order had ended."""

    def charged(order_id: str) -> None:
        order = checks.table(shop, "order", "orders").get(order_id)
        payment = checks.table(shop, "payment", "payments").get(f"pay_{order_id[4:]}")
        if order is None or payment is None or "end" not in order or order["status"] != "cancelled":
            return
        for row in checks.table(shop, "payment", "inbox").values():
            if order["end"] in row["events"] and row["_id"] < ids.since("inb", payment["created_at"]):
                shop.world.broken.append(f"{order_id} was charged, although payment had heard that it was cancelled")

    shop.bank.on_charge = charged


@contextlib.contextmanager
def _simulated(world: World, seed: int) -> Iterator[None]:
    """Souk's own sources of time and chance are this world's for as long as it lasts."""
    logging.disable(logging.CRITICAL)
    ids.draw_from(_chance(seed, "ids").randbytes)
    clock.follow(world.clock)
    hooks = sys.unraisablehook
    sys.unraisablehook = lambda _: None  # what the dead say when they are taken away
    patches = (Patch(transactions, "random", _chance(seed, "jitter")), driver.COLLECTIONS)
    try:
        with running(world.loop), contextlib.ExitStack() as stack:
            for patch in patches:
                stack.enter_context(patch.applied())
            yield
    finally:
        clock.follow(None)
        ids.draw_from(os.urandom)
        logging.disable(logging.NOTSET)
        sys.unraisablehook = hooks


@functools.cache
def _prepared() -> dict[str, server.Store]:
    """The databases of a shop that was started once: indexes, defaults, prices."""
    stores = {name: server.Store(name) for name in SERVICES}
    world = World(random.Random(0), fate.Fate(()), stores)  # noqa: S311 - it has to replay
    with _simulated(world, 0):
        shop = Shop(world)
        shop.open(dict.fromkeys(SERVICES, 1))
        world.loop.run_until(3.0)
        shop.close()
    at = datetime.fromtimestamp(EPOCH, UTC)
    for sku, price in customers.PRICES.items():
        offer = order_model.Offer(
            id=sku,
            product_id=f"prd_{sku.lower()}",
            version=1,
            price_version=1,
            is_sold=True,
            price=money.Money(price, customers.CURRENCY),
            title=sku,
        )
        head = order_model.PricedProduct(id=offer.product_id, version=1, is_sold=True, at=at)
        for name, entity in (("prices", offer), ("priced_products", head)):
            document = mongo.to_document(entity)
            stores["order"].tables[name] = {**stores["order"].tables.get(name, {}), document["_id"]: document}
    for store in stores.values():
        for name in ("outbox_owners", "bus_streams"):
            store.tables[name] = {}
    stores["order"].tables["marks"] = {}
    return stores


def _opened(services: Iterable[str], stock: dict[str, int]) -> dict[str, server.Store]:
    """Fresh databases, with so much on the shelves."""
    stores = {name: store.copy() for name, store in _prepared().items() if name in services}
    levels: dict[Any, dict[str, Any]] = {}
    for sku, units in stock.items():
        shelf = {"on_hand": units, "reserved": 0}
        levels[sku] = {"_id": sku, **shelf, "version": 1, "locations": {"loc_main": shelf}}
    stores["inventory"].tables["stock_levels"] = levels
    return stores


@functools.cache
def warm_up() -> None:
    """Make what all seeds share, and let the collector of cycles leave it alone: a tenth of the time goes there."""
    _prepared()
    gc.collect()
    gc.freeze()
