"""Many callers, one transaction: each gets its own answer, and one bad command hurts nobody else."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Sequence

import pytest
from pymongo.errors import AutoReconnect

from souk.kit import errors, group_commit, idempotency, tx


async def store(tx_: tx.Tx, names: Sequence[str]) -> list[str | errors.Refusal]:
    """Refuses `no…`, breaks on `poison`, stores the rest."""
    await tx_["names"].insert_many([{"name": name} for name in names], session=tx_.session)
    if "poison" in names:
        raise ValueError("poison")
    return [errors.Conflict(name) if name.startswith("no") else name for name in names]


def group(db: tx.Announcing) -> group_commit.GroupCommit[str, str]:
    return group_commit.GroupCommit(db, store, lambda name: name)


def counted(db: tx.Announcing) -> tuple[group_commit.GroupCommit[str, str], list[int]]:
    """With how many names each of its transactions carried."""
    sizes: list[int] = []

    async def noted(tx_: tx.Tx, names: Sequence[str]) -> list[str | errors.Refusal]:
        sizes.append(len(names))
        return await store(tx_, names)

    return group_commit.GroupCommit(db, noted, lambda name: name), sizes


def key(value: str, body: bytes = b"") -> idempotency.Key:
    return idempotency.key("guest", value, "POST", "/v1/names", body)


async def test_waiting_callers_share_a_transaction(db: tx.Announcing) -> None:
    commit, sizes = counted(db)
    answers = await asyncio.gather(*(commit(f"name {index}") for index in range(600)))
    assert [answer.result for answer in answers] == [f"name {index}" for index in range(600)]
    assert max(sizes) == group_commit.BATCH_MAX
    assert len(sizes) <= 4
    assert await db["names"].count_documents({}) == 600


async def test_an_action_with_arguments_given_keeps_its_name(db: tx.Announcing) -> None:
    """For metrics, and for spans."""
    assert group_commit.GroupCommit(db, functools.partial(store), lambda name: name)._name == "store"


async def test_two_at_once_make_those_who_come_after_them_gather(db: tx.Announcing) -> None:
    commit, sizes = counted(db)
    await commit("alone")
    await asyncio.gather(commit("first"), commit("second"))
    await asyncio.gather(*(_later(commit, turn) for turn in range(4)))
    assert sizes == [1, 2, 4]


async def _later(commit: group_commit.GroupCommit[str, str], turn: int) -> None:
    """A caller some turns of the loop later, well within what is gathered."""
    for _ in range(turn):
        await asyncio.sleep(0)
    await commit(f"later {turn}")


async def test_a_refusal_and_poison_hit_only_their_own_caller(db: tx.Announcing) -> None:
    commit = group(db)
    names = [f"name {index}" for index in range(20)]
    names[3], names[7] = "no way", "poison"
    answers = await asyncio.gather(*(commit(name) for name in names), return_exceptions=True)
    assert isinstance(answers[3], errors.Conflict)
    assert isinstance(answers[7], ValueError)
    assert sum(isinstance(answer, group_commit.Done) for answer in answers) == 18
    stored = {row["name"] async for row in db["names"].find()}
    assert "poison" not in stored
    assert len(stored) == 19  # a refusal of this action leaves its row: deciding before writing is the action's duty


async def test_one_key_one_effect_even_at_the_same_moment(db: tx.Announcing) -> None:
    first, second = group(db), group(db)  # two replicas
    same = key("a-key-that-is-long-enough")
    answers = await asyncio.gather(*(commit("lamp", key=same) for commit in (first, second) * 5))
    assert await db["names"].count_documents({}) == 1
    assert sum(not answer.replayed for answer in answers) == 1
    assert {answer.resource_id for answer in answers} == {"lamp"}
    with pytest.raises(idempotency.KeyReused):
        await first("lamp", key=key("a-key-that-is-long-enough", b"another body"))


async def test_a_refusal_frees_the_key(db: tx.Announcing) -> None:
    commit = group(db)
    same = key("a-key-that-is-long-enough")
    with pytest.raises(errors.Conflict):
        await commit("no", key=same)
    assert not (await commit("yes", key=same)).replayed


async def test_a_database_that_is_away_is_503_for_all_and_nothing_is_halved(db: tx.Announcing) -> None:
    calls = 0

    async def away(tx_: tx.Tx, names: Sequence[str]) -> list[str | errors.Refusal]:
        nonlocal calls
        calls += 1
        raise AutoReconnect("gone")

    commit = group_commit.GroupCommit(db, away, lambda name: name)
    answers = await asyncio.gather(*(commit(str(index)) for index in range(8)), return_exceptions=True)
    assert all(isinstance(answer, errors.Unavailable) for answer in answers)
    assert calls == 1


async def test_past_the_queue_callers_are_sent_away(db: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "QUEUE_MAX", 5)
    commit = group(db)
    answers = await asyncio.gather(*(commit(str(index)) for index in range(9)), return_exceptions=True)
    assert sum(isinstance(answer, errors.Unavailable) for answer in answers) == 4


async def test_a_caller_that_gave_up_does_not_stop_the_others(db: tx.Announcing) -> None:
    commit = group(db)
    gone = asyncio.create_task(commit("gone"))
    stays = asyncio.create_task(commit("stays"))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await stays).result == "stays"
    await commit.drained()
    assert await db["names"].count_documents({}) == 2


async def test_a_repetition_is_recognised_though_its_first_time_stands_in_the_way(db: tx.Announcing) -> None:
    async def once(tx_: tx.Tx, names: Sequence[str]) -> list[str | errors.Refusal]:
        taken = {row["name"] async for row in tx_["names"].find({}, session=tx_.session)}
        fresh = [name for name in names if name not in taken]
        if fresh:
            await tx_["names"].insert_many([{"name": name} for name in fresh], session=tx_.session)
        return [errors.Conflict("taken") if name in taken else name for name in names]

    commit = group_commit.GroupCommit(db, once, lambda name: name)
    assert not (await commit("lamp", key=key("the-first-key-of-a-guest"))).replayed
    assert (await commit("lamp", key=key("the-first-key-of-a-guest"))).replayed
    with pytest.raises(errors.Conflict):
        await commit("lamp", key=key("another-key-of-a-guest"))


async def test_what_the_refusal_of_a_repetition_would_have_done_is_not_done(db: tx.Announcing) -> None:
    async def punish(tx_: tx.Tx, names: Sequence[str]) -> list[str | errors.Refusal]:
        taken = {row["name"] async for row in tx_["names"].find({}, session=tx_.session)}
        for name in names:
            rows = tx_["punished" if name in taken else "names"]
            await rows.insert_one({"name": name}, session=tx_.session)
        return [errors.Conflict("taken") if name in taken else name for name in names]

    commit = group_commit.GroupCommit(db, punish, lambda name: name)
    await commit("lamp", key=key("the-first-key-of-a-guest"))
    others = [commit(name) for name in ("cup", "mug")]
    again, *_ = await asyncio.gather(commit("lamp", key=key("the-first-key-of-a-guest")), *others)
    assert again.replayed
    assert await db["punished"].count_documents({}) == 0
    assert sorted([row["name"] async for row in db["names"].find()]) == ["cup", "lamp", "mug"]
    with pytest.raises(errors.Conflict):
        await commit("lamp", key=key("another-key-of-a-guest"))
    assert await db["punished"].count_documents({}) == 1
