"""Machines that are network namespaces, and that run the systemd units of `souk node` the way systemd would."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proof.chaos import machine, network

from souk.hosts import layout, replica_set, units
from souk.local import binaries, checkout, processes

SECRET = "a-secret-of-three-machines-that-is-long-enough"
RESTART_S = 1.0
STOP_GRACE_S = 10.0


@dataclass
class Unit:
    """A unit file as systemd reads it: the command, and the variables that files may override."""

    name: str
    command: list[str]
    environment: dict[str, str]
    files: list[Path]

    @classmethod
    def read(cls, path: Path) -> Unit:
        command: list[str] = []
        environment: dict[str, str] = {}
        files: list[Path] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            if name == "ExecStart":
                command = shlex.split(value)
            elif name == "Environment":
                variable, _, text = shlex.split(value)[0].partition("=")
                environment[variable] = text
            elif name == "EnvironmentFile":
                files.append(Path(value.removeprefix("-")))
        return cls(path.stem, command, environment, files)

    def variables(self) -> dict[str, str]:
        """Files come after the unit's own, as in systemd."""
        found = dict(self.environment)
        for file in self.files:
            if file.is_file():
                lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
                found |= dict(line.split("=", 1) for line in lines if line)
        return found


@dataclass
class Machine:
    """One machine: its place in the network, its units, and what of them runs."""

    place: network.Namespace
    node: units.Node
    directory: Path
    running: dict[str, processes.Child] = field(default_factory=dict)
    _watching: list[asyncio.Task[None]] = field(default_factory=list)

    def install(self, own: dict[str, str]) -> None:
        """What `souk node write` does, and what the merchant adds."""
        etc = self.node.etc
        for path, file in units.files(self.node).items():
            (etc / path).parent.mkdir(parents=True, exist_ok=True)
            (etc / path).write_text(file.text, encoding="utf-8")
            (etc / path).chmod(file.mode)
        (etc / "secret").write_text(SECRET, encoding="utf-8")
        own = own | {"SOUK_EDGE_DIR": str(self.directory / "run")}
        (etc / "own.env").write_text("".join(f"{name}={value}\n" for name, value in own.items()), encoding="utf-8")
        for store in ("mongodb", "nats", "valkey", "media"):
            (self.node.state / store).mkdir(parents=True, exist_ok=True)

    def units(self) -> list[Unit]:
        return [Unit.read(path) for path in sorted((self.node.etc / "systemd").glob("*.service"))]

    def start(self, only: Sequence[str] | None = None) -> None:
        """Have its units run, all or some, and run again when they end."""
        for unit in self.units():
            if only is None or unit.name.removeprefix("souk-") in only:
                self._watching.append(asyncio.create_task(self._keep(unit), name=f"{self.place.name} {unit.name}"))

    async def _keep(self, unit: Unit) -> None:
        base = {"PATH": f"{_programs()}:{os.environ['PATH']}"}
        while True:
            child = processes.Child.start(
                [*self.place.enter, *unit.command],
                environment=checkout.environment(base | unit.variables()),
                log=self.directory / f"{unit.name}.log",
                directory=checkout.ROOT,
            )
            self.running[unit.name] = child
            await child.wait()
            _end_whole(child)
            await asyncio.sleep(RESTART_S)

    async def lose(self) -> None:
        """Power off: everything is gone at once."""
        await self._forget()
        for child in self.running.values():
            _end_whole(child)
        await asyncio.gather(*(child.wait() for child in self.running.values()))
        self.running.clear()

    async def stop(self) -> None:
        await self._forget()
        await asyncio.gather(*(child.stop(STOP_GRACE_S) for child in self.running.values()))
        for child in self.running.values():
            _end_whole(child)

    async def _forget(self) -> None:
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        self._watching.clear()

    def unplug(self) -> None:
        """Nobody reaches it, and it reaches nobody."""
        machine.sh("ip", "-n", self.place.name, "link", "set", "eth0", "down")

    def plug_in(self) -> None:
        machine.sh("ip", "-n", self.place.name, "link", "set", "eth0", "up")

    def log(self, unit: str) -> str:
        path = self.directory / f"souk-{unit}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


class Rack:
    """Three machines and the switch between them. Raises `ImpossibleError` where there can be no networks."""

    def __init__(self, directory: Path) -> None:
        self.net = network.Network()
        places = [self.net.namespace(f"h{number}", number) for number in (11, 12, 13)]
        plan = layout.Layout(tuple(place.address for place in places))
        programs = units.Programs(
            python=checkout.command("")[0],
            mongod=str(binaries.find(binaries.MONGOD)),
            nats=str(binaries.find(binaries.NATS)),
            valkey=str(binaries.find(binaries.VALKEY)),
        )
        self.machines = [
            Machine(
                place,
                units.Node(plan, place.address, SECRET, programs, checkout.ROOT, here / "etc", here / "state"),
                here,
            )
            for place in places
            for here in [directory / place.name.rpartition("-")[2]]
        ]

    @property
    def edges(self) -> list[str]:
        return [
            f"http://{each.place.address}:{layout.EDGE}"
            for each in self.machines
            if each.node.layout.runs_services(each.place.address)
        ]

    async def start(self, own: dict[str, str]) -> None:
        """Stores first, as docs/many-machines.md says; then one replica set; then the rest."""
        self.net.build()
        for each in self.machines:
            each.install(own)
            each.start(("mongodb", "nats", "valkey"))
        await asyncio.to_thread(self._initiate)
        for each in self.machines:
            each.start([unit.name.removeprefix("souk-") for unit in each.units() if unit.name not in each.running])

    def _initiate(self) -> None:
        """On the first machine itself: only from there a new MongoDB lets anybody in."""
        first = self.machines[0]
        hosts = ",".join(first.node.layout.hosts)
        words = ("node", "init", "--hosts", hosts, "--me", first.place.address, "--etc", str(first.node.etc))
        machine.sh(*first.place.enter, *checkout.command("souk", *words), timeout_s=replica_set.PATIENCE_S)

    async def close(self) -> None:
        for each in self.machines:
            with contextlib.suppress(machine.ImpossibleError):
                each.plug_in()
        await asyncio.gather(*(each.stop() for each in self.machines))


def _end_whole(child: processes.Child) -> None:
    """A unit is a group of processes to systemd: none of them outlives it, such as the HAProxy that an edge started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _programs() -> str:
    """The folder with HAProxy, which `souk.edge` looks for on PATH."""
    return str(binaries.find(binaries.HAPROXY).parent)
