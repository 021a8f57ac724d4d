"""What staff are shown of a running shop: what waits, what was given up, what stands still, how an order came about."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web

from audit import town
from audit.books import Books
from souk import testing
from souk.audit import app
from souk.audit.reading import sources
from souk.kit import clock, deadletters, errors, ids, mongo
from souk.serving import service

READER, ADMIN = ("finance",), ("admin",)
LETTER = "payment__order_awaiting_payment:evt_1"
BROKEN = b'{"id":"evt_1","type":"order.awaiting_payment.v1","data":{"order_id":"ord_1","token":"tok_ok","lines":[]}}'


@contextlib.asynccontextmanager
async def operated(books: Books, **config: Any) -> AsyncIterator[testing.Running]:
    """The auditor's routes on the books of a town, with a broker that knows every consumer."""

    async def build(runtime: service.Runtime[app.Settings]) -> Any:
        names = town.names(books.prefix)
        return app.routes(runtime, sources.beside(runtime.db, runtime.bus, names))

    async with testing.running(books.url, "audit", build, app.Settings, is_still=True, **config) as running:
        yield running


@pytest.fixture
async def running(books: Books) -> AsyncIterator[testing.Running]:
    async with operated(books) as up:
        yield up


@pytest.fixture
def letter(books: Books) -> Iterator[str]:
    made = deadletters.DeadLetter(
        LETTER, LETTER.partition(":")[0], "order.awaiting_payment.v1", BROKEN, "ValueError: no", clock.now(), 6
    )
    books["payment"]["dead_letters"].insert_one(mongo.to_document(made))
    yield LETTER
    books["payment"]["dead_letters"].delete_many({})


async def ask(running: testing.Running, path: str, roles: tuple[str, ...] = READER) -> Any:
    answer = await running.client.get(f"/v1/operations/{path}", headers=running.token(roles=roles))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def tell(running: testing.Running, path: str, body: Any = None, **headers: str) -> httpx.Response:
    asked = {**running.token("usr_ops", roles=ADMIN), **headers}
    return await running.client.post(f"/v1/operations/{path}", json=body, headers=asked)


# Overview


async def test_what_waits_is_counted_where_it_waits(running: testing.Running, books: Books, letter: str) -> None:
    durable = "payment__order_cancelled"
    await running.bus.subscribe(durable, "order.cancelled.*")
    await running.bus.publish("order.cancelled.v1", b"[]", message_id=ids.new("msg"))
    books["order"]["outbox"].update_one({}, {"$set": {"unsent": True}})
    books["payment"]["deferred"].insert_one({"_id": "evt_2", "consumer": durable})
    seen = await ask(running, "overview")
    by_name = {each["name"]: each for each in seen["services"]}
    assert (by_name["order"]["unsent"], by_name["user"]["unsent"]) == (1, 0)
    assert by_name["order"]["oldest_unsent_at"] is not None
    assert (by_name["payment"]["dead_letters"], by_name["payment"]["put_off"]) == (1, 1)
    listening = {each["consumer"]: each for each in by_name["payment"]["listening"]}
    assert listening[durable]["waiting"] == 1
    assert listening[durable]["oldest_waiting_at"] is not None
    assert listening[letter.partition(":")[0]]["dead_letters"] == 1
    assert listening["payment__order_fulfilled"]["waiting"] is None  # the broker knows no such consumer
    assert by_name["user"]["listening"] == []


async def test_a_broker_that_is_away_is_said_and_the_rest_is_seen(running: testing.Running) -> None:
    running.bus.connected = False
    seen = await ask(running, "overview")
    assert not seen["broker"]
    assert {each["waiting"] for one in seen["services"] for each in one["listening"]} == {None}
    assert (seen["processes"], seen["services"][0]["ready"]) == (None, None)


