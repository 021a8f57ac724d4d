"""Links that are slow (everything goes through a delaying proxy) or lossy (packets are dropped)."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from proof.chaos import machine
from proof.chaos.faults.fault import Fault
from proof.chaos.stand import Stand, until
from souk.local import checkout, ports, processes

MARK = 0x50
PROXY_GRACE_S = 5.0
ALL = 100


def _port(stand: Stand, process: str) -> int:
    port: int = stand.rows()[process]["port"]
    return port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ports.HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class Slow(Fault):
    """Every byte to and from a part is late. Connections that were there before are reset, and come again this way."""

    family = "link"
    hold_s = 12.0

    def __init__(self, part: str, delay_ms: int) -> None:
        self._process = f"{part}-1"
        self._delay_ms = delay_ms
        self.name = f"link:slow-{part}"
        self.what = f"{delay_ms} ms each way to {part}, by a proxy"
        self._table = f"{machine.table()}_slow_{part}"
        self._proxy: processes.Child | None = None
        self._log = Path()
        self._led = 0

    def impossible(self) -> str | None:
        return machine.can_filter()

    async def inject(self, stand: Stand) -> None:
        port, through = _port(stand, self._process), _free_port()
        self._log, self._led = stand.home.log("chaos-proxy"), 0
        self._log.unlink(missing_ok=True)
        self._proxy = processes.Child.start(
            checkout.command("proof.chaos.proxy", str(through), f"{ports.HOST}:{port}", str(self._delay_ms), str(MARK)),
            environment=checkout.environment({"PYTHONPATH": str(checkout.ROOT)}),
            log=self._log,
            directory=checkout.ROOT,
        )
        await until(lambda: not ports.is_free(through), "the proxy did not listen")
        match = f"ip daddr {ports.HOST} tcp dport {port} meta mark != {MARK}"
        machine.sh(
            "nft",
            "-f",
            "-",
            stdin=f"""table ip {self._table} {{
                chain led {{ type nat hook output priority -100; {match} counter redirect to :{through}; }}
                chain cut_off {{ type filter hook output priority 0; {match} reject with tcp reset; }}
            }}""",
        )

    async def heal(self, stand: Stand) -> None:
        if self._proxy is None:
            return
        # first the proxy, which hangs up; without the rules nobody would hear it, and wait for his time-out
        await self._proxy.stop(PROXY_GRACE_S)
        self._led = _ended(self._table)
        self._proxy = None

    async def proof(self, stand: Stand) -> str | None:
        told = re.search(r"delayed (\d+)", self._log.read_text(encoding="utf-8")) if self._log.is_file() else None
        if not self._led or told is None or not int(told[1]):
            return None
        return f"{self._led} connections were led through the proxy, {int(told[1]):,} bytes were late"


class Lossy(Fault):
    """So many of a hundred packets to and from a part are lost; with all of them nobody is told that it is away."""

    family = "link"
    hold_s = 12.0

    def __init__(self, part: str, percent: int) -> None:
        self._process = f"{part}-1"
        self._percent = percent
        self.name = f"link:{'cut' if percent == ALL else 'lossy'}-{part}"
        self.what = f"{percent} of 100 packets to and from {part} are lost"
        self._table = f"{machine.table()}_{percent}_{part}"
        self._is_on = False
        self._dropped = 0

    def impossible(self) -> str | None:
        return machine.can_filter()

    async def inject(self, stand: Stand) -> None:
        port = _port(stand, self._process)
        drop = "counter drop"
        chance = drop if self._percent == ALL else f"numgen random mod 100 < {self._percent} {drop}"
        machine.sh(
            "nft",
            "-f",
            "-",
            stdin=f"""table ip {self._table} {{
                chain lose {{
                    type filter hook input priority 0;
                    ip daddr {ports.HOST} tcp dport {port} {chance}
                    ip daddr {ports.HOST} tcp sport {port} {chance}
                }}
            }}""",
        )
        self._is_on, self._dropped = True, 0

    async def heal(self, stand: Stand) -> None:
        if self._is_on:
            self._dropped = _ended(self._table)
            self._is_on = False

    async def proof(self, stand: Stand) -> str | None:
        return f"{self._dropped} packets were dropped" if self._dropped else None


def _ended(table: str) -> int:
    """Take the rules away; how many packets those that count have seen."""
    try:
        told = machine.sh("nft", "list", "table", "ip", table)
        machine.sh("nft", "delete", "table", "ip", table)
    except machine.ImpossibleError:  # it did not come to be
        return 0
    return sum(int(count) for count in re.findall(r"counter packets (\d+)", told))
