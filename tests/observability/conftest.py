"""One running shop that tells everything about itself, and somebody who listens."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

import stacks
from observability.receiver import Receiver
from souk.local import observing

SKU = "MUG"


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[stacks.Shop]:
    """Every trace of it is told."""
    home = tmp_path_factory.mktemp("observed") / "home"
    told = {"SOUK_OTLP_ENDPOINT": receiver.url, "SOUK_TRACE_RATIO": "1", "SOUK_AUDIT_PERIOD_S": "1"}
    told["SOUK_LOG_LEVEL"] = "debug"  # whatever is to be silent is silent even then
    observing.demand("prometheus", lambda _: None)
    with stacks.running(home, environment=os.environ | told, is_observed=True) as running:
        stacks.put_on_sale(running.person("admin"), SKU, 1_000)
        yield running
