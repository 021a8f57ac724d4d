"""What a fault drill wants of this process: to die or stop at a failpoint, to have a clock that is wrong.

`SOUK_DRILL_DIR` names a directory; a process reads DIR/<instance>.json once, at its start. A failpoint that is reached
renames DIR/<instance>.json to DIR/<instance>.reached first, which proves it, and keeps the next process safe.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import msgspec

from souk.kit import clock, failpoint

LOG = logging.getLogger(__name__)

VARIABLE = "SOUK_DRILL_DIR"


class Orders(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The content of such a file. `action` is SIGKILL or SIGSTOP, `passes` counts from 1."""

    failpoint: str | None = None
    action: str = "SIGKILL"
    passes: int = 1
    clock_offset_s: float = 0.0


def path(directory: Path, instance: str) -> Path:
    """Where a process finds its orders."""
    return directory / f"{instance}.json"


def reached(directory: Path, instance: str) -> Path:
    """What is there once its failpoint was reached."""
    return directory / f"{instance}.reached"


def obey(instance: str, environment: Mapping[str, str] | None = None) -> None:
    """Read the orders of this process, if there is a drill and it has any."""
    directory = (os.environ if environment is None else environment).get(VARIABLE)
    if not directory:
        return
    file = path(Path(directory), instance)
    try:
        orders = msgspec.json.decode(file.read_bytes(), type=Orders)
    except FileNotFoundError:
        return
    LOG.warning("this process takes part in a drill", extra={"orders": repr(orders)})
    clock.set_offset(orders.clock_offset_s)
    if orders.failpoint is not None:
        done = reached(file.parent, instance)
        failpoint.arm(orders.failpoint, signal.Signals[orders.action], orders.passes, lambda: file.rename(done))
