"""The practice gateway, over HTTP."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import aiohttp
import msgspec
from yarl import URL

from souk.kit import clock, errors
from souk.payment import model
from souk.payment.gateway.protocol import CALL_TIMEOUT_S, Delivery
from souk.serving import derived

CONNECTIONS_MAX = 256
KEEP_ALIVE_S = 30.0
ANSWER_BYTES_MAX = 64 * 1024
SIGNATURE_HEADER = "sandbox-signature"
SIGNATURE_AGE_MAX_S = 300


class _NextAction(msgspec.Struct):
    url: str


class _Charge(msgspec.Struct):
    id: str
    key: str
    state: str
    version: int
    captured: int = 0
    refunded: int = 0
    reason: str | None = None
    next_action: _NextAction | None = None


class _Refusal(msgspec.Struct):
    error: str
    charge: _Charge | None = None


class _Event(msgspec.Struct):
    id: str
    charge: _Charge


_charge = msgspec.json.Decoder(_Charge)
_refusal = msgspec.json.Decoder(_Refusal)
_event = msgspec.json.Decoder(_Event)


class Sandbox:
    """`Gateway` for `souk.local.sandbox`. Customers go back to `return_url` with the order's id appended."""

    def __init__(self, url: str, secret: str, return_url: str) -> None:
        base = URL(url)
        self._charges = base / "charges"
        self._keys = base / "keys"
        self._return_url = return_url
        self._webhook_keys = derived.keys(secret, "sandbox-webhooks")
        self._headers = {
            "Authorization": f"Bearer {derived.key(secret, 'sandbox-api-key').hex()}",
            "Content-Type": "application/json",
        }
        self._session: aiohttp.ClientSession | None = None

    async def perform(self, call: model.Call) -> model.Outcome:
        url, body = self._request(call)
        try:
            async with self._http().request(
                "GET" if body is None else "POST", url, data=body, headers=self._headers
            ) as answer:
                return _outcome(call, answer.status, await answer.content.read(ANSWER_BYTES_MAX))
        except (aiohttp.ClientError, TimeoutError) as error:
            return model.NoAnswer(type(error).__name__)

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        timestamp, digest = _signature(headers.get(SIGNATURE_HEADER, ""))
        signed = f"{timestamp}.".encode() + body
        made = (hmac.new(key, signed, hashlib.sha256).hexdigest() for key in self._webhook_keys)
        if not any(hmac.compare_digest(each.encode(), digest.encode()) for each in made):
            raise model.BadSignature("this was not sent by the gateway")
        if abs(clock.now_ms() // 1000 - timestamp) > SIGNATURE_AGE_MAX_S:
            raise model.BadSignature("this was sent too long ago")
        try:
            event = _event.decode(body)
            return Delivery(event.id, _understood(event.charge))
        except errors.NOT_JSON as error:
            raise errors.Malformed(f"this is no event: {error}") from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _request(self, call: model.Call) -> tuple[URL, bytes | None]:
        body: dict[str, Any] = {"key": call.key}
        match call.kind:
            case "look_up":
                return self._keys / call.key, None
            case "charge":
                body |= {
                    "amount": call.amount.amount,
                    "currency": call.amount.currency,
                    "token": call.token,
                    "return_url": f"{self._return_url}{call.order_id}",
                }
                return self._charges, msgspec.json.encode(body)
            case "void":
                return self._charges / str(call.charge_id) / "void", msgspec.json.encode(body)
            case "capture" | "refund":
                body["amount"] = call.amount.amount
                action = "capture" if call.kind == "capture" else "refunds"
                return self._charges / str(call.charge_id) / action, msgspec.json.encode(body)

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS_MAX, keepalive_timeout=KEEP_ALIVE_S),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=CALL_TIMEOUT_S),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            )
        return self._session


def _outcome(call: model.Call, status: int, content: bytes) -> model.Outcome:
    try:
        if status == 200:
            return model.Answered(_understood(_charge.decode(content)))
        if status == 404 and call.kind == "look_up":
            return model.Missing()
        if 400 <= status < 500:
            refusal = _refusal.decode(content)
            return model.Refused(refusal.error, _understood(refusal.charge) if refusal.charge else None)
    except errors.NOT_JSON as error:
        return model.NoAnswer(f"an answer that cannot be read: {error}")
    return model.NoAnswer(f"status {status}")


def _understood(charge: _Charge) -> model.Charge:
    """The charge in our words. Raises `msgspec.ValidationError` for a state that we do not know."""
    return msgspec.convert(
        {
            "id": charge.id,
            "key": charge.key,
            "state": charge.state,
            "version": charge.version,
            "captured": charge.captured,
            "refunded": charge.refunded,
            "reason": charge.reason,
            "next_action_url": charge.next_action.url if charge.next_action else None,
        },
        model.Charge,
    )


def _signature(header: str) -> tuple[int, str]:
    """Timestamp and digest of `t=…,v1=…`; what cannot be read matches nothing."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    timestamp = parts.get("t", "")
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return 0, ""
    return int(timestamp), parts.get("v1", "")
