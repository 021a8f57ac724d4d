"""One fault after the other, then several at a time, on one stand and then on the other."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import random
import shutil
import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pymongo import AsyncMongoClient

from proof.chaos import drill, goods, machine
from proof.chaos.cluster import Cluster
from proof.chaos.faults import Fault, StandKind, disks
from proof.chaos.stand import REPLICAS, Stand, drill_directory
from souk.audit import history as histories
from souk.local import binaries, stack
from souk.local.home import Home
from souk.local.trouble import Trouble
from souk.serving import drill as orders

MIXED_PART = 0.25
"""Of the time, at the end of what is given to the first stand."""
CLUSTER_PART = 0.3
CLUSTER_START_S = 45.0
MIXED = (2, 3)
WRITES_PER_S_MAX = "100000"
"""All customers come from one address, to which the edge would not grant so much."""


class Watcher(Protocol):
    """Who is told how it goes."""

    def say(self, text: str) -> None:
        """Something worth a line."""

    def now(self, episode: str, text: str) -> None:
        """What is being done at the moment."""

    def done(self, episode: drill.Episode) -> None:
        """One episode is over."""


@dataclass(frozen=True)
class Plan:
    """What is to be done: which faults, for how long, by which seed. `is_once`: each once, and nothing mixed."""

    faults: Sequence[Fault]
    seconds: float
    seed: int
    home: Path | None = None
    is_once: bool = False


@dataclass
class Outcome:
    """What was done, and what could not be: fault → why."""

    seed: int
    episodes: list[drill.Episode] = field(default_factory=list)
    impossible: dict[str, str] = field(default_factory=dict)
    took_s: float = 0.0


async def run(plan: Plan, watcher: Watcher, outcome: Outcome) -> None:
    """Go through the plan, adding to the outcome. Everything is healed and taken down in the end, however it comes."""
    began = time.monotonic()
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    possible: dict[StandKind, list[Fault]] = defaultdict(list)
    for fault in plan.faults:
        if (why := fault.impossible()) is not None:
            outcome.impossible[fault.name] = why
        else:
            possible[fault.stand].append(fault)
    shares = _shares(plan, possible)
    try:
        with _directory(plan.home) as directory:
            for kind, share in shares.items():
                chance = random.Random(f"{plan.seed}:{kind}")  # noqa: S311 - to be repeated, not to be secret
                async with standing(kind, directory / kind, watcher.say) as stand:
                    await _go(plan, stand, possible[kind], chance, began + share, watcher, outcome)
    finally:
        outcome.took_s = time.monotonic() - began


def _shares(plan: Plan, possible: dict[StandKind, list[Fault]]) -> dict[StandKind, float]:
    """Until when each stand is used, in seconds from the beginning."""
    kinds: list[StandKind] = [kind for kind in ("single", "cluster") if possible.get(kind)]
    if len(kinds) < 2:
        return dict.fromkeys(kinds, plan.seconds)
    cluster_s = max(plan.seconds * CLUSTER_PART, min(CLUSTER_START_S * 2, plan.seconds / 2))
    return {"single": plan.seconds - cluster_s, "cluster": plan.seconds}


async def _go(
    plan: Plan,
    stand: Stand,
    faults: list[Fault],
    chance: random.Random,
    until: float,
    watcher: Watcher,
    outcome: Outcome,
) -> None:
    began = time.monotonic()
    alone_until = until - (until - began) * MIXED_PART
    mixable = [each for each in faults if not each.is_alone]
    with histories.Writer(stand.home.path / "history.jsonl") as history:

        async def episode(chosen: Sequence[Fault]) -> None:
            name = f"{stand.kind[0]}{len(outcome.episodes) + 1}"
            title = " + ".join(each.name for each in chosen)
            on_progress: Callable[[str], None] = lambda text: watcher.now(title, text)  # noqa: E731 - it closes over the title
            made, stream = await drill.drill(stand, chosen, chance, f"{name}-{plan.seed}", on_progress)
            for each in stream.operations:
                history.write(each)
            outcome.episodes.append(made)
            watcher.done(made)

        for fault in in_turn(faults, chance):
            if not plan.is_once and time.monotonic() > (alone_until if len(mixable) > 1 else until):
                break
            await episode([fault])
        while not plan.is_once and len(mixable) > 1 and time.monotonic() < until:
            await episode(apart(mixable, chance))


def in_turn(faults: Sequence[Fault], chance: random.Random) -> Iterator[Fault]:
    """All of them in an order that chance decides, no family far behind another."""
    families: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        families[fault.family].append(fault)
    for family in families.values():
        chance.shuffle(family)
    names = list(families)
    chance.shuffle(names)
    for row in itertools.zip_longest(*(families[name] for name in names)):
        yield from (fault for fault in row if fault is not None)


def apart(faults: Sequence[Fault], chance: random.Random) -> list[Fault]:
    """Some that do not get in each other's way: of different families, about different processes."""
    chosen: list[Fault] = []
    for fault in chance.sample(list(faults), len(faults)):
        process = getattr(fault, "process", fault.name)
        if all(each.family != fault.family and getattr(each, "process", each.name) != process for each in chosen):
            chosen.append(fault)
        if len(chosen) >= chance.choice(MIXED):
            break
    return chosen


@contextlib.contextmanager
def _directory(home: Path | None) -> Iterator[Path]:
    """Where the stands live: kept when it was asked for, gone afterwards when not."""
    if home is not None:
        home.mkdir(parents=True, exist_ok=True)
        if any(home.iterdir()):
            raise Trouble(f"{home} is not empty; a run keeps its shops in a directory of its own")
        yield home
        return
    path = Path(tempfile.mkdtemp(prefix=f"{machine.tag()}-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.asynccontextmanager
async def standing(kind: StandKind, path: Path, say: Callable[[str], None]) -> AsyncIterator[Stand]:
    """A shop with goods on its shelves, taken down in the end. Raises `Trouble` when it does not start."""
    home = Home(path)
    drill_directory(home).mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "SOUK_RATE_LIMIT_WRITES": WRITES_PER_S_MAX,
        orders.VARIABLE: str(drill_directory(home)),
    }
    async with contextlib.AsyncExitStack() as stack_:
        stack_.callback(machine.sweep, mine=True)
        members = None
        small: dict[str, Path] = {}
        if kind == "cluster":
            say("starting three MongoDBs and three NATS servers in networks of their own")
            members = Cluster(path / "members")
            stack_.push_async_callback(members.close)
            await members.start()
            environment |= {
                "SOUK_MONGODB_URL": members.mongodb_url,
                "SOUK_NATS_URL": members.nats_url,
                "SOUK_NATS_REPLICAS": "3",
            }
        elif machine.can_mount() is None:
            for part, size_mb in disks.SIZES_MB.items():
                machine.small_disk(home.store(part), size_mb)
                small[part] = home.store(part)
        say(f"starting a shop ({kind}) in {path}")
        for program in binaries.SERVERS:
            if not environment.get(program.external or "-"):
                binaries.demand(program, say)
        # from this thread, on whose life the kernel makes the stack's depend
        started = stack.start(home, replicas=REPLICAS, environment=environment, is_detached=False)
        stack_.callback(started.stop, lambda _: None)
        place = await goods.put_on_sale(home)
        mongo: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(stack.run(home)["mongodb"], tz_aware=True)
        stand = Stand(home, place, mongo, members, small)
        stack_.push_async_callback(stand.close)
        yield stand
