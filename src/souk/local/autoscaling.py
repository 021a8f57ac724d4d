"""`./souk up --autoscale`: as many replicas as the load needs, by the rules of the cluster.

The rules are the objects of `deploy/k8s/components/scaling`: HorizontalPodAutoscalers by CPU, KEDA's ScaledObjects by
what waits at the broker; a percentage is of what the pod requests in `deploy/k8s/services`. What is decided from them
is what Kubernetes decides (autoscaling/v2): the same ratio and tolerance, the same stabilisation, the same policies.
Only the least number is another one: a single machine has no node to lose, so it is 1.
"""

from __future__ import annotations

import logging
import math
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from souk.local.trouble import Trouble

LOG = logging.getLogger(__name__)

TOLERANCE = 0.1
"""A ratio this near to 1 changes nothing; Kubernetes' default."""
LEAST = 1
_PENDING = re.compile(r'^souk_consumer_pending\{consumer="([^"]+)"\} (\S+)$', re.MULTILINE)


@dataclass(frozen=True)
class Policy:
    """So many pods, or so much of those that are there, within so long."""

    kind: str
    value: int
    period_s: float

    def change(self, replicas: int) -> int:
        """How many that is for so many replicas."""
        return self.value if self.kind == "Pods" else math.ceil(replicas * self.value / 100)


@dataclass(frozen=True)
class Direction:
    """How fast it may go one way. Of several policies the one that allows most counts."""

    window_s: float
    policies: tuple[Policy, ...]


@dataclass(frozen=True)
class Rule:
    """One scaler. Either `cpu_target` (cores a replica should use), or `lag_target` (messages a replica should have
    waiting, of any one of `consumers`)."""

    service: str
    most: int
    up: Direction
    down: Direction
    cpu_target: float | None = None
    lag_target: int | None = None
    consumers: tuple[str, ...] = ()

    def wanted(self, replicas: int, usage: Usage) -> int:
        """The number of replicas that would bring what is measured to its target."""
        if self.cpu_target is not None:
            ratio = usage.cpu_cores / replicas / self.cpu_target
            return replicas if abs(ratio - 1) <= TOLERANCE else math.ceil(replicas * ratio)
        assert self.lag_target is not None  # noqa: S101 - it is one or the other
        waiting = max((usage.pending.get(each, 0.0) for each in self.consumers), default=0.0)
        ratio = waiting / self.lag_target / replicas
        return replicas if abs(ratio - 1) <= TOLERANCE else math.ceil(waiting / self.lag_target)


@dataclass(frozen=True)
class Usage:
    """What a service's replicas use at a moment, all together."""

    cpu_cores: float
    pending: Mapping[str, float] = field(default_factory=dict)
    """Messages that wait at the broker, by consumer."""


class Scaler:
    """Remembers what one rule wanted and what came of it, and decides."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._wanted: deque[tuple[float, int]] = deque()
        self._changes: deque[tuple[float, int]] = deque()

    def decide(self, now: float, replicas: int, usage: Usage) -> int:
        """How many replicas there should be now. Call it once a round, in order of time."""
        rule = self.rule
        wanted = rule.wanted(replicas, usage)
        self._wanted.append((now, wanted))
        longest_s = max(rule.up.window_s, rule.down.window_s)
        while self._wanted[0][0] < now - longest_s:
            self._wanted.popleft()
        stable = self._stabilized(now, replicas)
        decided = min(max(self._allowed(now, replicas, stable), LEAST), rule.most)
        if decided != replicas:
            self._changes.append((now, decided - replicas))
        return decided

    def _stabilized(self, now: float, replicas: int) -> int:
        """Up to the least, and down to the most, that was wanted in the window of that way."""
        up = min(wanted for at, wanted in self._wanted if at >= now - self.rule.up.window_s)
        down = max(wanted for at, wanted in self._wanted if at >= now - self.rule.down.window_s)
        if up > replicas:
            return up
        return min(down, replicas)

    def _allowed(self, now: float, replicas: int, wanted: int) -> int:
        if wanted > replicas:
            return min(wanted, max(self._bounds(now, replicas, self.rule.up, 1), default=wanted))
        if wanted < replicas:
            return max(wanted, min(self._bounds(now, replicas, self.rule.down, -1), default=wanted))
        return replicas

    def _bounds(self, now: float, replicas: int, direction: Direction, sign: int) -> Iterator[int]:
        for policy in direction.policies:
            recent = sum(by for at, by in self._changes if at > now - policy.period_s and by * sign > 0)
            began = replicas - recent
            yield began + sign * policy.change(began)


def read(folder: Path, services: Path) -> list[Rule]:
    """The rules of a folder of manifests; `services` holds what pods request. Raises `Trouble` naming the file."""
    rules = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            for each in yaml.safe_load_all(file.read_text(encoding="utf-8")):
                if each["kind"] == "HorizontalPodAutoscaler":
                    rules.append(_by_cpu(each["spec"], services))
                elif each["kind"] == "ScaledObject":
                    rules.append(_by_lag(each["spec"]))
        except (OSError, yaml.YAMLError, LookupError, TypeError, ValueError) as error:
            raise Trouble(f"{file} cannot be read as rules of scaling: {error!r}") from None
    if not rules:
        raise Trouble(f"there are no rules of scaling in {folder}")
    return rules


def _by_cpu(spec: Mapping[str, Any], services: Path) -> Rule:
    name = spec["scaleTargetRef"]["name"]
    [metric] = spec["metrics"]
    percent = metric["resource"]["target"]["averageUtilization"]
    up, down = _directions(spec["behavior"])
    return Rule(name, spec["maxReplicas"], up, down, cpu_target=_requested_cores(name, services) * percent / 100)


def _by_lag(spec: Mapping[str, Any]) -> Rule:
    triggers = [each["metadata"] for each in spec["triggers"]]
    [threshold] = {int(each["lagThreshold"]) for each in triggers}
    up, down = _directions(spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"])
    consumers = tuple(each["consumer"] for each in triggers)
    name = spec["scaleTargetRef"]["name"]
    return Rule(name, spec["maxReplicaCount"], up, down, lag_target=threshold, consumers=consumers)


def _directions(behavior: Mapping[str, Any]) -> tuple[Direction, Direction]:
    def direction(told: Mapping[str, Any]) -> Direction:
        policies = (Policy(each["type"], each["value"], each["periodSeconds"]) for each in told["policies"])
        return Direction(told["stabilizationWindowSeconds"], tuple(policies))

    return direction(behavior["scaleUp"]), direction(behavior["scaleDown"])


def _requested_cores(name: str, services: Path) -> float:
    for each in yaml.safe_load_all((services / f"{name}.yaml").read_text(encoding="utf-8")):
        if each["kind"] == "Deployment":
            told = str(each["spec"]["template"]["spec"]["containers"][0]["resources"]["requests"]["cpu"])
            return float(told[:-1]) / 1000 if told.endswith("m") else float(told)
    raise LookupError(f"{name} requests nothing")


def pending(pages: Sequence[str]) -> dict[str, float]:
    """Messages that wait, by consumer, from the metrics of a service's replicas: they all tell of the same ones."""
    found: dict[str, float] = {}
    for page in pages:
        for consumer, value in _PENDING.findall(page):
            found[consumer] = max(found.get(consumer, 0.0), float(value))
    return found
