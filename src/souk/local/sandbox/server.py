"""The gateway's HTTP side.

    POST /charges                   {key, amount, currency, token, return_url?}   the same key is the same charge
    POST /charges/{id}/capture      {key, amount}
    POST /charges/{id}/void         {key}
    POST /charges/{id}/refunds      {key, amount}
    GET  /keys/{key}                the charge made under this key
    GET  /charges?key= | ?after=    how often was a card really charged (open to everybody)
    GET, PUT /controls              the mood it is in, for drills, and what that came to
    GET  /3ds/{id}                  the customer's page; POST /3ds/{id}/confirm | refuse

Calls need `Authorization: Bearer <API key>`. 409 carries the charge as it is, so that the caller sees why not.
"""

from __future__ import annotations

import asyncio
import hmac
import sqlite3
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

import msgspec
from aiohttp import web

from souk.kit import errors
from souk.local.sandbox import cards, charges, controls, pages, store, webhooks

BODY_BYTES_MAX = 16 * 1024
SILENCE_S = 120.0
"""How long the card that never answers holds a connection open."""
FLAKY_KEYS_MAX = 10_000

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=r"^[!-~]+\Z")]
Amount = Annotated[int, msgspec.Meta(ge=0, le=10**13)]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
B = TypeVar("B", bound=msgspec.Struct)


class ChargeBody(msgspec.Struct, forbid_unknown_fields=True):
    key: Key
    amount: Amount
    currency: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]
    token: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    return_url: Annotated[str, msgspec.Meta(max_length=2000, pattern="^https?://")] | None = None


class AmountBody(msgspec.Struct, forbid_unknown_fields=True):
    key: Key
    amount: Amount


class KeyBody(msgspec.Struct, forbid_unknown_fields=True):
    key: Key


