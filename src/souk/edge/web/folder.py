"""A folder of built files, served as browsers like it."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

Headers = list[tuple[str, str]]

IMMUTABLE = "public, max-age=31536000, immutable"
"""For names that hold a hash of the content."""
ASK_AGAIN = "no-cache"
AN_HOUR = "public, max-age=3600"
PATH_LENGTH_MAX = 512

_HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


class Answer(NamedTuple):
    """Status, headers, and a body or the file that is the body."""

    status: int
    headers: Headers
    body: bytes | Path = b""


class Folder:
    """The files below `root`. Names that a build made from content are kept for ever, others are asked for again."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find(self, path: str) -> Path | None:
        """The file of a relative path; None when there is none, or it would lie outside."""
        steps = path.split("/")
        if len(path) > PATH_LENGTH_MAX or any(step.startswith(".") or "\\" in step or "\0" in step for step in steps):
            return None
        found = self._root.joinpath(*(step for step in steps if step))
        if not found.is_file() or not found.resolve().is_relative_to(self._root.resolve()):
            return None
        return found

    def answer(self, file: Path, asked: Mapping[str, str]) -> Answer:
        """A file that `find` found, in the best encoding that is there and wanted, or 304."""
        chosen, encoding = _encoded(file, asked.get("accept-encoding", ""))
        seen = chosen.stat()
        etag = f'"{seen.st_mtime_ns:x}-{seen.st_size:x}"'
        headers = [
            ("etag", etag),
            ("cache-control", _keeping(file.relative_to(self._root))),
            ("vary", "Accept-Encoding"),
        ]
        if names(asked.get("if-none-match", ""), etag):
            return Answer(304, headers)
        headers += [("content-type", content_type(file)), ("content-length", str(seen.st_size))]
        if encoding:
            headers.append(("content-encoding", encoding))
        return Answer(200, headers, chosen)


def content_type(file: Path) -> str:
    """What a file holds, by its name."""
    return _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def names(if_none_match: str, etag: str) -> bool:
    """Whether `If-None-Match` names this tag; weak prefixes are ignored."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags


def _keeping(path: Path) -> str:
    if path.parts[0] == "assets" and _HASHED.search(path.name):
        return IMMUTABLE
    return ASK_AGAIN if path.suffix == ".html" else AN_HOUR


def _encoded(file: Path, accepted: str) -> tuple[Path, str | None]:
    wanted = _accepted(accepted)
    for encoding, suffix in _ENCODINGS:
        packed = file.with_name(file.name + suffix)
        if encoding in wanted and packed.is_file():
            return packed, encoding
    return file, None


def _accepted(header: str) -> set[str]:
    """Encodings that `Accept-Encoding` names with a weight above zero."""
    found = set()
    for part in header.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            found.add(name.strip())
    return found
