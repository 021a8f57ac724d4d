"""Commands that watch, change and stop a running stack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from souk.cli import processes_table, screen, seeding, starting, waiting
from souk.cli.options import HomeOption, ProductsOption
from souk.local import checkout, logs, plan, stack
from souk.local.home import Home, shown
from souk.local.trouble import Trouble

PANEL = "Running"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(rich_help_panel=PANEL)(starting.up)
    for command in (down, status, logs_, scale, restart, seed, waiting.wait):
        app.command(name=command.__name__.rstrip("_"), rich_help_panel=PANEL)(command)


def down(home: HomeOption = checkout.DEFAULT_HOME) -> None:
    """Stop the stack of a home; its data stays.

    Services finish what they have in hand first.

    [bold]Examples[/bold]

      ./souk down
      ./souk down --home /tmp/second
    """
    where = Home(home)
    if not where.is_locked() and not where.run_json.exists():
        screen.say(f"nothing is running in {shown(where.path)}")
        return
    with screen.start_progress("stopping"):
        stack.stop(where)
    screen.say(f"stopped; the data stays in {shown(where.path)}")


def status(
    home: HomeOption = checkout.DEFAULT_HOME,
    as_json: Annotated[bool, typer.Option("--json", help="Rows as JSON, for programs.")] = False,
) -> None:
    """Show every process: pid, port, uptime, restarts, CPU, memory, and whether it is ready.

    CPU is of one core, over half a second; memory is the proportional set
    size. The exit code is 1 when a process is not ready.
    """
    rows = processes_table.measure(stack.status(Home(home)))
    if as_json:
        screen.out.print_json(data=rows)
    else:
        screen.out.print(processes_table.table(rows))
    if not all(row["ready"] for row in rows):
        raise typer.Exit(1)


def logs_(
    service: Annotated[
        str, typer.Argument(help="A service or process: order, order-2, mongodb, haproxy, supervisor …")
    ],
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with what comes.")] = False,
    lines: Annotated[int, typer.Option("--lines", "-n", min=0, max=10_000, help="How many lines of the past.")] = 50,
    home: HomeOption = checkout.DEFAULT_HOME,
) -> None:
    """Show the log of a service: of all its processes, or of one.

    Services write one JSON object a line; its trace_id is the instance of a
    problem that a client was answered with.

    [bold]Examples[/bold]

      ./souk logs order
      ./souk logs -f haproxy
      ./souk logs order-2 -n 500
    """
    where = Home(home)
    files = sorted(where.logs.glob(f"{service}-[0-9]*.log")) or [path for path in [where.log(service)] if path.exists()]
    if not files:
        known = sorted({path.stem.rpartition("-")[0] or path.stem for path in where.logs.glob("*.log")})
        raise Trouble(
            f"there is no log of `{service}` in {shown(where.logs)}; there are {', '.join(known) or 'none at all'}"
        )
    has_prefix = len(files) > 1
    for file in files:
        for line in logs.tail(file, lines):
            _print_line(file, line, has_prefix=has_prefix)
    if follow:
        for file, line in logs.follow(files):
            _print_line(file, line, has_prefix=has_prefix)


def _print_line(file: Path, line: str, *, has_prefix: bool) -> None:
    screen.out.out(f"{file.stem}: {line}" if has_prefix else line, highlight=False)


def scale(
    wanted: Annotated[list[str], typer.Argument(metavar="SERVICE=N...", help="How many processes of which service.")],
    home: HomeOption = checkout.DEFAULT_HOME,
) -> None:
    """Run more or fewer processes of a service, without a failed request.

    New ones get requests once they are ready; old ones are drained before they stop.

    [bold]Examples[/bold]

      ./souk scale order=3
      ./souk scale order=1 inventory=2
    """
    where = Home(home)
    stack.run(where)
    for service, count in [plan.parse_replicas(text) for text in wanted]:
        with screen.start_progress(f"scaling {service} to {count}"):
            stack.scale(where, service, count)
        screen.say(f"{service} runs {count} process{'es' if count > 1 else ''}")


def restart(
    services: Annotated[list[str] | None, typer.Argument(metavar="[SERVICE...]", help="Which; none means all.")] = None,
    home: HomeOption = checkout.DEFAULT_HOME,
) -> None:
    """Replace the processes of services, one after the other, without a failed request.

    The new ones run the code that is there now: this is how an upgrade gets
    into a running shop. A spare process works meanwhile; one that does not
    come up ends the command before anything was taken away. The auditor and
    the web come last; for a second, pages say that they will be back.

    [bold]Examples[/bold]

      ./souk restart
      ./souk restart order payment
    """
    where = Home(home)
    running = stack.services(where)
    for service in services or running:
        if service not in running:
            raise Trouble(f"`{service}` is no service that runs here; those are {', '.join(running)}")
    for service in services or running:
        with screen.start_progress(f"replacing {service}"):
            stack.restart(where, service)
        screen.say(f"{service} runs anew")


def seed(products: ProductsOption = None, home: HomeOption = checkout.DEFAULT_HOME) -> None:
    """Put the demo catalogue into a running stack; what is there already stays.

    ./souk up does this by itself on the first start.

    [bold]Examples[/bold]

      ./souk seed
      ./souk seed --products 1000000
    """
    seeding.seed_demo(Home(home), products)
