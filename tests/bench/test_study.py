"""The study's own arithmetic: what is kept and shown, how copies are cut, what a slope is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bson
import pytest
from bench.study import main, page, parts, results, story
from bench.study.part import Effort, Part, Plot, Result
from bench.study.parts import catalogue, soak
from bench.study.stencil import Keys, Stencil, cut_text

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = "06h1autkdmftude8vk3j0nn4p8"
EVENT = "06h1autl1aktchcdue6a0m0gn0"
ORDER: dict[str, Any] = {
    "_id": f"ord_{KEY}",
    "number": "100001",
    "created_at": AT,
    "payment": {"id": f"pay_{KEY}", "captured": 9580},
    "lines": [{"product_id": "prd_06h1auqjtvrmncgcplctesoauo", "quantity": 1}],
    "history": [{"at": AT, "status": "placed"}, {"at": AT + timedelta(milliseconds=88), "status": "confirmed"}],
    "end": f"evt_{EVENT}",
}


def test_a_copy_is_another_order_at_another_time() -> None:
    later = timedelta(days=-100, milliseconds=5)
    keys = Keys(AT + later, 7)
    copy: dict[str, Any] = bson.decode(Stencil(ORDER).cut(keys, "1000007", later).raw, bson.CodecOptions(tz_aware=True))
    key = keys.new(KEY.encode()).decode()
    assert key != KEY
    assert copy["_id"] == f"ord_{key}"
    assert copy["payment"] == {"id": f"pay_{key}", "captured": 9580}
    assert copy["end"] == f"evt_{keys.new(EVENT.encode()).decode()}"
    assert copy["number"] == "1000007"
    assert [copy["created_at"], *(each["at"] for each in copy["history"])] == [
        AT + later,
        AT + later,
        AT + later + timedelta(milliseconds=88),
    ]
    assert copy["lines"] == ORDER["lines"]


def test_copies_differ_and_sort_by_time() -> None:
    made = [Keys(AT + timedelta(seconds=number), number).new(b"x") for number in range(1_000)]
    assert made == sorted(set(made))
    keys = Keys(AT, 3)
    assert keys.new(b"one") != keys.new(b"two")
    assert keys.new(b"one") == keys.new(b"one")
    assert Keys(AT, 4).new(b"one") not in {keys.new(b"one"), keys.new(b"two")}


def test_text_is_cut_alike() -> None:
    keys = Keys(AT, 9)
    new = keys.new(KEY.encode()).decode()
    assert cut_text(f'{{"key":"pay_{KEY}","to":"/orders/ord_{KEY}"}}'.encode(), keys).decode() == (
        f'{{"key":"pay_{new}","to":"/orders/ord_{new}"}}'
    )


def test_a_slope_leaves_the_warm_up_out() -> None:
    points = [(0.0, 50.0), (30.0, 90.0), *((60.0 + at, 100.0 + 2 * at / 60) for at in range(0, 600, 5))]
    assert soak.slope_mib_per_min(points, 60.0) == pytest.approx(2.0)
    assert soak.slope_mib_per_min(points[:1], 0.0) == 0.0


def test_product_pages_follow_zipf() -> None:
    slugs = [f"p{number}" for number in range(20_000)]
    drawn = dict(catalogue.details(slugs))
    assert drawn["/v1/products/p0"] == 2 * drawn["/v1/products/p1"]
    whole = sum(1 / rank for rank in range(1, len(slugs) + 1))
    assert sum(drawn.values()) == pytest.approx(whole)


def _history(path: Path) -> Path:
    lines = [
        f'{{"id":"{number}","kind":"place","key":"k{number}","started_at":"2026-03-01T12:00:0{second}Z",'
        f'"ended_at":"2026-03-01T12:00:0{second}.{ms:03d}Z","outcome":"{outcome}"}}'
        for number, (second, ms, outcome) in enumerate([(0, 100, "ok"), (0, 300, "ok"), (2, 900, "unknown")])
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_story_is_told_by_the_second(tmp_path: Path) -> None:
    told = story.read(_history(tmp_path / "clients.jsonl"))
    assert told.rates() == {"accepted": [(0, 2), (1, 0), (2, 0)], "unknown": [(0, 0), (1, 0), (2, 1)]}
    assert told.percentile_ms(99) == [(0, 300), (2, 900)]
    assert (told.good(200), told.count("unknown"), told.between(0, 1).count("ok")) == (1, 1, 2)


def _done(violations: list[str]) -> Result:
    return Result(
        scenario="soak",
        figures={
            "worst_slope_mib_per_min": 1.5,
            "batches_by_size": {"place_orders": {"≤ 4": 2}},
            "by_process": {"a": 0.5},
        },
        violations=violations,
        plots=[Plot("Memory", "minutes", "MiB", {"a<b": [(1, 2.0), (10, 3.0)]}, is_log=True)],
        notes=["a note"],
    )


def _part(name: str, measured: list[str], violations: list[str]) -> Part:
    def measure(home: Path, effort: Effort) -> Result:
        measured.append(name)
        return _done(violations)

    return Part(name, "does it grow?", measure, 1)


def test_a_part_that_is_done_is_not_measured_again(tmp_path: Path) -> None:
    measured: list[str] = []
    part, folder = _part("soak", measured, []), tmp_path / "study"
    for arguments in ([], [], ["--again"], ["--scale", "2"], ["--scale", "0.5"]):
        assert main.main(["--part", "soak", "--out", str(folder), *arguments], chosen_from=[part]) == 0
    assert measured == ["soak"] * 3  # at first, when asked, and when more is asked for than was done


def test_a_broken_part_fails_and_is_measured_again(tmp_path: Path) -> None:
    measured: list[str] = []
    part, folder = _part("soak", measured, ["one order was lost"]), tmp_path / "study"
    for _ in range(2):
        assert main.main(["--part", "soak", "--out", str(folder)], chosen_from=[part]) == 1
    assert len(measured) == 2


def test_the_report_shows_what_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    main.main(["--part", "soak", "--out", str(folder)], chosen_from=[_part("soak", [], ["one order was lost"])])
    page.write(folder)
    told, shown = (tmp_path / "study.md").read_text("utf-8"), (tmp_path / "study.html").read_text("utf-8")
    for text in (told, shown):
        assert "one order was lost" in text
        assert "a note" in text
        assert "MISSED: MiB a minute by which the worst process grew after warm-up: 1.5, at most 1" in text
        assert "≤ 4: 2" in text
    assert shown.count("<svg") == 1
    assert "a&lt;b" in shown
    document = results.read("soak", folder)
    assert document is not None
    assert document["versions"].keys() >= {"souk", "python", "mongod"}


def test_parts_have_one_name_each() -> None:
    names = [each.name for each in parts.PARTS]
    assert len(set(names)) == len(names)
