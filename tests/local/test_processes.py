"""Children are told apart from strangers, end when told, and never outlive their parent."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from souk.local import checkout, processes

PARENT = """
import asyncio, os, sys
from pathlib import Path
from souk.local import processes

async def main():
    child = processes.Child.start(
        ["sleep", "300"], environment=os.environ, log=Path(sys.argv[1]), directory=Path("/")
    )
    print(child.pid, flush=True)
    await child.wait()

asyncio.run(main())
"""


def start(tmp_path: Path, *command: str) -> processes.Child:
    return processes.Child.start(command, environment=os.environ, log=tmp_path / "log", directory=tmp_path)


async def test_the_exit_code_is_told_to_everyone_who_waits(tmp_path: Path) -> None:
    child = start(tmp_path, "sh", "-c", "echo hello; exit 3")
    codes = await asyncio.gather(child.wait(), child.wait())
    assert list(codes) == [3, 3]
    assert not child.is_running
    assert (tmp_path / "log").read_text() == "hello\n"
    child.send(signal.SIGTERM)  # to nobody


async def test_output_is_appended(tmp_path: Path) -> None:
    for word in ("one", "two"):
        await start(tmp_path, "echo", word).wait()
    assert (tmp_path / "log").read_text() == "one\ntwo\n"


async def test_stop_asks_first(tmp_path: Path) -> None:
    child = start(tmp_path, "sh", "-c", "trap 'echo bye; exit 0' TERM; while true; do sleep 0.02; done")
    await asyncio.sleep(0.2)
    assert await child.stop(5.0) == 0
    assert (tmp_path / "log").read_text() == "bye\n"


async def test_stop_insists(tmp_path: Path) -> None:
    child = start(tmp_path, "sh", "-c", "trap '' TERM; while true; do sleep 0.02; done")
    await asyncio.sleep(0.2)
    assert await child.stop(0.1) == -signal.SIGKILL


async def test_a_missing_program_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        start(tmp_path, "/nowhere/program")


def test_a_child_dies_with_its_parent_even_when_that_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log")],
        stdout=subprocess.PIPE,
        env=checkout.environment(os.environ),
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        known = processes.identity(pid)
        assert known is not None
        parent.kill()
    deadline = time.monotonic() + 5
    while processes.is_alive(known) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not processes.is_alive(known)


def test_a_process_is_known_by_more_than_its_pid() -> None:
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        try:
            known = processes.identity(sleeper.pid)
            assert known is not None
            assert processes.is_alive(known)
            assert not processes.kill_if_same(processes.Identity(sleeper.pid, "earlier"))
            assert sleeper.poll() is None
            assert processes.kill_if_same(known)
            assert sleeper.wait(5) == -signal.SIGKILL
            assert not processes.kill_if_same(known)
        finally:
            sleeper.kill()


def test_nobody_has_pid_zero() -> None:
    assert not processes.is_alive(processes.Identity(0, ""))


@pytest.mark.parametrize(
    ("code", "told"),
    [(0, "exit code 0"), (3, "exit code 3"), (-9, "killed by SIGKILL"), (-99, "killed by signal 99")],
)
def test_exits_in_words(code: int, told: str) -> None:
    assert processes.tell_exit(code) == told


def test_children_of_one_that_prefers_throughput_do_too(tmp_path: Path) -> None:
    policy = "import os; print(os.sched_getscheduler(0) == os.SCHED_BATCH)"
    told = subprocess.run(
        [sys.executable, "-c", policy],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=processes.prefer_throughput,
    )
    assert told.stdout.strip() == "True"
    assert os.sched_getscheduler(0) == os.SCHED_OTHER
