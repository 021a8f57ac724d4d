"""Who is calling and what they may do: EdDSA access tokens for people, short-lived HMAC tokens between services."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt.algorithms import OKPAlgorithm
from jwt.types import Options

from souk.kit import clock, errors
from souk.serving import derived

LOG = logging.getLogger(__name__)

ISSUER = "souk"
USER_SERVICE = "user"
"""The service that issues tokens and tells which access is revoked."""
REVOKED_SUBJECT = "user.access_revoked.*"
ACCESS_LIFETIME_S = 15 * 60
SERVICE_LIFETIME_S = 5 * 60
CLOCK_LEEWAY_S = 30
TOKEN_LENGTH_MAX = 4_096
VERIFIED_MAX = 20_000
KEYS_REFRESH_S = 300.0
KEYS_REFRESH_MIN_S = 2.0
"""However many unknown keys are shown, the key set is not asked for more often."""
KEYS_RETRY_S = 0.2
"""Without any key everybody who is signed in is turned away: then it is asked for as soon as it may be there."""
RECONCILE_PERIOD_S = 60.0

SCOPES = frozenset(
    {
        "products:write",
        "stock:read",
        "stock:write",
        "orders:read",
        "orders:write",
        "payments:read",
        "payments:write",
        "users:read",
        "users:write",
        "reports:read",
        "settings:write",
    }
)
ROLES: dict[str, frozenset[str]] = {
    "customer": frozenset(),
    "catalog_manager": frozenset({"products:write", "stock:read"}),
    "warehouse": frozenset({"stock:read", "stock:write", "orders:read", "orders:write"}),
    "support": frozenset({"orders:read", "orders:write", "payments:read", "users:read", "stock:read"}),
    "finance": frozenset({"payments:read", "payments:write", "orders:read", "reports:read"}),
    "admin": SCOPES,
}


class Principal(msgspec.Struct, frozen=True):
    """Who is calling: a person with a session, or another service."""

    user_id: str
    session_id: str = ""
    scopes: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    service: str | None = None

    def has(self, scope: str) -> bool:
        return scope in self.scopes


class Revocation(msgspec.Struct, frozen=True):
    """Tokens of a person (or of one session) issued up to `until` minus a token's life are worth nothing."""

    user_id: str
    until: datetime
    session_id: str | None = None


class KeySet(msgspec.Struct):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[dict[str, Any]]


class Revocations(msgspec.Struct):
    items: list[Revocation]


def sign(key: Ed25519PrivateKey, kid: str, user_id: str, session_id: str, roles: Sequence[str]) -> str:
    """An access token for 15 minutes with the scopes that the roles give."""
    now = clock.now_ms() / 1000
    scopes = sorted(frozenset().union(*(ROLES.get(role, frozenset()) for role in roles)))
    claims = {
        "iss": ISSUER,
        "sub": user_id,
        "sid": session_id,
        "roles": list(roles),
        "scopes": scopes,
        "iat": now,
        "exp": now + ACCESS_LIFETIME_S,
    }
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": kid})


