"""`GET /dev/mailbox`, and whether the sink lives."""

from __future__ import annotations

from aiohttp import web

from souk.local.smtp_sink import pages
from souk.local.smtp_sink.mailbox import Mailbox

LETTERS_MAX = 1_000
LETTERS_DEFAULT = 100

MAILBOX = web.AppKey("mailbox", Mailbox)


def application(mailbox: Mailbox) -> web.Application:
    app = web.Application()
    app[MAILBOX] = mailbox
    app.add_routes(
        [
            web.get("/dev/mailbox", _list),
            web.get("/dev/mailbox/{id}", _show),
            web.get("/livez", _alive),
            web.get("/readyz", _alive),
        ]
    )
    return app


async def _list(request: web.Request) -> web.Response:
    """HTML for whoever asks for it, JSON for everybody else or with `?format=json`; `?to=` one recipient, `?limit=`."""
    limit = request.query.get("limit", str(LETTERS_DEFAULT))
    if not limit.isdecimal() or not 1 <= int(limit) <= LETTERS_MAX:
        return _problem(422, "validation-failed", f"limit must be a number from 1 to {LETTERS_MAX}")
    mailbox, to = request.app[MAILBOX], request.query.get("to", "").strip()
    letters = mailbox.letters(to=to or None, limit=int(limit))
    if _wants_html(request):
        return _html(pages.mailbox(letters, mailbox.total, to))
    return _json(pages.as_json(letters, mailbox.total))


async def _show(request: web.Request) -> web.Response:
    letter = request.app[MAILBOX].letter(request.match_info["id"])
    if letter is None:
        return _problem(404, "not-found", "There is no such mail, or it is too long ago")
    if _wants_html(request):
        return _html(pages.letter(letter))
    return _json(pages.one_as_json(letter))


async def _alive(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _wants_html(request: web.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "") and request.query.get("format") != "json"


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=pages.HEADERS)


def _json(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json", headers={"Cache-Control": "no-store"})


def _problem(status: int, slug: str, detail: str) -> web.Response:
    document = {"type": f"/problems/{slug}", "title": detail, "status": status, "detail": detail}
    return web.json_response(document, status=status, content_type="application/problem+json")
