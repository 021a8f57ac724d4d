"""What is committed: short files, no secrets, nothing of one machine, locks that hold, generated files that say so."""

from __future__ import annotations

import importlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from souk.edge import routes
from souk.kit import settings
from souk.local import checkout

ROOT = checkout.ROOT
LINES_MAX = 400
KIT_LINES_MAX = 2_500
SETTINGS_MAX = 14
BINARY = {".png", ".jpg", ".webp", ".ico", ".woff2", ".gz", ".br"}

SECRETS = (
    r"-----BEGIN [A-Z ]*PRIVATE " + "KEY-----",
    r"\bAKIA" + r"[0-9A-Z]{16}\b",
    r"\bgh[pousr]_" + r"[A-Za-z0-9]{30,}",
    r"\b[rs]k_live_" + r"[A-Za-z0-9]{10,}",
    r"\bxox[abprs]-" + r"[A-Za-z0-9-]{10,}",
    r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ" + r"[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    r"\b_authToken\s*=",
)
REGISTRIES = tuple(
    re.escape(".".join(words))
    for words in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
    )
)
MACHINES = (r"/(?:home|Users)/" + r"[A-Za-z]", r"(?<![\w.])/" + r"(?:work|root)/", r"\.\./" + "shared")
"""Where somebody's own files lie; `/tmp` is everybody's."""


def committed() -> list[Path]:
    """Every file that a clone has."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    paths = [ROOT / name for name in told.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


COMMITTED = committed()


def sources(folder: str) -> list[Path]:
    found = [path for path in COMMITTED if path.is_relative_to(ROOT / folder)]
    assert found
    return found


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def matches(patterns: tuple[str, ...]) -> Iterator[str]:
    wanted = re.compile("|".join(patterns))
    for path in COMMITTED:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := wanted.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {found[0]}"


def test_no_source_file_is_long() -> None:
    written = [path for path in sources("src") if path.suffix == ".py"]
    assert [str(path) for path in written if lines(path) > LINES_MAX] == []


def test_the_kit_stays_small() -> None:
    assert sum(map(lines, sources("src/souk/kit"))) <= KIT_LINES_MAX


def test_no_pattern_lets_a_line_end_through() -> None:
    """`$` matches before a last line end, too; `\\Z` does not."""
    ends = re.compile(r"""(?:pattern=|compile\(|PATTERN = )\(?r?b?f?"\^[^"]*\$\"""")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources("src")
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ends.search(line)
    ]
    assert found == []
    assert ends.search('COUNTRY_PATTERN = r"^[A-Z]{2}$"')


def test_nothing_secret_is_committed() -> None:
    assert list(matches(SECRETS)) == []


def test_no_registry_is_named() -> None:
    assert list(matches(REGISTRIES)) == []


def test_no_path_of_somebodys_machine_is_committed() -> None:
    assert list(matches(MACHINES)) == []


@pytest.mark.parametrize(
    ("patterns", "text"),
    [
        (SECRETS, "-----BEGIN OPENSSH PRIVATE " + "KEY-----"),
        (SECRETS, "AKIA" + "ABCDEFGHIJKLMNOP"),
        (SECRETS, "eyJhbGciOiJFZERTQSJ9.eyJ" + "zdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJl"),
        (REGISTRIES, "https://pypi" + ".org/simple"),
        (MACHINES, 'cache = "/home' + '/ada/.cache"'),
        (MACHINES, "cd /work" + "/main"),
    ],
)
def test_what_must_not_be_committed_would_be_seen(patterns: tuple[str, ...], text: str) -> None:
    assert re.search("|".join(patterns), text)


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.in")), ids=lambda path: path.stem)
def test_every_requirement_is_locked_with_hashes(lock: Path) -> None:
    text = lock.with_suffix(".txt").read_text()
    assert "requirements/lock.sh" in text.splitlines()[1]
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    pinned = set()
    for entry in entries:
        name, _, _ = entry.partition("==")
        pinned.add(re.sub(r"[-_.]+", "-", re.sub(r"\[.*\]", "", name)).lower())
        assert re.match(r"^[A-Za-z0-9._\[\],-]+==\S+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
    asked = {
        re.sub(r"[-_.]+", "-", found[0]).lower()
        for line in lock.read_text().splitlines()
        if (found := re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line))
    }
    assert asked - pinned == set()


def test_requirement_sets_agree() -> None:
    versions: dict[str, set[str]] = {}
    for lock in (ROOT / "requirements").glob("*.txt"):
        for name, version in re.findall(
            r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", lock.read_text(), re.MULTILINE
        ):
            versions.setdefault(name.lower(), set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_generated_files_say_so() -> None:
    for page in sources("docs/generated"):
        assert "do not edit" in page.read_text(), page
    first = (ROOT / "web" / "packages" / "api" / "src" / "schema.ts").read_text().splitlines()[0]
    assert first.startswith("// Generated from openapi/souk.json")


@pytest.mark.parametrize("service", routes.SERVICES)
def test_a_service_has_few_settings_and_starts_without_any_of_its_own(service: str) -> None:
    """What every installation has to say is said once, for all services."""
    own = vars(importlib.import_module(f"souk.{service}.app")).get("Settings", settings.Service)
    kind: type[settings.Service] = own
    assert issubclass(kind, settings.Service)
    fields = msgspec.structs.fields(kind)
    assert len(fields) <= SETTINGS_MAX
    shared = {field.name for field in msgspec.structs.fields(settings.Service)}
    assert [field.name for field in fields if field.name not in shared and field.required] == []


@pytest.mark.parametrize("service", routes.SERVICES)
def test_a_service_says_what_it_owns_and_is_laid_out_like_the_others(service: str) -> None:
    package = importlib.import_module(f"souk.{service}")
    assert (package.__doc__ or "").strip()
    for name in ("model", "store", "actions", "api", "consumers", "app"):
        if (service, name) != ("user", "consumers"):  # user listens to nobody
            importlib.import_module(f"souk.{service}.{name}")


def test_decisions_are_numbered_once_and_told_whole() -> None:
    decisions = [path for path in sources("docs/decisions") if path.name != "README.md"]
    numbers = [path.name[:4] for path in decisions]
    assert len(set(numbers)) == len(numbers)
    for path in decisions:
        text = path.read_text()
        for part in ("Context", "Decision", "Consequences"):
            assert part in text, f"{path.name} does not tell its {part}"
