"""One shop for every test here that needs one. It is left as it was found: what a test changes, it makes first."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

import stacks


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stacks.Shop]:
    """A running stack that lets somebody mistype any number of passwords."""
    given = {**os.environ, "SOUK_SIGN_IN_FAILURES_ADDRESS_MAX": "100000"}
    with stacks.running(tmp_path_factory.mktemp("contract") / "home", environment=given) as running:
        yield running


@pytest.fixture(scope="session")
def admin(shop: stacks.Shop) -> stacks.Person:
    """Somebody with every scope."""
    return shop.person("admin")


@pytest.fixture(scope="session")
def customer(shop: stacks.Shop) -> stacks.Person:
    """Somebody without any."""
    return shop.person()