async def test_replicas_are_counted_by_the_edge_and_processes_by_the_launcher(books: Books, tmp_path: Path) -> None:
    hosts: list[str] = []

    async def healthz(request: web.Request) -> web.Response:
        hosts.append(request.headers["Host"])
        return web.json_response({"services": {"order": {"ready": 1, "total": 2}}}, status=503)

    edge = web.Application()
    edge.router.add_get("/healthz", healthz)
    runner = web.AppRunner(edge)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    socket = str(tmp_path / "s")

    async def launcher(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert json.loads(await reader.readline()) == {"do": "status"}
        row = {"name": "order-1", "state": "up", "ready": True, "restarts": 2, "pid": 7, "port": 9001}
        writer.write(
            json.dumps({"ok": True, "processes": [{**row, "started_at": 1.5, "reason": None}]}).encode() + b"\n"
        )
        writer.close()

    server = await asyncio.start_unix_server(launcher, socket)
    port = runner.addresses[0][1]
    async with server, operated(books, internal_url=f"http://127.0.0.1:{port}", supervisor=socket) as up:
        seen = await ask(up, "overview")
    await runner.cleanup()
    order = next(each for each in seen["services"] if each["name"] == "order")
    assert (order["ready"], order["total"], hosts) == (1, 2, ["edge"])
    [process] = seen["processes"]
    assert (process["name"], process["restarts"], process["started_at"]) == (
        "order-1",
        2,
        "1970-01-01T00:00:01.500000Z",
    )


# Dead letters


async def test_a_letter_is_listed_and_opened_without_the_card(running: testing.Running, letter: str) -> None:
    listed = await ask(running, "dead-letters?service=payment")
    assert [(each["id"], each["service"], each["event_id"]) for each in listed["items"]] == [
        (letter, "payment", "evt_1")
    ]
    assert (await ask(running, "dead-letters?service=order"))["items"] == []
    opened = await ask(running, f"dead-letters/{letter}")
    assert (opened["reason"], opened["attempts"], opened["envelope"]["type"]) == (
        "ValueError: no",
        6,
        "order.awaiting_payment.v1",
    )
    assert opened["data"] == {"order_id": "ord_1", "token": "•••", "lines": []}


async def test_pages_of_letters_of_all_services_follow_each_other(running: testing.Running, books: Books) -> None:
    at = clock.now()
    rows = [
        deadletters.DeadLetter(f"{name}__x:evt_{n}", f"{name}__x", "x.v1", b"not json", "why", at - timedelta(days=n))
        for n in range(3)
        for name in ("order", "payment")
    ]
    for row in rows:
        books[row.consumer.partition("__")[0]]["dead_letters"].insert_one(mongo.to_document(row))
    seen: list[str] = []
    more = ""
    while True:
        page = await ask(running, f"dead-letters?limit=2{more}")
        seen += [each["id"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        more = f"&cursor={page['next_cursor']}"
    assert seen == [f"{name}__x:evt_{n}" for n in range(3) for name in ("payment", "order")]
    assert (await ask(running, f"dead-letters/{seen[0]}"))["raw"] == "not json"


@pytest.mark.parametrize("act", ["retry", "drop"])
async def test_the_service_does_it_and_the_journal_says_who_asked(
    running: testing.Running, books: Books, letter: str, act: str
) -> None:
    letters = books["payment"]["dead_letters"]

    def do(asked: Any) -> Any:
        # what is to be done is on record before it is done
        assert books.client[running.runtime.db.name]["journal"].count_documents({"outcome": "asked"}) == 1
        return {"done": letters.delete_one({"_id": asked["id"]}).deleted_count == 1}

    running.rest.answers["payment", f"/internal/dead-letters/{act}"] = do
    body = {"reason": "mended by hand", "confirm": letter} if act == "drop" else {"reason": "mended by hand"}
    done = await tell(running, f"dead-letters/{letter}/{act}", body)
    assert (done.status_code, done.json()["outcome"]) == (200, "done")
    [entry] = (await ask(running, f"journal?letter_id={letter}"))["items"]
    assert entry == done.json()
    assert (entry["actor_id"], entry["act"], entry["reason"]) == ("usr_ops", act, "mended by hand")
    assert entry["data"]["order_id"] == "ord_1"
    again = await tell(running, f"dead-letters/{letter}/{act}", body)
    assert again.status_code == 404
    assert len((await ask(running, "journal"))["items"]) == 1


async def test_dropping_needs_the_id_again_and_a_reason(running: testing.Running, letter: str) -> None:
    wrong = await tell(running, f"dead-letters/{letter}/drop", {"reason": "why not", "confirm": "yes"})
    assert [each["pointer"] for each in wrong.json()["errors"]] == ["/confirm"]
    silent = await tell(running, f"dead-letters/{letter}/drop", {"confirm": letter, "reason": "   "})
    assert (wrong.status_code, silent.status_code) == (422, 422)
    assert [path for name, path, _ in running.rest.calls if name == "payment"] == []


async def test_a_service_that_is_down_leaves_it_open_and_the_same_key_finishes_it(
    running: testing.Running, books: Books, letter: str
) -> None:
    key = testing.key()
    path = f"dead-letters/{letter}/retry"
    assert (await tell(running, path, **key)).status_code == 503
    [entry] = (await ask(running, "journal"))["items"]
    assert entry["outcome"] == "asked"
    # the service had done it, and the answer was lost
    books["payment"]["dead_letters"].delete_many({})
    running.rest.answers["payment", "/internal/dead-letters/retry"] = errors.NotFound("there is no such letter")
    done = await tell(running, path, **key)
    assert (done.status_code, done.json()["outcome"], done.headers["idempotent-replayed"]) == (200, "done", "true")
    assert [each["outcome"] for each in (await ask(running, "journal"))["items"]] == ["done"]


async def test_readers_change_nothing_and_others_see_nothing(running: testing.Running, letter: str) -> None:
    finance, support = running.token(roles=READER), running.token(roles=("support",))
    for act in ("retry", "drop"):
        path = f"/v1/operations/dead-letters/{letter}/{act}"
        assert (await running.client.post(path, headers=finance)).status_code == 403
    for path in ("overview", "dead-letters", f"dead-letters/{letter}", "journal", "stuck-orders", "orders/ord_1/saga"):
        assert (await running.client.get(f"/v1/operations/{path}", headers=support)).status_code == 403
        assert (await running.client.get(f"/v1/operations/{path}")).status_code == 401


# Orders


async def test_an_order_that_does_not_move_is_told_from_one_that_waits(running: testing.Running, books: Books) -> None:
    now = clock.now()
    orders = books["order"]["orders"]
    sold, sent = books.orders["sold"], books.orders["sent"]

    def watch(order_id: str, status: str, payment: str, **watch: Any) -> None:
        held = {"at": now, "since": now - timedelta(hours=1), **watch}
        change = {"stage": "open", "status": status, "watch": held, "payment.status": payment}
        orders.update_one({"_id": order_id}, {"$set": change})

    clock.set_offset(3_600)
    try:
        watch(sold, "placed", "pending", deadline=now, tries=3, question="evt_9")
        watch(sent, "awaiting_payment", "action_required", deadline=now + timedelta(hours=2))
        seen = await ask(running, "stuck-orders")
        assert {each["order_id"]: each["kind"] for each in seen["items"]} == {sold: "overdue", sent: "with_customer"}
        [stuck] = [each for each in seen["items"] if each["order_id"] == sold]
        assert (stuck["tries"], stuck["question"], stuck["status"]) == (3, "evt_9", "placed")
        assert (await ask(running, "overview"))["stuck"] == 1
        watch(sold, "placed", "pending", deadline=now + timedelta(hours=2), tries=2)
        kinds = {each["order_id"]: each["kind"] for each in (await ask(running, "stuck-orders?limit=5"))["items"]}
        assert kinds[sold] == "asked_again"
        assert (await ask(running, f"stuck-orders?older_than_s={4 * 3_600}"))["items"] == []
    finally:
        clock.set_offset(0)


def _told(saga: Any) -> list[str]:
    return [each["type"].rsplit(".v", 1)[0] for each in saga["facts"]]


async def test_the_saga_of_an_order_is_all_its_facts_and_who_heard_them(running: testing.Running, books: Books) -> None:
    saga = await ask(running, f"orders/{books.orders['sold']}/saga")
    assert _told(saga) == [
        "order.placed",
        "inventory.stock_reserved",
        "order.awaiting_payment",
        "payment.captured",
        "order.confirmed",
    ]
    placed, reserved, asked, captured, confirmed = saga["facts"]
    assert (reserved["cause"], captured["cause"]) == (placed["id"], asked["id"])
    assert [each["service"] for each in confirmed["hearings"]] == ["inventory", "notification", "product"]
    assert {each["fate"] for fact in saga["facts"] for each in fact["hearings"]} == {"heard"}
    assert all(each["at"] >= fact["at"][:19] for fact in saga["facts"] for each in fact["hearings"])
    assert asked["data"]["token"] == "•••"
    assert [each["what"] for each in saga["steps"] if each["service"] == "order"] == [
        "placed",
        "awaiting_payment",
        "confirmed",
    ]
    assert (saga["reservation"], saga["payment"], saga["is_whole"]) == ("committed", "captured", True)


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("sold out", ["inventory.stock_rejected", "order.cancelled"]),
        ("declined", ["payment.declined", "order.cancelled"]),
        ("refunded", ["order.confirmed", "payment.refunded"]),
        ("sent", ["order.fulfilled", "payment.captured"]),
    ],
)
async def test_every_kind_of_end_is_told(running: testing.Running, books: Books, kind: str, last: list[str]) -> None:
    saga = await ask(running, f"orders/{books.orders[kind]}/saga")
    assert _told(saga)[-2:] == last
    assert all(books.orders[kind][4:] in json.dumps(fact["data"]) for fact in saga["facts"])


async def test_what_an_event_waits_for_is_said(running: testing.Running, books: Books) -> None:
    order_id = books.orders["sold"]
    facts = {each["type"]: each for each in (await ask(running, f"orders/{order_id}/saga"))["facts"]}
    placed, confirmed = facts["order.placed.v1"]["id"], facts["order.confirmed.v1"]["id"]
    letter = deadletters.letter("product__order_confirmed", "order.confirmed.v1", b"{}", "no such SKU", confirmed)
    books["product"]["dead_letters"].insert_one(mongo.to_document(letter))
    later = {
        "_id": confirmed,
        "consumer": "notification__order_confirmed",
        "reason": "mail is down",
        "due": clock.now(),
    }
    books["notification"]["deferred"].insert_one(later)
    books["inventory"]["inbox"].delete_many({"events": {"$in": [placed, confirmed]}})
    books["order"]["outbox"].update_one({"ids": confirmed}, {"$set": {"unsent": True}})
    books["order"]["outbox_resends"].insert_one({"_id": placed, "resends": 4, "after": clock.now()})
    facts = {each["type"]: each for each in (await ask(running, f"orders/{order_id}/saga"))["facts"]}
    fates = {each["service"]: (each["fate"], each["reason"]) for each in facts["order.confirmed.v1"]["hearings"]}
    assert fates == {
        "inventory": ("unsent", None),
        "notification": ("put_off", "mail is down"),
        "product": ("given_up", "no such SKU"),
    }
    asked = facts["order.placed.v1"]
    assert ([each["fate"] for each in asked["hearings"]], asked["resends"]) == (["waiting"], 4)


async def test_there_is_no_saga_of_no_order(running: testing.Running) -> None:
    answer = await running.client.get("/v1/operations/orders/ord_none/saga", headers=running.token(roles=READER))
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
