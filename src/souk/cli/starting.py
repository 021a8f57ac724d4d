"""`./souk up`."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.markup import escape

from souk.cli import processes_table, screen, seeding
from souk.cli.options import HomeOption, ProductsOption
from souk.local import binaries, checkout, observing, plan, ports, stack, topology, webbuild
from souk.local.home import Home, shown
from souk.local.trouble import Trouble

DEFAULT_PORT = 8080


def up(
    detach: Annotated[bool, typer.Option("--detach", "-d", help="Return once everything is healthy.")] = False,
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="Where the shop listens; 0 picks a free port.")
    ] = DEFAULT_PORT,
    home: HomeOption = checkout.DEFAULT_HOME,
    replicas: Annotated[
        list[str] | None, typer.Option(metavar="SERVICE=N", help="Start N processes of a service; may be repeated.")
    ] = None,
    shape: Annotated[
        topology.Topology,
        typer.Option("--topology", help="A process for each service, or a single one with all of them."),
    ] = topology.Topology.SEPARATE,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the home's data away first.")] = False,
    observe: Annotated[
        bool, typer.Option("--observe", help="Start Prometheus too, with the alert rules, and say where.")
    ] = False,
    autoscale: Annotated[
        bool, typer.Option("--autoscale", help="More and fewer processes as the load asks for, by the cluster's rules.")
    ] = False,
    no_demo: Annotated[bool, typer.Option("--no-demo", help="No demo catalogue, no open mailbox.")] = False,
    products: ProductsOption = None,
) -> None:
    """Start the shop: databases, broker, edge, every service and the web.

    Builds the web when its sources changed, and seeds the demo catalogue on
    the first start. Ctrl-C stops everything cleanly; the data stays.

    [bold]Examples[/bold]

      ./souk up
      ./souk up --detach --port 0 --home /tmp/second
      ./souk up --replicas order=2 --replicas inventory=2
      ./souk up --fresh --products 10000
      ./souk up --topology single
      ./souk up --observe
      ./souk up --autoscale

    Servers that run elsewhere are used instead when these name them:
    SOUK_MONGODB_URL, SOUK_NATS_URL, SOUK_VALKEY_URL.
    """
    where = Home(home)
    began = time.monotonic()
    # what would be refused in the end is refused before anything is built
    for text in replicas or ():
        plan.parse_replicas(text, shape)
    rules = _scaling_rules(shape) if autoscale else None
    with where.locked():
        ports.demand_free(port)
    _demand_programs()
    if observe:
        observing.demand("prometheus", screen.say)
    webbuild.build_if_stale(screen.say)
    with _signals_interrupt(), screen.start_progress("starting") as progress:
        running = stack.start(
            where,
            port=port,
            replicas=replicas or (),
            shape=shape,
            has_mailbox=not no_demo,
            is_fresh=fresh,
            is_observed=observe,
            is_detached=detach,
            scaling_rules=rules,
            on_event=progress.on_event,
        )
    try:
        with _signals_interrupt():
            if not no_demo and (products or not where.seeded.exists()):
                seeding.seed_demo(where, products)
            _summarize(where, time.monotonic() - began, has_mailbox=not no_demo, is_detached=detach)
            if not detach:
                _watch(running)
                screen.say(f"stopped; the data stays in {shown(where.path)}")
    except KeyboardInterrupt:
        _stop(running)
        if detach:
            raise
    except Trouble:
        _stop(running)
        raise


def _scaling_rules(shape: topology.Topology) -> Path:
    """Where the rules lie, once they can be read."""
    from souk.local import autoscaling, elastic

    if shape is topology.Topology.SINGLE:
        raise Trouble("--autoscale scales services one by one; leave out --topology single")
    autoscaling.read(elastic.RULES, elastic.SERVICES)
    return elastic.RULES


def _demand_programs() -> None:
    for program in binaries.SERVERS:
        if not (program.external and os.environ.get(program.external)):
            binaries.demand(program, screen.say)


@contextlib.contextmanager
def _signals_interrupt() -> Iterator[None]:
    """SIGTERM and a closed terminal end the command as Ctrl-C does."""

    def interrupt(*_: Any) -> NoReturn:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(running: stack.Running) -> None:
    """Tell what happens until the stack ends. Raises `Trouble` when it ends by itself."""
    progress = screen.StartProgress(None)
    for event in running.events():
        if event["event"] == "failed":
            raise stack.StartFailed(event["reason"], event.get("log", ()))
        if event["event"] == "process" and event["state"] in {"restarting", "up"}:
            progress.on_event(event)
    if running.end() != 0:
        raise Trouble(f"the supervisor ended; see {shown(running.home.log('supervisor'))}")


def _stop(running: stack.Running) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # it is already being stopped, in order
    with screen.start_progress("stopping"):
        running.stop(lambda _: None)
    screen.say(f"stopped; the data stays in {shown(running.home.path)}")


def _summarize(home: Home, took_s: float, *, has_mailbox: bool, is_detached: bool) -> None:
    edge = stack.run(home)["edge"]
    places = {"Shop": "/", "Admin": "/admin/", "API reference": "/docs"} | (
        {"Mailbox": "/dev/mailbox"} if has_mailbox else {}
    )
    screen.out.print(f"\n[bold green]Souk is up[/bold green] [dim]after {took_s:.0f} s[/dim]\n")
    for name, path in places.items():
        screen.out.print(f"  {name:<14} {edge}{path}")
    if where := stack.port_of(home, topology.PROMETHEUS):
        screen.out.print(f"  {'Prometheus':<14} http://{ports.HOST}:{where}/")
    if home.credentials.exists():
        screen.out.print(f"  {'Demo accounts':<14} {escape(shown(home.credentials))}")
    screen.out.print()
    screen.out.print(processes_table.table(processes_table.measure(stack.status(home))))
    end = f"./souk down{home.option}" if is_detached else "Ctrl-C"
    more = f"{end} stops it · ./souk status{home.option} · ./souk logs -f order{home.option}"
    screen.out.print(f"[dim]{escape(more)}[/dim]", soft_wrap=True)
