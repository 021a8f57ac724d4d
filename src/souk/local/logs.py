"""The logs of a stack's processes: bounded in size, and followed over their rotation."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

BYTES_MAX = 16 * 1024 * 1024
"""Of one log; then it becomes `NAME.log.1`, replacing the one before."""
TAIL_BYTES_MAX = 256 * 1024
FOLLOW_PAUSE_S = 0.25


def rotate(log: Path) -> bool:
    """Move a log that has grown too long aside; whether it had.

    Copies and truncates: processes write to an open file in append mode, which goes on at its new end. A line written
    in the instant between the two is lost, which a log may be.
    """
    try:
        if log.stat().st_size <= BYTES_MAX:
            return False
        with log.open("rb+") as current, log.with_name(f"{log.name}.1").open("wb") as kept:
            offset, size = 0, os.fstat(current.fileno()).st_size
            while offset < size:
                sent = os.sendfile(kept.fileno(), current.fileno(), offset, size - offset)
                if not sent:
                    break
                offset += sent
            current.truncate(0)
    except FileNotFoundError:
        return False
    return True


def tail(log: Path, lines: int) -> list[str]:
    """The last lines; none when there is no such log."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL_BYTES_MAX))
            return file.read().decode(errors="replace").splitlines()[-lines:] if lines else []
    except FileNotFoundError:
        return []


def _pause() -> None:
    time.sleep(FOLLOW_PAUSE_S)


def follow(logs: Sequence[Path], pause: Callable[[], object] = _pause) -> Iterator[tuple[Path, str]]:
    """New lines of all the logs as they come, for ever."""
    offsets = {log: log.stat().st_size if log.exists() else 0 for log in logs}
    while True:
        for log in logs:
            for line in _new_lines(log, offsets):
                yield log, line
        pause()


def _new_lines(log: Path, offsets: dict[Path, int]) -> Iterator[str]:
    try:
        with log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            if size < offsets[log]:  # it was rotated
                offsets[log] = 0
            file.seek(offsets[log])
            for line in file:
                if not line.endswith(b"\n"):  # the rest is still to come
                    return
                offsets[log] += len(line)
                yield line.decode(errors="replace").rstrip("\n")
    except FileNotFoundError:
        return
