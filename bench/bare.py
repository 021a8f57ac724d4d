"""One bare granian worker that answers everything with one constant body: what a request costs in Python at the least.

BARE_BYTES=4096 granian --interface rsgi … bench.bare:app
"""

from __future__ import annotations

import os
from typing import Any

BODY = (b'{"items":["' + b"x" * int(os.environ.get("BARE_BYTES", "4096")))[: int(os.environ.get("BARE_BYTES", "4096"))]
HEADERS = [("content-type", "application/json")]


async def app(scope: Any, protocol: Any) -> None:
    """RSGI, granian's own interface: leaner than ASGI."""
    if scope.proto == "http":
        protocol.response_bytes(200, HEADERS, BODY)
