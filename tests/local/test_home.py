"""A home belongs to one supervisor, survives crashes, and gives up only what is its own."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from souk.local import processes
from souk.local.home import AlreadyRunning, Home, write_whole

HOLD = """
import sys
from pathlib import Path
from souk.local.home import Home
with Home(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_start_in_one_home_is_refused_while_the_first_lives(home: Home) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert home.is_locked()
        with pytest.raises(AlreadyRunning, match="already running") as refused, home.locked():
            pass
        assert "--home" in str(refused.value)
        assert "\n" not in str(refused.value)
        holder.kill()
    assert not home.is_locked()
    with home.locked():
        pass


def test_a_home_that_was_never_used_is_not_locked(tmp_path: Path) -> None:
    assert not Home(tmp_path / "nothing").is_locked()


def test_the_secret_is_made_once_and_for_this_user_only(home: Home) -> None:
    first = home.secret.read_text()
    home.prepare()
    assert home.secret.read_text() == first
    assert len(first.strip()) >= 32
    assert stat.S_IMODE(home.secret.stat().st_mode) == 0o600


def test_run_json_is_replaced_as_a_whole(home: Home) -> None:
    home.write_run({"edge": "a"})
    before = home.run_json.stat().st_ino
    home.write_run({"edge": "b"})
    assert home.run_json.stat().st_ino != before
    assert home.read_run() == {"edge": "b"}
    assert sorted(path.name for path in home.path.glob(".*")) == []


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"processes'])
def test_a_damaged_run_json_is_as_good_as_none(home: Home, content: str) -> None:
    home.run_json.write_text(content)
    assert home.read_run() is None
    assert home.end_leftovers() == []
    assert not home.run_json.exists()


def test_leftovers_of_a_crash_are_ended_but_never_a_stranger_with_their_pid(home: Home) -> None:
    with subprocess.Popen(["sleep", "60"]) as left, subprocess.Popen(["sleep", "60"]) as stranger:
        try:
            known = processes.identity(left.pid)
            assert known is not None
            rows = [
                {"name": "order-1", "pid": left.pid, "started": known.started},
                {"name": "user-1", "pid": stranger.pid, "started": "another boot:1"},
                {"name": "payment-1", "pid": 2**22 + 1, "started": "gone:1"},
                {"name": "damaged"},
            ]
            home.run_json.write_text(json.dumps({"processes": rows}))
            assert home.end_leftovers() == ["order-1"]
            assert left.wait(5) < 0
            assert stranger.poll() is None
            assert not home.run_json.exists()
        finally:
            left.kill()
            stranger.kill()


def test_sockets_of_a_crash_are_cleared_away(home: Home) -> None:
    home.socket("control").touch()
    home.socket("haproxy").touch()
    home.prepare()
    assert not home.socket("control").exists()
    assert not home.socket("haproxy").exists()


def test_removing_the_contents_leaves_what_is_not_ours(home: Home) -> None:
    (home.path / "holiday.jpg").touch()
    (home.store("mongodb") / "data").touch()
    home.seeded.touch()
    home.remove_contents()
    assert sorted(path.name for path in home.path.iterdir()) == ["holiday.jpg"]


def test_a_long_path_gets_its_sockets_elsewhere(tmp_path: Path) -> None:
    deep = Home(tmp_path / ("x" * 100))
    deep.path.mkdir()
    deep.prepare()
    control = deep.socket("control")
    assert len(str(control)) <= 100
    assert control != Home(tmp_path / ("y" * 100)).socket("control")
    assert stat.S_IMODE(control.parent.stat().st_mode) == 0o700
    control.parent.rmdir()


def test_writing_whole_keeps_the_mode_asked_for(tmp_path: Path) -> None:
    write_whole(tmp_path / "secret", "x", mode=0o600)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
