"""The short form of `./souk chaos`: crashes between two steps, and a gateway and a broker that repeat themselves."""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from typing import Any

import pytest
from proof.chaos import drill, faults
from proof.chaos.load import Place
from proof.chaos.stand import Stand
from pymongo import AsyncMongoClient

from faults.rig import Rig

pytestmark = pytest.mark.stack

CRASHES = (
    "failpoint:order:before-answer:kill",
    "failpoint:payment:after-gateway-call:kill",
    "failpoint:inventory:before-ack:kill",
)
REPETITIONS = ("gateway:webhooks", "events:repeated", "events:poison")


@pytest.mark.parametrize("names", [CRASHES, REPETITIONS], ids=["crashes", "repetitions"])
async def test_everything_comes_right_again(shop: Rig, names: Sequence[str]) -> None:
    async with AsyncMongoClient[dict[str, Any]](shop.run["mongodb"], tz_aware=True) as mongo:
        stand = Stand(shop.home, Place((shop.edge,), tuple(shop.initial), shop.method, shop.staff), mongo)
        episode, _ = await drill.drill(
            stand, faults.named(names), random.Random(7), f"short-{secrets.token_hex(3)}", print
        )
    assert episode.violations == []
    assert all(episode.evidence), episode.evidence
    assert episode.accepted >= drill.RATE_PER_S * drill.BASELINE_S
