"""The loop of `./souk up --autoscale`: measures every service, decides by its rule, has the supervisor do it."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from souk.local import autoscaling, checkout, ports, readiness
from souk.local.keeper import Keeper
from souk.local.trouble import Trouble

LOG = logging.getLogger(__name__)

RULES = checkout.ROOT / "deploy" / "k8s" / "components" / "scaling"
SERVICES = checkout.ROOT / "deploy" / "k8s" / "services"
PERIOD_S = 15.0
"""Between two looks, as Kubernetes' controller and KEDA have it."""
METRICS_TIMEOUT_S = 5.0
METRICS_BYTES_MAX = 4 * 1024 * 1024

Scale = Callable[[str, int], Awaitable[None]]


class Loop:
    """`keepers` answers a service's processes; `scale` brings it to a number, without a failed request."""

    def __init__(self, rules: Path, keepers: Callable[[str], Sequence[Keeper]], scale: Scale) -> None:
        self._keepers, self._scale = keepers, scale
        self._scalers = [
            autoscaling.Scaler(rule) for rule in autoscaling.read(rules, SERVICES) if keepers(rule.service)
        ]
        self._spent: dict[tuple[int, str], float] = {}
        """CPU seconds of each process at the last look."""
        self._looked_at = time.monotonic()

    async def run(self) -> None:
        """Look and act for ever. What cannot be done now is tried again in the next round."""
        await self.look()
        while True:
            await asyncio.sleep(PERIOD_S)
            usages = await self.look()
            for scaler in self._scalers:
                try:
                    await self._follow(scaler, usages[scaler.rule.service])
                except Trouble as trouble:
                    LOG.warning("%s was not scaled: %s", scaler.rule.service, trouble)

    async def _follow(self, scaler: autoscaling.Scaler, usage: autoscaling.Usage) -> None:
        service = scaler.rule.service
        replicas = len(self._keepers(service))
        decided = min(scaler.decide(time.monotonic(), replicas, usage), ports.REPLICAS_MAX)
        if decided != replicas:
            LOG.info("%s: %d replicas become %d (%s)", service, replicas, decided, _told(scaler.rule, usage))
            await self._scale(service, decided)

    async def look(self) -> Mapping[str, autoscaling.Usage]:
        """What every service uses, since the last look."""
        now = time.monotonic()
        passed_s, self._looked_at = max(now - self._looked_at, 0.001), now
        return {each.rule.service: await self._usage(each.rule, passed_s) for each in self._scalers}

    async def _usage(self, rule: autoscaling.Rule, passed_s: float) -> autoscaling.Usage:
        keepers = [each for each in self._keepers(rule.service) if each.is_up]
        cores = 0.0
        for keeper in keepers:
            if keeper.child is None:
                continue
            key = (keeper.child.pid, keeper.child.started)
            spent = cpu_s(keeper.child.pid)
            cores += max(spent - self._spent.get(key, spent), 0.0) / passed_s
            self._spent[key] = spent
        if rule.lag_target is None:
            return autoscaling.Usage(cores)
        answers = await asyncio.gather(*(_metrics(each.port) for each in keepers))
        return autoscaling.Usage(cores, autoscaling.pending(answers))


def cpu_s(pid: int) -> float:
    """What a process has spent so far; 0 for one that is gone."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


async def _metrics(port: int) -> str:
    answer = await readiness.http_get(port, "/metrics", timeout_s=METRICS_TIMEOUT_S, bytes_max=METRICS_BYTES_MAX)
    return answer.body.decode(errors="replace") if answer else ""


def _told(rule: autoscaling.Rule, usage: autoscaling.Usage) -> str:
    if rule.cpu_target is not None:
        return f"{usage.cpu_cores:.2f} cores, {rule.cpu_target:.2f} a replica are meant"
    waiting = max((usage.pending.get(each, 0.0) for each in rule.consumers), default=0.0)
    return f"{waiting:.0f} messages wait, {rule.lag_target} a replica are meant"
