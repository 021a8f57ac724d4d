"""What a browser is shown where pages cannot be had: the pages that the edge itself answers with.

HAProxy reads a request before any rule of ours: one whose first line and headers do not fit into its buffer, or are no
HTTP at all, is answered by a line of its own (400, `text/html`) that no directive of 2.8 replaces.
"""

from __future__ import annotations

from typing import NamedTuple

from souk.edge import refusals, routes
from souk.edge.syntax import quoted

RETRY_AFTER_S = 5
_STYLE = (
    ":root{color-scheme:light dark}body{display:grid;place-content:center;justify-items:center;min-height:90vh;"
    "margin:0 1.5rem;background:light-dark(#fbf6ec,#16110d);color:light-dark(#281a13,#f6ecdd);"
    "font:1.05rem/1.55 system-ui,sans-serif;"
    "text-align:center}h1{margin:1rem 0 .25rem;font:600 2rem/1.2 Palatino,Georgia,serif}"
    "p{max-width:44ch;margin:.25rem 0}svg{color:light-dark(#dc981a,#f0b545)}"
    "[lang=de]{color:light-dark(#665347,#c3b19f)}"
)
_STAR = (
    '<svg width="72" height="72" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="M12 1.5 15.08 '
    "4.57 19.42 4.58 19.43 8.92 22.5 12 19.43 15.08 19.42 19.42 15.08 19.43 12 22.5 "
    "8.92 19.43 4.58 19.42 4.57 15.08 1.5 12 "
    '4.57 8.92 4.58 4.58 8.92 4.57Z"/></svg>'
)


class Words(NamedTuple):
    """What a page says, in both languages: the edge does not know which one somebody reads."""

    title: str
    heading: str
    text: str
    german: str


BREAK = Words(
    "Souk takes a short break",
    "The market takes a short break",
    "Your cart and your orders are safe. This page looks again by itself.",
    "Der Markt macht eine kurze Pause. Warenkorb und Bestellungen sind sicher; diese Seite sieht selbst wieder nach.",
)
STUMBLED = Words(
    "Souk stumbled",
    "This page did not arrive",
    "Something went wrong on the way to it. Your cart and your orders are safe. This page looks again by itself.",
    "Diese Seite ist nicht angekommen. Warenkorb und Bestellungen sind sicher; sie sieht von selbst wieder nach.",
)
_BY_STATUS = {500: STUMBLED, 502: STUMBLED, 503: BREAK, 504: STUMBLED}


def page(words: Words) -> str:
    """A whole page, which needs nothing else."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="refresh" content="{RETRY_AFTER_S}"><meta name="robots" content="noindex">'
        f"<title>{words.title}</title><style>{_STYLE}</style></head><body>{_STAR}"
        f'<main><h1>{words.heading}</h1><p>{words.text}</p><p lang="de">{words.german}</p></main></body></html>'
    )


def directives() -> list[str]:
    """Of the backend that serves pages: where it does not answer, the edge does, with a page. Programs, which do not
    ask for HTML, are told in a problem document as ever that nothing serves pages."""
    pages = [
        f'http-error status {status} content-type "text/html; charset=utf-8" string {quoted(page(words))} '
        f"hdr Retry-After {RETRY_AFTER_S} hdr Cache-Control no-store"
        for status, words in _BY_STATUS.items()
    ]
    told = refusals.answer(503)
    return [
        *pages,
        f"http-request return {told} if {{ nbsrv({routes.WEB}) eq 0 }} !{{ req.hdr(accept) -m sub text/html }}",
    ]
