"""Everything that may befall the shop, in families; `every` makes them all."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence

from proof.chaos.faults import broker, clocks, disks, failpoints, gateway, links, members, processes
from proof.chaos.faults.fault import Fault, StandKind
from souk.edge import routes
from souk.local.trouble import Trouble

__all__ = ["Fault", "StandKind", "every", "named"]

SCALED = ("order", "inventory", "payment")
STORES = ("mongodb-1", "nats-1", "valkey-1")
HELPERS = ("haproxy-1", "sandbox-1", "smtp-1", "auditor-1", "web-1")


def every() -> list[Fault]:
    """One of each."""
    services = [f"{name}-1" for name in routes.SERVICES]
    found: list[Fault] = [processes.Kill(name) for name in (*services, *STORES, *HELPERS)]
    found += [processes.Stop(name, processes.STOPPED_S) for name in services]
    found += [processes.Stop(name, processes.STORE_STOPPED_S) for name in (*STORES, *HELPERS)]
    found += failpoints.every()
    found += [broker.Wipe(), broker.Repeat(), broker.Poison(), *gateway.every(), gateway.Flush()]
    found += [links.Slow("mongodb", 20), links.Slow("nats", 100), links.Slow("sandbox", 400)]
    found += [links.Lossy("mongodb", 3), links.Lossy("nats", 10), links.Lossy("haproxy", 3)]
    found += [links.Lossy(part, links.ALL) for part in ("mongodb", "nats", "sandbox")]
    found += [*disks.every(), *clocks.every(), processes.Rolling(routes.SERVICES)]
    found += [processes.Strobe(f"{name}-1") for name in SCALED]
    found += members.every()
    return found


def named(patterns: Sequence[str]) -> list[Fault]:
    """Those that the patterns name: a family, a name, or a name with `*`. Raises `Trouble` for one that names none."""
    everything = every()
    found: list[Fault] = []
    for pattern in patterns:
        chosen = [each for each in everything if each.family == pattern or fnmatch.fnmatch(each.name, pattern)]
        if not chosen:
            families = ", ".join(dict.fromkeys(each.family for each in everything))
            raise Trouble(f"no fault is called {pattern}; families are {families} (see ./souk chaos --list)")
        found += [each for each in chosen if each not in found]
    return found
