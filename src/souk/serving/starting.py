"""What a process makes sure of before it starts: its settings are meant for it, its database is its installation's.

Each refusal says which setting, why, and what to do; nothing has been written then but, at the very first start, whose
database it is.
"""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from pymongo.errors import ConfigurationError, OperationFailure

from souk.kit import clock, mongo, settings
from souk.serving import derived

INSTALLATION = "installation"
"""The collection of one row that says whose a database is."""
CONNECT_PATIENCE_S = 30.0
_NOT_LET_IN = (13, 18)
"""MongoDB's codes of who may not do something, and whose name or password is wrong."""
_TRIAL = ".souk-can-write"
_FREE = ("TEST_", "DRILL_")
"""Beginnings of variables that no installation sets."""

ELSEWHERE = frozenset(
    {
        "audit_period_s",
        "audit_whole_h",
        "currency",
        "documents_dir",
        "edge_certificate_file",
        "edge_dir",
        "edge_internal_host",
        "edge_internal_port",
        "edge_key_file",
        "edge_mailbox",
        "edge_metrics_port",
        "edge_names",
        "edge_nameservers",
        "edge_port",
        "edge_servers",
        "edge_slots",
        "edge_tls_port",
        "edge_tls_public_port",
        "edge_trusted_proxies",
        "gateways",
        "house_port",
        "mail_dir",
        "mail_from",
        "media_dir",
        "otlp_endpoint",
        "rate_limit_reads",
        "rate_limit_writes",
        "sandbox_dir",
        "sandbox_url",
        "security_contact",
        "shop_name",
        "sign_in_failures_account_max",
        "sign_in_failures_address_max",
        "sign_in_failures_max",
        "smtp_port",
        "smtp_url",
        "supervisor",
        "tls_dir",
        "trace_ratio",
        "web_dir",
        "webhook_url",
    }
)
"""Settings of one process or another: whoever is handed all of an installation's is not astonished at them."""


def demand_known(environment: Mapping[str, str], *kinds: type[msgspec.Struct]) -> None:
    """Raise `SettingsError` for a variable that nobody reads, naming the one that was probably meant."""
    every: tuple[type[msgspec.Struct], ...] = (settings.Service, *kinds)
    known = {field for kind in every for field in kind.__struct_fields__} | ELSEWHERE
    names = {settings.PREFIX + name.upper() for name in known}
    names |= {f"{name}_FILE" for name in names}
    for name in sorted(environment):
        meant = name.removeprefix(settings.PREFIX)
        if meant != name and name not in names and not meant.startswith(_FREE):
            raise settings.SettingsError(f"there is no setting {name}{_perhaps(name, names)}")


def _perhaps(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(names), 1, 0.75)
    return (
        f": did you mean {near[0]}? Rename or unset it" if near else ": unset it, or see docs/running.md for its name"
    )


def demand_writable(setting: str, directory: str) -> None:
    """Raise `SettingsError` unless files can be kept there, that is, unless one just was."""
    trial = Path(directory) / _TRIAL
    try:
        Path(directory).mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"x" * 4096)
        trial.unlink()
    except OSError as error:
        raise settings.SettingsError(
            f"{settings.PREFIX}{setting.upper()}: nothing can be kept in {directory}: {error.strerror}; "
            "make room or let this process's user write there, or name another directory"
        ) from None


async def connect(url: str, name: str, listeners: Sequence[Any] = ()) -> mongo.Database:
    """Connect, and wait a while for a database that is just starting; not for one that will not have us.

    Raises `SettingsError`.
    """
    limit = clock.monotonic() + CONNECT_PATIENCE_S
    while True:
        try:
            return await mongo.connect(url, name, listeners)
        except mongo.MongoUnusableError as error:
            cause = error.__cause__
            is_final = isinstance(cause, ConfigurationError | ValueError) or is_not_let_in(cause)
            if is_final or clock.monotonic() > limit:
                raise settings.SettingsError(f"SOUK_MONGODB_URL: {error}") from cause
            await asyncio.sleep(0.5)


def is_not_let_in(error: BaseException | None) -> bool:
    """Whether MongoDB knows us, or what we may do, otherwise than we think."""
    return isinstance(error, OperationFailure) and error.code in _NOT_LET_IN


def tell(error: mongo.Failure) -> str:
    """In one line, why a database that answers could not be made ready."""
    said = str(error).splitlines()[0][:200]
    if is_not_let_in(error):
        return f"SOUK_MONGODB_URL: MongoDB does not let this user work there, give it name, password and roles: {said}"
    return f"SOUK_MONGODB_URL: the database could not be made ready, look at its log and its disk: {said}"


async def claim(db: mongo.Database, config: settings.Service) -> None:
    """Write down at the first start whose database this is, and refuse one that is somebody else's.

    An installation is known by its secret. Two that shared a database would take each other's events and move each
    other's money. Raises `SettingsError`.
    """
    ours, *before = (key.hex()[:16] for key in derived.keys(config.secret, "cluster"))
    rows = db[INSTALLATION]
    is_older = {"_id": INSTALLATION, "cluster": {"$in": before}}
    await rows.update_one(is_older, {"$set": {"cluster": ours}}, session=db.session)
    await rows.update_one({"_id": INSTALLATION}, {"$setOnInsert": {"cluster": ours}}, upsert=True, session=db.session)
    row = await rows.find_one({"_id": INSTALLATION}, session=db.session)
    theirs = row["cluster"] if row else ours
    if theirs != ours:
        raise settings.SettingsError(
            f"SOUK_MONGODB_URL: the database {db.name} there belongs to installation {theirs}, and this one is {ours}: "
            "name another MongoDB, or give the SOUK_SECRET of that installation; if it is this one with a new secret, "
            f"remove the row: db.{INSTALLATION}.deleteMany({{}})"
        )
