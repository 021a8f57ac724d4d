"""Sessions end in many ways; what has to be saved and told is always the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from souk.contracts import user as facts
from souk.kit.tx import Tx
from souk.user import store
from souk.user.model import Revocation, Session, sessions


async def save_ended(tx: Tx, ended: Sequence[Session], now: datetime) -> None:
    """Save sessions that were revoked, and tell every process to refuse their tokens.

    Told per session, so that a session begun at this very moment is not mistaken for one that was ended.
    """
    await store.save_sessions(tx, ended)
    await _revoke(tx, [sessions.revocation_of(each, now) for each in ended])


async def revoke_people(tx: Tx, user_ids: Sequence[str], now: datetime) -> None:
    """Tell every process to refuse what these people were given before now; their sessions are not touched."""
    await _revoke(tx, [sessions.revocation_of_person(user_id, now) for user_id in user_ids])


async def _revoke(tx: Tx, revocations: Sequence[Revocation]) -> None:
    await store.save_revocations(tx, revocations)
    for each in revocations:
        tx.announce(facts.AccessRevoked(user_id=each.user_id, session_id=each.session_id, until=each.until))
