"""What others need to trust a token or to send a mail, over HTTP."""

from __future__ import annotations

from typing import Any

import jwt
import msgspec

from souk import testing
from souk.contracts import user as facts
from souk.kit import errors, ids
from souk.serving import auth
from souk.user import app
from souk.user.model import keys, security
from user.house import House, Person, opened, problem


async def key_ids(house: House) -> list[str]:
    answer = await house.client.get("/.well-known/jwks.json")
    assert answer.status_code == 200
    return [each["kid"] for each in answer.json()["keys"]]


def kid(someone: Person) -> str:
    found: str = jwt.get_unverified_header(someone.access_token)["kid"]
    return found


async def is_trusted(house: House, someone: Person) -> bool:
    """Whether a service trusts this token that asked for the keys a moment ago."""

    async def fetch_keys() -> auth.KeySet:
        return msgspec.json.decode((await house.client.get("/.well-known/jwks.json")).content, type=auth.KeySet)

    async def fetch_revocations() -> auth.Revocations:
        return auth.Revocations([])

    try:
        who = await auth.Verifier("s" * 40, fetch_keys, fetch_revocations).principal(someone.access_token)
    except errors.Unauthenticated:
        return False
    return who.user_id == someone.id


async def rotated(house: House) -> None:
    """What every replica does each minute."""
    await app.refresh_keys(house.running.runtime.db, house.deps.ring)


async def test_the_public_keys_are_public_and_nothing_else_is(house: House) -> None:
    answer = await house.client.get("/.well-known/jwks.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=60"
    [key] = answer.json()["keys"]
    assert key.keys() == {"crv", "kty", "x", "kid", "use", "alg"}
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("OKP", "Ed25519", "EdDSA", "sig")
    ada = await house.register()
    public: Any = jwt.PyJWK(key).key
    claims = jwt.decode(ada.access_token, public, algorithms=["EdDSA"], issuer=auth.ISSUER)
    assert (claims["sub"], claims["sid"], claims["scopes"]) == (ada.id, ada.session_id, [])
    assert claims["exp"] - claims["iat"] == auth.ACCESS_LIFETIME_S


async def test_keys_rotate_and_old_tokens_are_good_while_they_live(house: House) -> None:
    with testing.frozen_clock() as frozen:
        await rotated(house)
        [first] = await key_ids(house)
        frozen.advance(keys.ROTATION.total_seconds())
        await rotated(house)
        assert (await key_ids(house))[0] == first
        assert len(await key_ids(house)) == 2
        # published ahead of its use: whoever holds the key set for a while knows it when the first token comes
        before = await house.register("before@example.com")
        assert kid(before) == first
        frozen.advance(keys.PUBLISHED_AHEAD.total_seconds())
        after = await house.register("after@example.com")
        assert kid(after) == (await key_ids(house))[1]
        assert await is_trusted(house, before)
        assert await is_trusted(house, after)
        frozen.advance(keys.OVERLAP.total_seconds() + 1)
        assert await key_ids(house) == [kid(after)]
        assert not await is_trusted(house, before)
        assert await is_trusted(house, await house.sign_in("before@example.com"))


async def test_replicas_agree_on_their_keys(mongodb_url: str) -> None:
    name = f"test_{ids.new('db')}"
    async with opened(mongodb_url, database_name=name) as one, opened(mongodb_url, database_name=name) as two:
        assert await key_ids(one) == await key_ids(two)
        ada = await one.register()
        assert await two.knows(ada)
        assert (await two.refresh(ada.refresh_token)).status_code == 200
        await one.running.runtime.db.raw.client.drop_database(name)


# For other services


async def test_internal_calls_need_a_service_token(house: House) -> None:
    ada = await house.register()
    [requested] = await house.announced(facts.EmailVerificationRequested)
    for path in ("/internal/revocations", f"/internal/security-mails/{requested.request_id}"):
        for headers in ({}, ada.headers, house.staff("admin"), {"Authorization": "Bearer nonsense"}):
            problem(await house.client.get(path, headers=headers), 401, "unauthenticated")
        assert (await house.client.get(path, headers=house.running.service_token("order"))).status_code == 200


async def test_the_notification_service_fetches_what_it_mails(house: House) -> None:
    with testing.frozen_clock() as frozen:
        ada = await house.register()
        await house.post("/v1/auth/password/forgot", {"email": ada.email})
        [requested] = await house.announced(facts.PasswordResetRequested)
        path = f"/internal/security-mails/{requested.request_id}"
        service = house.running.service_token("notification")
        answer = await house.client.get(path, headers=service)
        mail = answer.json()
        assert mail.keys() == {"kind", "user_id", "email", "name", "token", "expires_at"}
        assert (mail["kind"], mail["user_id"], mail["email"], mail["name"]) == (
            "password_reset", ada.id, ada.email, "Ada Lovelace",
        )  # fmt: skip
        assert (await house.client.get(path, headers=service)).json() == mail  # a mail that failed is made again
        frozen.advance(security.RESET_TTL.total_seconds())
        service = house.running.service_token("notification")
        problem(await house.client.get(path, headers=service), 404, "not-found")
    missing = await house.client.get(
        "/internal/security-mails/sec_none", headers=house.running.service_token("notification")
    )
    problem(missing, 404, "not-found")


async def test_revocations_are_told_to_a_process_that_starts(house: House) -> None:
    ada = await house.register()
    service = house.running.service_token("order")
    assert (await house.client.get("/internal/revocations", headers=service)).json() == {"items": []}
    await house.post("/v1/auth/logout", **ada.headers)
    told = await house.client.get("/internal/revocations", headers=service)
    [revocation] = msgspec.json.decode(told.content, type=auth.Revocations).items
    assert (revocation.user_id, revocation.session_id) == (ada.id, ada.session_id)
