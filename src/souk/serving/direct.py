"""JSON straight to its handler: what is sent to an address without parameters needs no router.

Routes are declared with Litestar and described from it, and it answers everything else. What it does between an address
and its handler, for requests of every kind, costs two thirds of an order's way through HTTP
([decision 94](docs/decisions/0094-json-goes-straight-to-its-handler.md)).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import ControllerRouterHandler

from souk.serving import http, refusing
from souk.serving.answer import Answer

_HOST = re.compile(rb"^[A-Za-z0-9._\-:\[\]]+\Z")
"""Of any other host the router says what is wrong with it."""


class _Way(NamedTuple):
    """How to reach a handler."""

    handler: HTTPRouteHandler
    takes_request: bool


class Direct:
    """ASGI around a router."""

    def __init__(self, router: Litestar) -> None:
        self._router = router
        self._ways = dict(_simple(router))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        way = self._ways.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if way is None or not _is_from_somewhere(scope):
            await self._router(scope, receive, send)
            return
        handler = scope["route_handler"] = way.handler
        scope["app"] = scope["litestar_app"] = self._router
        scope["path_template"] = scope["path"]
        scope["path_params"] = {}
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        try:
            await http.guard(request, handler)
            body = await request.body()
            if not body:  # the router knows who may do without; it finds the body as read
                await self._router(scope, receive, send)
                return
            data = http.decoded(handler, request.headers, body)
            answer = await (handler.fn(request=request, data=data) if way.takes_request else handler.fn(data=data))
        except Exception as error:  # as the router does with whatever is raised
            answer = refusing.refuse(request, error)
        if not isinstance(answer, Response):
            answer = Answer(answer, None, {})
        sent = answer.to_asgi_response(app=None, request=request, status_code=handler.status_code)
        await sent(scope, receive, send)


def build(routes: Sequence[ControllerRouterHandler], state: dict[str, Any]) -> Direct:
    """The handlers of a service, reached the short way or through the router."""
    return Direct(
        Litestar(
            route_handlers=list(routes),
            state=State(state),
            openapi_config=None,
            exception_handlers={Exception: refusing.refuse},
            request_max_body_size=http.BODY_BYTES_MAX,
            logging_config=None,
            debug=False,
        )
    )


def _simple(router: Litestar) -> Iterator[tuple[tuple[str, str], _Way]]:
    """Handlers of nothing but a request and its JSON, by method and path."""
    for route in router.routes:
        if not isinstance(route, HTTPRoute) or route.path_parameters:
            continue
        for method, (handler, _) in route.route_handler_map.items():
            takes = set(handler.parsed_fn_signature.parameters)
            is_json = "decoder" in handler.opt.get("souk", ())
            if is_json and takes <= {"request", "data"} and inspect.iscoroutinefunction(handler.fn):
                yield (method, route.path), _Way(handler, "request" in takes)


def _is_from_somewhere(scope: Any) -> bool:
    """Whether the request names a host that could be one, or none."""
    return all(_HOST.match(value) for name, value in scope["headers"] if name == b"host")
