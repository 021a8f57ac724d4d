"""Passwords forgotten, reset and changed; e-mails verified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from souk.contracts import user as facts
from souk.kit import clock, errors, ids
from souk.kit.tx import Tx
from souk.user import store
from souk.user.actions import ending
from souk.user.actions.commands import (
    Asked,
    ChangePassword,
    Proof,
    RequestReset,
    RequestVerification,
    ResetPassword,
    VerifyEmail,
)
from souk.user.model import (
    InvalidCredentials,
    SecurityRequest,
    Session,
    User,
    audit,
    people,
    security,
    sessions,
)


async def request_reset(tx: Tx, commands: Sequence[RequestReset]) -> list[Asked | errors.Refusal]:
    """Announce that a person wants a mail to reset the password; nothing happens for an e-mail that nobody has.

    Nothing more either for a disabled account, or while enough mails are on their way.
    """
    now = clock.now()
    users = await store.users_by_email(tx, (each.email_key for each in commands))
    pending = await store.pending_requests(tx, (user.id for user in users.values()), "password_reset")
    requests: list[SecurityRequest] = []
    entries: list[audit.Entry] = []
    for command in commands:
        user = users.get(command.email_key)
        if user is None or user.status != "active" or _is_enough(pending[user.id], now):
            continue
        request = _request("password_reset", user, command.proof, now)
        pending[user.id].append(request)
        requests.append(request)
        entries.append(
            audit.entry("password_reset_requested", user_id=user.id, actor_id=None, now=now, origin=command.origin)
        )
        tx.announce(
            facts.PasswordResetRequested(
                user_id=user.id, email=user.email, request_id=request.id, name=user.name, locale=user.locale
            )
        )
    await store.save_security_requests(tx, requests)
    await store.insert_audit(tx, entries)
    return [Asked(each.proof.request_id, now) for each in commands]


async def reset_password(tx: Tx, commands: Sequence[ResetPassword]) -> list[User | errors.Refusal]:
    """Set a new password by a mailed token; every session ends, and so does every other reset that was asked for.

    The mail proved the e-mail too. `TokenInvalid` when the token is unknown, used, too old, or used twice in the batch.
    """
    now = clock.now()
    requests = await store.security_requests_by_hash(tx, (each.token_hash for each in commands))
    users = await store.users_by_id(tx, (request.user_id for request in requests.values()))
    pending = await store.pending_requests(tx, users, "password_reset")
    active = await store.active_sessions(tx, users)
    # one row each, whichever way it was found
    current = {request.id: request for request in requests.values()}
    results: list[User | errors.Refusal] = []
    changed: dict[str, User] = {}
    ended: dict[str, Session] = {}
    saved: dict[str, SecurityRequest] = {}
    entries: list[audit.Entry] = []
    for command in commands:
        found = requests.get(command.token_hash)
        is_known = found is not None and found.user_id in users
        try:
            request = security.used(current[found.id] if found and is_known else None, "password_reset", now)
        except errors.Refusal as refusal:
            results.append(refusal)
            continue
        user = users[request.user_id]
        for other in pending[user.id]:
            saved[other.id] = current[other.id] = security.superseded(other)
        saved[request.id] = current[request.id] = request
        user = people.changed(
            user,
            now,
            password_hash=command.password_hash,
            email_verified_at=user.email_verified_at or (now if request.email == user.email else None),
        )
        users[user.id] = changed[user.id] = user
        for session in active[user.id]:
            ended.setdefault(session.id, sessions.revoked(session, "password_reset", now))
        entries.append(audit.entry("password_reset", user_id=user.id, actor_id=user.id, now=now, origin=command.origin))
        results.append(user)
    await store.save_users(tx, changed.values())
    await store.save_security_requests(tx, list(saved.values()))
    await ending.save_ended(tx, list(ended.values()), now)
    await store.insert_audit(tx, entries)
    return results


async def change_password(tx: Tx, commands: Sequence[ChangePassword]) -> list[User | errors.Refusal]:
    """Set a new password by the present one; every session but the caller's ends.

    `InvalidCredentials` when the password changed since it was checked, an earlier command of the batch included.
    """
    now = clock.now()
    users = await store.users_by_id(tx, (each.user_id for each in commands))
    active = await store.active_sessions(tx, users)
    results: list[User | errors.Refusal] = []
    changed: dict[str, User] = {}
    ended: dict[str, Session] = {}
    entries: list[audit.Entry] = []
    for command in commands:
        user = users.get(command.user_id)
        if user is None or user.status != "active" or user.password_hash != command.checked_hash:
            results.append(InvalidCredentials("The password was changed meanwhile"))
            continue
        user = people.changed(user, now, password_hash=command.password_hash)
        users[user.id] = changed[user.id] = user
        for session in active[user.id]:
            if session.id != command.session_id:
                ended.setdefault(session.id, sessions.revoked(session, "password_changed", now))
        entries.append(
            audit.entry("password_changed", user_id=user.id, actor_id=user.id, now=now, origin=command.origin)
        )
        results.append(user)
    await store.save_users(tx, changed.values())
    await ending.save_ended(tx, list(ended.values()), now)
    await store.insert_audit(tx, entries)
    return results


async def request_verification(tx: Tx, commands: Sequence[RequestVerification]) -> list[Asked | errors.Refusal]:
    """Announce that a person wants another mail to verify the e-mail.

    Nothing happens when it is verified, or while enough mails are on their way.
    """
    now = clock.now()
    users = await store.users_by_id(tx, (each.user_id for each in commands))
    pending = await store.pending_requests(tx, users, "email_verification")
    requests: list[SecurityRequest] = []
    for command in commands:
        user = users.get(command.user_id)
        if user is None or user.email_verified_at is not None or _is_enough(pending[user.id], now):
            continue
        request = _request("email_verification", user, command.proof, now)
        pending[user.id].append(request)
        requests.append(request)
        tx.announce(
            facts.EmailVerificationRequested(
                user_id=user.id, email=user.email, request_id=request.id, name=user.name, locale=user.locale
            )
        )
    await store.save_security_requests(tx, requests)
    return [Asked(each.proof.request_id, now) for each in commands]


async def verify_email(tx: Tx, commands: Sequence[VerifyEmail]) -> list[User | errors.Refusal]:
    """Note that the mailed token came back. `TokenInvalid` when it is unknown, used or too old."""
    now = clock.now()
    requests = await store.security_requests_by_hash(tx, (each.token_hash for each in commands))
    users = await store.users_by_id(tx, (request.user_id for request in requests.values()))
    results: list[User | errors.Refusal] = []
    changed: dict[str, User] = {}
    saved: list[SecurityRequest] = []
    entries: list[audit.Entry] = []
    for command in commands:
        found = requests.get(command.token_hash)
        is_known = found is not None and found.user_id in users
        try:
            request = security.used(found if is_known else None, "email_verification", now)
        except errors.Refusal as refusal:
            results.append(refusal)
            continue
        requests[command.token_hash] = request
        saved.append(request)
        user = users[request.user_id]
        if request.email == user.email and user.email_verified_at is None:
            user = people.changed(user, now, email_verified_at=now)
            users[user.id] = changed[user.id] = user
            entries.append(
                audit.entry("email_verified", user_id=user.id, actor_id=user.id, now=now, origin=command.origin)
            )
        results.append(user)
    await store.save_users(tx, changed.values())
    await store.save_security_requests(tx, saved)
    await store.insert_audit(tx, entries)
    return results


def new_request_id() -> str:
    """The id of a request that a mail will prove; unguessable, since it opens the token to services that hold it."""
    return ids.unguessable("sec")


def _request(kind: security.Kind, user: User, proof: Proof, now: datetime) -> SecurityRequest:
    return security.new_request(
        request_id=proof.request_id,
        kind=kind,
        user_id=user.id,
        email=user.email,
        token_hash=proof.token_hash,
        now=now,
    )


def _is_enough(pending: Sequence[SecurityRequest], now: datetime) -> bool:
    recent = [each for each in pending if each.is_open(now) and each.created_at > now - security.RESET_TTL]
    return len(recent) >= security.REQUESTS_PENDING_MAX
