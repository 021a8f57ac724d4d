"""Puts the user service together: `python -m souk.user.app`."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from souk.kit import clock, errors, mongo, settings, tx
from souk.serving import derived, process, service
from souk.user import actions, api, model, store
from souk.user.gateway.hashing import Hasher
from souk.user.gateway.keyring import KeyRing, WrongSecretError
from souk.user.gateway.throttle import Throttle
from souk.user.model.throttling import Limit

LOG = logging.getLogger(__name__)

KEYS_PERIOD_S = 60.0
"""Replicas look for new signing keys so often, which is much less than a key is published ahead of its use."""
FAILURES_WINDOW_S = 15 * 60


class Settings(settings.Service, frozen=True):
    """Failed sign-ins that are let through in a quarter of an hour."""

    sign_in_failures_max: int = 10
    """For one account from one address."""
    sign_in_failures_account_max: int = 100
    """For one account from anywhere."""
    sign_in_failures_address_max: int = 200
    """From one address for any account."""


def derived_keys(secret: str) -> model.tokens.Keys:
    """Keys for what is derived instead of stored."""
    return model.tokens.Keys(
        refresh=derived.keys(secret, "user-refresh-tokens"),
        one_time=derived.keys(secret, "user-one-time-tokens"),
        fingerprint=derived.key(secret, "user-fingerprints"),
    )


def key_ring(secret: str) -> KeyRing:
    """An empty ring that can open what this installation sealed."""
    return KeyRing(derived.keys(secret, "user-signing-keys"))


async def build(runtime: service.Runtime[Settings]) -> Sequence[ControllerRouterHandler]:
    """Indexes, signing keys, routes, and the task that keeps keys fresh."""
    config = runtime.settings
    await mongo.ensure_indexes(runtime.db, store.INDEXES)
    ring = key_ring(config.secret)
    try:
        await refresh_keys(runtime.db, ring)
    except WrongSecretError as error:
        sys.exit(f"user: {error}")
    runtime.background("signing-keys", lambda: keep_keys(runtime.db, ring))
    runtime.state["deps"] = api.Deps(
        db=runtime.db,
        keys=derived_keys(config.secret),
        ring=ring,
        hasher=Hasher(),
        throttle=Throttle(
            runtime.cache,
            pair=Limit(config.sign_in_failures_max, FAILURES_WINDOW_S),
            account=Limit(config.sign_in_failures_account_max, FAILURES_WINDOW_S),
            address=Limit(config.sign_in_failures_address_max, FAILURES_WINDOW_S),
        ),
        register=runtime.group_commit(actions.register, resource_id=lambda made: made.session.id),
        sign_in=runtime.group_commit(actions.sign_in, resource_id=lambda made: made.session.id),
        note_failed=runtime.group_commit(actions.note_failed_sign_in, resource_id=lambda asked: asked.id),
        refresh=runtime.group_commit(actions.refresh, resource_id=lambda made: made.session.id),
        sign_out=runtime.group_commit(actions.sign_out, resource_id=lambda asked: asked.id),
        request_reset=runtime.group_commit(actions.request_reset, resource_id=lambda asked: asked.id),
        reset_password=runtime.group_commit(actions.reset_password, resource_id=lambda user: user.id),
        change_password=runtime.group_commit(actions.change_password, resource_id=lambda user: user.id),
        request_verification=runtime.group_commit(actions.request_verification, resource_id=lambda asked: asked.id),
        verify_email=runtime.group_commit(actions.verify_email, resource_id=lambda user: user.id),
        edit_profile=runtime.group_commit(actions.edit_profile, resource_id=lambda user: user.id),
        save_address=runtime.group_commit(actions.save_address, resource_id=lambda address: address.id),
        delete_address=runtime.group_commit(actions.delete_address, resource_id=lambda user: user.id),
        edit_user=runtime.group_commit(actions.edit_user, resource_id=lambda user: user.id),
    )
    return api.ROUTES


async def refresh_keys(db: mongo.Database, ring: KeyRing) -> None:
    """Take up the keys that are there, and make the first or the next one when it is due.

    What an older secret sealed is sealed with the newest: the older one can be dropped then.
    """
    present = await store.signing_keys(db)
    if model.keys.is_rotation_due(present, clock.now()):
        present = await tx.transact(db, lambda t: actions.rotate_keys(t, ring.make))
    ring.hold(present)
    if resealed := ring.resealed(present):
        await tx.transact(db, lambda t: store.reseal_signing_keys(t, resealed))


async def keep_keys(db: mongo.Database, ring: KeyRing) -> None:
    """Do that for ever; a database that is away is waited for."""
    while True:
        await asyncio.sleep(KEYS_PERIOD_S)
        try:
            await refresh_keys(db, ring)
        except (mongo.Failure, errors.Unavailable) as error:
            LOG.warning("signing keys cannot be refreshed", extra={"error": str(error)})


SERVICE = process.Service("user", Settings, build)


def main() -> None:
    process.run(SERVICE)


if __name__ == "__main__":
    main()
