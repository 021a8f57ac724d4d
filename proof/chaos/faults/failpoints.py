"""Processes that die, or stand still, between two steps of their own code."""

from __future__ import annotations

import asyncio
import os
import random
import signal

from proof.chaos.faults.fault import Fault
from proof.chaos.faults.processes import STOPPED_S, state
from proof.chaos.stand import NotBackError, Stand, until
from souk.local import processes
from souk.serving import drill

REACHED_TIMEOUT_S = 20.0
PASSES_MAX = 12

EVERYWHERE = ("before-commit", "after-commit", "before-ack")
PUBLISHING = ("before-publish", "after-publish")
ANSWERING = ("before-claim", "after-claim", "before-answer")
CALLING = ("before-gateway-call", "after-gateway-call")
PLACES = {
    "order": (*EVERYWHERE, *PUBLISHING, *ANSWERING),
    "inventory": (*EVERYWHERE, *PUBLISHING),
    "payment": (*EVERYWHERE, *PUBLISHING, *ANSWERING, *CALLING),
    "product": EVERYWHERE,
    "notification": EVERYWHERE,
    "user": ("before-commit", "after-commit", *PUBLISHING, *ANSWERING),
}
"""Where each service comes past under load."""


class Failpoint(Fault):
    """A process kills or stops itself at its nth pass of a place; which pass, chance decides."""

    family = "failpoint"

    def __init__(self, service: str, place: str, action: str) -> None:
        self.service, self.place, self.action = service, place, action
        self.process = f"{service}-1"
        verb = "kill" if action == "SIGKILL" else "stop"
        self.name = f"failpoint:{service}:{place}:{verb}"
        self.what = f"{self.process} {verb}s itself {place.replace('-', ' ')}"
        self.heals_itself = action == "SIGKILL"
        self.hold_s = 0.0 if self.heals_itself else STOPPED_S
        self._who: processes.Identity | None = None
        self._passes = 0
        self._states: list[str] = []
        self._was_reached = False

    async def prepare(self, stand: Stand, chance: random.Random) -> None:
        self._passes = chance.randint(1, PASSES_MAX if self.service != "user" else 2)
        self._states, self._was_reached = [], False
        orders = drill.Orders(failpoint=self.place, action=self.action, passes=self._passes)
        stand.order(self.process, orders)
        await stand.restart(self.process)
        self._who = stand.identity(self.process)
        await stand.healthy()

    async def inject(self, stand: Stand) -> None:
        evidence = drill.reached(stand.drill_directory, self.process)
        try:
            await until(evidence.exists, f"{self.name} was not reached", REACHED_TIMEOUT_S)
        except NotBackError:
            return
        self._was_reached = True
        if self.action == "SIGSTOP" and self._who is not None:
            await asyncio.sleep(0.1)
            self._states.append(state(self._who.pid))

    async def heal(self, stand: Stand) -> None:
        if self._who is None or not self._was_reached:
            return
        if self.action == "SIGKILL":
            await stand.back(self.process, self._who)
        elif processes.is_alive(self._who):
            self._states.append(state(self._who.pid))
            os.kill(self._who.pid, signal.SIGCONT)
        self._was_reached = True

    async def proof(self, stand: Stand) -> str | None:
        if self._who is None or not self._was_reached:
            return None
        told = f"pid {self._who.pid} said it was there at pass {self._passes}"
        if self.action == "SIGKILL":
            return None if processes.is_alive(self._who) else f"{told}, and is gone"
        return f"{told}, and was in state T" if self._states[:1] == ["T"] else None

    async def tidy(self, stand: Stand) -> None:
        stand.dismiss(self.process)
        if not self._was_reached and self._who is not None and processes.is_alive(self._who):
            await stand.restart(self.process)  # it would do it some other time
        self._who = None


def every() -> list[Failpoint]:
    return [
        Failpoint(service, place, action)
        for service, places in PLACES.items()
        for place in places
        for action in ("SIGKILL", "SIGSTOP")
    ]
