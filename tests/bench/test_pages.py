"""What docs/performance.md shows of the committed results is what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bench.peers import main as peers
from bench.peers import node, page, systems
from bench.study import headlines

from bench import load
from souk.local import checkout

PAGE = checkout.ROOT / "docs" / "performance.md"


def test_the_page_shows_the_study() -> None:
    assert headlines.table(headlines.committed()) in PAGE.read_text(encoding="utf-8")


def test_the_page_shows_the_peers() -> None:
    report = json.loads(peers.REPORT.read_text(encoding="utf-8"))
    assert page.table(report) in PAGE.read_text(encoding="utf-8")


def test_what_is_worth_a_line_is_measured() -> None:
    for document in headlines.committed():
        for figure, _ in headlines.FIGURES.get(document["part"], ()):
            assert figure in document["figures"], (document["part"], figure)


@pytest.mark.parametrize("name", [each.name for each in peers.SYSTEMS])
def test_every_system_has_its_script(name: str) -> None:
    script = (node.SOURCES / name / "load.js").read_text(encoding="utf-8")
    for what in ("browse", "checkout", "hot"):
        assert f"export function {what}()" in script
    assert "from '../k6lib.js'" in script


@pytest.mark.parametrize("name", [each.name for each in peers.SYSTEMS if each.name != "souk"])
def test_versions_are_pinned_and_locks_name_no_host(name: str) -> None:
    package = json.loads((node.SOURCES / name / "package.json").read_text(encoding="utf-8"))
    assert all(version[0].isdigit() for version in package["dependencies"].values())
    lock: dict[str, Any] = json.loads((node.SOURCES / name / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"][""]["dependencies"] == package["dependencies"]
    assert not any("resolved" in each for each in lock["packages"].values())


def test_more_sold_than_there_was_stands_out() -> None:
    hot = {"units": 200, "attempts": 300, "accepted": 300, "oversold": 100}
    document = {
        "systems": {
            "vendure": {
                "machine": {"load_1min": 0.5},
                "browse": dict.fromkeys(("requests_per_s", "p50_ms", "p99_ms", "cpu_ms_per_request"), 1.0),
                "checkout": dict.fromkeys(
                    (
                        "orders_per_s",
                        "requests_per_order",
                        "order_p50_ms",
                        "order_p99_ms",
                        "cpu_ms_per_order",
                        "memory_mib",
                    ),
                    2.0,
                ),
                "hot": hot,
            }
        }
    }
    assert "**300 of 200 in 300 tries**" in page.table(document)


def test_a_peer_that_cannot_be_installed_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(place: node.Place) -> Any:
        raise node.PeerFailedError("`npm ci` ended with 1: no such package")

    def working(place: node.Place) -> Any:
        raise load.LoadFailedError("k6 ended with 1")

    chosen = [systems.System("vendure", "one", broken), systems.System("bare", "another", working)]
    arguments = ["--home", str(tmp_path), "--json", str(tmp_path / "peers.json")]
    assert peers.main(arguments, chosen_from=chosen) == 1
    told = capsys.readouterr().out
    assert "vendure could not be measured: `npm ci` ended with 1: no such package" in " ".join(told.split())
    assert "bare could not be measured: k6 ended with 1" in " ".join(told.split())  # the next one had its turn
