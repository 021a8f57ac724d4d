"""Places with shelves are opened, renamed, and made the default."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk.inventory import model, store
from souk.kit import clock, errors, ids, tx


class OpenLocation(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    is_default: bool = False


class ChangeLocation(msgspec.Struct, frozen=True, kw_only=True):
    """Members that are `None` stay as they are; `version` is what the caller saw, if they care."""

    id: str
    name: str | None = None
    is_default: bool | None = None
    if_match: int | None = None


async def open_locations(tx: tx.Tx, commands: Sequence[OpenLocation]) -> list[model.Location | errors.Refusal]:
    """Refuses (`TooManyLocations`) past `LOCATIONS_MAX`."""
    now = clock.now()
    known = await store.locations(tx)
    changed: dict[str, model.Location] = {}
    added: dict[str, model.Location] = {}
    results: list[model.Location | errors.Refusal] = []
    for command in commands:
        if len(known) >= model.LOCATIONS_MAX:
            results.append(model.TooManyLocations(f"at most {model.LOCATIONS_MAX}"))
            continue
        location = model.Location(
            id=ids.new("loc"), name=command.name, is_default=False, version=1, created_at=now, updated_at=now
        )
        known[location.id] = added[location.id] = location
        if command.is_default:
            changed.update(model.make_default(known, location, now))
        results.append(location)
    await store.save_locations(tx, (each for each in changed.values() if each.id not in added))
    await store.insert_locations(tx, added.values())
    return results


async def change_locations(tx: tx.Tx, commands: Sequence[ChangeLocation]) -> list[model.Location | errors.Refusal]:
    """Refuses with `NotFound`, `VersionMismatch`, and `Invalid` to leave the shop without a default."""
    now = clock.now()
    known = await store.locations(tx)
    changed: dict[str, model.Location] = {}
    results: list[model.Location | errors.Refusal] = []
    for command in commands:
        location = known.get(command.id)
        if location is None:
            results.append(errors.NotFound(f"there is no location {command.id}"))
            continue
        if command.if_match is not None and command.if_match != location.version:
            results.append(errors.VersionMismatch(f"it is at version {location.version}"))
            continue
        if command.is_default is False and location.is_default:
            results.append(errors.Invalid.at("/is_default", "make another location the default instead"))
            continue
        if command.name is not None and command.name != location.name:
            location.name = command.name
            model.touch(location, now)
            changed[location.id] = location
        if command.is_default and not location.is_default:
            changed.update(model.make_default(known, location, now))
        results.append(location)
    await store.save_locations(tx, changed.values())
    return results
