"""What a browser is shown while nothing serves pages: the one page that the edge itself answers with."""

from __future__ import annotations

from souk.edge import routes
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
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    f'<meta http-equiv="refresh" content="{RETRY_AFTER_S}"><meta name="robots" content="noindex">'
    f"<title>Souk takes a short break</title><style>{_STYLE}</style></head><body>"
    '<svg width="72" height="72" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="M12 1.5 15.08 '
    "4.57 19.42 4.58 19.43 8.92 22.5 12 19.43 15.08 19.42 19.42 15.08 19.43 12 22.5 "
    "8.92 19.43 4.58 19.42 4.57 15.08 1.5 12 "
    '4.57 8.92 4.58 4.58 8.92 4.57Z"/></svg>'
    "<h1>The market takes a short break</h1><p>Your cart and your orders are safe. This page looks again by itself.</p>"
    '<p lang="de">Der Markt macht eine kurze Pause. Warenkorb und Bestellungen sind sicher; diese Seite sieht von '
    "selbst wieder nach.</p></body></html>"
)


def directives() -> list[str]:
    """Of the backend that serves pages. Programs, which do not ask for HTML, are told in a problem document as ever."""
    line = (
        f'http-request return status 503 content-type "text/html; charset=utf-8" hdr Retry-After {RETRY_AFTER_S} '
        f"string {quoted(PAGE)} if {{ nbsrv({routes.WEB}) eq 0 }} {{ req.hdr(accept) -m sub text/html }}"
    )
    return [line]
