"""Who is calling: what a token is worth, and when it no longer is."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

from souk import testing
from souk.kit import clock, errors
from souk.serving import auth

SECRET = "s" * 40
KEY = Ed25519PrivateKey.generate()
OTHER = Ed25519PrivateKey.generate()


def jwk(key: Ed25519PrivateKey, kid: str) -> dict[str, Any]:
    return {**OKPAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid}


class Issuer:
    """The user service as a verifier sees it."""

    def __init__(self) -> None:
        self.keys = [jwk(KEY, "k1")]
        self.fetches = 0
        self.is_down = False

    async def fetch_keys(self) -> auth.KeySet:
        self.fetches += 1
        if self.is_down:
            raise errors.Unavailable("down")
        return auth.KeySet(self.keys)

    async def fetch_revocations(self) -> auth.Revocations:
        return auth.Revocations([])


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def verifier(issuer: Issuer) -> auth.Verifier:
    return auth.Verifier(SECRET, issuer.fetch_keys, issuer.fetch_revocations)


def token(*roles: str, key: Ed25519PrivateKey = KEY, kid: str = "k1") -> str:
    return auth.sign(key, kid, "usr_1", "ses_1", roles)


async def test_roles_become_scopes(verifier: auth.Verifier) -> None:
    who = await verifier.principal(token("warehouse"))
    assert (who.user_id, who.session_id) == ("usr_1", "ses_1")
    assert who.has("stock:write")
    assert not who.has("users:write")
    assert (await verifier.principal(token("admin"))).scopes == auth.SCOPES
    assert (await verifier.principal(token("customer"))).scopes == frozenset()


async def test_expired_forged_and_foreign_tokens_are_refused(verifier: auth.Verifier) -> None:
    with testing.frozen_clock() as frozen:
        good = token()
        await verifier.principal(good)
        frozen.advance(auth.ACCESS_LIFETIME_S + auth.CLOCK_LEEWAY_S + 1)
        with pytest.raises(errors.Unauthenticated):
            await verifier.principal(good)
    head, payload, signature = token().split(".")
    claims = {"iss": "souk", "sub": "usr_1", "iat": 1, "exp": 9_999_999_999, "scopes": ["users:write"]}
    for bad in (
        "",
        "x",
        "a.b.c",
        f"{head}.{payload}.{signature[:-4]}AAAA",
        token(key=OTHER),
        token(kid="unknown"),
        jwt.encode(claims, "", algorithm="none", headers={"kid": "k1"}),
        jwt.encode(claims, "k" * 40, algorithm="HS256", headers={"kid": "k1"}),
        "x" * 5_000,
    ):
        with pytest.raises(errors.Unauthenticated):
            await verifier.principal(bad)


async def test_revoking_a_person_or_a_session_ends_older_tokens_only(verifier: auth.Verifier) -> None:
    with testing.frozen_clock() as frozen:
        before = token()
        await verifier.principal(before)
        frozen.advance(1)
        until = clock.now() + timedelta(seconds=auth.ACCESS_LIFETIME_S)
        verifier.revoke(auth.Revocation("usr_1", until))
        with pytest.raises(errors.Unauthenticated):
            await verifier.principal(before)
        frozen.advance(1)
        after = token()
        assert (await verifier.principal(after)).user_id == "usr_1"
        verifier.revoke(auth.Revocation("usr_1", until + timedelta(seconds=1), session_id="ses_1"))
        with pytest.raises(errors.Unauthenticated):
            await verifier.principal(after)


async def test_a_new_key_is_fetched_once_and_unknown_ones_not_over_and_over(
    verifier: auth.Verifier, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await verifier.principal(token())
    assert issuer.fetches == 1
    for _ in range(5):
        with pytest.raises(errors.Unauthenticated):
            await verifier.principal(token(kid="made-up"))
    assert issuer.fetches == 1
    monkeypatch.setattr(auth, "KEYS_REFRESH_MIN_S", 0.0)
    issuer.keys.append(jwk(OTHER, "k2"))
    assert (await verifier.principal(token(key=OTHER, kid="k2"))).user_id == "usr_1"


async def test_without_any_key_nobody_is_refused_for_good(
    verifier: auth.Verifier, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer.is_down = True
    for _ in range(2):
        with pytest.raises(errors.Unavailable):
            await verifier.principal(token())
    assert issuer.fetches == 1
    issuer.is_down = False
    monkeypatch.setattr(auth, "KEYS_RETRY_S", 0.0)  # however long a known key set would be relied on
    assert (await verifier.principal(token())).user_id == "usr_1"


def test_a_service_token_of_either_secret_holds_while_one_takes_the_others_place() -> None:
    def with_secret(secret: str) -> auth.Verifier:
        return auth.Verifier(secret, Issuer().fetch_keys, Issuer().fetch_revocations)

    old, new = "o" * 40, "n" * 40
    steps = (old, f"{old} {new}", f"{new}\n{old}", new)
    for step, following in itertools.pairwise(steps):  # replicas of both are there while a step is taken
        for maker, reader in itertools.permutations(map(with_secret, (step, following))):
            assert reader.service(maker.service_token("order")).service == "order"
    with pytest.raises(errors.Unauthenticated):
        with_secret(new).service(with_secret(old).service_token("order"))


async def test_service_tokens_are_short_lived_and_not_for_people(verifier: auth.Verifier) -> None:
    with testing.frozen_clock() as frozen:
        made = verifier.service_token("order")
        assert verifier.service(made).service == "order"
        frozen.advance(auth.SERVICE_LIFETIME_S + auth.CLOCK_LEEWAY_S + 1)
        with pytest.raises(errors.Unauthenticated):
            verifier.service(made)
    other = auth.Verifier("o" * 40, Issuer().fetch_keys, Issuer().fetch_revocations)
    for bad in (token("admin"), other.service_token("order"), ""):
        with pytest.raises(errors.Unauthenticated):
            verifier.service(bad)
    with pytest.raises(errors.Unauthenticated):
        await verifier.principal(verifier.service_token("order"))
