"""The mailbox as pages for people and JSON for programs."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import msgspec

from souk.local.smtp_sink.mailbox import Letter

_STYLE = """
:root { color-scheme: light dark; --line: #d8dbe0; --soft: #667085; --paper: #fff; --ground: #f5f6f8; --ink: #1a1d21; }
@media (prefers-color-scheme: dark) {
  :root { --line: #343a43; --soft: #98a2b3; --paper: #1b1f25; --ground: #13161a; --ink: #eceef1; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
p.note { color: var(--soft); margin: 0 0 1.25rem; }
form { display: flex; gap: .5rem; margin: 0 0 1.25rem; }
input { flex: 1; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--paper);
  color: inherit; font: inherit; }
button { padding: .5rem 1rem; border: 0; border-radius: 8px; background: var(--ink); color: var(--paper);
  font: inherit; }
ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; overflow: hidden;
  background: var(--paper); }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .75rem 1rem; color: inherit;
  text-decoration: none; }
li a:hover, li a:focus-visible { background: var(--ground); }
li strong { overflow-wrap: anywhere; } li span, li time { color: var(--soft); font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0 0 1.25rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: 12px; background: #fff; }
pre { padding: 1rem; border: 1px solid var(--line); border-radius: 12px; background: var(--paper); overflow: auto;
  white-space: pre-wrap; } a { color: inherit; }
"""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def as_json(letters: Sequence[Letter], total: int) -> bytes:
    """`{"items": [{id, from, to, subject, text, html, at}], "total"}`."""
    return msgspec.json.encode({"items": [item(letter) for letter in letters], "total": total})


def one_as_json(letter: Letter) -> bytes:
    return msgspec.json.encode(item(letter))


def item(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "from": letter.sender,
        "to": letter.to,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "at": letter.at,
    }


def mailbox(letters: Sequence[Letter], total: int, to: str) -> str:
    """The list, the newest mail first."""
    rows = "".join(
        f'<li><a href="/dev/mailbox/{html.escape(letter.id)}"><strong>{html.escape(letter.subject) or "(no subject)"}'
        f'</strong><time datetime="{letter.at.isoformat()}">{letter.at:%Y-%m-%d %H:%M:%S} UTC</time>'
        f"<span>to {html.escape(', '.join(letter.to))}</span></a></li>"
        for letter in letters
    )
    body = f"<ul>{rows}</ul>" if rows else "<p>No mail here yet.</p>"
    return _page(
        "Mailbox",
        f"""<h1>Mailbox</h1>
<p class="note">Every mail this shop sent, the newest first. Nothing here was delivered to anybody.
{len(letters)} shown, {total} sent in all. <a href="?format=json">JSON</a></p>
<form method="get"><input type="search" name="to" value="{html.escape(to)}" placeholder="Recipient's address"
aria-label="Recipient's address"><button>Show</button></form>{body}""",
    )


def letter(one: Letter) -> str:
    """One mail. Its HTML may neither run scripts nor reach this page: it stands in a sandboxed frame."""
    frame = html.escape(f'<base target="_blank">{one.html}', quote=True)
    shown = (
        f'<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="{frame}"></iframe>'
        if one.html
        else ""
    )
    return _page(
        one.subject,
        f"""<p class="note"><a href="/dev/mailbox">All mail</a></p><h1>{html.escape(one.subject) or "(no subject)"}</h1>
<dl><dt>From</dt><dd>{html.escape(one.sender)}</dd><dt>To</dt><dd>{html.escape(", ".join(one.to))}</dd>
<dt>At</dt><dd>{one.at:%Y-%m-%d %H:%M:%S} UTC</dd></dl>{shown}<h2>As text</h2><pre>{html.escape(one.text)}</pre>""",
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)} · Souk</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
