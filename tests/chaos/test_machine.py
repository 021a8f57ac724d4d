"""What a drill leaves behind when it is killed is removed by the next one; what lives is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from proof.chaos import machine


def dead_pid() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_images_of_the_dead_go_and_those_of_the_living_stay(temporary: Path) -> None:
    names = (f"souk-chaos-{dead_pid()}-nats.img", f"{machine.tag()}-nats.img", "somebody-elses.img")
    for name in names:
        (temporary / name).touch()
    machine.sweep(mine=False)
    assert {path.name for path in temporary.iterdir()} == set(names[1:] if os.geteuid() == 0 else names)


def test_a_command_that_fails_says_which_and_why() -> None:
    with pytest.raises(machine.ImpossibleError, match=r"`ls /no/such/place` failed: ls: "):
        machine.sh("ls", "/no/such/place")


def test_networks_and_rules_of_the_dead_go() -> None:
    if machine.can_have_networks() is not None:
        assert machine.sweep(mine=True) == []
        return
    pid = dead_pid()
    machine.sh("ip", "netns", "add", f"souk-chaos-{pid}-m1")
    machine.sh("nft", "add", "table", "ip", f"souk_chaos_{pid}_slow_nats")
    removed = machine.sweep(mine=False)
    assert f"del souk-chaos-{pid}-m1" in removed
    assert f"ip souk_chaos_{pid}_slow_nats" in removed
