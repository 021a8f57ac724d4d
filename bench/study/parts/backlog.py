"""A hundred thousand events that nobody fetched: how quickly they are worked off."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import timedelta
from pathlib import Path

import nats
from nats.js import JetStreamContext

from bench import orders, stack
from bench.study import cost, visit
from bench.study.part import Effort, Plot, Result
from souk.kit import clock

EVENTS = 100_000
CONSUMERS = ("inventory__order_confirmed", "notification__order_confirmed", "product__order_confirmed")
"""What has no say in the next order: goods are booked out, customers written to, best-sellers counted."""
PAUSE = timedelta(hours=2)
BURST_S = 10.0
CLIENTS = 64
LINES = 2
SAMPLE_S = 0.5
DRAIN_TIMEOUT_S = 900.0
NATS_TIMEOUT_S = 10.0


def measure(home: Path, effort: Effort) -> Result:
    """Pause the listeners at the broker, take orders until enough is waiting, let go, and watch it shrink."""
    wanted = effort.count(EVENTS, 2_000)
    with visit.stocked(home) as what:
        running = what.running
        asyncio.run(pause(running, PAUSE))
        histories, accepted, made_s = [], 0, 0.0
        while accepted * len(CONSUMERS) < wanted:
            run = _burst(what, effort.seconds(BURST_S))
            histories.append(run.history)
            accepted, made_s = accepted + run.accepted, made_s + run.seconds
            effort.tell(f"{accepted * len(CONSUMERS):,} of {wanted:,} events wait")
        _until_confirmed(running, accepted)
        waiting = asyncio.run(pending(running))
        with cost.counted(running) as spent:
            asyncio.run(pause(running, -PAUSE))
            curve = asyncio.run(watch(running))
        events = accepted * len(CONSUMERS)
        drained_s = next((at for at, left in curve if not left), curve[-1][0])
        stack.drain(running)
        broken = stack.audited(running, accepted, histories)
    if not all(waiting.values()):
        broken.append(f"not every listener was held back: {waiting}")
    return Result(
        scenario="backlog",
        figures={
            "events": events,
            "messages": sum(waiting.values()),
            "orders": accepted,
            "made_per_s": accepted / made_s,
            "drained_s": drained_s,
            "events_per_s": events / drained_s,
            "cpu_us_per_event": sum(spent.cpu_s.values()) * 1e6 / events,
            "cpu_s_by_process": dict(spent.cpu_s),
            "messages_waiting_by_listener": waiting,
            "batches_by_size": spent.per_order(accepted)["batches_by_size"],
        },
        violations=broken,
        plots=[Plot("Messages that wait", "seconds", "messages", {"all listeners": curve})],
        notes=[
            f"Held back at the broker: {', '.join(CONSUMERS)}. A message carries as many events as a batch had.",
            "Drained is when the broker has none left to give; what is in hand then is booked within the second.",
        ],
    )


class _Burst:
    def __init__(self, history: Path, accepted: int, seconds: float) -> None:
        self.history, self.accepted, self.seconds = history, accepted, seconds


def _burst(what: visit.Stocked, seconds: float) -> _Burst:
    began = time.monotonic()
    load = orders.drive(what.running, what.skus, lines=LINES, clients=CLIENTS, seconds=seconds)
    return _Burst(load.history, load.seen.counters.get("accepted", 0), time.monotonic() - began)


def _until_confirmed(running: stack.Stack, accepted: int) -> None:
    """Raises `DidNotDrainError` when some never are."""
    limit = time.monotonic() + stack.DRAIN_TIMEOUT_S
    while (seen := stack.progress(running)).confirmed < accepted:
        if time.monotonic() > limit:
            raise stack.DidNotDrainError(f"of {accepted} orders {seen.confirmed} are confirmed")
        time.sleep(stack.DRAIN_PERIOD_S)


async def pause(running: stack.Stack, length: timedelta) -> None:
    """Give these listeners nothing for so long; a negative length lets go."""
    async with _connected(running) as jetstream:
        until = (clock.now() + length).isoformat().replace("+00:00", "Z")
        for stream, name in await _listeners(jetstream):
            await jetstream.pause_consumer(stream, name, until)


async def pending(running: stack.Stack) -> dict[str, int]:
    """Messages that wait, by listener."""
    async with _connected(running) as jetstream:
        return await _pending(jetstream)


async def watch(running: stack.Stack) -> list[tuple[float, float]]:
    """(Second, messages that wait) until none does. Raises `DidNotDrainError`."""
    began, curve = time.monotonic(), list[tuple[float, float]]()
    async with _connected(running) as jetstream:
        while not curve or curve[-1][1]:
            at = time.monotonic() - began
            if at > DRAIN_TIMEOUT_S:
                raise stack.DidNotDrainError(f"after {at:.0f} s {curve[-1][1]:.0f} messages wait")
            curve.append((at, float(sum((await _pending(jetstream)).values()))))
            await asyncio.sleep(SAMPLE_S)
    return curve


class _connected:  # noqa: N801 - used as a function: `async with _connected(running) as jetstream`
    def __init__(self, running: stack.Stack) -> None:
        self._url = json.loads((running.home / "run.json").read_text(encoding="utf-8"))["nats"]

    async def __aenter__(self) -> JetStreamContext:
        self._client = await nats.connect(self._url, connect_timeout=NATS_TIMEOUT_S)
        return self._client.jetstream(timeout=NATS_TIMEOUT_S)

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()


async def _listeners(jetstream: JetStreamContext) -> list[tuple[str, str]]:
    found = []
    for stream in await jetstream.streams_info():
        name = stream.config.name or ""
        found += [(name, each.name) for each in await jetstream.consumers_info(name) if each.name in CONSUMERS]
    return found


async def _pending(jetstream: JetStreamContext) -> dict[str, int]:
    infos = [await jetstream.consumer_info(stream, name) for stream, name in await _listeners(jetstream)]
    return {info.name: (info.num_pending or 0) + (info.num_ack_pending or 0) for info in infos}
