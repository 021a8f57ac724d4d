"""What all routes of payment share: their dependencies, and how parameters are read."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from souk.kit import group_commit, mongo
from souk.payment import actions, gateway, workers
from souk.serving import http

ID_LENGTH_MAX = 64

Request = http.Request[Any, Any, Any]
Limit = Annotated[int, http.Query(ge=1, le=http.PAGE_MAX, description="Items on a page")]
Cursor = Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX, description="`next_cursor` of a page")]
Id = Annotated[str | None, http.Query(max_length=ID_LENGTH_MAX)]
PaymentPath = Annotated[str, http.Path(min_length=1, max_length=ID_LENGTH_MAX)]
GatewayPath = Annotated[str, http.Path(min_length=1, max_length=32)]


class Deps(msgspec.Struct):
    """What the routes work with."""

    db: mongo.Database
    calls: workers.Calls
    gateways: Mapping[str, gateway.Gateway]
    serve_staff: group_commit.GroupCommit[actions.Request, str]
    hear_webhook: group_commit.GroupCommit[actions.Heard, str]


def deps(request: Request) -> Deps:
    """What `app.py` put together."""
    found: Deps = http.deps(request)
    return found
