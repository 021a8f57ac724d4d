"""HAProxy with nothing but a cache in front of the product service: what an edge request costs at the least.

No trace, no limits, no refusals, no headers of its own: whatever Souk's edge does beyond that is the difference.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import server
from souk.local import binaries, ports

CONFIG = """global
    nbthread 1
    maxconn 1024
defaults
    mode http
    timeout connect 1s
    timeout client 30s
    timeout server 30s
frontend all
    bind {host}:{port}
    filter cache answers
    http-request cache-use answers
    http-response cache-store answers
    default_backend product
backend product
    http-reuse aggressive
    server product-1 {host}:{product}
cache answers
    total-max-size 16
    max-object-size 262144
    max-age 1
"""


@contextlib.contextmanager
def running(product: int) -> Iterator[tuple[str, int]]:
    """Its URL and pid, in front of the product service at this port."""
    port = server.free_port()
    with tempfile.TemporaryDirectory(prefix="souk-bare-edge-") as place:
        config = Path(place) / "haproxy.cfg"
        config.write_text(CONFIG.format(host=ports.HOST, port=port, product=product), encoding="utf-8")
        with server.running([str(binaries.find(binaries.HAPROXY)), "-db", "-f", str(config)], port) as started:
            yield started
