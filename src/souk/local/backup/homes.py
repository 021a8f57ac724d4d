"""A backup back into a home: its own mongod is started for it, alone."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from souk.local import plan, ports, topology
from souk.local.backup import manifest, restoring, taking
from souk.local.home import CONTENTS, Home, shown
from souk.local.supervisor import Supervisor
from souk.local.trouble import Trouble

ASIDE = "replaced"
"""What was in a home before goes into `replaced-20300131-120000` in it."""


def is_occupied(home: Home) -> bool:
    """Whether a shop was here."""
    store = home.store("mongodb")
    return store.is_dir() and any(store.iterdir())


def restore(backup: Path, made: manifest.Manifest, home: Home, progress: manifest.Progress) -> Path | None:
    """Make a home of a backup. What is there is put aside, and where is answered. Raises `Trouble`."""
    with home.locked():
        aside = _put_aside(home) if is_occupied(home) else None
        for name in taking.OF_A_HOME:
            if (backup / "home" / name).is_file():
                shutil.copy2(backup / "home" / name, home.path / name)
        for name in ("media", "sandbox"):
            if (backup / name).is_dir():
                shutil.copytree(backup / name, home.store(name), dirs_exist_ok=True)
        home.prepare()
        elsewhere = plan.externals(os.environ).get("mongodb")
        if elsewhere is not None:
            restoring.restore(backup, made, elsewhere, progress, may_replace=False)
        else:
            with ports.claim(home) as block:
                asyncio.run(
                    _beside_mongod(
                        home, block, lambda url: restoring.restore(backup, made, url, progress, may_replace=False)
                    )
                )
    return aside


def _put_aside(home: Home) -> Path:
    aside = home.path / f"{ASIDE}-{time.strftime('%Y%m%d-%H%M%S')}"
    aside.mkdir(mode=0o700)
    for name in CONTENTS:
        if (home.path / name).exists() and name != "ports.json":
            (home.path / name).rename(aside / name)
    return aside


async def _beside_mongod(home: Home, block: int, work: Callable[[str], None]) -> None:
    what = plan.Plan(home=home, ports=ports.Ports(block, block), replicas={"mongodb": 1}, externals={})
    supervisor = Supervisor(what, lambda _: None, topology.STORES)
    try:
        await supervisor.start()
        await asyncio.to_thread(work, what.mongodb_url)
    finally:
        await supervisor.stop()


def demand_room(home: Home, *, may_replace: bool) -> None:
    """Raises `Trouble` when something runs or lies here that may not be replaced."""
    if home.is_locked():
        raise Trouble(f"a shop is running in {shown(home.path)}; stop it first: ./souk down{home.option}")
    if is_occupied(home) and not may_replace:
        raise Trouble(f"{shown(home.path)} holds a shop already; --yes puts it aside, or name another --home")
