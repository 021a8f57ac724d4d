"""README's first order and what follows it, run as a stranger would: the page's own commands in a shell."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import pages
from souk.local import checkout
from souk.local.home import Home

pytestmark = pytest.mark.stack

README = checkout.ROOT / "README.md"
START = "./souk up --detach --port 8080"
_COMMAND = re.compile(r"^(\./souk [^#\n]*[^#\s])(\s+#.*)?$", re.MULTILINE)
ELSEWHERE = {"./souk up", "./souk test", "./souk doctor"}
"""Commands of the page that other tests run, or that run these."""
UP_TIMEOUT_S = 400
SHELL_TIMEOUT_S = 180


def run(script: str, timeout_s: float) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=checkout.ROOT,
        env=checkout.environment(os.environ) | {"PATH": path, "COLUMNS": "120", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


def here(script: str, home: Home, edge: str = "") -> str:
    """The script for this test's stack: its home and its address instead of the page's."""
    where = shlex.quote(str(home.path))
    own_home = _COMMAND.sub(rf"\1 --home {where}", script)
    moved = own_home.replace("--port 8080", "--port 0").replace(" .souk/", f" {where}/")
    return moved.replace("http://127.0.0.1:8080", edge)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A shop started as the page says, but for its port and home."""
    home = Home(tmp_path_factory.mktemp("readme") / "home")
    started = run(here(START, home), UP_TIMEOUT_S)
    try:
        assert started.returncode == 0, started.stderr
        yield home
    finally:
        run(here("./souk down", home), SHELL_TIMEOUT_S)


def test_the_first_order(home: Home) -> None:
    start, *steps = pages.blocks(README, "The first order")
    assert start.strip() == START
    edge = json.loads(home.run_json.read_text())["edge"]
    done = run(here("\n".join(steps), home, edge), SHELL_TIMEOUT_S)
    assert done.returncode == 0, done.stderr
    said = done.stdout
    assert re.search(r"^HTTP/1\.1 201", said, re.MULTILINE), said
    assert '"status":"confirmed"' in said
    before, after = re.search(r": (\d+) before, (\d+) after", said).groups()  # type: ignore[union-attr]  # a failure shows as well
    assert int(after) == int(before) - 1
    assert re.search(r'"subject":"Your order \d+ is confirmed"', said)
    assert '"account":"receipts"' in said
    assert "debits - credits = 0" in said


def test_what_next(home: Home) -> None:
    (block,) = pages.blocks(README, "What next")
    *steps, last = block.strip().splitlines()
    done = run(here("\n".join(steps), home), SHELL_TIMEOUT_S)
    assert done.returncode == 0, done.stderr
    for word in ("order-1", "order-2: ", "no dead letters"):
        assert word in done.stdout
    assert "order runs 2 processes" in done.stderr
    stopped = run(here(last, home), SHELL_TIMEOUT_S)
    assert stopped.returncode == 0, stopped.stderr
    assert not home.run_json.exists()


def test_no_command_of_the_page_goes_untried() -> None:
    tried = [*pages.blocks(README, "The first order"), *pages.blocks(README, "What next")]
    untried = [block for block in pages.blocks(README) if block not in tried]
    commands = {line.partition("#")[0].strip() for block in untried for line in block.splitlines()}
    assert commands - {""} <= ELSEWHERE
