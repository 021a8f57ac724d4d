"""Sessions: begun, refreshed, ended."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk.kit import clock, errors
from souk.kit.tx import Tx
from souk.user import store
from souk.user.actions import ending
from souk.user.actions.commands import Asked, FailedSignIn, Refresh, SignedIn, SignIn, SignOut
from souk.user.model import InvalidCredentials, Session, TokenReused, User, audit, people, sessions


async def sign_in(tx: Tx, commands: Sequence[SignIn]) -> list[SignedIn | errors.Refusal]:
    """Begin sessions; the one used longest ago makes room when a person has too many.

    `InvalidCredentials` when the account was disabled or its password changed since it was checked.
    """
    now = clock.now()
    users = await store.users_by_id(tx, (each.user_id for each in commands))
    active = await store.active_sessions(tx, users)
    results: list[SignedIn | errors.Refusal] = []
    changed: dict[str, User] = {}
    begun: dict[str, Session] = {}
    ended: dict[str, Session] = {}
    entries: list[audit.Entry] = []
    for command in commands:
        user = users.get(command.user_id)
        if user is None or user.status != "active" or user.password_hash != command.checked_hash:
            results.append(InvalidCredentials())
            continue
        if command.new_hash is not None:
            # one password has many hashes: a second command of the batch was checked against the old one all the same
            changed[user.id] = people.changed(user, now, password_hash=command.new_hash)
        session = sessions.new_session(user.id, command.origin, now)
        for other in sessions.crowded_out(active[user.id]):
            ended[other.id] = sessions.revoked(other, "crowded_out", now)
            active[user.id].remove(other)
            begun.pop(other.id, None)
        active[user.id].append(session)
        begun[session.id] = session
        entries.append(audit.entry("signed_in", user_id=user.id, actor_id=user.id, now=now, origin=command.origin))
        results.append(SignedIn(user, session))
    await store.save_users(tx, changed.values())
    await store.save_sessions(tx, begun.values())
    await ending.save_ended(tx, list(ended.values()), now)
    await store.insert_audit(tx, entries)
    return results


async def note_failed_sign_in(tx: Tx, commands: Sequence[FailedSignIn]) -> list[Asked | errors.Refusal]:
    """Remember that somebody failed, for an e-mail that nobody has as well: both take the same time."""
    now = clock.now()
    entries = [
        audit.entry("sign_in_failed", user_id=each.user_id, actor_id=None, now=now, origin=each.origin)
        for each in commands
    ]
    await store.insert_audit(tx, entries)
    return [Asked(entry.id, now) for entry in entries]


async def refresh(tx: Tx, commands: Sequence[Refresh]) -> list[SignedIn | errors.Refusal]:
    """Rotate refresh tokens. A token of the past ends its session, also when both uses are in one batch.

    `TokenReused`, or `errors.Unauthenticated` when the session is over or its owner disabled.
    """
    now = clock.now()
    found = await store.sessions_by_id(tx, (each.session_id for each in commands))
    users = await store.users_by_id(tx, (session.user_id for session in found.values()))
    results: list[SignedIn | errors.Refusal] = []
    rotated: dict[str, Session] = {}
    ended: dict[str, Session] = {}
    entries: list[audit.Entry] = []
    for command in commands:
        session = found.get(command.session_id)
        user = users.get(session.user_id) if session is not None else None
        if session is None or user is None or user.status != "active":
            results.append(errors.Unauthenticated("The session is over; sign in again"))
            continue
        try:
            session = sessions.rotated(session, command.generation, now)
        except TokenReused as refusal:
            results.append(refusal)
            if session.status == "active":
                session = sessions.revoked(session, "reused", now)
                rotated.pop(session.id, None)
                ended[session.id] = session
                entry = audit.entry("token_reused", user_id=user.id, actor_id=None, now=now, origin=command.origin)
                entries.append(entry)
        except errors.Unauthenticated as refusal:
            results.append(refusal)
        else:
            session = msgspec.structs.replace(session, origin=command.origin)
            rotated[session.id] = session
            results.append(SignedIn(user, session))
        found[session.id] = session
    await store.save_sessions(tx, rotated.values())
    await ending.save_ended(tx, list(ended.values()), now)
    await store.insert_audit(tx, entries)
    return results


async def sign_out(tx: Tx, commands: Sequence[SignOut]) -> list[Asked | errors.Refusal]:
    """End sessions of their owner; one that is over already stays as it is.

    `errors.NotFound` for a session of somebody else.
    """
    now = clock.now()
    named = await store.sessions_by_id(tx, (each.session_id for each in commands if each.session_id is not None))
    active = await store.active_sessions(tx, (each.user_id for each in commands if each.session_id is None))
    results: list[Asked | errors.Refusal] = []
    ended: dict[str, Session] = {}
    entries: list[audit.Entry] = []
    for command in commands:
        if command.session_id is None:
            going = active[command.user_id]
        else:
            session = named.get(command.session_id)
            if session is None or session.user_id != command.user_id:
                results.append(errors.NotFound("There is no such session"))
                continue
            going = [session] if session.status == "active" else []
        reason: sessions.Reason = (
            "logout_all" if command.session_id is None else "deleted" if command.is_delete else "logout"
        )
        for session in going:
            ended.setdefault(session.id, sessions.revoked(session, reason, now))
        action = "sessions_ended" if command.session_id is None or command.is_delete else "signed_out"
        entry = audit.entry(action, user_id=command.user_id, actor_id=command.user_id, now=now, origin=command.origin)
        entries.append(entry)
        results.append(Asked(entry.id, now))
    await ending.save_ended(tx, list(ended.values()), now)
    await store.insert_audit(tx, entries)
    return results
