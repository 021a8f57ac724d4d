"""Counts failures to sign in, for all replicas together in Valkey, or in this process while Valkey is away.

Three counts, because each alone is easily turned against somebody: per account and address (a person who mistypes, or
a guesser, from one place), per account (a guesser with many addresses; high enough that strangers cannot easily lock
somebody out), per address (a guesser with many accounts).
"""

from __future__ import annotations

from collections import OrderedDict

from souk.kit import clock, errors
from souk.serving import cache
from souk.user.model.throttling import Limit, window

COUNTS_MAX = 20_000
"""Counts that this process keeps while Valkey is away; the oldest is forgotten first."""


class Throttle:
    """`begin` before a password is checked, then `failed` or `succeeded`.

    The counts of the account are raised before the check and taken back after a success, so that a thousand guesses at
    once are a thousand counts.
    """

    def __init__(self, shared: cache.Shared | None, *, pair: Limit, account: Limit, address: Limit) -> None:
        self._shared = shared
        self._pair, self._account, self._address = pair, account, address
        self._counts: OrderedDict[str, int] = OrderedDict()

    async def begin(self, account: str, address: str) -> None:
        """Raises `errors.TooManyRequests` when there were too many failures; the refused attempt does not count.

        `account` must be an opaque name, for it is stored: not an e-mail.
        """
        if await self._count(self._key("address", self._address, address)) >= self._address.failures_max:
            self._refuse(self._address)
        for kind, limit, name in self._of(account, address):
            key = self._key(kind, limit, name)
            if await self._count(key) >= limit.failures_max or await self._raise(key, limit) > limit.failures_max:
                self._refuse(limit)

    async def failed(self, address: str) -> None:
        """The password was wrong: that counts against where it came from, too."""
        await self._raise(self._key("address", self._address, address), self._address)

    async def succeeded(self, account: str, address: str) -> None:
        """The password was right: earlier failures of this account are forgiven, those of the address are not."""
        keys = [self._key(kind, limit, name) for kind, limit, name in self._of(account, address)]
        for key in keys:
            self._counts.pop(key, None)
        if self._shared is not None:
            await self._shared.delete(*keys)

    def _of(self, account: str, address: str) -> tuple[tuple[str, Limit, str], ...]:
        return ("pair", self._pair, f"{account}:{address}"), ("account", self._account, account)

    def _key(self, kind: str, limit: Limit, name: str) -> str:
        index, _ = window(limit, clock.now_ms() // 1000)
        return f"souk:user:sign-in:{kind}:{name}:{index}"

    def _refuse(self, limit: Limit) -> None:
        _, left_s = window(limit, clock.now_ms() // 1000)
        raise errors.TooManyRequests(
            "Too many attempts to sign in failed; wait, or reset the password",
            retry_after_s=left_s,
            limit=limit.failures_max,
        )

    async def _count(self, key: str) -> int:
        known = await self._shared.get(key) if self._shared is not None else None
        return max(int(known) if known and known.isdigit() else 0, self._counts.get(key, 0))

    async def _raise(self, key: str, limit: Limit) -> int:
        count = await self._shared.increment(key, limit.window_s) if self._shared is not None else None
        if count is not None:
            return count
        self._counts[key] = self._counts.pop(key, 0) + 1
        if len(self._counts) > COUNTS_MAX:
            self._counts.popitem(last=False)
        return self._counts[key]
