"""The supervisor's process. The commands start it; nobody needs to by hand.

    python -m souk.local --home DIR --port N [--replicas order=2 …] [--topology single] [--no-mailbox] [--fresh]
        [--observe] [--autoscale DIR] [--with-parent PID]

It tells what happens as JSON lines on stdout, which `stack.start` reads, and answers on the home's control socket.
SIGTERM and SIGINT stop the stack cleanly.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from souk.local import control, plan, ports, processes, topology
from souk.local.home import SOCKETS, Home
from souk.local.supervisor import StartFailed, Supervisor
from souk.local.trouble import Trouble

LOG = logging.getLogger("souk.local")
STDOUT = 1


def main() -> int:
    """Run one stack to its end; the exit code."""
    arguments = _arguments()
    home = Home(arguments.home)
    if arguments.with_parent:
        processes.die_with_parent(arguments.with_parent, signal.SIGTERM)
    _take_all_open_files()
    processes.prefer_throughput()
    os.set_blocking(STDOUT, False)
    try:
        with home.locked():
            return asyncio.run(_run(home, arguments))
    except StartFailed as failed:
        tell({"event": "failed", "reason": str(failed), "name": failed.name, "log": failed.log})
    except Trouble as trouble:
        tell({"event": "failed", "reason": str(trouble)})
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="souk.local")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--replicas", action="append", default=[])
    parser.add_argument("--topology", type=topology.Topology, default=topology.Topology.SEPARATE)
    parser.add_argument("--no-mailbox", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--observe", action="store_true")
    parser.add_argument("--autoscale", type=Path, metavar="DIR", help="scale services by the rules in DIR")
    parser.add_argument("--with-parent", type=int, metavar="PID", help="stop when that process, the parent, ends")
    return parser.parse_args()


async def _run(home: Home, arguments: argparse.Namespace) -> int:
    leftovers = home.end_leftovers()
    if arguments.fresh:
        home.remove_contents()
    home.prepare()
    _log_into(home.log("supervisor"))
    if leftovers:
        LOG.warning("ended what a crashed supervisor left running: %s", ", ".join(leftovers))
    ports.demand_free(arguments.port)
    with ports.claim(home) as block:
        what = _plan(home, block, arguments)
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        supervisor = Supervisor(what, tell)
        server = await control.serve(home.socket("control"), _answers(supervisor, what.shape, stop))
        try:
            await _until(stop, supervisor)
        finally:
            tell({"event": "stopping"})
            await supervisor.stop()
            server.close()
            for name in SOCKETS:
                home.socket(name).unlink(missing_ok=True)
    tell({"event": "stopped"})
    LOG.info("stopped")
    return 0


def _plan(home: Home, block: int, arguments: argparse.Namespace) -> plan.Plan:
    elsewhere = plan.externals(os.environ)
    replicas = plan.wanted_replicas(arguments.replicas, elsewhere, arguments.topology)
    if arguments.observe:
        replicas[topology.PROMETHEUS.name] = 1
    return plan.Plan(
        home=home,
        ports=ports.Ports(block, arguments.port or block),
        replicas=replicas,
        externals=elsewhere,
        has_mailbox=not arguments.no_mailbox,
        shape=arguments.topology,
        scaling_rules=arguments.autoscale,
    )


async def _until(stop: asyncio.Event, supervisor: Supervisor) -> None:
    """Start the stack and keep it until it is told to stop. Raises what ended it otherwise."""
    stopped: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
    starting: asyncio.Future[Any] = asyncio.ensure_future(supervisor.start())
    try:
        await asyncio.wait([stopped, starting], return_when=asyncio.FIRST_COMPLETED)
        if not stopped.done():
            starting.result()
            LOG.info("everything is up")
            tell({"event": "up"})
            await asyncio.wait([stopped, supervisor.failed], return_when=asyncio.FIRST_COMPLETED)
        if not stopped.done():
            supervisor.failed.result()
    finally:
        stopped.cancel()
        starting.cancel()
        await asyncio.gather(stopped, starting, return_exceptions=True)


def _answers(supervisor: Supervisor, shape: topology.Topology, stop: asyncio.Event) -> control.Handler:
    """What may be asked on the control socket."""

    async def answer(question: control.Message) -> control.Message:
        match question:
            case {"do": "status"}:
                return {"processes": await supervisor.status()}
            case {"do": "scale", "service": str(service), "replicas": int(count)}:
                await supervisor.scale(*plan.parse_replicas(f"{service}={count}", shape))
                return {}
            case {"do": "restart", "service": str(service)}:
                await supervisor.restart(plan.parse_service(service, shape, is_replaced=True))
                return {}
            case {"do": "down"}:
                stop.set()
                return {}
            case _:
                raise Trouble("the supervisor knows status, scale, restart and down")

    return answer


def tell(message: control.Message) -> None:
    """One JSON line on stdout. Nobody may be reading any more, or be too slow: then it is not told."""
    with contextlib.suppress(BrokenPipeError, BlockingIOError):
        os.write(STDOUT, json.dumps(message).encode() + b"\n")


def _take_all_open_files() -> None:
    """Every process may open as many files as the system lets this user: connections are files."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _log_into(path: Path) -> None:
    """Send this process's own log, and whatever Python writes to stderr, to a file that may be rotated."""
    with path.open("ab") as log:
        os.dup2(log.fileno(), sys.stderr.fileno())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")


if __name__ == "__main__":
    sys.exit(main())
