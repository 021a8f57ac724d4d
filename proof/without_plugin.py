"""For pytest: `-p proof.without_plugin --without MECHANISM --verdicts FILE`, tests of a shop that lacks something.

The mechanism is off from before the first test is collected until after the last one, here and in every process that a
test starts. The file says of each test how it ended: one that only stumbles over the gap has not noticed anything.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Generator
from pathlib import Path

import pytest

PASSED = "passed"
NOTICED = "noticed"
"""A property of the shop did not hold: an assertion failed, or what should have happened did not in time."""
BROKEN = "broken"
"""It failed in another way: nothing is said about the property."""

_rank = {PASSED: 0, NOTICED: 1, BROKEN: 2}
_off = pytest.StashKey[contextlib.ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("proof")
    group.addoption("--without", action="append", default=[], metavar="MECHANISM", help="switch it off")
    group.addoption("--verdicts", type=Path, metavar="FILE", help="write how each test ended, as JSON")


def pytest_configure(config: pytest.Config) -> None:
    from proof import mechanisms, processes

    off = config.stash[_off] = contextlib.ExitStack()
    if names := config.getoption("--without"):
        off.enter_context(mechanisms.without(*names))
        changed = pytest.MonkeyPatch()
        off.callback(changed.undo)
        for variable, value in processes.environment(os.environ, names).items():
            changed.setenv(variable, value)
    if (path := config.getoption("--verdicts")) is not None:
        config.pluginmanager.register(_Verdicts(path), "verdicts")


def pytest_unconfigure(config: pytest.Config) -> None:
    if (off := config.stash.get(_off, None)) is not None:
        off.close()


class _Verdicts:
    """Notes how tests end, by node id; of a test's three phases the worst one counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ended: dict[str, str] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        verdict = PASSED
        if report.failed:
            verdict = NOTICED if call.when == "call" and _is_a_property(call.excinfo) else BROKEN
        before = self._ended.get(item.nodeid, PASSED)
        self._ended[item.nodeid] = max(before, verdict, key=lambda each: _rank[each])
        return report

    def pytest_sessionfinish(self) -> None:
        self._path.write_text(json.dumps(self._ended, indent=2))


def _is_a_property(failure: pytest.ExceptionInfo[BaseException] | None) -> bool:
    return failure is not None and isinstance(failure.value, AssertionError | TimeoutError | pytest.fail.Exception)
