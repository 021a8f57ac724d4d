"""The budget: `docs/round-trips.md`, which people read and these tests go by."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from souk.local.checkout import ROOT

PAGE = ROOT / "docs" / "round-trips.md"


class Budget(NamedTuple):
    """A row: how many round trips, and which."""

    number: int
    trips: tuple[str, ...]


def section(heading: str) -> Mapping[str, Budget]:
    """The budgets below a heading of the page, by what they are for."""
    return _sections()[heading]


@functools.cache
def _sections() -> Mapping[str, Mapping[str, Budget]]:
    sections: dict[str, dict[str, Budget]] = {}
    heading = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[1].isdigit():
            rows = sections.setdefault(heading, {})
            name, number, trips = cells[0].replace("`", ""), int(cells[1]), cells[2]
            if name in rows:
                raise ValueError(f"{heading}: {name} is there twice")
            rows[name] = Budget(number, () if trips == "–" else tuple(trips.split(" · ")))
    return sections
