"""Logs stay bounded, and whoever follows one misses nothing when it is rotated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from souk.local import logs


def test_a_log_that_is_too_long_is_moved_aside_under_an_open_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "BYTES_MAX", 10)
    log = tmp_path / "order-1.log"
    with log.open("ab", buffering=0) as process:
        process.write(b"0123456789")
        assert not logs.rotate(log)
        process.write(b"!")
        assert logs.rotate(log)
        process.write(b"after")
    assert log.read_bytes() == b"after"
    assert (tmp_path / "order-1.log.1").read_bytes() == b"0123456789!"
    log.write_bytes(b"once more, too long")
    assert logs.rotate(log)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["order-1.log", "order-1.log.1"]


def test_no_log_is_not_rotated(tmp_path: Path) -> None:
    assert not logs.rotate(tmp_path / "none.log")


def test_the_last_lines(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text("".join(f"{number}\n" for number in range(100_000)))
    assert logs.tail(log, 2) == ["99998", "99999"]
    assert logs.tail(log, 0) == []
    assert logs.tail(tmp_path / "none.log", 5) == []


def test_following_gives_whole_new_lines_over_a_rotation(tmp_path: Path) -> None:
    log, other = tmp_path / "a-1.log", tmp_path / "a-2.log"
    log.write_text("a line from before\n")
    steps: Iterator[Callable[[], int]] = iter(
        [
            lambda: append(log, "one\ntw"),
            lambda: append(log, "o\n"),
            lambda: log.write_text("three\n"),
            lambda: other.write_text("four\n"),
        ]
    )

    def go_on() -> None:
        next(steps)()

    heard: list[str] = []
    for _, line in logs.follow([log, other], pause=go_on):
        heard.append(line)
        if line == "four":
            break
    assert heard == ["one", "two", "three", "four"]


def append(log: Path, text: str) -> int:
    with log.open("a") as file:
        return file.write(text)
