"""`./souk migrate`."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from souk.cli import screen
from souk.cli.options import HomeOption
from souk.local import checkout, stack
from souk.local.home import Home
from souk.local.trouble import Trouble


def migrate(
    contract: Annotated[
        bool, typer.Option("--contract", help="Take away what only the old version reads, once none of it runs.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    home: HomeOption = checkout.DEFAULT_HOME,
    mongodb: Annotated[
        str | None, typer.Option("--mongodb", metavar="URL", help="A shop's MongoDB elsewhere, instead of a home.")
    ] = None,
) -> None:
    """Change what is stored, while the shop sells: before a new version starts, and after the old one has gone.

    Without options it adds what this version needs and the old one does not
    mind. Both may be run again at any time: what was done is not done twice,
    what broke off is taken up.

    [bold]Examples[/bold]

      ./souk migrate --dry-run
      ./souk migrate
      ./souk migrate --contract --dry-run
    """
    from souk.kit import mongo
    from souk.migrations import databases, numbered, running

    url = mongodb or str(stack.run(Home(home))["mongodb"])
    phase: numbered.Phase = "contract" if contract else "expand"
    try:
        if dry_run:
            asyncio.run(databases.preview(url, phase, screen.say))
        else:
            asyncio.run(databases.migrate(url, phase, screen.say))
    except (mongo.MongoUnusableError, running.MigrationError) as error:
        raise Trouble(str(error)) from None
    except mongo.Failure as error:
        raise Trouble(f"the database failed: {str(error)[:200]}; run it again, it goes on where it was") from None
