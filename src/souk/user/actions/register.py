"""A person joins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from souk.contracts import user as facts
from souk.kit import clock, errors
from souk.kit.tx import Tx
from souk.user import store
from souk.user.actions import ending
from souk.user.actions.commands import Provision, Provisioned, Register, SignedIn
from souk.user.model import EmailTaken, SecurityRequest, Session, User, audit, people, security, sessions


async def register(tx: Tx, commands: Sequence[Register]) -> list[SignedIn | errors.Refusal]:
    """Make accounts and sign them in; announces the person and the wish to verify the e-mail.

    `EmailTaken` when the e-mail belongs to somebody, an earlier command of the batch included.
    """
    now = clock.now()
    taken = set(await store.users_by_email(tx, (people.email_key(each.email) for each in commands)))
    results: list[SignedIn | errors.Refusal] = []
    requests: list[SecurityRequest] = []
    entries: list[audit.Entry] = []
    for command in commands:
        if people.email_key(command.email) in taken:
            results.append(EmailTaken("Sign in, or reset the password"))
            continue
        user = people.new_user(
            email=command.email,
            name=command.name,
            password_hash=command.password_hash,
            roles=[people.CUSTOMER],
            locale=command.locale,
            now=now,
            is_verified=False,
        )
        taken.add(user.email_key)
        results.append(SignedIn(user, sessions.new_session(user.id, command.origin, now)))
        requests.append(
            security.new_request(
                request_id=command.proof.request_id,
                kind="email_verification",
                user_id=user.id,
                email=user.email,
                token_hash=command.proof.token_hash,
                now=now,
            )
        )
        entries.append(audit.entry("registered", user_id=user.id, actor_id=user.id, now=now, origin=command.origin))
        _announce_registered(tx, user)
        tx.announce(
            facts.EmailVerificationRequested(
                user_id=user.id,
                email=user.email,
                request_id=command.proof.request_id,
                name=user.name,
                locale=user.locale,
            )
        )
    joined = [each for each in results if isinstance(each, SignedIn)]
    await store.insert_users(tx, [each.user for each in joined])
    await store.save_sessions(tx, [each.session for each in joined])
    await store.save_security_requests(tx, requests)
    await store.insert_audit(tx, entries)
    return results


async def provision(tx: Tx, commands: Sequence[Provision]) -> list[Provisioned | errors.Refusal]:
    """Make people with a role and a verified e-mail, or give those who exist the role and the password.

    A person that was disabled is enabled. A new password ends the sessions begun with the old one.
    """
    now = clock.now()
    found = await store.users_by_email(tx, (people.email_key(each.email) for each in commands))
    active = await store.active_sessions(tx, (user.id for user in found.values()))
    known = set(found)
    results: list[Provisioned | errors.Refusal] = []
    ended: dict[str, Session] = {}
    entries: list[audit.Entry] = []
    for command in commands:
        key = people.email_key(command.email)
        before = found.get(key)
        if before is None and command.password_hash is None:
            results.append(errors.Invalid.at("/password", "a new person needs one"))
            continue
        user = _provisioned(command, before, now=now)
        if before is not None and command.password_hash is not None:
            for session in active.get(user.id, ()):
                ended[session.id] = sessions.revoked(session, "password_changed", now)
        found[key] = user
        results.append(Provisioned(user, is_new=before is None))
        entries.append(
            audit.entry(
                "registered" if before is None else "roles_changed",
                user_id=user.id,
                actor_id=None,
                now=now,
                before=None if before is None else {"roles": list(before.roles), "status": before.status},
                after={"roles": list(user.roles), "status": user.status},
            )
        )
        if before is None:
            _announce_registered(tx, user)
    await store.insert_users(tx, [user for key, user in found.items() if key not in known])
    await store.save_users(tx, [user for key, user in found.items() if key in known])
    await ending.save_ended(tx, list(ended.values()), now)
    await store.insert_audit(tx, entries)
    return results


def _provisioned(command: Provision, before: User | None, *, now: datetime) -> User:
    if before is None:
        return people.new_user(
            email=command.email,
            name=command.name,
            password_hash=command.password_hash or "",
            roles=[people.CUSTOMER, command.role],
            locale="en",
            now=now,
            is_verified=True,
        )
    return people.changed(
        before,
        now,
        roles=people.ordered_roles([*before.roles, command.role]),
        status="active",
        email_verified_at=before.email_verified_at or now,
        password_hash=command.password_hash or before.password_hash,
    )


def _announce_registered(tx: Tx, user: User) -> None:
    tx.announce(facts.UserRegistered(user_id=user.id, email=user.email, name=user.name, locale=user.locale))
