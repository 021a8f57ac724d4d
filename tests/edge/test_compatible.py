"""The gate against breaking those who worked with the last release."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from souk.edge import compatible
from souk.local.checkout import ROOT


def git(place: Path, *words: str) -> str:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(place), *identity, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository of its own with our contracts, committed once."""
    for name in (compatible.HTTP, compatible.EVENTS):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def edit(project: Path, name: str, change: Any) -> None:
    content = json.loads((project / name).read_text())
    change(content)
    (project / name).write_text(json.dumps(content))


def test_nothing_breaks_by_itself(project: Path) -> None:
    assert compatible.breaks("HEAD", project) == []


def test_a_removed_route_and_a_removed_event_are_found(project: Path) -> None:
    edit(project, compatible.HTTP, lambda it: it["paths"].pop("/v1/categories"))
    edit(project, compatible.EVENTS, lambda it: it["channels"].pop("order.placed.v1"))
    assert compatible.breaks("HEAD", project) == [
        "GET /v1/categories is gone",
        "POST /v1/categories is gone",
        "order.placed.v1 is gone",
    ]


def test_the_last_tag_counts(project: Path) -> None:
    git(project, "tag", "other")
    with pytest.raises(compatible.UnknownRevisionError, match="compatible-since"):
        compatible.last_release(project)
    (project / "openapi" / "compatible-since").write_text(f"{git(project, 'rev-parse', 'HEAD')}\n")
    assert compatible.last_release(project) == git(project, "rev-parse", "HEAD")
    git(project, "tag", "v1.0.0")
    edit(project, compatible.HTTP, lambda it: it["paths"].pop("/v1/categories"))
    git(project, "commit", "-qam", "two")
    assert compatible.last_release(project) == "v1.0.0"
    assert len(compatible.breaks("v1.0.0", project)) == 2
    assert compatible.breaks("HEAD", project) == []


def test_a_revision_that_is_not_here_says_what_to_do(project: Path) -> None:
    with pytest.raises(compatible.UnknownRevisionError, match="--unshallow"):
        compatible.breaks("0" * 40, project)


def test_accepted_breaks_are_breaks() -> None:
    assert compatible.judged(["a is gone", "b is gone"], ["a is gone", "c is gone"]) == [
        "breaks: b is gone",
        "no break any more, remove it from accepted-breaks.txt: c is gone",
    ]


def test_this_code_breaks_nobody() -> None:
    assert compatible.main([]) == 0
