"""A whole stack through the commands: started twice, crashed, scaled, stopped, with nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from souk.local import checkout, processes
from souk.local.home import Home

pytestmark = pytest.mark.stack

START_TIMEOUT_S = 240
"""The first start of a checkout builds the web."""


def souk(*arguments: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        checkout.command("souk", *arguments),
        env=checkout.environment(os.environ) | {"COLUMNS": "120", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


def up(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    return souk(
        "up", "--detach", "--no-demo", "--port", "0", "--home", str(home.path), *arguments, timeout_s=START_TIMEOUT_S
    )


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with a running stack; one for all tests here, which leave it running but for the last."""
    home = Home(tmp_path_factory.mktemp("live") / "home")
    started = up(home)
    try:
        assert started.returncode == 0, started.stderr
        assert "Souk is up" in started.stdout
        yield home
    finally:
        souk("down", "--home", str(home.path), timeout_s=120)


def run_json(home: Home) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(home.run_json.read_text())
    return content


def identities(home: Home) -> dict[str, processes.Identity]:
    return {row["name"]: processes.Identity(row["pid"], row["started"]) for row in run_json(home)["processes"]}


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def healthz(home: Home) -> int:
    return status_of(f"{run_json(home)['edge']}/healthz")


def test_without_the_demo_the_mailbox_is_closed(live: Home) -> None:
    assert status_of(f"{run_json(live)['edge']}/dev/mailbox") == 404


def test_a_stack_is_watched_scaled_and_looked_after(live: Home) -> None:
    shown = souk("status", "--home", str(live.path))
    assert shown.returncode == 0
    assert [word for word in ("order-1", "haproxy-1", "mongodb-1") if word not in shown.stdout] == []

    assert souk("scale", "inventory=2", "--home", str(live.path)).returncode == 0
    rows = json.loads(souk("status", "--json", "--home", str(live.path)).stdout)
    assert [row["ready"] for row in rows if row["name"].startswith("inventory-")] == [True, True]
    assert souk("logs", "inventory", "-n", "1", "--home", str(live.path)).stdout.count("inventory-2: ") == 1
    assert souk("scale", "inventory=1", "--home", str(live.path)).returncode == 0

    before = identities(live)
    assert "inventory runs anew" in souk("restart", "inventory", "--home", str(live.path)).stderr
    after = identities(live)
    assert {name for name in after if after[name] != before[name]} == {"inventory-1"}
    unknown = souk("restart", "inventory", "mongodb", "--home", str(live.path))
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)
    assert identities(live) == after

    nobody = souk("logs", "nobody", "--home", str(live.path))
    assert "there is no log of `nobody`" in nobody.stderr
    assert "order" in nobody.stderr

    letters = souk("dead-letters", "list", "--home", str(live.path))
    assert letters.stdout.strip() == "no dead letters"
    missing = souk("dead-letters", "drop", "nothing", "--home", str(live.path))
    assert (missing.returncode, missing.stderr.count("\n")) == (1, 1)
    replayed = souk("replay", "--since", "1h", "--home", str(live.path))
    assert replayed.returncode == 0, replayed.stderr
    assert "order: 0 events published again" in replayed.stderr


def test_a_stack_lives_through_a_crash_of_its_supervisor(live: Home) -> None:
    assert healthz(live) == 200
    before = identities(live)
    assert {"mongodb-1", "nats-1", "valkey-1", "haproxy-1", "sandbox-1", "smtp-1", "order-1"} <= before.keys()

    refused = up(live)
    assert refused.returncode == 1
    assert "a stack is already running" in refused.stderr
    assert refused.stderr.count("\n") == 1

    os.kill(run_json(live)["supervisor"], signal.SIGKILL)
    deadline = time.monotonic() + 5
    while any(map(processes.is_alive, before.values())) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [name for name, each in before.items() if processes.is_alive(each)] == []
    assert souk("status", "--home", str(live.path)).returncode == 1

    ports = {row["name"]: row["port"] for row in run_json(live)["processes"]}
    again = up(live)
    assert again.returncode == 0, again.stderr
    assert healthz(live) == 200
    assert {row["name"]: row["port"] for row in run_json(live)["processes"]} == ports
    assert identities(live)["mongodb-1"] != before["mongodb-1"]


def test_a_stack_is_stopped_with_nothing_left(live: Home) -> None:
    before = identities(live)
    assert souk("down", "--home", str(live.path), timeout_s=120).returncode == 0
    assert [name for name, each in before.items() if processes.is_alive(each)] == []
    assert not live.run_json.exists()


def test_a_store_that_cannot_start_is_told_with_its_log(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.path.mkdir()
    home.prepare()
    (home.store("mongodb") / "WiredTiger").write_text("not a database")
    (home.store("mongodb") / "WiredTiger.turtle").write_text("not a database")
    failed = up(home)
    assert failed.returncode == 1
    assert "mongodb-1 did not start" in failed.stderr
    assert "WiredTiger" in failed.stderr
    assert not home.is_locked()
