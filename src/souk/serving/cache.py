"""Two caches that may be lost at any time: encoded answers in this process, and Valkey shared between replicas."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable

import msgspec
import redis.asyncio
from redis.exceptions import RedisError

from souk.kit import clock, ids

LOG = logging.getLogger(__name__)

ENTRIES_MAX = 4_096
ENTRY_BYTES_MAX = 512 * 1024
BYTES_MAX = 64 * 1024 * 1024
"""Of all answers of a process: whoever asks chooses how many different ones there are."""
ENTRY_LIFE_S = 10.0
SHARED_LIFE_S = 60
"""With the other, how long stock on a page may be stale when the shout that it changed was lost."""
GENERATION_LIFE_S = 7 * 24 * 3600
SHARED_TIMEOUT_S = 0.25
SHARED_REST_S = 1.0
"""How long a Valkey that failed is left alone: a cache must not slow down what it is there to speed up."""


class Shared:
    """Valkey. Every failure is a miss; nothing that matters is kept there."""

    def __init__(self, url: str) -> None:
        self._client = redis.asyncio.Redis.from_url(
            url, socket_timeout=SHARED_TIMEOUT_S, socket_connect_timeout=SHARED_TIMEOUT_S, max_connections=32
        )
        self._rest_until = 0.0

    @property
    def is_away(self) -> bool:
        """Whether it failed within the last second."""
        return clock.monotonic() < self._rest_until

    async def get(self, key: str) -> bytes | None:
        if self.is_away:
            return None
        try:
            value = await self._client.get(key)
        except (RedisError, OSError, TimeoutError) as error:
            self._failed(error)
            return None
        return value.encode() if isinstance(value, str) else value

    async def set(self, key: str, value: bytes, ttl_s: int) -> None:
        if self.is_away:
            return
        try:
            await self._client.set(key, value, ex=ttl_s)
        except (RedisError, OSError, TimeoutError) as error:
            self._failed(error)

    async def increment(self, key: str, ttl_s: int) -> int | None:
        """Count up a number that is forgotten `ttl_s` after its first count; None when Valkey is away."""
        if self.is_away:
            return None
        try:
            async with self._client.pipeline(transaction=True) as pipeline:
                pipeline.incr(key)
                pipeline.expire(key, ttl_s, nx=True)
                count, _ = await pipeline.execute()
        except (RedisError, OSError, TimeoutError) as error:
            self._failed(error)
            return None
        return int(count)

    async def delete(self, *keys: str) -> None:
        if self.is_away or not keys:
            return
        try:
            await self._client.delete(*keys)
        except (RedisError, OSError, TimeoutError) as error:
            self._failed(error)

    async def close(self) -> None:
        await self._client.aclose()

    def _failed(self, error: Exception) -> None:
        self._rest_until = clock.monotonic() + SHARED_REST_S
        LOG.warning("valkey is away", extra={"error": str(error)})


class Answer(msgspec.Struct, array_like=True):
    """An encoded response."""

    etag: bytes
    content_type: bytes
    length: bytes
    body: bytes


class Bytes:
    """Encoded answers by path and query, in front of the router; Valkey behind it.

    All answers belong to a generation. What changes something visible starts a new one (`begin_generation`, of which
    the other replicas are told); an answer that was computed in an older generation is never stored in a newer one.
    """

    def __init__(self, name: str, shared: Shared | None) -> None:
        self._name = name
        self._shared = shared
        self._entries: OrderedDict[str, tuple[float, Answer]] = OrderedDict()
        self._bytes = 0
        self._sender = ids.new("gen").encode()
        self.generation = 0

    async def start(self) -> None:
        """Take up the generation that other replicas are at."""
        known = await self._shared.get(self._generation_key) if self._shared else None
        self.advance(int(known) if known and known.isdigit() else clock.now_ms())

    def advance(self, generation: int) -> None:
        """Forget everything that is older than this generation."""
        if generation > self.generation:
            self.generation = generation
            self._entries.clear()
            self._bytes = 0

    async def begin_generation(self) -> bytes:
        """Start a new generation, here and for replicas that start later; answers what those that run must hear."""
        await self._begin(max(self.generation + 1, clock.now_ms()))
        return b"%d %b" % (self.generation, self._sender)

    async def heard(self, told: bytes) -> None:
        """Another replica started a generation.

        Its number may be no greater than ours, when its clock is behind or both started one in the same millisecond:
        something changed all the same, and what is kept here may not show it.
        """
        number, _, sender = told.partition(b" ")
        if sender == self._sender:
            return
        if int(number) > self.generation:
            self.advance(int(number))
        else:
            await self._begin(self.generation + 1)

    def get(self, key: str) -> Answer | None:
        """The answer in this process."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if clock.monotonic() > entry[0]:
            self._drop(key)
            return None
        return entry[1]

    async def get_shared(self, key: str) -> Answer | None:
        """The answer that another replica computed; kept here from now on."""
        generation = self.generation
        raw = await self._shared.get(self._key(generation, key)) if self._shared else None
        if raw is None:
            return None
        try:
            answer = msgspec.msgpack.decode(raw, type=Answer)
        except msgspec.DecodeError:
            return None
        self._keep(generation, key, answer)
        return answer

    async def forget(self, keys: Iterable[str], *, in_valkey: bool = False) -> None:
        """Forget single answers of this generation: here, and for other replicas that would ask Valkey."""
        wanted = list(keys)
        for key in wanted:
            self._drop(key)
        if in_valkey and self._shared:
            await self._shared.delete(*(self._key(self.generation, key) for key in wanted))

    async def set(self, generation: int, key: str, answer: Answer) -> None:
        """Keep an answer that was computed in `generation`."""
        if len(answer.body) > ENTRY_BYTES_MAX or generation != self.generation:
            return
        self._keep(generation, key, answer)
        if self._shared:
            await self._shared.set(self._key(generation, key), msgspec.msgpack.encode(answer), SHARED_LIFE_S)

    async def _begin(self, generation: int) -> None:
        self.advance(generation)
        if self._shared:
            await self._shared.set(self._generation_key, str(generation).encode(), GENERATION_LIFE_S)

    def _keep(self, generation: int, key: str, answer: Answer) -> None:
        if generation != self.generation:
            return
        self._drop(key)
        self._entries[key] = (clock.monotonic() + ENTRY_LIFE_S, answer)
        self._bytes += len(answer.body)
        while len(self._entries) > ENTRIES_MAX or self._bytes > BYTES_MAX:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: str) -> None:
        if (entry := self._entries.pop(key, None)) is not None:
            self._bytes -= len(entry[1].body)

    def _key(self, generation: int, key: str) -> str:
        return f"souk:{self._name}:{generation}:{key}"

    @property
    def _generation_key(self) -> str:
        return f"souk:{self._name}:generation"
