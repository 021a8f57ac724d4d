"""`./souk up --autoscale`: a service that is asked much gets more replicas and loses them again, and nobody notices."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
import yaml

from faults import browsing, checking, load, rig
from souk.local import elastic

pytestmark = [pytest.mark.stack, pytest.mark.slow]

QUIET_S = 30
SCALED_TIMEOUT_S = 240.0


def in_a_hurry(folder: Path) -> Path:
    """The cluster's rules, but for how long a quiet time is and how little a core may be asked: for `order`, a
    twentieth, so that a few customers are many."""
    shutil.copytree(elastic.RULES, folder)
    objects = list(yaml.safe_load_all((folder / "cpu.yaml").read_text(encoding="utf-8")))
    for each in objects:
        spec = each["spec"]
        spec["behavior"]["scaleDown"] = {
            "stabilizationWindowSeconds": QUIET_S,
            "policies": [{"type": "Pods", "value": 1, "periodSeconds": 15}],
        }
        if each["metadata"]["name"] == "order":
            spec["maxReplicas"] = 3
            spec["metrics"][0]["resource"]["target"]["averageUtilization"] = 5
    (folder / "cpu.yaml").write_text(yaml.safe_dump_all(objects), encoding="utf-8")
    return folder


async def replicas(shop: rig.Rig, count: int) -> None:
    async with asyncio.timeout(SCALED_TIMEOUT_S):
        while sum(name.startswith("order-") for name in shop.rows()) != count:
            await asyncio.sleep(1.0)


async def test_one_to_three_and_back_under_load(tmp_path: Path) -> None:
    with rig.running(tmp_path / "home", scaling_rules=in_a_hurry(tmp_path / "rules")) as shop:
        async with browsing.visitors(shop) as seen:
            async with load.stream(shop) as history:
                await replicas(shop, 3)
                await history.more(20)
            await replicas(shop, 1)
            await seen.more(20)
        assert set(seen.answers) == {"200"}, seen.refusals
        assert not history.unknown
        await checking.settled(shop, history)
