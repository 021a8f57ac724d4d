"""`python -m souk.local.seed --home DIR [--products N]`: fills the stack of this home; `./souk seed` calls it."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from souk.kit import errors, settings
from souk.local.home import Home
from souk.local.seed import accounts, catalogue, filling
from souk.local.trouble import Trouble
from souk.serving import auth, rest

CALLER = "seed"
TELL_EVERY_S = 10.0
"""Where no line can move, a new one is written so often."""


class Settings(msgspec.Struct, frozen=True):
    internal_url: str
    secret: str
    mongodb_url: str


async def _nothing() -> auth.KeySet:
    raise errors.Unavailable("seeding looks at nobody's tokens")


async def seed(home: Home, products: int | None, config: Settings, screen: Console) -> None:
    """Fill the stack. Raises `Trouble` and `Unavailable`."""
    services = rest.Client(rest.Http(config.internal_url), CALLER)
    services.use(auth.Verifier(config.secret, _nothing, _nothing))  # type: ignore[arg-type]  # it only makes tokens here
    try:
        await accounts.ensure(accounts.remembered(home))
        await filling.add_categories(services)
        wanted = catalogue.pictures(products)
        with _progress(screen, "pictures", len(wanted)) as tell:
            media = await filling.add_pictures(services, wanted, tell)
        with _progress(screen, "products", catalogue.count(products)) as tell:
            await filling.add_products(services, catalogue.products_of(products), media, tell)
    finally:
        await services.close()


@contextmanager
def _progress(screen: Console, what: str, total: int) -> Iterator[filling.Tell]:
    """A bar on a terminal; elsewhere a line now and then, and one at the end."""
    if screen.is_terminal:
        columns = (TextColumn(f"[dim]souk:[/dim] {what}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=screen, transient=True) as bar:
            task = bar.add_task(what, total=total)
            yield lambda done: bar.advance(task, done)
        return
    done, told = 0, time.monotonic()

    def tell(more: int) -> None:
        nonlocal done, told
        done += more
        if done >= total or time.monotonic() - told > TELL_EVERY_S:
            told = time.monotonic()
            screen.print(f"souk: {done} of {total} {what}", soft_wrap=True)

    yield tell


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="souk.local.seed")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--products", type=int, default=None)
    arguments = parser.parse_args()
    screen = Console(stderr=True, highlight=False)
    try:
        asyncio.run(seed(Home(arguments.home), arguments.products, settings.load(Settings), screen))
    except (Trouble, settings.SettingsError, errors.Refusal) as trouble:
        screen.print(f"souk: {trouble}", soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
