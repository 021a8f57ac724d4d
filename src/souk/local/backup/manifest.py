"""What a backup says of itself, and whether that is true."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from souk.local.home import write_whole
from souk.local.trouble import Trouble

FORMAT = 1
NAME = "manifest.json"
CHUNK_BYTES = 1024 * 1024

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and how much it is in all."""


class File(msgspec.Struct, frozen=True):
    """One file below the backup's directory."""

    path: str
    size: int
    sha256: str


class Collection(msgspec.Struct, frozen=True):
    """The documents of one collection, in `file`."""

    database: str
    name: str
    documents: int
    bytes: int
    """Before compression."""
    file: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A whole backup. `moment` is when everything in it was so, by MongoDB's clock."""

    format: int = FORMAT
    souk: str
    moment: datetime
    took_s: float
    collections: list[Collection]
    files: list[File]

    @property
    def documents(self) -> int:
        return sum(each.documents for each in self.collections)

    @property
    def size(self) -> int:
        """On the disk, in bytes."""
        return sum(each.size for each in self.files)


class Tally(NamedTuple):
    """A file as it was written or read."""

    size: int
    sha256: str


def digest(path: Path) -> Tally:
    """Size and checksum of a file."""
    hashed, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            hashed.update(chunk)
            size += len(chunk)
    return Tally(size, hashed.hexdigest())


def write(directory: Path, manifest: Manifest) -> None:
    """Make the backup whole: without this file there is none."""
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1).decode()
    write_whole(directory / NAME, text + "\n", mode=0o600)


def read(directory: Path) -> Manifest:
    """Raises `Trouble` when there is no whole backup here, or one that this Souk cannot read."""
    try:
        text = (directory / NAME).read_bytes()
    except FileNotFoundError:
        what = "an unfinished backup" if directory.is_dir() and any(directory.iterdir()) else "no backup"
        raise Trouble(f"{directory} holds {what}: there is no {NAME}") from None
    try:
        known = json.loads(text).get("format")
        if known != FORMAT:
            raise Trouble(f"{directory} is a backup of format {known}; this Souk reads format {FORMAT}")
        return msgspec.json.decode(text, type=Manifest)
    except (ValueError, AttributeError, msgspec.DecodeError) as error:
        raise Trouble(f"{directory / NAME} is damaged: {error}") from None


def verify(directory: Path, manifest: Manifest, progress: Progress) -> None:
    """Look at every byte. Raises `Trouble` naming what is damaged, missing, or does not belong there."""
    wrong = list(_wrong(directory, manifest, progress))
    if wrong:
        more = f", and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise Trouble(f"the backup in {directory} is damaged: {', '.join(wrong[:5])}{more}")


def _wrong(directory: Path, manifest: Manifest, progress: Progress) -> Iterator[str]:
    done = 0
    for each in manifest.files:
        path = directory / each.path
        if not path.is_file():
            yield f"{each.path} is missing"
            continue
        if digest(path) != (each.size, each.sha256):
            yield f"{each.path} has changed"
        done += each.size
        progress("verifying", done, manifest.size)
    known = {each.path for each in manifest.files} | {NAME}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and name not in known:
            yield f"{name} does not belong to it"


def moment_of(seconds: int) -> datetime:
    """MongoDB's cluster time as a moment."""
    return datetime.fromtimestamp(seconds, UTC)