class Verifier:
    """Turns bearer tokens into principals; holds public keys and revocations in this process."""

    def __init__(
        self,
        secret: str,
        fetch_keys: Callable[[], Awaitable[KeySet]],
        fetch_revocations: Callable[[], Awaitable[Revocations]],
    ) -> None:
        self._service_keys = derived.keys(secret, "service-tokens")
        self._fetch_keys = fetch_keys
        self._fetch_revocations = fetch_revocations
        self._keys: dict[str, Ed25519PublicKey] = {}
        self._keys_at = -KEYS_REFRESH_S
        self._verified: dict[str, tuple[Principal, float, float]] = {}
        """token → who, issued at, expires at: checking a signature costs more than the rest of a cached read"""
        self._revoked: dict[str, float] = {}
        """user or session id → moment up to which tokens issued are worth nothing"""
        self._lock = asyncio.Lock()

    async def principal(self, token: str) -> Principal:
        """Who presents this token. Raises `Unauthenticated`, or `Unavailable` when no key could be had at all."""
        known = self.peek(token)
        if known is not None:
            return known
        if len(token) > TOKEN_LENGTH_MAX:
            raise errors.Unauthenticated("the token is not valid")
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError:
            raise errors.Unauthenticated("the token is not valid") from None
        claims = await self._claims(token, header)
        issued, expires = float(claims["iat"]), float(claims["exp"])
        who = Principal(
            str(claims["sub"]),
            str(claims.get("sid", "")),
            frozenset(claims.get("scopes", ())) & SCOPES,
            tuple(claims.get("roles", ())),
        )
        if self._is_revoked(who, issued):
            raise errors.Unauthenticated("this access was revoked")
        if len(self._verified) >= VERIFIED_MAX:
            self._verified.pop(next(iter(self._verified)))
        self._verified[token] = (who, issued, expires)
        return who

    def peek(self, token: str) -> Principal | None:
        """Who presents this token, if it was checked before and still holds."""
        known = self._verified.get(token)
        if known is None:
            return None
        who, issued, expires = known
        if clock.now_ms() / 1000 > expires + CLOCK_LEEWAY_S or self._is_revoked(who, issued):
            del self._verified[token]
            return None
        return who

    async def _claims(self, token: str, header: dict[str, Any]) -> dict[str, Any]:
        kid = str(header.get("kid", ""))
        if header.get("alg") != "EdDSA" or not kid:
            raise errors.Unauthenticated("the token is not valid")
        if kid not in self._keys:
            await self._refresh_keys()
        key = self._keys.get(kid)
        if key is None:
            if not self._keys:
                raise errors.Unavailable("tokens cannot be checked right now", retry_after_s=2)
            raise errors.Unauthenticated("the token is not valid")
        try:
            # the times are checked below, against the kit's clock
            options: Options = {
                "require": ["sub", "iat", "exp"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            }
            claims: dict[str, Any] = jwt.decode(token, key, algorithms=["EdDSA"], issuer=ISSUER, options=options)
        except jwt.PyJWTError:
            raise errors.Unauthenticated("the token is not valid") from None
        if clock.now_ms() / 1000 > float(claims["exp"]) + CLOCK_LEEWAY_S:
            raise errors.Unauthenticated("the token has expired")
        return claims

    def service_token(self, service: str) -> str:
        """What `service` shows to others; good for five minutes."""
        now = clock.now_ms() // 1000
        claims = {"iss": ISSUER, "sub": f"service:{service}", "iat": now, "exp": now + SERVICE_LIFETIME_S}
        return jwt.encode(claims, self._service_keys[0], algorithm="HS256")

    def service(self, token: str) -> Principal:
        """Which service presents this token. Raises `Unauthenticated`."""
        claims = self._service_claims(token)
        kind, _, name = str(claims["sub"]).partition(":")
        if kind != "service" or clock.now_ms() / 1000 > float(claims["exp"]) + CLOCK_LEEWAY_S:
            raise errors.Unauthenticated("a service token is needed")
        return Principal(str(claims["sub"]), service=name)

    def _service_claims(self, token: str) -> dict[str, Any]:
        options: Options = {"require": ["sub", "exp"], "verify_exp": False, "verify_iat": False}
        for key in self._service_keys:
            with contextlib.suppress(jwt.PyJWTError):
                claims: dict[str, Any] = jwt.decode(token, key, algorithms=["HS256"], issuer=ISSUER, options=options)
                return claims
        raise errors.Unauthenticated("a service token is needed")

    def revoke(self, revocation: Revocation) -> None:
        """Refuse from now on what was issued before the revocation."""
        up_to = (revocation.until - timedelta(seconds=ACCESS_LIFETIME_S)).timestamp()
        name = revocation.session_id or revocation.user_id
        self._revoked[name] = max(up_to, self._revoked.get(name, 0.0))

    def _is_revoked(self, who: Principal, issued: float) -> bool:
        if not self._revoked:
            return False
        return issued <= self._revoked.get(who.user_id, 0.0) or issued <= self._revoked.get(who.session_id, 0.0)

    async def _refresh_keys(self) -> None:
        async with self._lock:
            if clock.monotonic() - self._keys_at < (KEYS_REFRESH_MIN_S if self._keys else KEYS_RETRY_S):
                return
            self._keys_at = clock.monotonic()
            try:
                key_set = await self._fetch_keys()
            except errors.Refusal as refusal:
                LOG.warning("the key set cannot be had", extra={"error": str(refusal)})
                return
            keys = {}
            for each in key_set.keys:
                key = OKPAlgorithm.from_jwk(each)
                if isinstance(key, Ed25519PublicKey):
                    keys[str(each["kid"])] = key
            self._keys = keys

    async def follow(self) -> None:
        """Keep keys fresh and revocations complete, for ever: what was not heard is read."""
        keys_at = -KEYS_REFRESH_S
        while True:
            if clock.monotonic() - keys_at > KEYS_REFRESH_S or not self._keys:
                await self._refresh_keys()
                keys_at = clock.monotonic()
            pause_s = RECONCILE_PERIOD_S
            try:
                for revocation in (await self._fetch_revocations()).items:
                    self.revoke(revocation)
            except errors.Refusal:
                pause_s = KEYS_REFRESH_MIN_S
            horizon = clock.now_ms() / 1000 - 2 * ACCESS_LIFETIME_S
            self._revoked = {name: up_to for name, up_to in self._revoked.items() if up_to > horizon}
            await asyncio.sleep(pause_s if self._keys else KEYS_RETRY_S)

    async def heard(self, body: bytes) -> None:
        """A message of `user.access_revoked`: an array of events."""
        for event in msgspec.json.decode(body, type=list[_RevokedEnvelope]):
            self.revoke(event.data)


class _RevokedEnvelope(msgspec.Struct):
    data: Revocation