class Gateway:
    """The routes over one store. `address` is where a browser reaches this process."""

    def __init__(
        self,
        memory: store.Store,
        later: webhooks.Later,
        bad_day: controls.Controls,
        api_keys: Sequence[str],
        address: str,
    ) -> None:
        self._store = memory
        self._controls = bad_day
        self._later = later
        self._authorizations = [f"Bearer {key}".encode() for key in api_keys]
        self._address = address
        self._refused: OrderedDict[str, int] = OrderedDict()

    def application(self) -> web.Application:
        application = web.Application(client_max_size=BODY_BYTES_MAX, middlewares=[_problems])
        application.add_routes(
            [
                web.post("/charges", self._keyed(self.charge)),
                web.get("/charges", self.listing),
                web.get("/keys/{key}", self._keyed(self.by_key)),
                web.post("/charges/{id}/capture", self._keyed(self.capture)),
                web.post("/charges/{id}/void", self._keyed(self.void)),
                web.post("/charges/{id}/refunds", self._keyed(self.refund)),
                web.get("/controls", self._guarded(self.mood)),
                web.put("/controls", self._guarded(self.set_mood)),
                web.get("/3ds/{id}", self.page),
                web.post("/3ds/{id}/{answer:confirm|refuse}", self.answer),
                web.get("/livez", _alive),
                web.get("/readyz", _alive),
            ]
        )
        return application

    async def charge(self, request: web.Request) -> web.Response:
        body = await _read(request, ChargeBody)
        card = cards.CARDS.get(body.token, cards.UNKNOWN_CARD)
        if card.unavailable_first and self._turns_away(body.key, card.unavailable_first):
            return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, "try again")
        if card.delay_s:
            await asyncio.sleep(card.delay_s)
        charge = self._store.charge(body.key)
        if charge is not None:
            if (charge.amount, charge.currency, charge.token) != (body.amount, body.currency, body.token):
                return _refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "this key stands for another charge")
            return await self._answered(charge)
        charge = charges.begin(body.key, body.amount, body.currency, body.token, body.return_url)
        follow_ups = webhooks.follow_ups(charge)
        self._store.save(charge, follow_ups)
        if follow_ups:
            self._later.wake()
        answer = await self._answered(charge)
        if card.silent_first:
            await asyncio.sleep(SILENCE_S)
        return answer

    async def capture(self, request: web.Request) -> web.Response:
        body = await _read(request, AmountBody)
        return await self._change(request, lambda charge: charges.capture(charge, body.key, body.amount))

    async def void(self, request: web.Request) -> web.Response:
        body = await _read(request, KeyBody)
        return await self._change(request, lambda charge: charges.void(charge, body.key))

    async def refund(self, request: web.Request) -> web.Response:
        body = await _read(request, AmountBody)
        return await self._change(request, lambda charge: charges.refund(charge, body.key, body.amount))

    async def by_key(self, request: web.Request) -> web.Response:
        charge = self._store.charge(request.match_info["key"])
        return await self._answered(charge) if charge else _refusal(HTTPStatus.NOT_FOUND, "no charge under this key")

    async def listing(self, request: web.Request) -> web.Response:
        """`?key=` one payment's charges; without it all of them, a page at a time, `?after=` the last key seen."""
        if (key := request.query.get("key")) is not None:
            one = self._store.charge(key)
            found = [one] if one else []
            last = None
        else:
            found = self._store.charges_after(request.query.get("after", ""))
            last = found[-1].key if len(found) == store.LISTED_MAX else None
        await self._store.written()
        items = [charges.listed(each) for each in found if each.status is not None]
        return _json({"items": items, "next_after": last})

    async def page(self, request: web.Request) -> web.Response:
        charge = self._store.charge_by_id(request.match_info["id"])
        if charge is None:
            return _html(pages.missing(), HTTPStatus.NOT_FOUND)
        return _html(pages.ask(charge) if charge.state == "action_required" else pages.tell(charge))

    async def answer(self, request: web.Request) -> web.Response:
        """The customer decides, once; a second answer changes nothing. Shows the page again."""
        charge = self._store.charge_by_id(request.match_info["id"])
        if charge is None:
            return _html(pages.missing(), HTTPStatus.NOT_FOUND)
        if charge.state == "action_required":
            if request.match_info["answer"] == "confirm":
                charges.proceed(charge, "captured")
            else:
                charges.proceed(charge, "declined", "authentication_failed")
            self._store.save(charge, webhooks.announcements(charge))
            self._later.wake()
        await self._store.written()
        return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"/3ds/{charge.id}"})

    def _turns_away(self, key: str, times: int) -> bool:
        refused = self._refused.get(key, 0)
        if refused >= times or self._store.charge(key) is not None:
            return False
        self._refused[key] = refused + 1
        if len(self._refused) > FLAKY_KEYS_MAX:
            self._refused.popitem(last=False)
        return True

    async def _change(self, request: web.Request, change: Callable[[charges.Charge], None]) -> web.Response:
        charge = self._store.charge_by_id(request.match_info["id"])
        if charge is None:
            return _refusal(HTTPStatus.NOT_FOUND, "no such charge")
        before = charge.version
        try:
            change(charge)
        except charges.Impossible as reason:
            await self._store.written()
            return _json({"error": str(reason), "charge": charges.view(charge, self._address)}, HTTPStatus.CONFLICT)
        if charge.version != before:
            self._store.save(charge)
        return await self._answered(charge)

    async def _answered(self, charge: charges.Charge) -> web.Response:
        """The charge, once it is durable."""
        answer = _json(charges.view(charge, self._address))
        await self._store.written()
        return answer

    async def mood(self, _: web.Request) -> web.Response:
        return _json({"mood": self._controls.mood, "told": self._controls.told})

    async def set_mood(self, request: web.Request) -> web.Response:
        self._controls.set(await _read(request, controls.Mood))
        return _json({"mood": self._controls.mood, "told": self._controls.told})

    def _keyed(self, handler: Handler) -> Handler:
        return self._guarded(lambda request: self._controls.treat(lambda: handler(request)))

    def _guarded(self, handler: Handler) -> Handler:
        async def checked(request: web.Request) -> web.StreamResponse:
            shown = request.headers.get("Authorization", "").encode()
            if not any(hmac.compare_digest(shown, each) for each in self._authorizations):
                return _refusal(HTTPStatus.UNAUTHORIZED, "a valid API key is needed")
            return await handler(request)

        return checked


class _Unreadable(Exception):  # noqa: N818 - an answer to the caller, not a failure
    pass


async def _read(request: web.Request, body: type[B]) -> B:
    try:
        return msgspec.json.decode(await request.read(), type=body)
    except errors.NOT_JSON as error:
        raise _Unreadable(str(error)) from None


@web.middleware
async def _problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except _Unreadable as error:
        return _refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    except sqlite3.Error:  # the disk is full, or gone: nothing was changed
        return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, "the gateway cannot write")


async def _alive(_: web.Request) -> web.Response:
    return _json({"status": "ok"})


def _json(content: Any, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    return web.Response(body=msgspec.json.encode(content), status=status, content_type="application/json")


def _refusal(status: HTTPStatus, error: str) -> web.Response:
    return _json({"error": error}, status)


def _html(page: str, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    headers = {"Content-Security-Policy": pages.CONTENT_SECURITY_POLICY, "Cache-Control": "no-store"}
    return web.Response(text=page, status=status, content_type="text/html", headers=headers)
