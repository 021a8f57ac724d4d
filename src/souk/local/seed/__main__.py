"""`python -m souk.local.seed --home DIR [--products N]`: fills the stack of this home; `./souk seed` calls it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

import msgspec
from rich.console import Console

from souk.kit import errors, settings
from souk.local import progress
from souk.local.home import Home
from souk.local.seed import accounts, catalogue, filling
from souk.local.trouble import Trouble
from souk.serving import auth, rest

CALLER = "seed"


class Settings(msgspec.Struct, frozen=True):
    internal_url: str
    secret: str
    mongodb_url: str


async def _nothing() -> auth.KeySet:
    raise errors.Unavailable("seeding looks at nobody's tokens")


async def seed(home: Home, products: int | None, config: Settings) -> None:
    """Fill the stack. Raises `Trouble` and `Unavailable`."""
    services = rest.Client(rest.Http(config.internal_url), CALLER)
    services.use(auth.Verifier(config.secret, _nothing, _nothing))  # type: ignore[arg-type]  # it only makes tokens here
    try:
        await accounts.ensure(accounts.remembered(home))
        await filling.add_categories(services)
        wanted = catalogue.pictures(products)
        with progress.shown("pictures", len(wanted)) as tell:
            media = await filling.add_pictures(services, wanted, tell)
        with progress.shown("products", catalogue.count(products)) as tell:
            await filling.add_products(services, catalogue.products_of(products), media, tell)
    finally:
        await services.close()


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="souk.local.seed")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--products", type=int, default=None)
    arguments = parser.parse_args()
    screen = Console(stderr=True, highlight=False)
    try:
        asyncio.run(seed(Home(arguments.home), arguments.products, settings.load(Settings)))
    except (Trouble, settings.SettingsError, errors.Refusal) as trouble:
        screen.print(f"souk: {trouble}", soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
