"""What staff change about people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from souk.kit import clock, errors
from souk.kit.tx import Tx
from souk.serving import auth
from souk.user import store
from souk.user.actions import ending
from souk.user.actions.commands import EditUser
from souk.user.model import LastAdmin, Session, User, audit, people, sessions


async def edit_user(tx: Tx, commands: Sequence[EditUser]) -> list[User | errors.Refusal]:
    """Change roles, disable, enable. What is taken away is refused everywhere at once: announces the revocations.

    `errors.NotFound`, `errors.VersionMismatch`, `BeyondOwnRights`, or `LastAdmin` when nobody would be left who may do
    everything (checked so that two removals at one moment collide).
    """
    now = clock.now()
    users = await store.users_by_id(tx, (each.user_id for each in commands))
    admins = await _admins_at_stake(tx, users, commands)
    results: list[User | errors.Refusal] = []
    changed: dict[str, User] = {}
    lessened: dict[str, User] = {}
    entries: list[audit.Entry] = []
    for command in commands:
        before = users.get(command.user_id)
        try:
            if before is None:
                raise errors.NotFound("There is no such person")
            after = _decide(before, command, now)
            _check_admins(admins, before, after)
        except errors.Refusal as refusal:
            results.append(refusal)
            continue
        results.append(after)
        if after is before:
            continue
        users[after.id] = changed[after.id] = after
        if _is_less(before, after):
            lessened[after.id] = after
        entries.extend(_entries(command, before, after, now))
    disabled = [user.id for user in lessened.values() if user.status == "disabled"]
    active = await store.active_sessions(tx, disabled) if disabled else {}
    ended: list[Session] = [sessions.revoked(session, "disabled", now) for each in active.values() for session in each]
    await store.save_users(tx, changed.values())
    await ending.save_ended(tx, ended, now)
    await ending.revoke_people(tx, list(lessened), now)
    await store.insert_audit(tx, entries)
    return results


async def _admins_at_stake(tx: Tx, users: Mapping[str, User], commands: Sequence[EditUser]) -> set[str] | None:
    """Enough of the administrators to know whether one is left, `None` when none can be removed by this batch."""
    targets = [users[each.user_id] for each in commands if each.user_id in users and _may_lessen(each)]
    if not any(people.ADMIN in user.roles for user in targets):
        return None
    return await store.active_admin_ids(tx, len(commands) + 1)


def _may_lessen(command: EditUser) -> bool:
    return command.is_disabled is True or (command.roles is not None and people.ADMIN not in command.roles)


def _decide(before: User, command: EditUser, now: datetime) -> User:
    """The person after the command, the very same object when it changes nothing."""
    people.check_version(before, command.expected_version)
    roles = before.roles if command.roles is None else people.ordered_roles(command.roles)
    people.check_rights(command.actor_scopes, before, roles, auth.ROLES)
    after = before if roles == before.roles else people.changed(before, now, roles=roles)
    if command.is_disabled is True and after.status == "active":
        after = people.with_status(after, "disable", now)
    elif command.is_disabled is False and after.status == "disabled":
        after = people.with_status(after, "enable", now)
    return after


def _check_admins(admins: set[str] | None, before: User, after: User) -> None:
    """Keeps `admins` true while the batch is folded. Raises `LastAdmin`."""
    if admins is None:
        return
    if before.is_active_admin and not after.is_active_admin:
        if admins <= {before.id}:
            raise LastAdmin("Make somebody else an administrator first")
        admins.discard(before.id)
    elif after.is_active_admin:
        admins.add(after.id)


def _is_less(before: User, after: User) -> bool:
    lost = people.scopes_of(before.roles, auth.ROLES) - people.scopes_of(after.roles, auth.ROLES)
    return bool(lost) or (before.status == "active" and after.status == "disabled")


def _entries(command: EditUser, before: User, after: User, now: datetime) -> list[audit.Entry]:
    def note(action: str, was: dict[str, Any], became: dict[str, Any]) -> audit.Entry:
        return audit.entry(
            action,
            user_id=after.id,
            actor_id=command.actor_id,
            now=now,
            origin=command.origin,
            before=was,
            after=became,
        )

    entries = []
    if before.roles != after.roles:
        entries.append(note("roles_changed", {"roles": list(before.roles)}, {"roles": list(after.roles)}))
    if before.status != after.status:
        action = "disabled" if after.status == "disabled" else "enabled"
        entries.append(note(action, {"status": before.status}, {"status": after.status}))
    return entries
