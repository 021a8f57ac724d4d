"""Known holes in what Souk depends on: every package that a lock pins is asked about, Python's and the web's.

python -m souk.local.advisories [--osv-url URL] [--npm-registry URL]

Fails with a line for each known hole. One that cannot hurt, or has no mend yet, is accepted for a while in
`requirements/accepted-advisories.toml`. Whoever keeps the advisories may be out of reach: then this says so, and that
nothing was asked, and does not fail.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from souk.local import binaries, checkout
from souk.local.trouble import Trouble

ROOT = checkout.ROOT
ACCEPTED = ROOT / "requirements" / "accepted-advisories.toml"
ASK_TIMEOUT_S = 600.0
_OUT_OF_REACH = re.compile(r"ConnectionError|ServiceError|Timeout|HTTPError|SSLError|vulnerability (?:feed|service)")


class Hole(NamedTuple):
    """One thing that is known about one version of a package. `ids`: the advisory's, then those it is also called."""

    package: str
    version: str
    ids: tuple[str, ...]
    fixed_in: str
    where: str

    def __str__(self) -> str:
        mend = f"fixed in {self.fixed_in}" if self.fixed_in else "not fixed yet"
        return f"{self.package} {self.version}: {' = '.join(self.ids)}, {mend} ({self.where})"


class Answer(NamedTuple):
    """What is known of the packages that were asked about; `left_out` says why the others were not."""

    holes: tuple[Hole, ...]
    asked: int
    left_out: str = ""


class Accepted(NamedTuple):
    """A hole that is lived with until the end of a day."""

    id: str
    reason: str
    until: date


def locks(root: Path = ROOT) -> list[list[Path]]:
    """Every file that pins Python packages; those that agree about every version together."""
    return [sorted((root / "requirements").glob("*.txt")), [root / "deploy" / "policies.txt"]]


def folders(root: Path = ROOT) -> list[Path]:
    """Every folder whose lock pins packages of npm."""
    return [root / "web", *sorted(path.parent for path in (root / "requirements").glob("*/package-lock.json"))]


def ask_python(files: Sequence[Path], osv_url: str = "") -> Answer:
    """What pip-audit finds in these locks, at the package index or an OSV server. Raises `Trouble`."""
    if importlib.util.find_spec("pip_audit") is None:
        binaries.install_set("advisories")
    command = checkout.command("pip_audit", "--disable-pip", "--format", "json", "--progress-spinner", "off")
    command += ["--vulnerability-service", "osv", "--osv-url", osv_url] if osv_url else []
    for file in files:
        command += ["--requirement", str(file)]
    done = _run(command, checkout.ROOT)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        if _OUT_OF_REACH.search(done.stderr) is None:
            raise Trouble(f"pip-audit failed: {said[:300]}") from None
        return Answer((), 0, f"all of {', '.join(map(_name, files))}: {said[:300]}")
    holes = []
    skipped = [each for each in report["dependencies"] if "skip_reason" in each]
    asked = [each for each in report["dependencies"] if "skip_reason" not in each]
    for each in asked:
        where = ", ".join(_name(file) for file in files if _pins(file, each["name"], each["version"]))
        for known in each["vulns"]:
            ids = (known["id"], *sorted(known["aliases"]))
            holes.append(Hole(each["name"], each["version"], ids, " or ".join(known["fix_versions"]), where))
    why = ""
    if skipped:
        why = f"{len(skipped)} of {len(skipped) + len(asked)} Python packages: {skipped[0]['skip_reason']}"
    return Answer(tuple(dict.fromkeys(holes)), len(asked), why)


