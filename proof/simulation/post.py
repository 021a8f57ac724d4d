"""The mail server: takes mails, and at times does not say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proof.simulation.world import World
from souk.notification.mailer import compose, smtp

if TYPE_CHECKING:
    from proof.simulation.shop import Process

CONNECT = ("refused", "crash")
SEND = ("lost before", "lost after", "lost after", "not now", "slow", "crash before", "crash after", "freeze after")
SLOW_S = 40.0
"""Longer than a lease lasts: only who renews it keeps it."""


class MailServer:
    """`delivered` counts by the mail's id what came through to recipients."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.delivered: Counter[str] = Counter()

    def take(self, messages: Sequence[compose.Message]) -> list[smtp.Reply]:
        for message in messages:
            self.delivered[message.email.id] += 1
            self._world.note(f"the mail server takes {message.email.kind} of {message.email.order_id}")
        return [smtp.Reply(250, "taken")] * len(messages)


class Post:
    """`smtp.Post` of one process."""

    def __init__(self, world: World, server: MailServer, process: Process) -> None:
        self._world, self._server, self._process = world, server, process

    async def connect(self) -> smtp.Carrier:
        self._world.note(f"{self._process.name} turns to the mail server")
        wrong = self._world.goes_wrong("mail connect", CONNECT)
        await self._world.sleep(0.01)
        if wrong is not None and wrong[0] == "crash":
            await self._process.die()
        if wrong is not None:
            raise smtp.Unreachable("connection refused")
        return _Carrier(self._world, self._server, self._process)


class _Carrier:
    """One connection; it is over once it broke."""

    def __init__(self, world: World, server: MailServer, process: Process) -> None:
        self._world, self._server, self._process = world, server, process
        self._is_open = True

    @property
    def is_open(self) -> bool:
        return self._is_open

    async def send(self, messages: Sequence[compose.Message]) -> list[smtp.Reply]:
        world = self._world
        world.note(f"{self._process.name} sends {len(messages)} mails")  # it sleeps no longer than it says: leases run
        kind, extent = world.goes_wrong("mail send", SEND) or ("", 0.0)
        await world.sleep(SLOW_S if kind == "slow" else 0.005 + world.chance.random() * 0.02)
        await self._process.struck(kind, extent, " before")
        if kind == "not now":
            return [smtp.Reply(451, "greylisted")] * len(messages)
        replies = [] if kind == "lost before" else self._server.take(messages)
        await self._process.struck(kind, extent, " after")
        if kind.startswith("lost"):
            self._is_open = False
            return [smtp.Reply(0, "connection reset")] * len(messages)
        return replies

    def close(self) -> None:
        self._is_open = False
