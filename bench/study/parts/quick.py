"""The quick benches as parts of the study, longer than usual."""

from __future__ import annotations

from pathlib import Path

from bench import place_order, topologies
from bench.report import Report
from bench.study.part import Effort

SECONDS = 30.0
CLIENTS = 64


def placing(home: Path, effort: Effort) -> Report:
    return place_order.measure(home, clients=CLIENTS, seconds=effort.seconds(SECONDS))


def layouts(home: Path, effort: Effort) -> Report:
    return topologies.measure(home, clients=CLIENTS, seconds=effort.seconds(SECONDS))
