"""Which ports a stack uses: one block of 100 below the range the kernel hands out to outgoing connections.

A port from that range could be taken by a mere client connection while a process restarts. A block belongs to one
running stack: it holds an abstract unix socket named after the block, which lives in the same network namespace as the
ports, and which the kernel frees when the process ends. A home keeps its block from start to start, because MongoDB's
replica set knows itself by its address.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from souk.local.home import Home, read_json, write_whole
from souk.local.trouble import Trouble

BLOCK_SIZE = 100
BLOCKS = range(20_000, 32_000, BLOCK_SIZE)
HOST = "127.0.0.1"

FIXED = ("edge", "internal", "metrics", "mongodb", "nats", "valkey", "sandbox", "mailbox", "smtp", "web", "audit")
"""One port each, at this offset in the block; `edge` only when the user let us choose (`--port 0`)."""
FIRST_REPLICA = 11
REPLICAS_MAX = 14
"""Of one service; there are six."""
LAST = {"prometheus": 95}
"""Beyond all replicas."""


@dataclass(frozen=True)
class Ports:
    """One stack's ports."""

    block: int
    edge: int
    """Where the shop is."""

    def fixed(self, name: str) -> int:
        """The port of a part there is one of, by its name in `FIXED`."""
        if name in LAST:
            return self.block + LAST[name]
        return self.edge if name == "edge" else self.block + FIXED.index(name)

    def replica(self, service_index: int, number: int) -> int:
        """The port of replica `number` (from 1) of the service at `service_index` in the topology."""
        if not 1 <= number <= REPLICAS_MAX:
            raise ValueError(f"replica {number} of {REPLICAS_MAX}")
        return self.block + FIRST_REPLICA + service_index * REPLICAS_MAX + number - 1


def is_free(port: int, host: str = HOST) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def demand_free(port: int, host: str = HOST) -> None:
    """Raises `Trouble` naming who holds the port."""
    if port and not is_free(port, host):
        if port < 1024 and os.geteuid() != 0:
            raise Trouble(f"port {port} needs root; choose one from 1024 up: ./souk up --port 8080")
        raise Trouble(
            f"port {port} is taken{holder(port)}; stop that, or choose another: "
            f"./souk up --port {port + 1}, or --port 0 for a free one"
        )


def holder(port: int) -> str:
    """` by nginx (pid 123)`, or nothing when that cannot be seen from here."""
    import psutil

    try:
        rows = psutil.net_connections("tcp")
    except psutil.AccessDenied:
        return ""
    for row in rows:
        if row.status == psutil.CONN_LISTEN and row.pid and tuple(row.laddr)[1:2] == (port,):
            try:
                return f" by {psutil.Process(row.pid).name()} (pid {row.pid})"
            except psutil.NoSuchProcess:
                return ""
    return ""


@contextlib.contextmanager
def claim(home: Home) -> Iterator[int]:
    """Hold the block this home used before, or a free one, which it remembers. Raises `Trouble` when none is free."""
    remembered = (read_json(home.ports_json) or {}).get("block")
    for block in _candidates(home, remembered):
        with _held(block) as is_held:
            if is_held and all(is_free(block + offset) for offset in range(BLOCK_SIZE) if _is_used_at_once(offset)):
                write_whole(home.ports_json, json.dumps({"block": block}) + "\n")
                yield block
                return
    raise Trouble(
        f"no free block of {BLOCK_SIZE} ports between {BLOCKS.start} and {BLOCKS.stop}; stop some other stacks"
    )


def _is_used_at_once(offset: int) -> bool:
    """Whether a stack of one process each needs that port; those of further replicas are looked at when they come."""
    return offset < len(FIXED) or (offset >= FIRST_REPLICA and (offset - FIRST_REPLICA) % REPLICAS_MAX == 0)


def _candidates(home: Home, remembered: object) -> Iterator[int]:
    if isinstance(remembered, int) and remembered in BLOCKS:
        yield remembered
    start = int.from_bytes(hashlib.sha256(os.fsencode(home.path)).digest()[:4], "big")
    for step in range(len(BLOCKS)):
        yield BLOCKS[(start + step) % len(BLOCKS)]


@contextlib.contextmanager
def _held(block: int) -> Iterator[bool]:
    """Try to own a block; whether that worked."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as holding:
        try:
            holding.bind(f"\0souk-ports-{block}")
        except OSError:
            yield False
        else:
            yield True
