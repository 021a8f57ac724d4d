"""How many replicas there should be, decided as the cluster decides it, from the cluster's own objects."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import manifests
from souk.edge.documents import listeners
from souk.local import autoscaling, elastic
from souk.local.autoscaling import Direction, Policy, Rule, Scaler, Usage
from souk.local.trouble import Trouble

RULES = {each.service: each for each in autoscaling.read(elastic.RULES, elastic.SERVICES)}
ROUND_S = elastic.PERIOD_S


def course(scaler: Scaler, replicas: int, usages: list[Usage], began: float = 0.0) -> list[int]:
    """The number after each round."""
    told = []
    for number, usage in enumerate(usages):
        replicas = scaler.decide(began + number * ROUND_S, replicas, usage)
        told.append(replicas)
    return told


def test_the_rules_are_those_of_the_cluster() -> None:
    objects = manifests.of_kind("staging", "HorizontalPodAutoscaler", "ScaledObject")
    assert RULES.keys() == objects.keys()
    for name, rule in RULES.items():
        spec = objects[name]["spec"]
        assert rule.most == spec.get("maxReplicas", spec.get("maxReplicaCount"))
    assert RULES["order"].cpu_target == pytest.approx(0.5 * 0.7)
    assert RULES["inventory"].lag_target == 64
    assert set(RULES["inventory"].consumers) <= {each.durable for each in listeners.all_listeners()}


def test_one_to_three_and_back_by_cpu() -> None:
    """Up as soon as it is needed, at most double or two more in 15 s; down after five quiet minutes, one a minute."""
    busy, idle = Usage(cpu_cores=1.0), Usage(cpu_cores=0.05)
    scaler = Scaler(RULES["order"])
    assert course(scaler, 1, [busy, busy]) == [3, 3]
    quiet = course(scaler, 3, [idle] * 40, began=2 * ROUND_S)
    assert quiet[:19] == [3] * 19, "for five minutes nothing goes"
    assert quiet[-1] == 1
    assert quiet.index(1) - quiet.index(2) >= 60 / ROUND_S


def test_one_to_three_and_back_by_lag() -> None:
    waiting = Usage(0.0, {"inventory__order_placed": 150.0, "somebody__else": 10_000.0})
    scaler = Scaler(RULES["inventory"])
    assert course(scaler, 1, [waiting, waiting]) == [2, 3], "100 % more in 15 s"
    assert course(scaler, 3, [Usage(0.0)] * 40, began=2 * ROUND_S)[-1] == 1


def test_a_little_more_or_less_changes_nothing() -> None:
    target = RULES["order"].cpu_target
    assert target is not None
    for ratio in (0.91, 1.0, 1.09):
        assert Scaler(RULES["order"]).decide(0.0, 2, Usage(cpu_cores=2 * target * ratio)) == 2
    assert Scaler(RULES["order"]).decide(0.0, 2, Usage(cpu_cores=2 * target * 1.2)) == 3


def test_a_dip_within_the_window_is_not_followed() -> None:
    busy, idle = Usage(cpu_cores=1.0), Usage(cpu_cores=0.0)
    assert course(Scaler(RULES["order"]), 3, [busy, idle, busy, idle, idle]) == [3] * 5


def test_there_is_a_most_and_a_least() -> None:
    scaler = Scaler(RULES["notification"])
    flood = Usage(0.0, dict.fromkeys(RULES["notification"].consumers, 1e6))
    assert course(scaler, 1, [flood] * 10)[-1] == RULES["notification"].most
    assert course(Scaler(RULES["notification"]), 1, [Usage(0.0)] * 5) == [1] * 5


def test_the_policy_that_allows_most_counts() -> None:
    up = Direction(0.0, (Policy("Percent", 100, 15.0), Policy("Pods", 2, 15.0)))
    rule = Rule("order", 20, up, Direction(0.0, ()), cpu_target=1.0)
    assert course(Scaler(rule), 1, [Usage(99.0)] * 4) == [3, 6, 12, 20]


def test_what_waits_is_read_from_what_replicas_tell() -> None:
    page = '# HELP x\nsouk_consumer_pending{consumer="a__b"} 3.0\nsouk_consumer_deferred{consumer="a__b"} 9.0\n'
    assert autoscaling.pending([page, page.replace("3.0", "1e+03"), ""]) == {"a__b": 1000.0}


def test_cpu_is_what_the_kernel_counts() -> None:
    before = elastic.cpu_s(os.getpid())
    while elastic.cpu_s(os.getpid()) < before + 0.05:
        sum(range(10_000))
    assert elastic.cpu_s(2**22 + 1) == 0.0


def test_rules_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no rules of scaling"):
        autoscaling.read(tmp_path, elastic.SERVICES)
    shutil.copy(elastic.RULES / "cpu.yaml", tmp_path)
    file = tmp_path / "cpu.yaml"
    file.write_text(file.read_text().replace("averageUtilization", "averageUtilisation"))
    with pytest.raises(Trouble, match=r"cpu\.yaml cannot be read as rules of scaling"):
        autoscaling.read(tmp_path, elastic.SERVICES)
