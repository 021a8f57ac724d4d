"""Actions over batches on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

import msgspec
import pytest

from souk import contracts, testing
from souk.contracts import user as facts
from souk.kit import clock as kit_clock
from souk.kit import errors, mongo, tx
from souk.serving import auth
from souk.user import actions, app, model, store
from souk.user.actions import commands
from souk.user.gateway import keyring

T = TypeVar("T")
ORIGIN = model.Origin("192.0.2.1", "test")
SECRET = "a-secret-for-tests-that-is-long-enough"
ADMIN = auth.ROLES["admin"]


@pytest.fixture
async def people(db: tx.Announcing) -> tx.Announcing:
    await mongo.ensure_indexes(db, store.INDEXES)
    return db


def proof() -> commands.Proof:
    request_id = actions.new_request_id()
    return commands.Proof(request_id, model.tokens.token_hash(model.tokens.one_time_token([b"k"], request_id)))


def registering(email: str = "ada@example.com") -> commands.Register:
    return commands.Register(email, "Ada Lovelace", f"hash of {email}", "de-DE", ORIGIN, proof())


async def register(db: tx.Announcing, email: str = "ada@example.com") -> commands.SignedIn:
    [result] = await testing.run(db, actions.register, registering(email))
    return done(result)


async def staff(db: tx.Announcing, email: str, *roles: str) -> model.User:
    user = (await register(db, email)).user
    user = msgspec.structs.replace(user, roles=tuple(sorted(("customer", *roles))))
    await db["users"].replace_one({"_id": user.id}, mongo.to_document(user))
    return user


def done(result: T | errors.Refusal) -> T:
    assert not isinstance(result, errors.Refusal), result
    return result


async def announced(db: tx.Announcing, kind: type[Any]) -> list[Any]:
    return [each for each in await testing.announced(db, contracts.REGISTRY) if isinstance(each, kind)]


async def actions_of(db: tx.Announcing, user_id: str | None) -> list[str]:
    """What the audit says about somebody, oldest first."""
    rows = await db["audit"].find({"user_id": user_id}).sort("_id", 1).to_list()
    return [row["action"] for row in rows]


async def session(db: tx.Announcing, session_id: str) -> model.Session:
    return (await store.sessions_by_id(db, [session_id]))[session_id]


async def test_registering_makes_a_person_a_session_and_a_request(people: tx.Announcing) -> None:
    made = await register(people)
    user = (await store.users_by_email(people, ["ada@example.com"]))["ada@example.com"]
    assert user == made.user
    assert (user.roles, user.status, user.email_verified_at) == (("customer",), "active", None)
    assert (await session(people, made.session.id)).user_id == user.id
    [registered] = await announced(people, facts.UserRegistered)
    assert (registered.user_id, registered.email, registered.name) == (user.id, "ada@example.com", "Ada Lovelace")
    [requested] = await announced(people, facts.EmailVerificationRequested)
    assert (registered.locale, requested.locale) == ("de-DE", "de-DE")
    request = await store.security_request_by_id(people, requested.request_id)
    assert request is not None
    assert (request.kind, request.user_id, request.status) == ("email_verification", user.id, "pending")
    assert await actions_of(people, user.id) == ["registered"]


async def test_an_email_belongs_to_one_person_within_a_batch_and_after_it(people: tx.Announcing) -> None:
    batch = [registering("ada@example.com"), registering("ADA@example.com"), registering("bob@example.com")]
    first, second, third = await testing.run(people, actions.register, *batch)
    assert isinstance(second, model.EmailTaken)
    done(first)
    done(third)
    [again] = await testing.run(people, actions.register, registering("Bob@example.com"))
    assert isinstance(again, model.EmailTaken)
    assert len(await announced(people, facts.UserRegistered)) == 2


async def test_of_two_replicas_registering_one_email_one_is_refused(people: tx.Announcing) -> None:
    results = await asyncio.gather(*(testing.run(people, actions.register, registering()) for _ in range(4)))
    assert sum(isinstance(result[0], commands.SignedIn) for result in results) == 1
    assert await people["users"].count_documents({}) == 1


async def test_signing_in_begins_a_session(people: tx.Announcing) -> None:
    user = (await register(people)).user
    command = commands.SignIn(user.id, user.password_hash, None, ORIGIN)
    first, second = [done(each) for each in await testing.run(people, actions.sign_in, command, command)]
    assert first.session.id != second.session.id
    assert len((await store.active_sessions(people, [user.id]))[user.id]) == 3
    assert await actions_of(people, user.id) == ["registered", "signed_in", "signed_in"]


async def test_a_password_changed_since_it_was_checked_or_a_disabled_account_does_not_sign_in(
    people: tx.Announcing,
) -> None:
    user = (await register(people)).user
    disabled = await staff(people, "eve@example.com")
    await store_user(people, msgspec.structs.replace(disabled, status="disabled"))
    results = await testing.run(
        people,
        actions.sign_in,
        commands.SignIn(user.id, "another hash", None, ORIGIN),
        commands.SignIn(disabled.id, disabled.password_hash, None, ORIGIN),
        commands.SignIn("usr_nobody", "h", None, ORIGIN),
    )
    assert [type(each) for each in results] == [model.InvalidCredentials] * 3


async def store_user(db: tx.Announcing, user: model.User) -> None:
    await testing.run(db, store.save_users, user)


async def test_an_outdated_hash_is_replaced_at_sign_in(people: tx.Announcing) -> None:
    user = (await register(people)).user
    await testing.run(people, actions.sign_in, commands.SignIn(user.id, user.password_hash, "better", ORIGIN))
    found = await store.user_by_id(people, user.id)
    assert found is not None
    assert found.password_hash == "better"


async def test_the_session_used_longest_ago_makes_room(people: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model.sessions, "ACTIVE_SESSIONS_MAX", 3)
    with testing.frozen_clock() as clock:
        first = await register(people)
        user = first.user
        for _ in range(3):
            clock.advance(1)
            command = commands.SignIn(user.id, user.password_hash, None, ORIGIN)
            await testing.run(people, actions.sign_in, command, command)
    active = (await store.active_sessions(people, [user.id]))[user.id]
    assert len(active) == 3
    assert (await session(people, first.session.id)).reason == "crowded_out"
    revoked = {each.session_id for each in await announced(people, facts.AccessRevoked)}
    assert len(revoked) == 4
    assert not revoked & {each.id for each in active}


async def test_refreshing_rotates(people: tx.Announcing) -> None:
    made = await register(people)
    for generation in (1, 2, 3):
        [result] = await testing.run(people, actions.refresh, commands.Refresh(made.session.id, generation, ORIGIN))
        assert done(result).session.generation == generation + 1
    assert not await announced(people, facts.AccessRevoked)


async def test_a_token_used_again_ends_the_whole_session_once(people: tx.Announcing) -> None:
    made = await register(people)
    command = commands.Refresh(made.session.id, 1, ORIGIN)
    await testing.run(people, actions.refresh, command)
    for _ in range(2):
        [result] = await testing.run(people, actions.refresh, command)
        assert isinstance(result, model.TokenReused)
    [result] = await testing.run(people, actions.refresh, commands.Refresh(made.session.id, 2, ORIGIN))
    assert type(result) is errors.Unauthenticated
    ended = await session(people, made.session.id)
    assert (ended.status, ended.reason) == ("revoked", "reused")
    [revoked] = await announced(people, facts.AccessRevoked)
    assert (revoked.user_id, revoked.session_id) == (made.user.id, made.session.id)
    assert await actions_of(people, made.user.id) == ["registered", "token_reused"]


async def test_a_token_twice_in_one_batch_is_used_again(people: tx.Announcing) -> None:
    one, other = await register(people, "ada@example.com"), await register(people, "bob@example.com")
    batch = [
        commands.Refresh(one.session.id, 1, ORIGIN),
        commands.Refresh(other.session.id, 1, ORIGIN),
        commands.Refresh(one.session.id, 1, ORIGIN),
        commands.Refresh(one.session.id, 2, ORIGIN),
    ]
    results = await testing.run(people, actions.refresh, *batch)
    assert isinstance(results[0], commands.SignedIn)
    assert isinstance(results[1], commands.SignedIn)
    assert isinstance(results[2], model.TokenReused)
    assert type(results[3]) is errors.Unauthenticated
    assert (await session(people, one.session.id)).status == "revoked"
    assert (await session(people, other.session.id)).generation == 2


async def test_nobody_refreshes_a_session_that_is_none_or_over_or_of_a_disabled_person(people: tx.Announcing) -> None:
    made, gone = await register(people), await register(people, "eve@example.com")
    await store_user(people, msgspec.structs.replace(gone.user, status="disabled"))
    with testing.frozen_clock() as clock:
        clock.advance(model.sessions.IDLE_TTL.total_seconds())
        results = await testing.run(
            people,
            actions.refresh,
            commands.Refresh(made.session.id, 1, ORIGIN),
            commands.Refresh("ses_none", 1, ORIGIN),
            commands.Refresh(gone.session.id, 1, ORIGIN),
        )
    assert [type(each) for each in results] == [errors.Unauthenticated] * 3


async def test_signing_out_ends_one_session_or_all(people: tx.Announcing) -> None:
    made = await register(people)
    user = made.user
    command = commands.SignIn(user.id, user.password_hash, None, ORIGIN)
    others = [done(each) for each in await testing.run(people, actions.sign_in, command, command)]
    one = commands.SignOut(user.id, made.session.id, is_delete=False, origin=ORIGIN)
    await testing.run(people, actions.sign_out, one, one)
    assert len((await store.active_sessions(people, [user.id]))[user.id]) == 2
    everything = commands.SignOut(user.id, None, is_delete=False, origin=ORIGIN)
    await testing.run(people, actions.sign_out, everything, one)
    assert (await store.active_sessions(people, [user.id]))[user.id] == []
    revoked = [each.session_id for each in await announced(people, facts.AccessRevoked)]
    assert sorted(map(str, revoked)) == sorted([made.session.id, *(each.session.id for each in others)])


async def test_nobody_ends_the_session_of_somebody_else(people: tx.Announcing) -> None:
    mine, other = await register(people), await register(people, "bob@example.com")
    [result] = await testing.run(
        people, actions.sign_out, commands.SignOut(mine.user.id, other.session.id, is_delete=True, origin=ORIGIN)
    )
    assert isinstance(result, errors.NotFound)
    assert (await session(people, other.session.id)).status == "active"


async def test_a_reset_is_announced_for_people_only_and_not_without_end(people: tx.Announcing) -> None:
    await register(people)
    gone = (await register(people, "eve@example.com")).user
    await store_user(people, msgspec.structs.replace(gone, status="disabled"))
    batch = [
        commands.RequestReset(email, ORIGIN, proof())
        for email in ["ada@example.com", "nobody@example.com", "", "eve@example.com", *["ada@example.com"] * 5]
    ]
    results = await testing.run(people, actions.request_reset, *batch)
    assert [done(each).id for each in results] == [each.proof.request_id for each in batch]
    requested = await announced(people, facts.PasswordResetRequested)
    assert len(requested) == model.security.REQUESTS_PENDING_MAX
    assert {each.email for each in requested} == {"ada@example.com"}
    with testing.frozen_clock() as clock:
        clock.advance(model.security.RESET_TTL.total_seconds())
        await testing.run(people, actions.request_reset, commands.RequestReset("ada@example.com", ORIGIN, proof()))
    assert len(await announced(people, facts.PasswordResetRequested)) == model.security.REQUESTS_PENDING_MAX + 1


async def test_a_reset_sets_the_password_once_and_ends_everything(people: tx.Announcing) -> None:
    made = await register(people)
    first, second = proof(), proof()
    await testing.run(
        people,
        actions.request_reset,
        commands.RequestReset("ada@example.com", ORIGIN, first),
        commands.RequestReset("ada@example.com", ORIGIN, second),
    )
    use = commands.ResetPassword(first.token_hash, "new hash", ORIGIN)
    results = await testing.run(
        people, actions.reset_password, use, use, commands.ResetPassword(second.token_hash, "other hash", ORIGIN)
    )
    assert done(results[0]).password_hash == "new hash"
    assert isinstance(results[1], model.TokenInvalid)
    assert isinstance(results[2], model.TokenInvalid)
    user = await store.user_by_id(people, made.user.id)
    assert user is not None
    assert user.password_hash == "new hash"
    assert user.email_verified_at is not None
    assert (await session(people, made.session.id)).reason == "password_reset"
    [again] = await testing.run(people, actions.reset_password, use)
    assert isinstance(again, model.TokenInvalid)


async def test_a_verification_token_resets_no_password(people: tx.Announcing) -> None:
    command = registering()
    await testing.run(people, actions.register, command)
    [refused] = await testing.run(
        people, actions.reset_password, commands.ResetPassword(command.proof.token_hash, "h", ORIGIN)
    )
    assert isinstance(refused, model.TokenInvalid)
    verify = commands.VerifyEmail(command.proof.token_hash, ORIGIN)
    first, second = await testing.run(people, actions.verify_email, verify, verify)
    assert done(first).email_verified_at is not None
    assert isinstance(second, model.TokenInvalid)


async def test_a_verification_can_be_asked_for_again_until_it_is_done(people: tx.Announcing) -> None:
    user = (await register(people)).user
    batch = [commands.RequestVerification(user.id, proof()) for _ in range(5)]
    await testing.run(people, actions.request_verification, *batch)
    assert len(await announced(people, facts.EmailVerificationRequested)) == model.security.REQUESTS_PENDING_MAX
    await testing.run(people, actions.verify_email, commands.VerifyEmail(batch[0].proof.token_hash, ORIGIN))
    await people["security_requests"].delete_many({})
    await testing.run(people, actions.request_verification, batch[1])
    assert len(await announced(people, facts.EmailVerificationRequested)) == model.security.REQUESTS_PENDING_MAX


async def test_changing_the_password_keeps_the_callers_session_only(people: tx.Announcing) -> None:
    made = await register(people)
    user = made.user
    [other] = await testing.run(people, actions.sign_in, commands.SignIn(user.id, user.password_hash, None, ORIGIN))
    change = commands.ChangePassword(user.id, made.session.id, user.password_hash, "new hash", ORIGIN)
    first, second = await testing.run(people, actions.change_password, change, change)
    assert done(first).password_hash == "new hash"
    assert isinstance(second, model.InvalidCredentials)
    assert (await session(people, made.session.id)).status == "active"
    assert (await session(people, done(other).session.id)).reason == "password_changed"


async def test_profiles_and_addresses_change_in_order(people: tx.Announcing) -> None:
    user = (await register(people)).user
    edits = [
        commands.EditProfile(user.id, "Ada King", None, 1),
        commands.EditProfile(user.id, "Too Late", None, 1),
        commands.EditProfile(user.id, None, "de", 2),
        commands.EditProfile("usr_none", "Nobody", None, None),
    ]
    results = await testing.run(people, actions.edit_profile, *edits)
    assert isinstance(results[1], errors.VersionMismatch)
    assert isinstance(results[3], errors.NotFound)
    found = await store.user_by_id(people, user.id)
    assert found is not None
    assert (found.name, found.locale, found.version) == ("Ada King", "de", 3)
    assert found.search_keys == ("ada@example.com", "ada", "king")
    address = model.Address(id="adr_1", name="Ada", line1="S 1", city="Berlin", postal_code="1", country="DE")
    saved = await testing.run(
        people,
        actions.save_address,
        commands.SaveAddress(user.id, address, is_new=True),
        commands.SaveAddress(user.id, msgspec.structs.replace(address, city="Bonn"), is_new=False),
        commands.SaveAddress(user.id, msgspec.structs.replace(address, id="adr_2"), is_new=False),
    )
    assert [getattr(each, "city", type(each)) for each in saved] == ["Berlin", "Bonn", errors.NotFound]
    deleted = await testing.run(
        people, actions.delete_address, *[commands.DeleteAddress(user.id, "adr_1") for _ in range(2)]
    )
    assert isinstance(deleted[1], errors.NotFound)
    assert done(deleted[0]).addresses == ()


def edit(
    actor: model.User, user: model.User, *, roles: Sequence[str] | None = None, is_disabled: bool | None = None,
    scopes: frozenset[str] = ADMIN, version: int | None = None,
) -> commands.EditUser:  # fmt: skip
    wanted = None if roles is None else tuple(roles)
    return commands.EditUser(actor.id, scopes, user.id, wanted, is_disabled, version, ORIGIN)


async def test_disabling_somebody_ends_and_revokes_everything(people: tx.Announcing) -> None:
    admin, made = await staff(people, "admin@example.com", "admin"), await register(people)
    [result] = await testing.run(people, actions.edit_user, edit(admin, made.user, is_disabled=True))
    assert done(result).status == "disabled"
    assert (await session(people, made.session.id)).reason == "disabled"
    revoked = {each.session_id for each in await announced(people, facts.AccessRevoked)}
    assert revoked == {made.session.id, None}
    entry = (await store.audit_of(people, made.user.id, before_id=None, limit=1))[0]
    assert (entry.action, entry.actor_id, entry.before, entry.after) == (
        "disabled",
        admin.id,
        {"status": "active"},
        {"status": "disabled"},
    )
    [enabled] = await testing.run(people, actions.edit_user, edit(admin, made.user, is_disabled=False))
    assert done(enabled).status == "active"
    assert len(await announced(people, facts.AccessRevoked)) == 2


async def test_taking_a_role_away_revokes_what_was_issued_and_leaves_the_session(people: tx.Announcing) -> None:
    admin, made = await staff(people, "admin@example.com", "admin"), await register(people)
    await testing.run(people, actions.edit_user, edit(admin, made.user, roles=["customer", "support"]))
    assert not await announced(people, facts.AccessRevoked)
    await testing.run(people, actions.edit_user, edit(admin, made.user, roles=["customer"]))
    [revoked] = await announced(people, facts.AccessRevoked)
    assert (revoked.user_id, revoked.session_id) == (made.user.id, None)
    assert (await session(people, made.session.id)).status == "active"


async def test_an_edit_that_changes_nothing_leaves_no_trace(people: tx.Announcing) -> None:
    admin, user = await staff(people, "admin@example.com", "admin"), (await register(people)).user
    [result] = await testing.run(
        people, actions.edit_user, edit(admin, user, roles=["customer"], is_disabled=False, version=1)
    )
    assert done(result).version == 1
    assert await actions_of(people, user.id) == ["registered"]


async def test_edits_are_refused_one_by_one(people: tx.Announcing) -> None:
    admin, user = await staff(people, "admin@example.com", "admin"), (await register(people)).user
    ghost = msgspec.structs.replace(user, id="usr_none")
    results = await testing.run(
        people,
        actions.edit_user,
        edit(user, user, roles=["admin"], scopes=auth.ROLES["support"]),
        edit(user, admin, is_disabled=True, scopes=auth.ROLES["support"]),
        edit(admin, ghost, is_disabled=True),
        edit(admin, user, roles=["support"], version=9),
        edit(admin, user, roles=["support"], version=1),
    )
    assert [type(each) for each in results[:4]] == [
        model.BeyondOwnRights,
        model.BeyondOwnRights,
        errors.NotFound,
        errors.VersionMismatch,
    ]
    assert done(results[4]).roles == ("support",)


async def test_the_last_admin_stays(people: tx.Announcing) -> None:
    one = await staff(people, "one@example.com", "admin")
    [refused] = await testing.run(people, actions.edit_user, edit(one, one, roles=["customer"]))
    assert isinstance(refused, model.LastAdmin)
    two = await staff(people, "two@example.com", "admin")
    results = await testing.run(
        people, actions.edit_user, edit(one, one, is_disabled=True), edit(one, two, roles=["customer"])
    )
    assert done(results[0]).status == "disabled"
    assert isinstance(results[1], model.LastAdmin)
    three = (await register(people, "three@example.com")).user
    results = await testing.run(
        people, actions.edit_user, edit(two, three, roles=["admin"]), edit(two, two, roles=["customer"])
    )
    assert done(results[1]).roles == ("customer",)


async def test_two_admins_who_remove_each_other_at_once_cannot_both(people: tx.Announcing) -> None:
    one, two = await staff(people, "one@example.com", "admin"), await staff(people, "two@example.com", "admin")
    for _ in range(5):
        await asyncio.gather(
            testing.run(people, actions.edit_user, edit(one, two, roles=["customer"])),
            testing.run(people, actions.edit_user, edit(two, one, roles=["customer"])),
        )
        admins = await people["users"].count_documents({"roles": "admin", "status": "active"})
        assert admins == 1
        await people["users"].update_many({}, {"$set": {"roles": ["admin", "customer"]}})


async def test_replicas_that_start_together_agree_on_one_key(people: tx.Announcing) -> None:
    rings = [app.key_ring(SECRET) for _ in range(4)]
    await asyncio.gather(*(app.refresh_keys(people, ring) for ring in rings))
    assert len({ring.signing()[1] for ring in rings}) == 1
    assert len({ring.jwks() for ring in rings}) == 1
    assert len(await store.signing_keys(people)) == 1


async def test_keys_rotate_with_an_overlap_in_which_both_are_published(people: tx.Announcing) -> None:
    ring = app.key_ring(SECRET)

    async def state() -> tuple[str, list[str]]:
        await app.refresh_keys(people, ring)
        return ring.signing()[1], [each["kid"] for each in msgspec.json.decode(ring.jwks())["keys"]]

    with testing.frozen_clock() as clock:
        first, published = await state()
        assert published == [first]
        clock.advance(model.keys.ROTATION.total_seconds())
        signing, published = await state()
        second = published[1]
        assert (signing, published) == (first, [first, second])
        clock.advance(model.keys.PUBLISHED_AHEAD.total_seconds())
        assert await state() == (second, [first, second])
        clock.advance(model.keys.OVERLAP.total_seconds())
        assert await state() == (second, [second])
        clock.advance(model.keys.ROTATION.total_seconds())
        assert (await state())[0] == second
    assert [key.id for key in await store.signing_keys(people)] == [2, 3]


async def test_private_keys_are_sealed_and_open_with_the_right_secret_only(people: tx.Announcing) -> None:
    ring = app.key_ring(SECRET)
    await app.refresh_keys(people, ring)
    private, _ = ring.signing()
    document = await people["signing_keys"].find_one({})
    assert document is not None
    assert private.private_bytes_raw() not in document["sealed"]
    another = "another-secret-that-is-long-enough"
    with pytest.raises(keyring.WrongSecretError):
        await app.refresh_keys(people, app.key_ring(another))
    await app.refresh_keys(people, app.key_ring(f"{another}\n{SECRET}"))
    await app.refresh_keys(people, ring := app.key_ring(another))
    assert ring.signing()[0].private_bytes_raw() == private.private_bytes_raw()
    with pytest.raises(keyring.WrongSecretError):
        await app.refresh_keys(people, app.key_ring(SECRET))


async def test_people_are_found_by_words_and_role(people: tx.Announcing) -> None:
    await register(people, "ada@example.com")
    await register(people, "bob@example.com")
    support = await staff(people, "sue@example.org", "support")

    async def find(*words: str, role: str | None = None) -> list[str]:
        found = await store.find_users(people, words=words, roles=[role] if role else [], before_id=None, limit=10)
        return [user.email for user in found]

    assert await find() == ["sue@example.org", "bob@example.com", "ada@example.com"]
    assert await find("bob") == ["bob@example.com"]
    assert await find("love", "bob@") == ["bob@example.com"]
    assert await find("ove") == []
    assert await find(".*") == []
    assert await find(role="support") == ["sue@example.org"]
    page = await store.find_users(people, words=[], roles=[], before_id=support.id, limit=1)
    assert [user.email for user in page] == ["bob@example.com"]


async def test_revocations_are_told_as_long_as_tokens_live(people: tx.Announcing) -> None:
    with testing.frozen_clock() as clock:
        made = await register(people)
        await testing.run(
            people, actions.sign_out, commands.SignOut(made.user.id, None, is_delete=False, origin=ORIGIN)
        )
        [told] = await store.revocations_in_force(people, kit_clock.now())
        assert told.session_id == made.session.id
        clock.advance(auth.ACCESS_LIFETIME_S + auth.CLOCK_LEEWAY_S)
        assert await store.revocations_in_force(people, kit_clock.now())
        clock.advance(model.sessions.REVOCATION_GRACE.total_seconds())
        assert not await store.revocations_in_force(people, kit_clock.now())


async def test_an_operator_makes_and_promotes_people(people: tx.Announcing) -> None:
    known = await register(people)
    batch = [
        commands.Provision("new@example.com", "New", "hash", "admin"),
        commands.Provision("ada@example.com", "Ada", None, "support"),
        commands.Provision("ada@example.com", "Ada", "new hash", "admin"),
        commands.Provision("nohash@example.com", "None", None, "admin"),
    ]
    results = await testing.run(people, actions.provision, *batch)
    assert done(results[0]).is_new
    assert done(results[0]).user.email_verified_at is not None
    assert done(results[2]).user.roles == ("admin", "customer", "support")
    assert isinstance(results[3], errors.Invalid)
    assert (await session(people, known.session.id)).reason == "password_changed"
    registered = await announced(people, facts.UserRegistered)
    assert sorted(each.email for each in registered) == ["ada@example.com", "new@example.com"]


def test_a_token_outlives_no_published_key() -> None:
    assert timedelta(seconds=auth.ACCESS_LIFETIME_S + auth.CLOCK_LEEWAY_S) < model.keys.OVERLAP
