"""Whether clients and listeners of the last release get along with this code: HTTP and events.

python -m souk.edge.compatible [--since REVISION]

The revision is the last tag `v…`; before there is one, what `openapi/compatible-since` names. A break that is meant
stands in `openapi/accepted-breaks.txt`, one sentence a line as this command says it, until the next release is tagged.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from souk.edge.documents import breaking, files
from souk.edge.documents.tidy import Json

HTTP, EVENTS = "openapi/souk.json", "asyncapi/souk.json"
SINCE = files.ROOT / "openapi" / "compatible-since"
ACCEPTED = files.ROOT / "openapi" / "accepted-breaks.txt"


class UnknownRevisionError(Exception):
    """There is nothing to compare with; the message is one line, and says what to do."""


def last_release(root: Path = files.ROOT) -> str:
    """The revision that clients may have been made for. Raises `UnknownRevisionError`."""
    told = _git(root, "describe", "--tags", "--abbrev=0", "--match", "v*")
    if told is not None:
        return told.decode().strip()
    named = root / SINCE.relative_to(files.ROOT)
    if not named.is_file():
        raise UnknownRevisionError("there is no tag v… yet, and openapi/compatible-since names no revision")
    return named.read_text(encoding="utf-8").split()[0]


def document(revision: str, path: str, root: Path = files.ROOT) -> Json:
    """A document as it was then. Raises `UnknownRevisionError`."""
    told = _git(root, "show", f"{revision}:{path}")
    if told is None:
        raise UnknownRevisionError(
            f"git cannot show {path} of {revision}; a shallow clone needs git fetch --unshallow --tags"
        )
    found: Json = msgspec.json.decode(told)
    return found


def breaks(revision: str, root: Path = files.ROOT) -> list[str]:
    """What somebody who worked with that revision would trip over now, one sentence each."""
    now = {path: msgspec.json.decode((root / path).read_bytes()) for path in (HTTP, EVENTS)}
    http = breaking.breaking(document(revision, HTTP, root), now[HTTP])
    return http + breaking.breaking_events(document(revision, EVENTS, root), now[EVENTS])


def judged(found: Sequence[str], accepted: Sequence[str]) -> list[str]:
    """What is wrong: breaks that nobody accepted, and accepted ones that are none."""
    return [f"breaks: {each}" for each in found if each not in accepted] + [
        f"no break any more, remove it from {ACCEPTED.name}: {each}" for each in accepted if each not in found
    ]


def accepted(path: Path = ACCEPTED) -> list[str]:
    """The breaks that are meant."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [line for line in lines if line and not line.startswith("#")]


def _git(root: Path, *words: str) -> bytes | None:
    """What git says, or None when it refuses."""
    command = ["git", "-C", str(root), *words]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - of whoever develops
    return done.stdout if done.returncode == 0 else None


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m souk.edge.compatible", description="Compare the contracts with the last release."
    )
    parser.add_argument("--since", metavar="REVISION", help="compare with this one")
    asked = parser.parse_args(arguments)
    try:
        revision = asked.since or last_release()
        said = judged(breaks(revision), accepted())
    except (UnknownRevisionError, FileNotFoundError) as error:
        print(error)
        return 2
    for line in said:
        print(line)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
