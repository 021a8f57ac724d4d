"""The command itself, for some minutes: whatever this machine can do to a shop, in an order that chance decides."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from proof.chaos import report

from souk.local import checkout

MINUTES = 6
TIMEOUT_S = 1_200


@pytest.mark.slow
@pytest.mark.stack
def test_some_minutes_of_chaos(tmp_path: Path) -> None:
    told = tmp_path / "chaos.json"
    page = tmp_path / "chaos.html"
    command = [sys.executable, "-m", "souk", "chaos", f"--minutes={MINUTES}", f"--json={told}", f"--html={page}"]
    done = subprocess.run(command, cwd=checkout.ROOT, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    made = msgspec.json.decode(told.read_bytes(), type=report.Document)
    assert all(evidence for each in made.episodes for evidence in each.evidence)
    assert page.read_text(encoding="utf-8").count("<h3>") == len(made.episodes)
