"""The answer that most handlers give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Response

NO_CONTENT = 204
_encoder = msgspec.json.Encoder()


class Answer(Response[Any]):
    """JSON, ready to be sent: without the cookies, encodings and hooks that Litestar's own has to look through.

    `status` None is the handler's own.
    """

    def __init__(self, content: Any, status: int | None, headers: Mapping[str, str]) -> None:
        self.content = content
        self.status_code = status
        self.headers = dict(headers)

    def to_asgi_response(self, app: Any, request: Any, *, status_code: int | None = None, **_: Any) -> Any:  # noqa: ARG002 - Litestar's signature
        if self.status_code is None:
            self.status_code = status_code
        return self

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 - ASGI's signature
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.headers.items()]
        body = b""
        if self.status_code != NO_CONTENT:
            body = _encoder.encode(self.content)
            headers += ((b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": body})
