"""Every part of the study in the smallest: it runs to its end, and its books balance."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.study import main, parts, results

pytestmark = [pytest.mark.slow, pytest.mark.stack]
SCALE = "0.002"


@pytest.mark.parametrize("name", [each.name for each in parts.PARTS])
def test_a_part_runs(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    assert main.main(["--part", name, "--scale", SCALE, "--out", str(folder)]) == 0
    document = results.read(name, folder)
    assert document is not None
    assert document["violations"] == []
    assert document["figures"]
