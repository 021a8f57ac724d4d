"""What clients of a shop did and were told, a line of JSON each; what a run of load leaves for the oracle.

A time-out, a broken connection and a 5xx are `unknown`: it may have happened or not, and counts as neither.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self

import msgspec

Outcome = Literal["ok", "refused", "unknown"]
Kind = Literal["place", "read", "cancel", "refund"]


class Operation(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One thing that a client asked for, however often it was sent under its one key, and how that ended for them.

    `order_id` is what they were told, or asked about; `mark` what they put into the order to know it again: the e-mail
    address. `status` and `version` are of the order as the answer showed it, `resource_id` of what came of it beside
    the order (a refund).
    """

    id: str
    kind: Kind
    key: str
    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    order_id: str | None = None
    mark: str | None = None
    status: str | None = None
    version: int | None = None
    resource_id: str | None = None
    answer: int | None = None
    """The HTTP status, where there was one."""


def outcome_of(status: int | None) -> Outcome:
    """What an HTTP status says of a request; None stands for no answer at all."""
    if status is None or status >= 500:
        return "unknown"
    return "ok" if 200 <= status < 300 else "refused"


class UnreadableHistoryError(Exception):
    """A file that is no history; the message says where."""


class Writer:
    """Appends operations to a file; each line is out before the next begins."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._encoder = msgspec.json.Encoder()

    def __enter__(self) -> Self:
        self._file = self._path.open("ab", buffering=0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, operation: Operation) -> None:
        if self._file is None:
            raise ValueError("the history is not open")
        self._file.write(self._encoder.encode(operation) + b"\n")


def write(path: Path, operations: Iterable[Operation]) -> None:
    """Append these to a file."""
    with Writer(path) as writer:
        for operation in operations:
            writer.write(operation)


def read(path: Path) -> Iterator[Operation]:
    """The operations of a file, one at a time. Raises `UnreadableHistoryError`; a last line cut short is left out."""
    decoder = msgspec.json.Decoder(Operation)
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise UnreadableHistoryError(f"{path}: {error.strerror}") from None
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                return
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise UnreadableHistoryError(f"{path}, line {number}: {error}") from None
