"""A process that takes part in a drill dies at its failpoint, once; one that does not never notices."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import msgspec

from souk.kit import clock, failpoint
from souk.serving import drill

PROGRAM = """
import os, sys
from souk.kit import clock, failpoint
from souk.serving import drill
drill.obey("order-1", os.environ)
print(round(clock.now().timestamp() - __import__("time").time()), flush=True)
for number in range(5):
    failpoint.reached("elsewhere")
    print(number, flush=True)
    failpoint.reached("here")
"""


def take_part(directory: Path, orders: drill.Orders) -> subprocess.CompletedProcess[str]:
    drill.path(directory, "order-1").write_bytes(msgspec.json.encode(orders))
    environment = {"PYTHONPATH": "src", drill.VARIABLE: str(directory)}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_it_dies_at_the_pass_that_was_asked_for_and_says_so_first(tmp_path: Path) -> None:
    done = take_part(tmp_path, drill.Orders(failpoint="here", passes=3))
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split() == ["0", "0", "1", "2"]
    assert drill.reached(tmp_path, "order-1").exists()
    assert not drill.path(tmp_path, "order-1").exists()  # the next process lives


def test_what_is_not_reached_leaves_no_evidence(tmp_path: Path) -> None:
    done = take_part(tmp_path, drill.Orders(failpoint="nowhere"))
    assert done.returncode == 0
    assert not drill.reached(tmp_path, "order-1").exists()


def test_its_clock_is_wrong_by_as_much_as_asked_for(tmp_path: Path) -> None:
    assert take_part(tmp_path, drill.Orders(clock_offset_s=-300)).stdout.split()[0] == "-300"


def test_without_a_drill_nothing_is_armed(tmp_path: Path) -> None:
    drill.path(tmp_path, "order-1").write_bytes(msgspec.json.encode(drill.Orders(failpoint="here")))
    drill.obey("order-1", {})
    drill.obey("order-2", {drill.VARIABLE: str(tmp_path)})
    failpoint.reached("here")
    assert abs(clock.now().timestamp() - clock.now_ms() / 1000) < 1