def ask_npm(folder: Path, registry: str = "") -> Answer:
    """What `npm audit` finds in a folder's lock. Raises `Trouble`."""
    node = binaries.demand_node()
    command = [*node.npm, "audit", "--json", "--package-lock-only", *(["--registry", registry] if registry else [])]
    done = _run(command, folder)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Trouble(f"npm audit failed in {_name(folder)}: {said[:300]}") from None
    pinned = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    if "vulnerabilities" not in report:
        told = report.get("message") or report.get("error", {}).get("summary") or "no reason given"
        return Answer((), 0, f"all packages of {_name(folder)}: npm audit was answered {_bare(str(told))}")
    holes = []
    for name, each in report["vulnerabilities"].items():
        versions = sorted({pinned[node].get("version", "?") for node in each["nodes"] if node in pinned})
        for known in each["via"]:
            if isinstance(known, dict):  # a name is a package that it has the hole from, which has an entry of its own
                mended = re.search(r"<\s*([\w.+-]+)$", known["range"])
                fixed_in = mended[1] if mended else ""
                ids = (known["url"].rpartition("/")[2] or str(known["source"]),)
                holes.append(Hole(name, ", ".join(versions), ids, fixed_in, f"{_name(folder)}/package-lock.json"))
    return Answer(tuple(dict.fromkeys(holes)), len([path for path in pinned if "node_modules/" in path]))


def accepted(path: Path = ACCEPTED) -> list[Accepted]:
    """Holes that are lived with. Raises `Trouble` for an entry that does not say what, why and until when."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("accepted", [])
        found = [Accepted(row["id"], row["reason"].strip(), row["until"]) for row in rows]
    except (KeyError, AttributeError, TypeError, tomllib.TOMLDecodeError) as error:
        raise Trouble(f"{_name(path)} is not as its first lines say: {error!r}") from None
    for each in found:
        if not each.reason or type(each.until) is not date:
            raise Trouble(f"{_name(path)}: {each.id} needs a reason, and a day as until = 2027-01-31")
    return found


def judged(holes: Sequence[Hole], lived_with: Sequence[Accepted], today: date) -> list[str]:
    """What is wrong, a line each: holes that nobody accepted, and entries whose time is over."""
    known = {each.id for each in lived_with}
    wrong = [str(hole) for hole in holes if known.isdisjoint(hole.ids)]
    over = [each for each in lived_with if each.until < today]
    return wrong + [f"{each.id} was accepted until {each.until}: look at it again ({each.reason})" for each in over]


def main() -> None:
    """Exits with 1 when something is wrong, in lines that say what."""
    parser = argparse.ArgumentParser(prog="python -m souk.local.advisories", description="Ask about known holes.")
    parser.add_argument("--osv-url", default="", help="an OSV server's /v1/query, instead of the package index")
    parser.add_argument("--npm-registry", default="", help="instead of the configured one")
    options = parser.parse_args()
    try:
        lived_with = accepted()
        answers = [ask_python(each, options.osv_url) for each in locks()]
        answers += [ask_npm(each, options.npm_registry) for each in folders()]
    except Trouble as trouble:
        sys.exit(f"advisories: {trouble}")
    for each in answers:
        if each.left_out:
            print(f"advisories: LEFT OUT: {each.left_out}", flush=True)
    asked = sum(each.asked for each in answers)
    holes = [hole for each in answers for hole in each.holes]
    wrong = judged(holes, lived_with, datetime.now(UTC).date())
    for line in wrong:
        print(f"advisories: {line}", flush=True)
    if wrong:
        sys.exit(f"advisories: {len(wrong)} to mend, or to accept for a while in {_name(ACCEPTED)}")
    print(f"advisories: {asked} packages asked about, {len(holes)} accepted holes" if asked else _NOTHING, flush=True)


_NOTHING = "advisories: nothing was asked, so nothing is known: run it again where advisories can be had"


def _run(command: Sequence[str], directory: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - pip-audit or npm
            command, cwd=directory, capture_output=True, text=True, timeout=ASK_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise Trouble(f"{' '.join(command[:4])} took longer than {ASK_TIMEOUT_S:.0f} s") from None


def _pins(file: Path, name: str, version: str) -> bool:
    wanted = rf"^{re.sub('[-_.]+', '[-_.]+', name)}(\[.*\])?=={re.escape(version)}\s"
    return re.search(wanted, file.read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE) is not None


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def _bare(told: str) -> str:
    """Without the address, which is this machine's business."""
    return re.sub(r"\s+-?\s*(?:POST|GET) \S+", "", told).splitlines()[0][:200]


if __name__ == "__main__":
    main()
