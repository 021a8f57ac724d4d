"""The processes of a simulated shop: started by their own `app.build`, killed between any two steps."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar, cast

import msgspec

from proof.simulation import bank as banks
from proof.simulation import broker as brokers
from proof.simulation import post as posts
from proof.simulation.loop import Mortal
from proof.simulation.storage import driver
from proof.simulation.wire import Wire
from proof.simulation.world import World, turn
from souk import contracts
from souk.inventory import app as inventory_app
from souk.inventory import store as inventory_store
from souk.kit import bus as buses
from souk.kit import errors, mongo, settings
from souk.notification import app as notification_app
from souk.order import app as order_app
from souk.order import store as order_store
from souk.order.api import internal
from souk.payment import app as payment_app
from souk.payment.actions import Heard
from souk.serving import auth, service

T = TypeVar("T")

SECRET = "a-secret-for-simulations-that-is-long-enough"  # noqa: S105 - opens nothing
REQUEST_TIMEOUT_S = 10.0
RESTART_MIN_S, RESTART_MAX_S = 0.3, 6.0
FROZEN_MAX_S = 150.0
AFTERMATH_S = 40.0
"""Within this whoever stood still has done what it had in mind: nothing outside shows that there is still something."""
TRANSACTION_LIFE_S = 10.0
"""`transactionLifetimeLimitSeconds`: whoever stands still for longer finds its transaction gone."""
CALL = ("no answer", "no answer", "slow", "crash")
LEFT_OUT = frozenset({"tokens", "consumer-lag", "retention", "price-list"})
"""Loops whose neighbours are not here (user, product), or that only measure and tidy up."""
HEARD = frozenset({"order", "inventory", "payment"})
PLACES: dict[str, Any] = {"mongodb_url": "", "nats_url": "", "valkey_url": "", "internal_url": "", "secret": SECRET}


class LostError(Exception):
    """The server was gone, or went away before it answered: nobody knows what it did."""


class Process(Mortal):
    """One process of a service."""

    def __init__(self, shop: Shop, service_name: str, number: int) -> None:
        super().__init__()
        self._shop = shop
        self.service = service_name
        self.name = f"{service_name}-{number}"
        self.is_ready = False
        self.client = driver.Client(shop.world.stores[service_name], Wire(shop.world, self))
        self.requests: list[asyncio.Future[Any]] = []
        self.runtime: service.Runtime[Any] | None = None

    @property
    def deps(self) -> Any:
        return cast("service.Runtime[Any]", self.runtime).state["deps"]

    def abort_open(self) -> None:
        """The server lets go of whatever this process had begun."""
        for transaction in self.client.transactions:
            transaction.abort()
        self.client.transactions.clear()

    async def struck(self, kind: str, extent: float, when: str = "") -> None:
        """Be killed here, or stand still for a while, if the fault is of that kind."""
        if kind == f"crash{when}":
            await self.die()
        elif kind == f"freeze{when}":
            self._shop.freeze(self, 0.5 + extent * extent * FROZEN_MAX_S)
            await turn()

    async def die(self) -> NoReturn:
        """Be killed, right here."""
        self._shop.kill(self)
        await self._shop.world.for_ever()
        raise AssertionError("the dead do not go on")


class Shop:
    """All processes, and what they share."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.broker = brokers.Broker(world)
        self.bank = banks.Bank(world)
        self.bank.on_webhook = self._bring_webhook
        self.mail_server = posts.MailServer(world)
        self._started = 0

    def open(self, replicas: Mapping[str, int]) -> None:
        for name, count in replicas.items():
            for _ in range(count):
                self.start(name)

    def start(self, service_name: str) -> None:
        self._started += 1
        process = Process(self, service_name, self._started)
        self.world.processes[service_name].append(process)
        self.world.note(f"{process.name} starts")
        self.begin(process, self._live(process), "start")

    def kill(self, process: Process) -> None:
        """It stops where it is. Its transactions vanish, its connections break, and it is started again later."""
        world = self.world
        if process.is_dead:
            return
        process.is_dead = True
        process.abort_open()
        world.processes[process.service].remove(process)
        world.note(f"{process.name} is killed")
        for answer in process.requests:
            if not answer.done():
                answer.set_exception(LostError("connection reset"))
        pause_s = RESTART_MIN_S + world.chance.random() * (RESTART_MAX_S - RESTART_MIN_S)
        world.later(pause_s, self.start, process.service)

    def freeze(self, process: Process, seconds: float) -> None:
        world = self.world
        if process.is_dead or process.is_frozen:
            return
        process.is_frozen = True
        world.last_fault_at = max(world.last_fault_at, world.now + seconds + AFTERMATH_S)
        world.note(f"{process.name} stands still")

        def end_transactions() -> None:
            if process.is_frozen:
                process.abort_open()

        def thaw() -> None:
            if not process.is_dead:
                world.note(f"{process.name} goes on")
                world.loop.thaw(process)

        if seconds > TRANSACTION_LIFE_S:
            world.later(TRANSACTION_LIFE_S, end_transactions)
        world.later(seconds, thaw)

    @property
    def is_after_standstill(self) -> bool:
        """Whether somebody who stood still may have something in mind that nothing outside shows."""
        someone_stands = any(each.is_frozen for some in self.world.processes.values() for each in some)
        return not someone_stands and self.world.now < self.world.last_fault_at

    def begin(self, process: Process, work: Any, name: str) -> asyncio.Task[Any]:
        return self.world.loop.begin(work, process, name)

    async def _live(self, process: Process) -> None:
        try:
            await self._set_up(process)
        except (mongo.Failure, buses.BusUnavailableError) as error:
            self.world.note(f"{process.name} cannot start: {type(error).__name__}")
            await process.die()

    async def _set_up(self, process: Process) -> None:
        world, name = self.world, process.service
        db = mongo.Database(cast("Any", driver.Database(process.client)))
        bus = brokers.Bus(world, self.broker, process)
        await mongo.ensure_indexes(db, service.INDEXES)
        config, build = self._built_by(name, process)
        runtime: service.Runtime[Any] = service.Runtime(name, config, db, bus, Rest(self, process), None, _VERIFIER)
        await build(runtime)
        runtime.consumers = [each for each in runtime.consumers if _is_told(each.type)]
        process.runtime = runtime
        await runtime.start_listening()
        for task_name, work in runtime.tasks():
            if task_name not in LEFT_OUT:
                self.begin(process, self._watched(process, task_name, work), task_name)
        for each in runtime.consumers:
            self.begin(process, self._watched(process, each.name, each.run), each.name)
        process.is_ready = True

    def _built_by(
        self, name: str, process: Process
    ) -> tuple[settings.Service, Callable[[service.Runtime[Any]], Awaitable[Any]]]:
        if name == "order":
            return order_app.Settings(**PLACES), order_app.build
        if name == "inventory":
            return settings.Service(**PLACES), inventory_app.build
        if name == "notification":
            post = posts.Post(self.world, self.mail_server, process)
            config = notification_app.Settings(**PLACES)
            return config, lambda runtime: notification_app.build(runtime, lambda _url, _sender: post)
        teller = banks.Teller(self.world, self.bank, process)
        return payment_app.Settings(**PLACES), lambda runtime: payment_app.build(runtime, lambda _: {"sandbox": teller})

    async def _watched(self, process: Process, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """A background task whose end ends the process, and is a bug."""
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is found
            self.world.broken.append(f"{process.name}: background task {name} died: {error!r}")
        else:
            self.world.broken.append(f"{process.name}: background task {name} ended")
        await process.die()

    def close(self) -> None:
        """Take everything away while nobody hears it."""
        for some in self.world.processes.values():
            for process in some:
                process.is_dead = True
        self.world.loop.close()

    # Asking services

    def alive(self, service_name: str) -> list[Process]:
        return [each for each in self.world.processes[service_name] if each.is_ready and not each.is_frozen]

    async def request(self, service_name: str, work: Callable[[Process], Awaitable[T]]) -> T:
        """Have one of a service's processes do something for somebody outside. Raises `LostError`, and what it says."""
        world = self.world
        found = self.alive(service_name)
        await world.sleep(world.chance.random() * 0.004)
        found = [each for each in found if not each.is_dead]
        if not found:
            raise LostError("503")
        process = found[int(world.chance.random() * len(found))]
        answer = world.loop.create_future()
        process.requests.append(answer)
        self.begin(process, _answer(work, process, answer), "request")
        timer = world.loop.call_later(REQUEST_TIMEOUT_S, _give_up, answer)
        try:
            result: T = await answer
        finally:
            timer.cancel()
            if answer in process.requests:
                process.requests.remove(answer)
        return result

    def _bring_webhook(self, heard: Heard) -> None:
        self.world.loop.begin(self._webhook(heard), None)

    async def _webhook(self, heard: Heard) -> None:
        """Delivered until it is taken."""
        self.bank.coming += 1
        while True:
            try:
                await self.request("payment", lambda process: process.deps.hear_webhook(heard))
            except (LostError, errors.Refusal):
                await self.world.sleep(banks.WEBHOOK_RETRY_S)
            else:
                self.bank.coming -= 1
                return


class Rest:
    """`rest.Rest` of one process: others are asked in their own words, and may not answer."""

    def __init__(self, shop: Shop, process: Process) -> None:
        self._shop, self._process = shop, process

    async def get(
        self,
        service: str,
        path: str,
        *,
        type: type[T],  # noqa: A002 - as in what it stands for
        params: Mapping[str, str] | None = None,
        deadline_s: float = 2.0,
    ) -> T:
        world = self._shop.world
        wrong = world.goes_wrong(f"{self._process.service} asks {service}", CALL)
        await turn()
        if wrong is not None:
            if wrong[0] == "crash":
                await self._process.die()
            if wrong[0] == "no answer":
                await world.sleep(deadline_s)
                raise errors.Unavailable(f"{service} does not answer")
            await world.sleep(deadline_s * 0.9)
        asked = self._shop.alive(service)
        if not asked:
            raise errors.Unavailable(f"{service} answered 503")
        try:
            answer = await _answers(path, asked[0], dict(params or {}))
        except mongo.Failure as error:
            raise errors.Unavailable(f"{service} answered 503") from error
        return msgspec.convert(msgspec.to_builtins(answer), type)

    async def post(self, service: str, path: str, body: Any, *, type: type[T], deadline_s: float = 2.0) -> T:  # noqa: A002 - as in what it stands for
        raise NotImplementedError(f"nobody tells {service} {path} here")


async def _answers(path: str, process: Process, params: dict[str, str]) -> Any:
    db = cast("service.Runtime[Any]", process.runtime).db
    if path == "/internal/orders":
        asked = params["ids"].split(",")
        known = await order_store.states(db, asked)
        return {"items": [internal._state(each, *known.get(each, (None, None))) for each in asked]}
    if path == "/internal/stock":
        levels: Sequence[Any] = list((await inventory_store.levels_by_sku(db, params["sku"].split(","))).values())
    elif path == "/internal/stock/export":
        levels = await inventory_store.levels_after(db, params.get("cursor", ""), int(params["limit"]))
    else:
        raise errors.Unavailable(f"nobody answers {path}")
    items = [{"sku": each.id, "available": each.available, "version": each.version} for each in levels]
    return {"items": items, "next_cursor": None}


async def _answer(work: Callable[[Process], Awaitable[Any]], process: Process, answer: asyncio.Future[Any]) -> None:
    try:
        result = await work(process)
    except Exception as error:  # noqa: BLE001 - what the caller hears is the caller's
        if not answer.done():
            answer.set_exception(error)
    else:
        if not answer.done():
            answer.set_result(result)


def _give_up(answer: asyncio.Future[Any]) -> None:
    if not answer.done():
        answer.set_exception(LostError("no answer in time"))


def _is_told(event_type: str) -> bool:
    return buses.publisher_of(event_type) in HEARD or event_type == contracts.product.PriceChanged.type


async def _nobody() -> NoReturn:
    raise errors.Unavailable("there is no user service")


_VERIFIER = auth.Verifier(SECRET, _nobody, _nobody)
