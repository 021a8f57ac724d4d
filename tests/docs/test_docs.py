"""What the pages name is there: links, commands, options, settings, files and tests."""

from __future__ import annotations

import importlib
import platform
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer

from docs import pages
from souk.cli import app
from souk.edge import description, routes
from souk.edge import process as edge_process
from souk.kit import settings
from souk.local.checkout import ROOT
from souk.local.topology import SERVICES
from souk.serving import mutual
from souk.serving.tracing import configured

COMMAND: Any = typer.main.get_command(app.app)
SCRIPT_COMMANDS = {"install"}
"""What the script `./souk` does itself, before there is an environment to run commands in."""
PASSES_ON = {"test", "bench", "simulate"}
"""Commands whose further words are somebody else's."""

FOLDERS = ("tests", "src", "docs", "bench", "proof", "web", "openapi", "deploy")
SOURCE_LINES_MAX = 400
KIT_LINES_MAX = 2_500

every_page = pytest.mark.parametrize("page", pages.PAGES, ids=pages.name)


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in pages.links(page):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in pages.anchors(target)):
            broken.append(link)
    assert broken == []


@every_page
def test_commands_exist(page: Path) -> None:
    wrong = [f"./souk {' '.join(words)}: {said}" for words in pages.commands(page) if (said := objection(words))]
    assert wrong == []


def objection(words: list[str]) -> str | None:
    """What is wrong with the words of a command."""
    group, rest = COMMAND, list(words)
    if rest and rest[0] in SCRIPT_COMMANDS:
        return None
    while rest and hasattr(group, "commands") and not rest[0].startswith("-"):
        if rest[0] not in group.commands:
            return f"no command {rest[0]}"
        group = group.commands[rest.pop(0)]
    if group.name in PASSES_ON:
        return None
    known = {option for parameter in group.params for option in parameter.opts} | {"--help", "-h"}
    unknown = [word for word in rest if word.startswith("-") and word.partition("=")[0] not in known]
    return f"no option {', '.join(unknown)}" if unknown else None


def test_an_invented_command_or_option_is_noticed() -> None:
    assert objection(["frobnicate"]) == "no command frobnicate"
    assert objection(["dead-letters", "bury"]) == "no command bury"
    assert objection(["up", "--detach", "--prot", "1"]) == "no option --prot"
    assert objection(["up", "--detach", "--port", "1"]) is None


@every_page
def test_files_that_are_named_exist(page: Path) -> None:
    named = {path for below in FOLDERS for path in pages.paths(page, below)}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_every_requirement_is_shown_by_something() -> None:
    rows = [line.split("|") for line in (ROOT / "docs/requirements.md").read_text(encoding="utf-8").splitlines()]
    requirements = {row[1].strip(): row[3] for row in rows if len(row) == 5 and row[1].strip()[:1] in ("F", "N")}
    functional = [number for number in requirements if number.startswith("F")]
    others = [number for number in requirements if number.startswith("N")]
    assert functional == [f"F{number}" for number in range(1, len(functional) + 1)]
    assert others == [f"N{number}" for number in range(1, len(others) + 1)]
    assert (len(functional), len(others)) > (20, 10)
    assert [number for number, shown in requirements.items() if "`tests/" not in shown and "`./souk" not in shown] == []


def settings_rows() -> dict[tuple[str, str], str]:
    """Defaults as `docs/running.md` tells them, by service (`` for all) and variable."""
    rows: dict[tuple[str, str], str] = {}
    for line in (ROOT / "docs/running.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        index = next((index for index, cell in enumerate(cells[:2]) if cell.startswith("`SOUK_")), None)
        if index is not None and len(cells) >= index + 3:
            variable = cells[index].split("`")[1]
            rows[(cells[0] if index else "", variable)] = cells[index + 1].strip("`")
    return rows


def told(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "–"
    if field.default_factory is platform.node:
        return "the host's name"
    return str(field.default) or "none"


def test_settings_are_told_as_they_are() -> None:
    meant = {("", f"SOUK_{each.name.upper()}"): told(each) for each in msgspec.structs.fields(settings.Service)}
    of_processes = (*msgspec.structs.fields(configured.Settings), *msgspec.structs.fields(mutual.Settings))
    meant |= {("", f"SOUK_{each.name.upper()}"): told(each) for each in of_processes}
    meant[("web", "SOUK_SECURITY_CONTACT")] = "none"
    meant[("", "SOUK_RATE_LIMIT_WRITES")] = str(description.WRITES_PER_S)
    meant[("", "SOUK_RATE_LIMIT_READS")] = str(description.READS_PER_S)
    meant |= {
        ("edge", f"SOUK_{each.name.upper()}"): told(each)
        for each in msgspec.structs.fields(edge_process.Settings)
        if each.name.startswith("edge_")
    }
    common = {field.name for field in msgspec.structs.fields(settings.Service)}
    for service in (*(part.name for part in SERVICES), routes.AUDIT):
        own = getattr(importlib.import_module(f"souk.{service}.app"), "Settings", settings.Service)
        meant |= {
            (service, f"SOUK_{each.name.upper()}"): told(each)
            for each in msgspec.structs.fields(own)
            if each.name not in common
        }
    assert settings_rows() == meant


def test_the_index_of_decisions_is_whole() -> None:
    folder = ROOT / "docs" / "decisions"
    linked = set(pages.links(folder / "README.md"))
    assert {page.name for page in folder.glob("[0-9]*.md")} <= linked


def test_sources_can_be_read() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "src").rglob("*.py")}
    assert {pages.name(path): lines for path, lines in lengths.items() if lines > SOURCE_LINES_MAX} == {}
    assert sum(lines for path, lines in lengths.items() if path.parent.name == "kit") <= KIT_LINES_MAX
