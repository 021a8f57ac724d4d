"""Answers of the web process that are no files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from souk.edge.web import reference
from souk.edge.web.folder import ASK_AGAIN, Answer, Headers, names
from souk.kit import errors
from souk.serving import problems

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


def tagged(body: bytes, kind: str, asked: Mapping[str, str], status: int = 200) -> Answer:
    """A body that is asked for again each time, and comes again only when it has changed."""
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers: Headers = [("etag", etag), ("cache-control", ASK_AGAIN)]
    if status == 200 and names(asked.get("if-none-match", ""), etag):
        return Answer(304, headers)
    return Answer(status, [*headers, ("content-type", kind), ("content-length", str(len(body)))], body)


def page(body: bytes, asked: Mapping[str, str], status: int = 200) -> Answer:
    """A page of HTML; one that is no success is not kept."""
    if status == 200:
        return tagged(body, HTML, asked)
    return Answer(status, [("content-type", HTML), ("cache-control", "no-store"), ("retry-after", "5")], body)


def not_built(what: str, command: str, asked: Mapping[str, str]) -> Answer:
    """Something that a command has yet to make."""
    return page(reference.missing(what, command), asked, 503)


def not_found() -> Answer:
    """There is nothing here."""
    status, headers, body = problems.render(errors.NotFound("there is nothing at this address"))
    return Answer(status, list(headers.items()), body)


def json(value: dict[str, str], status: int = 200) -> Answer:
    """JSON that nobody keeps."""
    return Answer(status, [("content-type", "application/json"), ("cache-control", "no-store")], msgspec.json.encode(value))
