"""Commands for whoever looks after a stack: replaying events, dead letters, accounts, this machine."""

from __future__ import annotations

import asyncio
import logging
import re
import subprocess
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table

from souk.cli import auditing, backing_up, hosting, migrating, screen
from souk.cli.options import HomeOption
from souk.local import checkout, stack, topology
from souk.local import doctor as examination
from souk.local.home import Home
from souk.local.trouble import Trouble

PANEL = "Operating"
SERVICES = tuple(part.name for part in topology.SERVICES)
_AGO = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
REASON_WIDTH_MAX = 80

dead_letters = typer.Typer(no_args_is_help=True)

ServiceOption = Annotated[str | None, typer.Option("--service", metavar="NAME", help="Only this service's events.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(rich_help_panel=PANEL)(auditing.audit)
    app.command(rich_help_panel=PANEL)(backing_up.backup)
    app.command(rich_help_panel=PANEL)(backing_up.restore)
    app.command(rich_help_panel=PANEL)(migrating.migrate)
    app.command(rich_help_panel=PANEL)(replay)
    app.add_typer(
        dead_letters,
        name="dead-letters",
        rich_help_panel=PANEL,
        help="Events that a service gave up: look, retry, drop.",
    )
    app.add_typer(admin, name="admin", rich_help_panel=PANEL, help="Accounts for those who run the shop.")
    app.add_typer(
        hosting.node,
        name="node",
        rich_help_panel=PANEL,
        help="A shop on several machines: units, settings, replica set.",
    )
    app.command(rich_help_panel=PANEL)(doctor)


# -- events ----------------------------------------------------------------------------------------------------------


def replay(
    since: Annotated[str, typer.Option(metavar="WHEN", help="How far back: 2h, 30m, 1d, or 2030-01-31T12:00:00Z.")],
    service: ServiceOption = None,
    home: HomeOption = checkout.DEFAULT_HOME,
) -> None:
    """Publish again what the services announced since then.

    Listeners drop what they know already. Needed only when the broker lost
    messages unnoticed: when it lost its disk, the services do this by
    themselves. What was announced is kept for seven days.

    [bold]Examples[/bold]

      ./souk replay --since 2h
      ./souk replay --since 2030-01-31T12:00:00Z --service order
    """
    moment = parse_moment(since, datetime.now(UTC))

    async def work(run: Mapping[str, Any]) -> None:
        from souk.kit import bus, mongo, outbox

        broker = await bus.NatsBus.connect(run["nats"], "souk-replay")
        try:
            if not broker.connected:
                raise Trouble("NATS does not answer")
            for name in _chosen(service):
                db = await mongo.connect(run["mongodb"], topology.database(name))
                try:
                    count = await outbox.Outbox(db, broker, name).republish(moment)
                finally:
                    await db.close()
                screen.say(f"{name}: {count} events published again")
        finally:
            await broker.close()

    _with_stores(Home(home), work)


def parse_moment(text: str, now: datetime) -> datetime:
    """`2h` ago, or an RFC 3339 time (UTC when it names no zone). Raises `Trouble`."""
    ago = _AGO.fullmatch(text.strip())
    if ago:
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Trouble(f"`{text}` is no time; say 2h, 30m, 1d, or 2030-01-31T12:00:00Z") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > now:
        raise Trouble(f"{text} lies in the future")
    return moment


def _chosen(service: str | None) -> tuple[str, ...]:
    if service is None:
        return SERVICES
    if service not in SERVICES:
        raise Trouble(f"there is no service `{service}`; services are {', '.join(SERVICES)}")
    return (service,)


@dead_letters.command("list")
def list_dead_letters(
    service: ServiceOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many of each service, the newest.")] = 100,
    home: HomeOption = checkout.DEFAULT_HOME,
) -> None:
    """Show dead letters, the newest first."""
    from souk.kit import deadletters

    table = Table("service", "id", "event", "at", "attempts", "reason", box=None, pad_edge=False, header_style="bold")

    async def work(name: str, db: Any) -> bool:
        for each in await deadletters.list_(db, limit=limit):
            reason = each.reason[:REASON_WIDTH_MAX]
            table.add_row(name, each.id, each.type, f"{each.at:%Y-%m-%d %H:%M:%S}", str(each.attempts), escape(reason))
        return False

    _in_each_database(Home(home), service, work)
    screen.out.print(table if table.row_count else "no dead letters")


@dead_letters.command()
def retry(letter: Annotated[str, typer.Argument(metavar="ID")], home: HomeOption = checkout.DEFAULT_HOME) -> None:
    """Give an event another life: its listener gets it again at once."""
    from souk.kit import deadletters

    if not _in_each_database(Home(home), None, lambda _, db: deadletters.retry(db, letter)):
        raise Trouble(f"there is no dead letter {letter}; see ./souk dead-letters list")
    screen.say(f"{letter} will be handled again")


@dead_letters.command()
def drop(letter: Annotated[str, typer.Argument(metavar="ID")], home: HomeOption = checkout.DEFAULT_HOME) -> None:
    """Forget an event for good."""
    from souk.kit import deadletters

    if not _in_each_database(Home(home), None, lambda _, db: deadletters.drop(db, letter)):
        raise Trouble(f"there is no dead letter {letter}; see ./souk dead-letters list")
    screen.say(f"{letter} is forgotten")


def _in_each_database(home: Home, service: str | None, work: Callable[[str, Any], Awaitable[bool]]) -> bool:
    """Run `work` on the services' databases until it says that it is done; whether it did."""
    is_done = False

    async def go(run: Mapping[str, Any]) -> None:
        nonlocal is_done
        from souk.kit import mongo

        for name in _chosen(service):
            db = await mongo.connect(run["mongodb"], topology.database(name))
            try:
                is_done = is_done or await work(name, db)
            finally:
                await db.close()

    _with_stores(home, go)
    return is_done


def _with_stores(home: Home, work: Callable[[Mapping[str, Any]], Awaitable[None]]) -> None:
    """Run `work` with the stack's run.json; a store that is away becomes one line."""
    from souk.kit import bus, mongo

    run = stack.run(home)
    logging.getLogger("souk").addHandler(logging.NullHandler())  # what goes wrong is told, not also logged

    async def go() -> None:
        await work(run)

    try:
        asyncio.run(go())
    except (bus.BusUnavailableError, mongo.MongoUnusableError) as error:
        raise Trouble(str(error)) from None


# -- people and machines ---------------------------------------------------------------------------------------------

admin = typer.Typer(no_args_is_help=True)


@admin.callback()
def _admin() -> None:
    """Keeps `create` a command of its own while it is the only one."""


@admin.command()
def create(
    email: Annotated[str, typer.Argument(help="The new administrator's e-mail.")],
    home: HomeOption = checkout.DEFAULT_HOME,
) -> None:
    """Make an account with every right and print its password.

    Whoever has an account with this e-mail gets the rights, another password,
    and is signed out everywhere: anybody may have registered with it.

    [bold]Example[/bold]

      ./souk admin create me@example.com
    """
    where = Home(home)
    done = subprocess.run(  # noqa: S603 - our own module
        checkout.command("souk.user.admin", "create", email),
        env=stack.environment(stack.run(where), where),
        check=False,
    )
    raise typer.Exit(done.returncode)


def doctor(home: HomeOption = checkout.DEFAULT_HOME) -> None:
    """Look at this machine: what Souk needs, what is missing, and how to get it. Changes nothing.

    The exit code is 1 when something that is needed is missing.
    """
    table = Table("", "", Column(overflow="fold"), box=None, pad_edge=False, show_header=False)
    is_fit = True
    for finding in examination.examine(Home(home)):
        is_fit = is_fit and (finding.is_fine or not finding.is_needed)
        mark = (
            "[green]ok[/green]"
            if finding.is_fine
            else "[red]missing[/red]"
            if finding.is_needed
            else "[yellow]note[/yellow]"
        )
        advice = f" → {finding.advice}" if finding.advice and not finding.is_fine else ""
        table.add_row(mark, finding.what, escape(finding.told + advice))
    screen.out.print(table)
    if not is_fit:
        raise Trouble("something that Souk needs is missing, see above")
    screen.say("this machine can run Souk")
