"""HAProxy's configuration language: sections, and words that hold spaces."""

from __future__ import annotations

from collections.abc import Iterable


def section(head: str, lines: Iterable[str]) -> str:
    """One section: its head, and its lines indented below it."""
    return "\n".join([head, *(f"    {line}" for line in lines)])


def quoted(text: str) -> str:
    """One word, whatever it holds: inside single quotes nothing is special to HAProxy.

    Raises `ValueError` for what no quoting can say: an apostrophe or the end of a line.
    """
    if "'" in text or "\n" in text:
        raise ValueError(f"cannot be said in HAProxy's configuration: {text!r}")
    return f"'{text}'"
