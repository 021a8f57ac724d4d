"""`python -m souk.migrations [--contract] [--dry-run]`: for a job in a cluster; `./souk migrate` does the same."""

from __future__ import annotations

import argparse
import asyncio
import sys

import msgspec

from souk.kit import mongo, settings
from souk.migrations import databases, running


class Settings(msgspec.Struct, frozen=True):
    """All that it needs."""

    mongodb_url: str


def main() -> None:
    """Exits with 0, or with one readable line."""
    parser = argparse.ArgumentParser(prog="python -m souk.migrations", description="Change what is stored.")
    parser.add_argument("--contract", action="store_true", help="once no process of the old version runs any more")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    asked = parser.parse_args()
    work = databases.preview if asked.dry_run else databases.migrate
    try:
        url = settings.load(Settings).mongodb_url
        asyncio.run(work(url, "contract" if asked.contract else "expand", print))
    except (settings.SettingsError, mongo.MongoUnusableError, running.MigrationError) as error:
        sys.exit(str(error))
    except mongo.Failure as error:
        sys.exit(f"the database failed: {error}; run it again, it goes on where it was")


if __name__ == "__main__":
    main()
