"""A store's disk is full: a small one, mounted on its directory for the drill."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import Any

from pymongo.errors import PyMongoError

from proof.chaos import machine
from proof.chaos.faults.fault import Fault
from proof.chaos.stand import Stand

SIZES_MB = {"mongodb": 900, "nats": 120}
"""MongoDB lays out three journal files of 100 MB and some more before it has stored anything."""
NO_SPACE = "No space left on device", "no space left on device", "insufficient storage", "insufficient resources"
FILLER = "filler"


class Full(Fault):
    """Nothing more can be written there, until somebody makes room, and restarts the broker if it was its disk."""

    family = "disk"
    hold_s = 10.0
    is_alone = True

    def __init__(self, part: str) -> None:
        self._part = part
        self.name = f"disk:full-{part}"
        self.what = f"the disk of {part} is full"
        self._free: list[int] = []
        self._said_before = 0

    def impossible(self) -> str | None:
        return machine.can_mount()

    async def inject(self, stand: Stand) -> None:
        disk = stand.disks[self._part]
        log = stand.home.log(f"{self._part}-1")
        self._said_before, self._free = _complaints(log), []
        _fill(disk / FILLER)
        self._free.append(os.statvfs(disk).f_bavail)
        if self._part == "mongodb":  # it has room of its own until its next checkpoint
            with contextlib.suppress(PyMongoError):
                await stand.mongo.admin.command("fsync", 1)

    async def heal(self, stand: Stand) -> None:
        filler = stand.disks[self._part] / FILLER
        if not filler.exists():
            return
        filler.unlink()
        if self._part == "nats":  # 2.15 never writes again to a stream that it once could not write to
            await stand.restart("nats-1")

    async def proof(self, stand: Stand) -> str | None:
        said = _complaints(stand.home.log(f"{self._part}-1")) - self._said_before
        if self._free != [0] or said <= 0:
            return None
        return f"0 blocks were free, {self._part} said so in {said} lines of its log"


def _fill(path: Path) -> None:
    with path.open("wb") as file:
        size = 64 * 1024**2
        at = 0
        while size >= 512:
            try:
                os.posix_fallocate(file.fileno(), at, size)
                at += size
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                size //= 2


def _complaints(log: Path) -> int:
    text = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    return sum(text.count(words) for words in NO_SPACE)


def every() -> list[Any]:
    return [Full(part) for part in SIZES_MB]
