"""A commit of which nobody knows whether it happened is asked again as a commit, never halved, and never done twice."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import AutoReconnect

from souk import testing
from souk.contracts import order
from souk.kit import clock, errors, group_commit, idempotency, outbox, settings, tx
from souk.serving import http, service

COMMIT = AsyncClientSession.commit_transaction
UNKNOWN, ABORTED = "UnknownTransactionCommitResult", "TransientTransactionError"


class Commits:
    """What becomes of commits: how many answers get lost, and whether what they answered had happened."""

    def __init__(self) -> None:
        self.lost = 0
        self.happen = True
        self.error = UNKNOWN
        self.sizes: list[int] = []
        """How many names each run of the action was given."""

    async def commit(self, session: AsyncClientSession) -> None:
        if not self.lost:
            await COMMIT(session)
            return
        self.lost -= 1
        if self.happen:
            await COMMIT(session)
        raise AutoReconnect("the answer got lost", {"errorLabels": [self.error]})

    async def store(self, tx_: tx.Tx, names: Sequence[str]) -> list[str | errors.Refusal]:
        self.sizes.append(len(names))
        await tx_["names"].insert_many([{"name": name} for name in names], session=tx_.session)
        for name in names:
            tx_.announce(
                order.OrderPlaced(order_id=name, lines=(), email="ann@example.org", deadline=clock.now(), version=1)
            )
        return list(names)


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> Commits:
    made = Commits()

    async def commit(session: AsyncClientSession) -> None:
        await made.commit(session)

    monkeypatch.setattr(AsyncClientSession, "commit_transaction", commit)
    return made


def key(value: str) -> idempotency.Key:
    return idempotency.key("guest", value, "POST", "/v1/names", b"")


async def written(db: tx.Announcing) -> tuple[int, int]:
    """How many names there are, and how many events tell of them."""
    return await db["names"].count_documents({}), len(await testing.envelopes(db))


@pytest.mark.parametrize("happen", [True, False])
async def test_a_commit_is_asked_again_until_it_is_known(db: tx.Announcing, commits: Commits, happen: bool) -> None:
    commits.lost, commits.happen = 3, happen
    await tx.transact(db, lambda t: commits.store(t, ["a", "b"]))
    assert commits.sizes == [2]
    assert await written(db) == (2, 2)


@pytest.mark.parametrize("happen", [True, False])
async def test_one_that_stays_unknown_is_refused_for_all_and_never_halved(
    db: tx.Announcing, commits: Commits, monkeypatch: pytest.MonkeyPatch, happen: bool
) -> None:
    monkeypatch.setattr(tx, "TRANSACTION_LIMIT_S", 0.05)
    group = group_commit.GroupCommit(db, commits.store, lambda name: name)
    commits.lost, commits.happen = 1_000_000, happen
    names = [f"name {index}" for index in range(8)]
    answers = await asyncio.gather(*(group(name, key=key(name)) for name in names), return_exceptions=True)
    assert all(isinstance(answer, tx.CommitUnknown) for answer in answers)
    assert commits.sizes == [8]
    # asking again with the same keys is safe, whatever it was
    commits.lost = 0
    again = await asyncio.gather(*(group(name, key=key(name)) for name in names))
    assert [(each.resource_id, each.replayed) for each in again] == [(name, happen) for name in names]
    assert await written(db) == (8, 8)


async def test_one_that_is_aborted_leaves_nothing_behind(
    db: tx.Announcing, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tx, "TRANSACTION_LIMIT_S", 0.05)
    group = group_commit.GroupCommit(db, commits.store, lambda name: name)
    commits.lost, commits.happen, commits.error = 1_000_000, False, ABORTED
    with pytest.raises(errors.Unavailable):
        await group("a", key=key("a"))
    assert await written(db) == (0, 0)  # no event either
    commits.lost = 0
    again = await group("a", key=key("a"))  # and the key is free
    assert (again.replayed, await written(db)) == (False, (1, 1))


async def test_nothing_is_published_before_the_commit_is_known(db: tx.Announcing, commits: Commits) -> None:
    handed: list[Any] = []
    hooks: list[str] = []

    class Watching(outbox.Outbox):
        def hand_over(self, messages: Any) -> None:
            handed.extend(messages)

    db.outbox = Watching(db, testing.MemoryBus(), "order")

    async def body(t: tx.Tx) -> None:
        t.after_commit(lambda: hooks.append("called"))
        await commits.store(t, ["a"])

    commits.lost = 2
    asking = asyncio.create_task(tx.transact(db, body))
    while commits.lost:
        assert (handed, hooks) == ([], [])
        await asyncio.sleep(0)
    await asking
    assert (len(handed), hooks) == (1, ["called"])


async def test_a_hook_that_fails_changes_nothing(db: tx.Announcing) -> None:
    called: list[str] = []

    async def fail() -> None:
        raise ValueError("no")

    async def body(t: tx.Tx) -> str:
        t.after_commit(fail)
        t.after_commit(lambda: called.append("the next one"))
        await t["names"].insert_one({"name": "a"}, session=t.session)
        return "done"

    assert await tx.transact(db, body) == "done"
    assert called == ["the next one"]
    assert await db["names"].count_documents({}) == 1


# What a caller sees


class Name(http.Body, frozen=True):
    name: str


@http.post("/v1/names", idempotent="required")
async def post_name(request: http.Request[Any, Any, Any], data: Name) -> Any:
    done = await http.deps(request)(data.name, key=await http.idempotency_key(request))
    return http.json({"name": done.resource_id}, replayed=done.replayed)


async def test_a_caller_is_told_to_come_back_with_the_key(
    mongodb_url: str, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def build(runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
        runtime.state["deps"] = runtime.group_commit(commits.store, resource_id=lambda name: name)
        return [post_name]

    async with testing.running(mongodb_url, "names", build, settings.Service) as running:
        same = testing.key()
        with monkeypatch.context() as hurried:
            hurried.setattr(tx, "TRANSACTION_LIMIT_S", 0.05)
            commits.lost = 1_000_000
            unknown = await running.client.post("/v1/names", json={"name": "a"}, headers=same)
        assert (unknown.status_code, unknown.json()["type"]) == (503, "/problems/outcome-unknown")
        assert int(unknown.headers["retry-after"]) >= 1
        commits.lost = 0
        again = await running.client.post("/v1/names", json={"name": "a"}, headers=same)
        assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")

        monkeypatch.setattr(group_commit, "QUEUE_MAX", 0)
        full = await running.client.post("/v1/names", json={"name": "b"}, headers=testing.key())
        assert (full.status_code, full.json()["type"]) == (503, "/problems/unavailable")
        assert int(full.headers["retry-after"]) >= 1
