"""What every service does with its own dead letters when it is asked to."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar.handlers import HTTPRouteHandler

from souk.kit import deadletters, errors, mongo
from souk.serving import http

ID_LENGTH_MAX = 512

Request = http.Request[Any, Any, Any]


class LetterBody(http.Body, frozen=True):
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=ID_LENGTH_MAX)]


class LetterDone(http.View):
    done: bool


def routes(db: mongo.Database) -> list[HTTPRouteHandler]:
    """The two routes that every service has, for the house only."""

    @http.post("/internal/dead-letters/retry", status=200, internal=True, idempotent="no")
    async def retry_dead_letter(data: LetterBody) -> LetterDone:
        """Its listener gets the event again at once."""
        return _done(is_done=await deadletters.retry(db, data.id))

    @http.post("/internal/dead-letters/drop", status=200, internal=True, idempotent="no")
    async def drop_dead_letter(data: LetterBody) -> LetterDone:
        """The event is forgotten for good."""
        return _done(is_done=await deadletters.drop(db, data.id))

    return [retry_dead_letter, drop_dead_letter]


def _done(*, is_done: bool) -> LetterDone:
    if not is_done:
        raise errors.NotFound("there is no such dead letter")
    return LetterDone(done=True)
