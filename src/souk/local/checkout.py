"""This checkout: where its files are, and how its own Python modules are run."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DEFAULT_HOME = ROOT / ".souk"
"""Where a stack lives when nobody says otherwise."""


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """What any Python of ours is started with: the sources on its path, and few arenas, for memory given back."""
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), given.get("PYTHONPATH", ""))))
    return {"MALLOC_ARENA_MAX": "2", "PYTHONUNBUFFERED": "1"} | dict(given) | {"PYTHONPATH": path}


def command(module: str, *arguments: str) -> list[str]:
    """The command that runs one of our modules with this interpreter."""
    return [sys.executable, "-m", module, *arguments]
