"""Is the process in this container ready? `python -m souk.serving.probe [PORT]`, for what can only run a command."""

from __future__ import annotations

import http.client
import os
import sys

TIMEOUT_S = 2.0


def answers(port: int, path: str = "/readyz") -> bool:
    """Whether a process of this machine says that it is ready."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not answers(int(sys.argv[1] if len(sys.argv) > 1 else os.environ["SOUK_PORT"])))
