"""Signing keys come and go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from souk.kit import clock
from souk.kit.tx import Tx
from souk.user import store
from souk.user.model import keys
from souk.user.model.keys import SigningKey

MakeKey = Callable[[int, datetime, datetime], SigningKey]
"""Generation, now, and the moment from which it signs → a sealed key pair."""


async def rotate_keys(tx: Tx, make_key: MakeKey, *, is_forced: bool = False) -> list[SigningKey]:
    """Make the next key when it is due (or forced), forget those long replaced; answers the keys that are kept.

    Of two replicas that do this at once one meets the other's row, runs again, and finds nothing due.
    """
    now = clock.now()
    present = await store.signing_keys(tx)
    if is_forced or keys.is_rotation_due(present, now):
        fresh = make_key(keys.next_generation(present), now, keys.signs_from(present, now))
        await store.insert_signing_key(tx, fresh)
        present = [*present, fresh]
    gone = keys.replaced(present, now)
    await store.delete_signing_keys(tx, gone)
    return [key for key in present if key not in gone]
