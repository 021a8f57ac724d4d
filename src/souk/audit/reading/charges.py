"""The gateway's own list of charges, over its API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import Protocol, Self

import aiohttp
import msgspec

from souk.audit.records import Charge

TIMEOUT_S = 30.0
SINGLE_MAX = 16
"""So few charges are asked for one by one; of more the list is read, from each to as far as a page goes."""


class GatewaySilentError(Exception):
    """The gateway did not give its list; the message says why."""


class ChargeList(Protocol):
    """A gateway's own list of charges, in the order of the callers' keys."""

    def after(self, key: str) -> AsyncIterator[Charge]:
        """All charges whose keys lie behind this one. Raises `GatewaySilentError`."""
        ...

    async def of(self, keys: Sequence[str]) -> list[Charge]:
        """The charges of these keys. Raises `GatewaySilentError`."""
        ...


class _Page(msgspec.Struct):
    items: list[Charge]
    next_after: str | None


class Charges:
    """`ChargeList` of the practice gateway: its `GET /charges`, which is open to everybody."""

    def __init__(self, url: str) -> None:
        self._url = f"{url.rstrip('/')}/charges"
        self._decoder = msgspec.json.Decoder(_Page)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        self._session = aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def after(self, key: str) -> AsyncIterator[Charge]:
        next_after: str | None = key
        while next_after is not None:
            page = await self._page("after", next_after)
            for charge in page.items:
                yield charge
            next_after = page.next_after

    async def of(self, keys: Sequence[str]) -> list[Charge]:
        if len(keys) <= SINGLE_MAX:
            return [charge for key in keys for charge in (await self._page("key", key)).items]
        wanted, found = sorted(keys), []
        known, after = frozenset(keys), ""
        while wanted:
            after = max(after, wanted[0][:-1])  # sorts right before the key itself and its like
            page = await self._page("after", after)
            found += [charge for charge in page.items if charge.key in known]
            if page.next_after is None:
                break
            after = page.next_after
            wanted = [key for key in wanted if key > after]
        return found

    async def _page(self, name: str, value: str) -> _Page:
        if self._session is None:
            raise ValueError("the list is not open")
        try:
            async with self._session.get(self._url, params={name: value}) as answer:
                answer.raise_for_status()
                return self._decoder.decode(await answer.read())
        except (aiohttp.ClientError, TimeoutError, msgspec.DecodeError) as error:
            raise GatewaySilentError(f"the gateway does not give its list of charges: {error!r}") from None
