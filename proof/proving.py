"""Runs the tests that must notice a mechanism, with it and without it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from proof import mechanisms, suites, without_plugin, witness
from souk import testing
from souk.local import checkout
from souk.local.trouble import Trouble

AT_ONCE = 2
RUN_TIMEOUT_S = 300.0
TAIL_LINES = 15

Verdicts = Mapping[str, str]
"""By node id: `passed`, `noticed` or `broken`."""


@dataclass(frozen=True)
class Run:
    """One run of pytest; `off` is the mechanism that it went without. `trouble` says why it came to nothing."""

    off: str | None
    verdicts: Verdicts
    seconds: float
    trouble: str = ""

    def of(self, node_ids: Sequence[str]) -> dict[str, str]:
        """Verdicts of the tests that these names stand for; a name that stands for none is `missing`."""
        found: dict[str, str] = {}
        for wanted in node_ids:
            known = {each: verdict for each, verdict in self.verdicts.items() if each.partition("[")[0] == wanted}
            found |= known or {wanted: "missing"}
        return found


@dataclass(frozen=True)
class Finding:
    """What became of a mechanism's tests with it and without it."""

    mechanism: mechanisms.Mechanism
    with_it: Mapping[str, str]
    without_it: Mapping[str, str]
    sunny_day: str
    seconds: float
    trouble: str = ""
    testimony: witness.Testimony | None = None
    """What the simulation saw; it is shown, and decides nothing."""

    @property
    def is_green(self) -> bool:
        return all(verdict == without_plugin.PASSED for verdict in self.with_it.values())

    @property
    def noticed(self) -> list[str]:
        """Tests that are green with it, and red by a broken property without it."""
        return [
            test
            for test, verdict in self.without_it.items()
            if verdict == without_plugin.NOTICED and self.with_it.get(test) == without_plugin.PASSED
        ]

    @property
    def is_proven(self) -> bool:
        """Every test noticed, and what does not need the mechanism works without it."""
        return not self.objections

    @property
    def objections(self) -> list[str]:
        """What keeps this from being a proof."""
        if self.trouble:
            return [self.trouble]
        with_it = [f"{test} is {verdict} with it" for test, verdict in self.with_it.items() if verdict != "passed"]
        without_it = [
            f"{test} {'does not notice' if verdict == without_plugin.PASSED else f'is {verdict} without it'}"
            for test, verdict in self.without_it.items()
            if verdict != without_plugin.NOTICED
        ]
        if self.sunny_day != without_plugin.PASSED:
            without_it.append(f"{suites.SUNNY_DAY} is {self.sunny_day}: more is missing than the mechanism")
        return with_it + without_it


def prove(
    names: Sequence[str], heard: Callable[[Finding], None], began: Callable[[str], None], *, seeds: int = 0
) -> list[Finding]:
    """Prove mechanisms, two runs at a time; `began` hears of each run, `heard` of each finding.

    With `seeds` the simulation is asked as well, if there is one, for so many days at most. Answers the findings in the
    order of `names`.
    """
    found: dict[str, Finding] = {}
    with testing.mongod() as url, ThreadPoolExecutor(AT_ONCE) as pool:
        wanted = dict.fromkeys(test for name in names for test in suites.node_ids(name))
        began("with all mechanisms")
        whole = pool.submit(run_tests, url, None, [suites.SUNNY_DAY, *wanted])
        runs: dict[Future[tuple[Run, witness.Testimony | None]], str] = {}
        with _cancelled_on_trouble(pool):
            for name in names:
                runs[pool.submit(_lack, began, url, name, seeds)] = name
            for done in as_completed(runs):
                name = runs[done]
                found[name] = judge(mechanisms.EVERY[name], whole.result(), *done.result())
                heard(found[name])
    return [found[name] for name in names]


@contextlib.contextmanager
def _cancelled_on_trouble(pool: ThreadPoolExecutor) -> Iterator[None]:
    """Runs that have not begun are not begun once somebody interrupts."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _lack(began: Callable[[str], None], url: str, name: str, seeds: int) -> tuple[Run, witness.Testimony | None]:
    began(f"without {name}")
    run = run_tests(url, name, [suites.SUNNY_DAY, *suites.node_ids(name)])
    return run, witness.ask(name, seeds) if seeds and witness.is_there() else None


def judge(
    mechanism: mechanisms.Mechanism, whole: Run, lacking: Run, testimony: witness.Testimony | None = None
) -> Finding:
    """Compare what the tests of a mechanism said with it and without it."""
    tests = suites.node_ids(mechanism.name)
    return Finding(
        mechanism=mechanism,
        with_it=whole.of(tests),
        without_it=lacking.of(tests),
        sunny_day=lacking.of([suites.SUNNY_DAY])[suites.SUNNY_DAY],
        seconds=lacking.seconds,
        trouble=whole.trouble or lacking.trouble,
        testimony=testimony,
    )


def run_tests(mongodb_url: str, off: str | None, tests: Sequence[str]) -> Run:
    """Run tests in a process of their own, without the mechanism `off` if there is one."""
    with tempfile.TemporaryDirectory(prefix="souk-prove-") as directory:
        verdicts = Path(directory) / "verdicts.json"
        options = ["-q", "-p", "proof.without_plugin", "-p", "no:cacheprovider", "--tb=short", f"--verdicts={verdicts}"]
        if off is not None:
            options.append(f"--without={off}")
        began = time.monotonic()
        try:
            done = subprocess.run(  # noqa: S603 - pytest over our own tests
                checkout.command("pytest", *options, *tests),
                cwd=checkout.ROOT,
                env={**checkout.environment(os.environ), "SOUK_TEST_MONGODB_URL": mongodb_url},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=RUN_TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Run(off, {}, time.monotonic() - began, f"took longer than {RUN_TIMEOUT_S:.0f} s")
        took_s = time.monotonic() - began
        if done.returncode not in (0, 1) or not verdicts.exists():  # 0 and 1: all passed, some failed
            tail = "\n".join(done.stdout.splitlines()[-TAIL_LINES:])
            return Run(off, {}, took_s, f"pytest ended with {done.returncode}:\n{tail}")
        return Run(off, json.loads(verdicts.read_text()), took_s)


def named(only: Sequence[str]) -> list[str]:
    """Names of mechanisms that somebody asked for, all if they asked for none. Raises `Trouble` for one unknown."""
    for name in only:
        if name not in mechanisms.EVERY:
            raise Trouble(f"there is no mechanism {name}; ./souk prove --list names them")
    return [name for name in mechanisms.EVERY if not only or name in only]
