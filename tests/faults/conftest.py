"""One stack for all faults: each leaves it as it found it, and the next one checks that, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from faults import rig


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rig.Rig]:
    """A running shop; whoever strikes it waits until it is whole again."""
    with rig.running(tmp_path_factory.mktemp("faults") / "home") as running:
        yield running
