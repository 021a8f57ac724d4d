"""A shop with something on its shelves: a whole stack, started by the launcher, that the faults strike in turn."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stacks
from bench import stack
from souk.local import processes, topology
from souk.local.home import Home
from souk.serving import drill

SKUS = tuple(f"FAULT-{number}" for number in range(8))
UNITS = 100_000
COUNTRY = "IE"


@dataclass(frozen=True)
class Rig:
    """A running stack and what was put into it."""

    shop: stacks.Shop
    reader: stack.Stack
    """Of its books."""
    staff: Mapping[str, str]
    """Who may do everything, as they sign in."""
    method: str
    """A way of shipping."""
    initial: Mapping[str, int]
    """Units of each SKU before anybody bought anything."""

    @property
    def home(self) -> Home:
        return self.shop.home

    @property
    def edge(self) -> str:
        return self.shop.edge

    @property
    def supervisor(self) -> int:
        pid: int = (self.home.read_run() or {})["supervisor"]
        return pid

    @property
    def run(self) -> dict[str, Any]:
        return self.home.read_run() or {}

    def rows(self) -> dict[str, dict[str, Any]]:
        """The processes as `run.json` tells them now, by name."""
        content = self.home.read_run() or {}
        return {row["name"]: row for row in content.get("processes", ())}

    def identity(self, name: str) -> processes.Identity:
        row = self.rows()[name]
        return processes.Identity(row["pid"], row["started"])


@contextlib.contextmanager
def running(
    path: Path, shape: topology.Topology = topology.Topology.SEPARATE, *, scaling_rules: Path | None = None
) -> Iterator[Rig]:
    """A stack in this home with products for sale, stopped in the end. It does not outlive this process."""
    drills = path / "drill"
    drills.mkdir(parents=True)
    environment = os.environ | {drill.VARIABLE: str(drills)}
    with stacks.running(path, shape=shape, environment=environment, scaling_rules=scaling_rules) as shop:
        admin = shop.person("admin")
        for sku in SKUS:
            stacks.put_on_sale(admin, sku, UNITS)
        method = shop.guest().get("/v1/shipping-methods", params={"country": COUNTRY}).json()["items"][0]["id"]
        reader = stack.read(path)
        with contextlib.closing(reader.mongo):
            staff = {"email": admin.email, "password": admin.password}
            yield Rig(shop, reader, staff, method, dict.fromkeys(SKUS, UNITS))
