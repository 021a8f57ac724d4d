"""What this machine has and lacks for running Souk, and how to get what is missing. Changes nothing."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from souk.local import binaries, chromium, ports
from souk.local.home import Home, shown
from souk.local.stack import DISK_FREE_MIN_BYTES
from souk.local.trouble import Trouble

OPEN_FILES_MIN = 4_096
MEMORY_MIN_BYTES = 2 * 1024**3
DEFAULT_PORT = 8080


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `advice` says how to mend it; what is not `is_needed` only some commands want."""

    what: str
    is_fine: bool
    told: str
    advice: str = ""
    is_needed: bool = True


def examine(home: Home) -> Iterator[Finding]:
    """Everything that a start may stumble over, one by one."""
    yield _system()
    yield Finding("Python", True, platform.python_version())
    for program in binaries.SERVERS:
        yield _program(program)
    yield _node()
    yield _browser()
    yield _program(binaries.K6, is_needed=False)
    yield _disk(home)
    yield _memory()
    yield _open_files()
    yield _port(home)


def _system() -> Finding:
    is_fine = sys.platform == "linux" and platform.machine() == "x86_64"
    advice = (
        "the packaged servers are for Linux on x86-64; give your own: SOUK_MONGODB_URL, SOUK_NATS_URL, SOUK_VALKEY_URL"
    )
    return Finding("system", is_fine, f"{platform.system()} {platform.release()} {platform.machine()}", advice)


def _program(program: binaries.Program, *, is_needed: bool = True) -> Finding:
    if program.external and (url := os.environ.get(program.external)):
        return Finding(program.name, True, f"not needed, {program.external} is {url}")
    try:
        path = binaries.find(program)
        return Finding(program.name, True, f"{binaries.version(program, path)} ({shown(path)})")
    except Trouble as trouble:
        return Finding(program.name, False, str(trouble), is_needed=is_needed)


def _node() -> Finding:
    node = binaries.node()
    if node is None:
        return Finding("Node", False, "none", "./souk up installs one when the web must be built", is_needed=False)
    return Finding("Node", True, f"{node.version} ({shown(node.node)})")


def _browser() -> Finding:
    found = next((path for name in chromium.ON_PATH if (path := shutil.which(name))), None)
    told, advice = found or "none on PATH", "the browser tests fetch one"
    return Finding("Chromium", found is not None, told, advice, is_needed=False)


def _disk(home: Home) -> Finding:
    place = next(path for path in (home.path, *home.path.parents) if path.exists())
    free = shutil.disk_usage(place).free
    return Finding(
        "disk",
        free >= DISK_FREE_MIN_BYTES,
        f"{free / 1024**3:.1f} GiB free",
        "free at least 1 GiB, or use another --home",
    )


def _memory() -> Finding:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Finding(
        "memory", total >= MEMORY_MIN_BYTES, f"{total / 1024**3:.1f} GiB", "Souk wants 2 GiB", is_needed=False
    )


def _open_files() -> Finding:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    is_fine = hard == resource.RLIM_INFINITY or hard >= OPEN_FILES_MIN
    told = "unlimited" if hard == resource.RLIM_INFINITY else f"at most {hard}"
    return Finding("open files", is_fine, told, f"raise the limit: ulimit -Hn {OPEN_FILES_MIN}", is_needed=False)


def _port(home: Home) -> Finding:
    what = f"port {DEFAULT_PORT}"
    if home.is_locked():
        return Finding(what, True, f"a stack is running in {shown(home.path)}")
    return _try(what, lambda: ports.demand_free(DEFAULT_PORT), "free")


def _try(what: str, check: Callable[[], None], told: str) -> Finding:
    try:
        check()
    except Trouble as trouble:
        return Finding(what, False, str(trouble), is_needed=False)
    return Finding(what, True, told)
