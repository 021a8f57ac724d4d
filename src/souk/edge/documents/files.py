"""The committed documents: where they lie, and how they are written and found stale."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[4]
"""The repository: these documents are made where the code is."""
DIFF_LINES_MAX = 12


def as_json(document: Mapping[str, Any]) -> str:
    """Two spaces, one member a line, the order as given: what reviews read well.

    The end of a pattern is `\\Z` in Python, whose `$` lets a line end through, and `$` in JSON Schema.
    """
    text = msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"
    return text.replace(r"\\Z", "$")


def write(texts: Mapping[Path, str]) -> list[Path]:
    """Write what differs; the files that did."""
    changed = [path for path, text in texts.items() if _read(path) != text]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path], encoding="utf-8")
    return changed


def stale(texts: Mapping[Path, str], command: str) -> list[str]:
    """What a check prints: what to run for each stale file, and how it differs; nothing when all is fresh."""
    lines: list[str] = []
    for path, text in texts.items():
        committed = _read(path)
        if committed == text:
            continue
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        lines.append(f"{name} is stale: run `{command}` and commit it.")
        differences = [
            line
            for line in difflib.unified_diff(committed.splitlines(), text.splitlines(), lineterm="", n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]
        lines += [f"  {line}" for line in differences[:DIFF_LINES_MAX]]
        if len(differences) > DIFF_LINES_MAX:
            lines.append(f"  … and {len(differences) - DIFF_LINES_MAX} more lines")
    return lines


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
