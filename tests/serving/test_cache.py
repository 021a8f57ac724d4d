"""Caches that may be lost: what one replica computed serves all, and a Valkey that is away is a miss and no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

import servers
from souk import testing
from souk.kit import clock
from souk.serving import cache


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Valkey]:
    made = servers.Valkey(tmp_path_factory.mktemp("valkey"), testing.free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture
async def shared(valkey: servers.Valkey, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[cache.Shared]:
    """Valkey, empty."""
    monkeypatch.setattr(cache, "SHARED_TIMEOUT_S", 10.0)
    made = cache.Shared(valkey.url)
    async with asyncio.timeout(30):
        while not await answers(made):
            await asyncio.sleep(0.02)
    await made._client.flushdb()
    yield made
    await made.close()


async def answers(shared: cache.Shared) -> bool:
    """Whether it answers; what it was rested for is forgotten first."""
    shared._rest_until = 0.0
    await shared.set("probe", b"1", 60)
    return not shared.is_away


def answer(body: bytes = b"{}") -> cache.Answer:
    return cache.Answer(b'"x"', b"application/json", str(len(body)).encode(), body)


# Valkey


async def test_what_is_set_is_there_until_its_time_is_over(shared: cache.Shared) -> None:
    await shared.set("a", b"\xff\x00", 60)
    assert await shared.get("a") == b"\xff\x00"
    assert 0 < await shared._client.ttl("a") <= 60
    await shared.delete("a", "b")
    assert await shared.get("a") is None


async def test_counts_begin_anew_when_their_time_is_over(shared: cache.Shared) -> None:
    assert [await shared.increment("n", 60) for _ in range(3)] == [1, 2, 3]
    await shared._client.expire("n", 30)
    assert await shared.increment("n", 60) == 4
    assert await shared._client.ttl("n") <= 30  # counting does not make it last longer
    await shared._client.delete("n")
    assert await shared.increment("n", 60) == 1


async def test_one_that_is_away_is_a_miss_and_left_alone_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SHARED_REST_S", 3600.0)
    away = cache.Shared(f"redis://127.0.0.1:{testing.free_port()}")
    assert await away.get("a") is None
    assert away.is_away

    async def refuse() -> None:
        raise AssertionError("it was asked although it had just failed")

    monkeypatch.setattr(away, "_client", refuse)
    assert await away.get("a") is None
    assert await away.increment("a", 1) is None
    await away.set("a", b"1", 1)
    await away.delete("a")


@pytest.mark.parametrize("call", ["get", "set", "increment", "delete"])
async def test_every_call_survives_its_absence(call: str) -> None:
    away = cache.Shared(f"redis://127.0.0.1:{testing.free_port()}")
    made = {
        "get": away.get("a"),
        "set": away.set("a", b"1", 1),
        "increment": away.increment("a", 1),
        "delete": away.delete("a"),
    }
    result = await made.pop(call)
    for unused in made.values():
        unused.close()
    assert result is None
    assert away.is_away
    await away.close()


async def test_one_that_came_back_is_used_again(valkey: servers.Valkey, shared: cache.Shared) -> None:
    await shared.set("a", b"1", 60)
    valkey.stop()
    assert await shared.get("a") is None
    assert shared.is_away
    valkey.start()
    async with asyncio.timeout(30):
        while not await answers(shared):
            await asyncio.sleep(0.02)
    assert await shared.get("a") is None  # what it held is gone, and nothing rested on it
    await shared.set("a", b"2", 60)
    assert await shared.get("a") == b"2"


# Answers


async def test_what_one_replica_computed_serves_the_others(shared: cache.Shared) -> None:
    one, other = cache.Bytes("product", shared), cache.Bytes("product", shared)
    await one.begin_generation()
    await other.start()
    assert other.generation == one.generation
    await one.set(one.generation, "/v1/products?", answer(b"[1]"))
    assert other.get("/v1/products?") is None
    assert await other.get_shared("/v1/products?") == answer(b"[1]")
    assert other.get("/v1/products?") == answer(b"[1]")  # kept here from now on
    assert await cache.Bytes("order", shared).get_shared("/v1/products?") is None


async def test_a_new_generation_forgets_all_in_valkey_too(shared: cache.Shared) -> None:
    one, other = cache.Bytes("product", shared), cache.Bytes("product", shared)
    await one.begin_generation()
    await other.start()
    await one.set(one.generation, "/a", answer())
    old = one.generation
    await other.heard(await one.begin_generation())
    assert one.get("/a") is None
    assert await other.get_shared("/a") is None
    await other.set(old, "/a", answer())  # computed before the change
    assert other.get("/a") is None
    assert other.generation == one.generation
    other.advance(old)
    assert other.generation == one.generation  # nothing turns it back


async def test_single_answers_are_forgotten(shared: cache.Shared) -> None:
    one, other = cache.Bytes("product", shared), cache.Bytes("product", shared)
    await one.begin_generation()
    await other.start()
    for key in ("/a", "/b"):
        await one.set(one.generation, key, answer())
    await one.forget(["/a", "/unknown"], in_valkey=True)
    assert one.get("/a") is None
    assert one.get("/b") is not None
    assert await other.get_shared("/a") is None
    assert await other.get_shared("/b") is not None


async def test_nonsense_in_valkey_is_a_miss(shared: cache.Shared) -> None:
    made = cache.Bytes("product", shared)
    await made.start()
    await shared.set(made._key(made.generation, "/a"), b"nonsense", 60)
    assert await made.get_shared("/a") is None
    await shared.set(made._generation_key, b"nonsense", 60)
    await cache.Bytes("product", shared).start()


async def test_answers_take_no_more_memory_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "BYTES_MAX", 250)
    made = cache.Bytes("product", None)
    await made.start()
    for key in ("/a", "/b", "/b", "/c"):
        await made.set(made.generation, key, answer(b"x" * 100))
    assert [made.get(key) is not None for key in ("/a", "/b", "/c")] == [False, True, True]
    await made.forget(["/b"])
    await made.set(made.generation, "/d", answer(b"x" * 100))
    assert [made.get(key) is not None for key in ("/c", "/d")] == [True, True]
    await made.begin_generation()
    for key in ("/e", "/f"):
        await made.set(made.generation, key, answer(b"x" * 100))
    assert [made.get(key) is not None for key in ("/e", "/f")] == [True, True]


async def test_answers_are_kept_without_valkey(monkeypatch: pytest.MonkeyPatch) -> None:
    at = clock.monotonic()
    monkeypatch.setattr(cache, "ENTRIES_MAX", 2)
    made = cache.Bytes("product", None)
    await made.start()
    for key in ("/a", "/b", "/c"):
        await made.set(made.generation, key, answer())
    assert [made.get(key) is not None for key in ("/a", "/b", "/c")] == [False, True, True]
    await made.set(made.generation, "/large", answer(b"x" * (cache.ENTRY_BYTES_MAX + 1)))
    assert made.get("/large") is None
    assert await made.get_shared("/b") is None
    monkeypatch.setattr(clock, "monotonic", lambda: at + cache.ENTRY_LIFE_S + 60)
    assert made.get("/b") is None  # when the shout that it changed was lost
