"""A service of three facts, to try the kit as services use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import msgspec
import pytest

from souk import testing
from souk.kit import consumer, deadletters, errors, mongo, settings, tx
from souk.serving import http, service


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question."""

    type: ClassVar[str] = "asker.asked.v1"
    question: ClassVar[bool] = True
    name: str

    @property
    def aggregate_id(self) -> str:
        return self.name

    @property
    def is_question(self) -> bool:
        return True


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """Its answer."""

    type: ClassVar[str] = "toy.answered.v1"
    question: ClassVar[bool] = False
    name: str

    @property
    def aggregate_id(self) -> str:
        return self.name

    @property
    def is_question(self) -> bool:
        return False


class Thing(http.Body, frozen=True):
    name: str
    size: int


async def make(tx_: tx.Tx, things: Sequence[Thing]) -> list[Thing | errors.Refusal]:
    await tx_["things"].insert_many([{"name": each.name, "size": each.size} for each in things], session=tx_.session)
    if any(each.name == "poison" for each in things):
        raise ValueError("poison")
    return [errors.Conflict("too big") if each.size > 100 else each for each in things]


async def on_asked(tx_: tx.Tx, received: Sequence[consumer.Received[Asked]]) -> consumer.Verdicts | None:
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each in received:
        if each.data.name == "later":
            verdicts[each.id] = consumer.Later("not yet")
        elif each.data.name == "never":
            verdicts[each.id] = consumer.Never("no such thing")
        elif each.data.name == "poison":
            raise ValueError("poison")
        else:
            tx_.announce(Answered(name=each.data.name), cause=each.id)
    await tx_["heard"].insert_many([{"name": each.data.name} for each in received], session=tx_.session)
    return verdicts


@http.post("/v1/things", idempotent="required", refusals=[errors.Conflict])
async def post_thing(request: http.Request[Any, Any, Any], data: Thing) -> Any:
    done = await http.deps(request)(data, key=await http.idempotency_key(request))
    return http.json({"name": done.resource_id}, replayed=done.replayed)


@http.get("/v1/staff", scope="orders:read")
async def get_staff(request: http.Request[Any, Any, Any]) -> dict[str, str]:
    return {"who": http.signed_in(request).user_id}


async def build(runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
    await mongo.ensure_indexes(runtime.db, {"things": [], "heard": []})
    runtime.consume(Asked, on_asked)
    runtime.state["deps"] = runtime.group_commit(make, resource_id=lambda thing: thing.name)
    return [post_thing, get_staff]


REGISTRY = {Asked.type: Asked, Answered.type: Answered}


async def test_a_write_has_its_effect_once_per_key(mongodb_url: str) -> None:
    async with testing.running(mongodb_url, "toy", build, settings.Service) as toy:
        key = testing.key()
        first = await toy.client.post("/v1/things", json={"name": "lamp", "size": 3}, headers=key)
        again = await toy.client.post("/v1/things", json={"name": "lamp", "size": 3}, headers=key)
        other = await toy.client.post("/v1/things", json={"name": "lamp", "size": 4}, headers=key)
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.headers["idempotent-replayed"] == "true"
        assert other.status_code == 422
        assert other.json()["type"] == "/problems/idempotency-key-reused"
        assert await toy.runtime.db["things"].count_documents({}) == 1


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        (b'{"name": "a", "size": "2"}', 422, "/size"),
        (b'{"name": "a", "size": 2, "more": 1}', 422, "/more"),
        (b'{"name": "a"}', 422, "/"),
        (b"{", 400, None),
        (b"", 400, None),
        (b"\xff", 400, None),
        (b'{"name": "a", "size": 1e400}', 422, "/size"),
        (b'"' + b"x" * (1024 * 1024) + b'"', 413, None),
    ],
)
async def test_a_bad_body_gets_a_problem(mongodb_url: str, body: bytes, status: int, pointer: str | None) -> None:
    async with testing.running(mongodb_url, "toy", build, settings.Service) as toy:
        headers = {"content-type": "application/json", **testing.key()}
        answer = await toy.client.post("/v1/things", content=body, headers=headers)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        if pointer:
            assert answer.json()["errors"][0]["pointer"] == pointer


async def test_checks_come_in_order(mongodb_url: str) -> None:
    async with testing.running(mongodb_url, "toy", build, settings.Service) as toy:
        no_key = await toy.client.post("/v1/things", content=b"{", headers={"content-type": "application/json"})
        assert (no_key.status_code, no_key.json()["type"]) == (400, "/problems/idempotency-key-required")
        headers = {"content-type": "text/csv", **testing.key()}
        wrong_type = await toy.client.post("/v1/things", content=b"{}", headers=headers)
        assert wrong_type.status_code == 415
        assert (await toy.client.get("/v1/staff")).status_code == 401
        assert (await toy.client.get("/v1/staff", headers=toy.token())).status_code == 403
        assert (await toy.client.get("/v1/staff", headers=toy.token(roles=["admin"]))).json() == {"who": "usr_test"}
        assert (await toy.client.get("/v1/staff", headers={"Authorization": "Bearer nonsense"})).status_code == 401
        assert (await toy.client.get("/nowhere")).json()["type"] == "/problems/not-found"
        assert (await toy.client.put("/v1/staff")).status_code == 405
        assert (await toy.client.get("/readyz")).status_code == 200


async def test_three_exits_and_answering_twice(mongodb_url: str) -> None:
    async with testing.running(mongodb_url, "toy", build, settings.Service) as toy:
        await toy.bus.subscribe("asker__toy_answered", "toy.answered.*")
        events = [Asked(name=name) for name in ("fine", "later", "never", "poison", "fine too")]
        answers = toy.bus.subscriptions["asker__toy_answered"].messages
        await toy.deliver(*events)
        assert sum(message.body.count(b'"id"') for message in answers) == 2
        db = toy.runtime.db
        assert {row["name"] async for row in db["heard"].find()} == {"fine", "later", "never", "fine too"}
        letters = await deadletters.list_(db)
        assert [letter.reason for letter in letters] == ["no such thing"]
        assert await db["deferred"].count_documents({}) == 2


async def test_it_is_behind_while_something_waits_too_long_here_or_at_who_is_asked(mongodb_url: str) -> None:
    with testing.frozen_clock() as time:
        async with testing.running(mongodb_url, "toy", build, settings.Service) as toy:
            asked = [("other", Answered)]
            assert await toy.runtime.behind([]) is False
            assert await toy.runtime.behind(asked) is True  # nobody can say: the other has never listened
            other = await toy.bus.subscribe(*consumer.place("other", Answered))
            assert await toy.runtime.behind(asked) is False
            await toy.bus.publish(Answered.type, b"[]", message_id="msg_1")
            assert await toy.runtime.behind(asked) is False  # just came, as under any load
            time.advance(service.BEHIND_AFTER.total_seconds() + 1)
            assert await toy.runtime.behind(asked) is True
            assert await toy.runtime.behind([]) is False
            for message in await other.fetch(1, 0.0):
                await message.ack()
            assert await toy.runtime.behind(asked) is False
