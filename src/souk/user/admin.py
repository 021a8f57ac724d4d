"""`python -m souk.user.admin`: what an operator does at a terminal, through the same actions as everybody else.

    create EMAIL [--name NAME] [--password-stdin]           an administrator; a password is made and shown once
    ensure EMAIL --role ROLE --password-stdin [--name NAME]  a person with this role and password, made if missing
    rotate-keys                                             the next signing key, before it is due

Reads `SOUK_MONGODB_URL` and `SOUK_SECRET` (or `SOUK_SECRET_FILE`). What is announced is sent on by the service.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
from collections.abc import Sequence
from typing import cast

import msgspec

from souk.kit import bus, errors, mongo, outbox, settings, tx
from souk.serving import auth, service
from souk.user import actions, app, model, store
from souk.user.actions import commands
from souk.user.gateway.hashing import Hasher
from souk.user.gateway.keyring import WrongSecretError

PASSWORD_BYTES = 15
"""Of a password that is made: 20 characters, 120 bits."""
PASSWORD_LINE_MAX = 1_024


class Settings(msgspec.Struct, frozen=True):
    mongodb_url: str
    secret: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Exits with 0, or with one readable line."""
    asked = _parser().parse_args(arguments)
    try:
        config = settings.load(Settings)
        print(asyncio.run(_run(asked, config)))
    except (settings.SettingsError, mongo.MongoUnusableError, WrongSecretError) as error:
        sys.exit(str(error))
    except mongo.Failure as error:
        sys.exit(f"the database failed: {error}")
    except errors.Refusal as refusal:
        sys.exit(f"{refusal.title}: {refusal.detail}" if refusal.detail else refusal.title)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m souk.user.admin")
    asked = parser.add_subparsers(dest="command", required=True)
    create = asked.add_parser("create", help="make an administrator, or make somebody one, with another password")
    create.add_argument("email")
    create.add_argument("--name", default="Administrator")
    create.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    ensure = asked.add_parser("ensure", help="make sure that somebody is there with a role and a password")
    ensure.add_argument("email")
    ensure.add_argument("--role", required=True, choices=sorted(auth.ROLES))
    ensure.add_argument("--name", default="")
    ensure.add_argument("--password-stdin", action="store_true", required=True)
    asked.add_parser("rotate-keys", help="make the next signing key before it is due")
    return parser


async def _run(asked: argparse.Namespace, config: Settings) -> str:
    db = await mongo.connect(config.mongodb_url, "souk_user")
    try:
        await mongo.ensure_indexes(db, {**service.INDEXES, **store.INDEXES})
        # nothing is published from here: the service sweeps up what is announced
        announcing = tx.Announcing(db, outbox.Outbox(db, cast("bus.Bus", None), "user"))
        if asked.command == "rotate-keys":
            return await rotate_keys(announcing, config.secret)
        password = _read_password() if asked.password_stdin else None
        if asked.command == "create":
            return await create(announcing, asked.email, asked.name, password)
        return await ensure(announcing, asked.email, asked.role, password or "", asked.name)
    finally:
        await db.close()


async def create(db: tx.Announcing, email: str, name: str, password: str | None) -> str:
    """Make an administrator, or make a person one.

    Whoever is known gets another password all the same, and is signed out everywhere: anybody can have registered with
    this address.
    """
    email = model.people.normalize_email(email)
    made = secrets.token_urlsafe(PASSWORD_BYTES) if password is None else None
    user = await provision(db, email, name, model.people.ADMIN, password or made)
    lines = [f"{user.email} is an administrator."]
    if made is not None:
        lines.append(f"Password, shown this once: {made}")
    return "\n".join(lines)


async def ensure(db: tx.Announcing, email: str, role: str, password: str, name: str = "") -> str:
    """Make sure of a person, a role and a password; nothing changes when all is so already."""
    email = model.people.normalize_email(email)
    user = (await store.users_by_email(db, [model.people.email_key(email)])).get(model.people.email_key(email))
    if user is not None and user.status == "active" and role in user.roles:
        hasher = Hasher()
        is_right = await hasher.verify(user.password_hash, model.passwords.normalize(password))
        hasher.close()
        if is_right:
            return f"{email} is there with the role {role}."
    await provision(db, email, name or email.partition("@")[0], role, password)
    return f"{email} has the role {role}."


async def provision(db: tx.Announcing, email: str, name: str, role: str, password: str | None) -> model.User:
    """Make a person, or give one the role (and the password, when there is one). Raises refusals."""
    hashed = None
    if password is not None:
        normal = model.passwords.normalize(password)
        if (weakness := model.passwords.weakness(normal, email)) is not None:
            raise errors.Invalid(f"the password {weakness}")
        hasher = Hasher()
        hashed = await hasher.hash(normal)
        hasher.close()
    command = commands.Provision(email, name, hashed, role)
    [result] = await tx.transact(db, lambda t: actions.provision(t, [command]))
    if isinstance(result, errors.Refusal):
        raise result
    return result.user


async def rotate_keys(db: tx.Announcing, secret: str) -> str:
    """Make the next signing key; every replica signs with it once it has been published for a while."""
    ring = app.key_ring(secret)
    ring.hold(await store.signing_keys(db))
    present = await tx.transact(db, lambda t: actions.rotate_keys(t, ring.make, is_forced=True))
    newest = max(present, key=lambda key: key.id)
    return f"Key {newest.kid} signs from {newest.signs_from:%Y-%m-%d %H:%M:%S} UTC; {len(present)} keys are kept."


def _read_password() -> str:
    line = sys.stdin.readline(PASSWORD_LINE_MAX).rstrip("\r\n")
    if not line:
        sys.exit("no password came on standard input")
    return line


if __name__ == "__main__":
    main()
