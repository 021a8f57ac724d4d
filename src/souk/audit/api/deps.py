"""What the auditor's routes share."""

import ssl
from datetime import datetime
from typing import Annotated, Any

import msgspec

from souk.audit.operations import journal
from souk.audit.reading.sources import Sources
from souk.kit import group_commit, mongo
from souk.serving import http, rest

ID_LENGTH_MAX = 512
"""A dead letter's id is its consumer's name and its event's id."""

Request = http.Request[Any, Any, Any]
Limit = Annotated[int, http.Query(ge=1, le=http.PAGE_MAX, description="Items on a page")]
Cursor = Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX, description="`next_cursor` of a page")]
LetterPath = Annotated[str, http.Path(min_length=1, max_length=ID_LENGTH_MAX)]
OrderPath = Annotated[str, http.Path(min_length=1, max_length=64)]


class Deps(msgspec.Struct):
    """Put together in `app.py`. `internal_url` is the edge's own side (`tls` for https), `supervisor` the launcher's
    socket or empty."""

    db: mongo.Database
    sources: Sources
    rest: rest.Rest
    internal_url: str
    tls: ssl.SSLContext | None
    supervisor: str
    note: group_commit.GroupCommit[journal.Note, journal.Entry]


def deps(request: Request) -> Deps:
    """What `app.py` put together."""
    found: Deps = http.deps(request)
    return found


def moment_and_id(cursor: str | None) -> tuple[datetime, str] | None:
    """The time and the id that a page ended with."""
    if cursor is None:
        return None
    match http.decode_cursor(cursor):
        case [datetime() as moment, str(last)] if moment.tzinfo is not None:
            return moment, last
    raise http.foreign_cursor()
