"""Results as they are kept: one JSON file a part, with the machine, the versions and the load before and after."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import platform
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.report import Report
from bench.study.part import Effort, Part, Result
from souk.local import binaries, checkout
from souk.local.trouble import Trouble

FOLDER = checkout.ROOT / "bench" / "report" / "study"
GIT_TIMEOUT_S = 10.0


def path(part: str, folder: Path = FOLDER) -> Path:
    return folder / f"{part}.json"


def is_there(part: Part, effort: Effort, folder: Path = FOLDER) -> bool:
    """Whether the part was measured with as much effort, or more, and nothing was broken."""
    document = read(part.name, folder)
    return document is not None and document["scale"] >= effort.scale and not document["violations"]


def read(part: str, folder: Path = FOLDER) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path(part, folder).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found


def write(
    part: Part, effort: Effort, done: Report, before: Mapping[str, Any], took_s: float, folder: Path = FOLDER
) -> Path:
    """Whole or not at all: a part that is interrupted leaves what was there."""
    document = {
        "part": part.name,
        "words": part.words,
        "scale": effort.scale,
        "took_s": round(took_s, 1),
        **done.document({**before, "load_after": os.getloadavg()[0]}),
        "versions": versions(),
        "notes": done.notes if isinstance(done, Result) else [],
        "plots": [dataclasses.asdict(each) for each in done.plots] if isinstance(done, Result) else [],
    }
    folder.mkdir(parents=True, exist_ok=True)
    new = path(part.name, folder).with_suffix(".new")
    new.write_text(json.dumps(_rounded(document), indent=1) + "\n", encoding="utf-8")
    return new.replace(path(part.name, folder))


def machine() -> dict[str, Any]:
    """Where this is measured, and what else was going on before it began."""
    memory = dict(_meminfo())
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gib": round(memory.get("MemTotal", 0) / 2**20, 1),
        "system": f"{platform.system()} {platform.release()}",
        "load_1min": os.getloadavg()[0],
    }


def versions() -> dict[str, str]:
    """Of what was measured, and of what measured it, as far as it is here."""
    found = {}
    for program in (*binaries.SERVERS, binaries.K6):
        with contextlib.suppress(Trouble):
            found[program.name] = binaries.version(program, binaries.find(program)).strip()
    return {"souk": _commit(), "python": platform.python_version(), **found}


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=10"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, cwd=checkout.ROOT, capture_output=True, text=True, timeout=GIT_TIMEOUT_S, check=False
        )
    except FileNotFoundError:
        return "unknown"
    return done.stdout.strip() or "unknown"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _meminfo() -> Iterator[tuple[str, int]]:
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        name, _, rest = line.partition(":")
        yield name, int(rest.split()[0])


def _rounded(value: Any) -> Any:
    """Six digits say all that was measured."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, Mapping):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value
