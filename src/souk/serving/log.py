"""One JSON object a line on standard output, each with the trace it belongs to."""

from __future__ import annotations

import logging
import sys
from typing import Any

import msgspec

from souk.kit import clock, trace

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """`logging.info("text", extra={"order_id": …})` becomes one line with the extra members beside the text."""

    def __init__(self, instance: str) -> None:
        super().__init__()
        self._instance = instance

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": clock.at(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "instance": self._instance,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (current := trace.current()) is not None:
            line["trace_id"] = current.trace_id
        line.update((key, value) for key, value in vars(record).items() if key not in _STANDARD)
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line, enc_hook=str).decode()


def configure(instance: str, level: str) -> None:
    """Send every log record of this process to standard output as JSON; `level` as in `logging`."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter(instance))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for noisy in ("pymongo", "nats", "aiohttp.access", "_granian", "granian.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
