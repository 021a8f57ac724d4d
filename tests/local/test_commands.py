"""The commands as a person meets them: help that teaches, one line for every mistake, exit codes that tell."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from souk.cli import app, operating, processes_table, screen
from souk.local import checkout
from souk.local.trouble import Trouble

NOW = datetime(2030, 1, 31, 12, tzinfo=UTC)


def souk(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        checkout.command("souk", *arguments),
        env=checkout.environment(os.environ) | {"COLUMNS": "120", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_names_every_command() -> None:
    done = souk("--help")
    assert done.returncode == 0
    commands = {each.name or getattr(each.callback, "__name__", "") for each in app.app.registered_commands}
    commands |= {each.name or "" for each in app.app.registered_groups}
    assert {"up", "restart", "test", "admin", "node", "dead-letters"} <= commands
    assert {name for name in commands if f"│ {name} " not in done.stdout} == set()


@pytest.mark.parametrize("command", ["up", "scale", "restart", "logs", "test", "replay", "bench"])
def test_help_of_a_command_has_examples(command: str) -> None:
    done = souk(command, "--help")
    assert done.returncode == 0
    assert f"./souk {command}" in done.stdout.partition("Examples")[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["xyzzy"], "No such command 'xyzzy'; see ./souk --help"),
        (["up", "--prot", "1"], "No such option: --prot"),
        (["up", "--port", "70000"], "Invalid value for '--port'"),
        (["up", "--replicas", "shop=2"], "`shop` is no service here"),
        (["status"], "nothing is running in "),
        (["scale", "order=2"], "nothing is running in "),
        (["scale", "order"], "nothing is running in "),
        (["restart", "order"], "nothing is running in "),
        (["logs", "order"], "there is no log of `order`"),
        (["replay", "--since", "yesterday"], "`yesterday` is no time"),
        (["dead-letters", "list"], "nothing is running in "),
        (["admin", "create", "me@example.com"], "nothing is running in "),
        (["seed"], "nothing is running in "),
    ],
)
def test_a_mistake_is_one_line_and_not_success(tmp_path: Path, arguments: list[str], told: str) -> None:
    home = [] if arguments == ["xyzzy"] else ["--home", str(tmp_path / "home")]
    done = souk(*arguments, *home)
    assert done.returncode not in {0, None}
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_stopping_what_does_not_run_is_no_mistake(tmp_path: Path) -> None:
    done = souk("down", "--home", str(tmp_path / "home"))
    assert done.returncode == 0
    assert "nothing is running" in done.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2h", NOW - timedelta(hours=2)),
        ("30m", NOW - timedelta(minutes=30)),
        ("1 d", NOW - timedelta(days=1)),
        ("2030-01-31T10:00:00Z", NOW - timedelta(hours=2)),
        ("2030-01-31T10:00:00", NOW - timedelta(hours=2)),
        ("2030-01-31T13:00:00+02:00", NOW - timedelta(hours=1)),
    ],
)
def test_moments_are_read(text: str, moment: datetime) -> None:
    assert operating.parse_moment(text, NOW) == moment


@pytest.mark.parametrize("text", ["", "2", "2y", "soon", "2031-01-01"])
def test_moments_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(Trouble):
        operating.parse_moment(text, NOW)


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0 s"), (59.9, "59 s"), (60, "1 min"), (7_500, "2 h 5 min"), (100_000, "1 d 3 h")]
)
def test_durations(seconds: float, told: str) -> None:
    assert screen.duration(seconds) == told


def test_the_table_tells_what_a_process_uses_and_bears_one_that_is_gone() -> None:
    here = {"name": "order-1", "port": 1, "state": "up", "restarts": 2, "reason": "", "ready": True}
    rows = processes_table.measure(
        [
            here | {"pid": os.getpid(), "started_at": 0.0},
            here | {"pid": None, "started_at": None, "state": "waiting", "ready": False},
            here
            | {"pid": 2**22 + 1, "started_at": 0.0, "state": "restarting", "reason": "exit code 1", "ready": False},
        ]
    )
    assert rows[0]["memory_bytes"] > 1_000_000
    assert rows[0]["cpu_percent"] >= 0
    assert rows[1]["memory_bytes"] is rows[2]["cpu_percent"] is None
    screen.out.print(processes_table.table(rows))


def test_the_interpreter_is_the_environments_own() -> None:
    assert checkout.command("souk")[0] == sys.executable
