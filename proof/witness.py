"""A second witness: the simulation, which knows none of the tests, looks for a day that goes wrong without a mechanism.

`python -m proof.witness --without MECHANISM --seeds N` says as JSON which seed did, and how.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import msgspec

from proof import mechanisms
from souk.local import checkout

SEEDS = 300
SECONDS_MAX = 30.0
"""A witness who takes longer has seen nothing."""
RUN_TIMEOUT_S = 300.0
_RUNNER = "proof.simulation.run"


class Outcome(Protocol):
    """What the simulation says of a seed."""

    @property
    def violations(self) -> Sequence[str]: ...


class Testimony(msgspec.Struct, frozen=True):
    """After so many seeds one went wrong, or none did; `trouble` says why nobody can be heard."""

    looked: int = 0
    seed: int | None = None
    violation: str | None = None
    trouble: str | None = None

    def __str__(self) -> str:
        if self.trouble is not None:
            return self.trouble
        return f"none in {self.looked}" if self.seed is None else f"seed {self.seed}"


def is_there() -> bool:
    """Whether this checkout has a simulation."""
    return checkout.ROOT.joinpath(*_RUNNER.split(".")).with_suffix(".py").exists()


def ask(name: str, seeds: int) -> Testimony:
    """Look for a seed that goes wrong without a mechanism and is clean with it, each in a process of its own."""
    mechanism = mechanisms.named(name)
    found = _run([f"--without={each}" for each in (name, *mechanism.alone)], range(seeds))
    if found.seed is None:
        return found
    with_it = _run([f"--without={each}" for each in mechanism.alone], [found.seed])
    if with_it.seed is None:
        return found
    return Testimony(trouble=f"seed {found.seed} is wrong with it, too")


def _run(options: Sequence[str], seeds: Sequence[int]) -> Testimony:
    command = checkout.command("proof.witness", *options, f"--seed={seeds[0]}", f"--seeds={len(seeds)}")
    try:
        done = subprocess.run(  # noqa: S603 - this very module
            command,
            cwd=checkout.ROOT,
            env=checkout.environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=RUN_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Testimony(trouble=f"took longer than {RUN_TIMEOUT_S:.0f} s")
    if done.returncode:
        last = done.stderr.decode().strip().splitlines()[-1:]
        return Testimony(trouble=f"the simulation failed: {' '.join(last)}")
    return msgspec.json.decode(done.stdout, type=Testimony)


def search(run: Callable[[int], Outcome], names: Iterable[str], seeds: Iterable[int], seconds: float) -> Testimony:
    """Run seeds without these mechanisms until one goes wrong, or the time is up."""
    limit = time.monotonic() + seconds
    looked = 0
    with mechanisms.without(*names):
        for seed in seeds:
            looked += 1
            if violations := run(seed).violations:
                return Testimony(looked, seed, violations[0])
            if time.monotonic() > limit:
                break
    return Testimony(looked)


def main(arguments: Sequence[str] | None = None) -> None:
    """Search, and say what came of it on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", action="append", default=[], metavar="MECHANISM", choices=list(mechanisms.EVERY))
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="begin with this one")
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="N")
    wanted = parser.parse_args(arguments)
    run = importlib.import_module(_RUNNER).run
    found = search(run, wanted.without, range(wanted.seed, wanted.seed + wanted.seeds), SECONDS_MAX)
    sys.stdout.write(msgspec.json.encode(found).decode() + "\n")


if __name__ == "__main__":
    main()
