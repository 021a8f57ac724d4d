"""A stack seen from outside: refused without room, asked while it runs, cleared away after a crash."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from souk.local import control, processes, stack
from souk.local.home import Home
from souk.local.trouble import Trouble


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_full_disk_is_told_before_anything_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**10, 10**10 - 5 * 1024**2, 5 * 1024**2))
    home = Home(tmp_path / "not" / "there" / "yet")
    with pytest.raises(Trouble) as refused:
        stack.start(home)
    assert "is full: 5 MiB free, 1024 needed; free some" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not home.path.exists()


def test_a_supervisor_that_cannot_even_start_is_told_with_its_words(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOUK_RATE_LIMIT_WRITES", "many")
    with pytest.raises(stack.StartFailed, match="SOUK_RATE_LIMIT_WRITES is not a whole number"):
        stack.start(home)
    assert not home.is_locked()


def test_a_second_stack_in_one_home_is_refused(home: Home) -> None:
    with home.locked(), pytest.raises(stack.StartFailed, match="already running"):
        stack.start(home)


def test_nothing_running_is_told_with_what_to_do(home: Home) -> None:
    for ask in (stack.run, stack.status):
        with pytest.raises(control.NotRunning, match=r"nothing is running in .*; start it with \./souk up --home"):
            ask(home)
    assert stack.stop(home) is False


def test_what_a_crash_left_is_cleared_away_by_stopping(home: Home) -> None:
    with subprocess.Popen(["sleep", "60"]) as left:
        try:
            known = processes.identity(left.pid)
            assert known is not None
            rows = [{"name": "order-1", "pid": left.pid, "started": known.started}]
            home.run_json.write_text(json.dumps({"processes": rows}))
            assert stack.stop(home) is True
            assert left.wait(5) < 0
        finally:
            left.kill()
    assert not home.run_json.exists()


def test_the_environment_is_that_of_the_stacks_own_processes(home: Home) -> None:
    content = {"mongodb": "m", "nats": "n", "valkey": "v", "internal": "i", "edge": "e"}
    given = stack.environment(content, home)
    assert (given["SOUK_MONGODB_URL"], given["SOUK_NATS_URL"], given["SOUK_VALKEY_URL"]) == ("m", "n", "v")
    assert (given["SOUK_INTERNAL_URL"], given["SOUK_PUBLIC_URL"]) == ("i", "e")
    assert given["SOUK_SECRET_FILE"] == str(home.secret)
