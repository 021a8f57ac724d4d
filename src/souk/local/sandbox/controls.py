"""A gateway having a bad day, told to by a drill: slow, refusing, silent after it has charged, its webhooks a mess."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Annotated

import msgspec
from aiohttp import web

Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]


class Mood(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How calls are treated, and webhooks; the default is a good day. Webhooks are late by up to `webhooks_late_s`
    each by its own chance, so that they overtake each other."""

    delay_s: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.0
    refused: Percent = 0
    """So many of a hundred calls are answered 503 and change nothing."""
    silent: Percent = 0
    """So many of a hundred calls are done and never answered."""
    webhook_copies: Annotated[int, msgspec.Meta(ge=1, le=10)] = 1
    webhooks_late_s: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.0


class Told(msgspec.Struct):
    """What it came to since the mood was set."""

    delayed: int = 0
    refused: int = 0
    silent: int = 0
    webhooks_repeated: int = 0
    webhooks_late: int = 0


class Controls:
    """The mood of one gateway."""

    def __init__(self, silence_s: float) -> None:
        self.mood = Mood()
        self.told = Told()
        self._silence_s = silence_s

    def set(self, mood: Mood) -> None:
        """Be like this from now on."""
        self.mood, self.told = mood, Told()

    async def treat(self, perform: Callable[[], Awaitable[web.StreamResponse]]) -> web.StreamResponse:
        """Have a call performed in the present mood."""
        mood, told = self.mood, self.told
        if mood.delay_s:
            told.delayed += 1
            await asyncio.sleep(mood.delay_s)
        if _happens(mood.refused):
            told.refused += 1
            body = msgspec.json.encode({"error": "not today"})
            return web.Response(body=body, status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="application/json")
        answer = await perform()
        if _happens(mood.silent):
            told.silent += 1
            await asyncio.sleep(self._silence_s)
        return answer

    def copies(self, deliveries: int) -> int:
        """How often a webhook is sent that would be sent so often."""
        self.told.webhooks_repeated += deliveries * (self.mood.webhook_copies - 1)
        return deliveries * self.mood.webhook_copies

    def late_ms(self) -> int:
        """How late the next webhook is."""
        if not self.mood.webhooks_late_s:
            return 0
        self.told.webhooks_late += 1
        return int(random.uniform(0, self.mood.webhooks_late_s) * 1000)  # noqa: S311 - bad luck, not a secret


def _happens(percent: int) -> bool:
    return random.uniform(0, 100) < percent  # noqa: S311 - bad luck, not a secret
