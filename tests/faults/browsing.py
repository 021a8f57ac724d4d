"""Visitors who look around and nothing else: each of their requests is answered, at the first try, with 200."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import aiohttp
from proof.chaos import asking

from faults.rig import SKUS, Rig

PAUSE_S = 0.04
REQUEST_TIMEOUT_S = 10.0
ENOUGH_TIMEOUT_S = 60.0


@dataclass
class Seen:
    """How often which answer came, and what each said that was none."""

    answers: Counter[str] = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)

    async def more(self, count: int) -> None:
        """Wait for so many more answers."""
        wanted = self.answers.total() + count
        async with asyncio.timeout(ENOUGH_TIMEOUT_S):
            while self.answers.total() < wanted:
                await asyncio.sleep(PAUSE_S)


@contextlib.asynccontextmanager
async def visitors(rig: Rig) -> AsyncIterator[Seen]:
    """Look around as long as the block runs: anonymously, and signed in, past every cache."""
    seen = Seen()
    timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S)
    async with aiohttp.ClientSession(rig.edge, timeout=timeout) as session:
        staff = asking.bearer((await asking.insist(session, "POST", "/v1/auth/login", rig.staff)).body)
        walks = [asyncio.create_task(_walk(session, seen, headers)) for headers in ({}, staff)]
        try:
            yield seen
        finally:
            for walk in walks:
                walk.cancel()
            await asyncio.gather(*walks, return_exceptions=True)


async def _walk(session: aiohttp.ClientSession, seen: Seen, headers: Mapping[str, str]) -> None:
    for number in itertools.count():
        for path in (
            f"/v1/products?limit={1 + number % 100}",
            f"/v1/products/thing-{SKUS[number % len(SKUS)].lower()}",
            f"/v1/products?q=thing&min_price={number}",
            "/v1/categories",
        ):
            try:
                async with session.get(path, headers=headers) as answer:
                    body, told = await answer.text(), str(answer.status)
            except (aiohttp.ClientError, TimeoutError) as error:
                body, told = "", repr(error)
            seen.answers[told] += 1
            if told != "200":
                at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
                seen.refusals.append(f"{at} {'staff' if headers else 'visitor'} {path}: {told} {body}")
            await asyncio.sleep(PAUSE_S)
