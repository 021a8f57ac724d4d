"""A line of the log is one JSON object, whatever it is about, and says which trace it belongs to."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from souk.kit import trace
from souk.serving import log


def line(message: str, *arguments: Any, level: int = logging.INFO, **extra: Any) -> dict[str, Any]:
    record = logging.makeLogRecord(
        {"msg": message, "args": arguments, "name": "souk.order", "levelno": level, "levelname": "INFO", **extra}
    )
    text = log.JsonFormatter("order-1").format(record)
    assert "\n" not in text
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_line_says_who_where_and_when() -> None:
    here = trace.begin(None)
    found = line("%s orders", 3, order_id="ord_1", odd=ValueError("odd"))
    assert found["message"] == "3 orders"
    assert (found["level"], found["instance"], found["logger"]) == ("info", "order-1", "souk.order")
    assert found["trace_id"] == here.trace_id
    assert found["order_id"] == "ord_1"
    assert found["odd"] == "odd"  # what JSON cannot say is said in words
    assert found["time"].endswith("Z")


def test_a_line_break_in_what_is_logged_makes_no_second_line() -> None:
    assert line("a\nb", sku="c\n{}")["message"] == "a\nb"


def test_a_failure_is_told_with_its_traceback() -> None:
    try:
        int("no number")
    except ValueError:
        found = line("it failed", exc_info=sys.exc_info())
    assert "ValueError: invalid literal" in found["exception"]


def test_logging_goes_to_standard_output_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        log.configure("order-1", "warning")
        logging.getLogger("souk.order").info("not this")
        logging.getLogger("souk.order").warning("but this", extra={"order_id": "ord_1"})
    finally:
        root.handlers, root.level = handlers, level
    out, err = capsys.readouterr()
    assert [json.loads(each)["message"] for each in out.splitlines()] == ["but this"]
    assert err == ""
