"""A process that behaves like a service as far as the launcher can tell; `python -m standin`.

STANDIN_FAIL=1 ends at once · STANDIN_SLOW_S=N is ready only after N seconds · STANDIN_STUBBORN=1 ignores SIGTERM ·
STANDIN_ONCE=FILE ends at once until the file is there, and makes it
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

STARTED = time.monotonic()
SLOW_S = float(os.environ.get("STANDIN_SLOW_S", "0"))


class Handler(BaseHTTPRequestHandler):
    """Answers everything with who it is."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        is_ready = self.path != "/readyz" or time.monotonic() - STARTED >= SLOW_S
        body = os.environ["SOUK_INSTANCE"].encode()
        self.send_response(200 if is_ready else 503)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def main() -> None:
    """Serve until SIGTERM."""
    if os.environ.get("STANDIN_FAIL"):
        sys.exit("standin: this configuration is wrong")
    once = os.environ.get("STANDIN_ONCE")
    if once and not Path(once).exists():
        Path(once).touch()
        sys.exit("standin: not this time")
    server = ThreadingHTTPServer((os.environ["SOUK_HOST"], int(os.environ["SOUK_PORT"])), Handler)
    if os.environ.get("STANDIN_STUBBORN"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(poll_interval=0.05)


if __name__ == "__main__":
    main()
