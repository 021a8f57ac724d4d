"""What the launcher's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from souk.local.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A prepared home."""
    made = Home(tmp_path / "home")
    made.path.mkdir()
    made.prepare()
    return made
