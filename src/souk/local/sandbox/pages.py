"""The page on which a customer confirms or refuses a payment, as a bank would show it."""

from __future__ import annotations

from html import escape
from string import Template

from souk.local.sandbox import charges

CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"

_NO_MINOR_UNITS = frozenset({"CLP", "ISK", "JPY", "KRW", "VND"})

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText }
  main { max-width: 24rem; padding: 2rem; border: 1px solid GrayText; border-radius: .75rem; text-align: center }
  h1 { font-size: 1.25rem; margin: 0 0 .5rem } p { margin: 0 0 1.5rem } strong { font-size: 1.75rem }
  form { display: inline }
  button { font: inherit; padding: .6rem 1.4rem; border-radius: .5rem; border: 1px solid; cursor: pointer }
  .yes { background: #14532d; border-color: #14532d; color: #fff }
</style>
</head>
<body><main><h1>$title</h1>$body</main></body>
</html>
""")


def ask(charge: charges.Charge) -> str:
    """Confirm or refuse?"""
    whole = charge.currency in _NO_MINOR_UNITS
    amount = f"{charge.amount if whole else charge.amount / 100:,.{0 if whole else 2}f} {escape(charge.currency)}"
    return _PAGE.substitute(
        title="Confirm your payment",
        body=f"""<p>Sandbox Bank asks you to confirm<br><strong>{amount}</strong></p>
<form method="post" action="/3ds/{escape(charge.id)}/confirm"><button class="yes" id="confirm">Confirm</button></form>
<form method="post" action="/3ds/{escape(charge.id)}/refuse"><button id="refuse">Refuse</button></form>""",
    )


def tell(charge: charges.Charge) -> str:
    """What became of it, and the way back to the shop."""
    confirmed = charge.was_authorized
    back = f'<p><a href="{escape(charge.return_url)}">Back to the shop</a></p>' if charge.return_url else ""
    title = "Payment confirmed" if confirmed else "Payment not made"
    what = "Thank you. You may close this page." if confirmed else "Nothing was taken from your card."
    return _PAGE.substitute(title=title, body=f"<p>{what}</p>{back}")


def missing() -> str:
    return _PAGE.substitute(title="Unknown payment", body="<p>There is no such payment.</p>")
