"""`./souk backup` and `./souk restore`."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from souk.cli import screen
from souk.cli.options import HomeOption
from souk.local import checkout, stack
from souk.local.home import Home, shown
from souk.local.trouble import Trouble

if TYPE_CHECKING:  # the help is told before the driver is installed
    from souk.local.backup import manifest, taking

MongodbOption = Annotated[
    str | None, typer.Option("--mongodb", metavar="URL", help="A shop's MongoDB elsewhere, instead of a home.")
]
MediaOption = Annotated[
    Path | None, typer.Option("--media", metavar="DIR", help="Its media folder, where --mongodb is given.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]


def backup(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="An empty directory, or one that is not there yet.")],
    dry_run: DryRunOption = False,
    home: HomeOption = checkout.DEFAULT_HOME,
    mongodb: MongodbOption = None,
    media: MediaOption = None,
) -> None:
    """Back up a running shop, which goes on selling.

    All services' databases as they were at one moment, the pictures, and the
    secret. [bold]The secret and customers' data are in it[/bold]: keep it where
    only you can read. The broker and the cache need no backup.

    [bold]Examples[/bold]

      ./souk backup /var/backups/souk/monday
      ./souk backup /var/backups/souk/monday --dry-run
      ./souk backup DIR --mongodb mongodb://db-0,db-1,db-2/?replicaSet=souk --media /srv/media
    """
    from souk.local.backup import taking

    source = _source(Home(home), mongodb, media)
    if dry_run:
        found = taking.estimate(source)
        screen.say(
            f"would back up about {found.documents:,} documents ({_size(found.bytes)}) of {found.collections} "
            f"collections and {found.media_files:,} media files into {shown(directory)}"
        )
        return
    with _progress() as told:
        made = taking.take(source, directory, told)
    screen.say(
        f"{made.documents:,} documents and {len(made.files):,} files as of {made.moment:%Y-%m-%d %H:%M:%S} UTC "
        f"are in {shown(directory)}: {_size(made.size)}, in {made.took_s:.1f} s"
    )


def restore(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A backup.")],
    yes: Annotated[bool, typer.Option("--yes", help="Replace what is there.")] = False,
    dry_run: DryRunOption = False,
    home: HomeOption = checkout.DEFAULT_HOME,
    mongodb: MongodbOption = None,
    media: MediaOption = None,
) -> None:
    """Make a shop of a backup. Its services must be down.

    The backup's checksums are looked at first. A home that holds a shop is
    refused, or with --yes put aside in itself; databases elsewhere are refused,
    or with --yes [bold]dropped[/bold]. Orders that were on their way go on when
    the shop starts; look at the books then: ./souk audit.

    [bold]Examples[/bold]

      ./souk restore /var/backups/souk/monday --dry-run
      ./souk restore /var/backups/souk/monday --home .souk-drill
      ./souk restore DIR --mongodb mongodb://db-0,db-1,db-2/?replicaSet=souk --media /srv/media
    """
    from souk.local.backup import homes, manifest, restoring

    began = time.monotonic()
    where = Home(home)
    made = manifest.read(directory)
    if mongodb is None:
        homes.demand_room(where, may_replace=yes)
    with _progress() as told:
        manifest.verify(directory, made, told)
        if dry_run:
            goal = mongodb or shown(where.path)
            screen.say(
                f"the backup is whole: {made.documents:,} documents as of {made.moment:%Y-%m-%d %H:%M:%S} UTC, made by "
                f"Souk {made.souk}; would restore them into {goal}"
            )
            return
        if mongodb is None:
            aside = homes.restore(directory, made, where, told)
        else:
            aside = None
            restoring.restore(directory, made, mongodb, told, may_replace=yes)
            if media is not None:
                _copy_media(directory, media)
    screen.say(
        f"{made.documents:,} documents as of {made.moment:%Y-%m-%d %H:%M:%S} UTC are back "
        f"after {time.monotonic() - began:.1f} s"
    )
    if aside is not None:
        screen.say(f"what was there before is in {shown(aside)}; remove it when it is not needed any more")
    if mongodb is None:
        screen.say(f"next: ./souk up --detach{where.option}, then ./souk audit{where.option}")
    else:
        screen.say("next: remove the broker's streams, start the services, then ./souk audit")


def _source(home: Home, mongodb: str | None, media: Path | None) -> taking.Source:
    from souk.local.backup import taking

    if mongodb is not None:
        if media is not None and not media.is_dir():
            raise Trouble(f"{media} is no directory")
        return taking.Source(mongodb, media)
    if media is not None:
        raise Trouble("--media goes with --mongodb; a home knows where its pictures are")
    return taking.Source(stack.run(home)["mongodb"], home.store("media"), home.path, home.store("sandbox"))


def _copy_media(backup: Path, media: Path) -> None:

    if (backup / "media").is_dir():
        shutil.copytree(backup / "media", media, dirs_exist_ok=True)


@contextlib.contextmanager
def _progress() -> Iterator[manifest.Progress]:
    """A bar on a terminal, silence elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.err, disable=not screen.err.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=max(total, done, 1))


def _size(count: int) -> str:
    return f"{count / 1024**2:,.1f} MiB"
