"""`python -m souk.migrations [--contract] [--dry-run]`: for a job in a cluster; `./souk migrate` does the same."""

from __future__ import annotations

import argparse
import asyncio
import sys

import msgspec

from souk.kit import mongo, settings
from souk.migrations import databases, numbered, running
from souk.serving import starting


class Settings(msgspec.Struct, frozen=True):
    """All that it needs."""

    mongodb_url: str


async def work(url: str, phase: numbered.Phase, is_dry: bool = False) -> None:
    """Wait a while for a database that is just starting, as a job must, then do it. Raises `SettingsError`,
    `MigrationError`."""
    await (await starting.connect(url, f"{databases.PREFIX}user")).close()
    if is_dry:
        await databases.preview(url, phase, say)
    else:
        await databases.migrate(url, phase, say)


def say(line: str) -> None:
    """To the job's log, at once."""
    print(line, flush=True)


def main() -> None:
    """Exits with 0, or with one readable line."""
    parser = argparse.ArgumentParser(prog="python -m souk.migrations", description="Change what is stored.")
    parser.add_argument("--contract", action="store_true", help="once no process of the old version runs any more")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    asked = parser.parse_args()
    try:
        asyncio.run(
            work(settings.load(Settings).mongodb_url, "contract" if asked.contract else "expand", asked.dry_run)
        )
    except (settings.SettingsError, mongo.MongoUnusableError, running.MigrationError) as error:
        sys.exit(str(error))
    except mongo.Failure as error:
        sys.exit(f"the database failed: {error}; run it again, it goes on where it was")


if __name__ == "__main__":
    main()
