"""However many orders there are, the oracle holds a window of them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import msgspec
import pytest

from audit import multiplied
from audit.books import Books
from souk.audit.reading.sources import SERVICES
from souk.local import checkout

GROWTH_MAX_MIB = 24.0
"""Between a store of a few windows and one ten times as large."""


def audited(books: Books, count: int) -> dict[str, Any]:
    """What an audit of the books with so many repetitions found, and took, in a process of its own."""
    first = next(each for each in books.charges if each.key == books.payment("sold"))
    listed = msgspec.json.encode([first, *books.charges]).decode()
    command = [
        sys.executable,
        str(checkout.ROOT / "tests/audit/multiplied.py"),
        books.url,
        books.prefix,
        listed,
        str(count),
    ]
    path = {"PYTHONPATH": f"{checkout.ROOT / 'tests'}:{checkout.ROOT / 'src'}"}
    done = subprocess.run(command, env=path, capture_output=True, text=True, timeout=1_800, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_memory_does_not_grow_with_the_store(books: Books) -> None:
    databases = {service: books[service] for service in SERVICES}
    original = books.orders["sold"][4:]
    multiplied.fill(databases, original, 3_000)
    small = audited(books, 3_000)
    books.restore()
    multiplied.fill(databases, original, 30_000)
    large = audited(books, 30_000)
    assert (small["lines"], large["lines"]) == ([], [])
    assert large["checked"]["I1"] - small["checked"]["I1"] == 27_000
    assert large["mib"] - small["mib"] < GROWTH_MAX_MIB, (small, large)
