"""What went wrong in the router or a handler, as the answer that says no."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from litestar import Request, Response
from litestar.exceptions import (
    ClientException,
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)

from souk.kit import errors
from souk.serving import problems

LOG = logging.getLogger(__name__)

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_MISSING = re.compile(r"^Missing required (\w+) parameter '([^']*)'")


def refuse(request: Request[Any, Any, Any], error: Any) -> Response[Any]:
    """The problem document for anything raised; what nobody meant to raise is logged."""
    refusal = _as_refusal(error)
    if isinstance(refusal, problems.InternalError):
        LOG.error("a request failed", exc_info=error, extra={"path": request.url.path})
    status, headers, body = problems.render(refusal)
    if isinstance(refusal, problems.MethodNotAllowed):
        headers["allow"] = ", ".join(_allowed(request))
    return Response(body, status_code=status, headers=headers, media_type=problems.MEDIA_TYPE)


def _allowed(request: Request[Any, Any, Any]) -> Iterator[str]:
    """The methods that this address does take (RFC 9110, 15.5.6)."""
    for method in METHODS:
        with contextlib.suppress(HTTPException):
            request.app.asgi_router.handle_routing(path=request.url.path, method=method)
            yield method


def _as_refusal(error: Exception) -> errors.Refusal:
    match error:
        case errors.Refusal():
            return error
        case ValidationException():
            extra = error.extra if isinstance(error.extra, list) else []
            if any(isinstance(each, dict) and each.get("key") == "data" for each in extra):
                return errors.Malformed("a body is missing")
            # a parameter that is a word of Python's, like `from`, ends with an underscore there and only there
            wrong = [
                {"pointer": f"/{_source(each)}/{each.get('key', '').rstrip('_')}", "detail": each.get("message", "")}
                for each in extra
                if isinstance(each, dict)
            ]
            if not wrong and (missing := _MISSING.match(error.detail)):
                wrong = [{"pointer": f"/{missing[1]}/{missing[2]}", "detail": "it is missing"}]
            return errors.Invalid("a parameter is wrong", errors=wrong or [{"pointer": "/", "detail": error.detail}])
        case NotFoundException():
            return errors.NotFound("there is nothing at this address")
        case MethodNotAllowedException():
            return problems.MethodNotAllowed("this address does not take that method")
        case HTTPException(status_code=413):
            return errors.TooLarge("the body is larger than this address takes")
        case HTTPException(status_code=415):
            return errors.UnsupportedMedia(error.detail)
        case ClientException():
            return errors.Malformed(error.detail)
        case _:
            return problems.InternalError("the failure was logged under this trace id")


def _source(wrong: dict[str, Any]) -> str:
    """Where Litestar found a wrong parameter: `query`, `path`, …"""
    source = wrong.get("source", "query")
    return str(getattr(source, "value", source))
