"""The demo's two people: an administrator and a customer, with passwords made at the first start."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Mapping

from souk.local import checkout, home
from souk.local.trouble import Trouble

PASSWORD_BYTES = 15
PEOPLE = {
    "admin": ("admin@souk.example", "admin", "Samira Admin"),
    "customer": ("customer@souk.example", "customer", "Karim Customer"),
}
"""(e-mail, role, name) by the name under which credentials.json has them."""

Credentials = Mapping[str, Mapping[str, str]]


def remembered(where: home.Home) -> Credentials:
    """The accounts of this home; made and written down, before they are used, when there are none yet."""
    known = home.read_json(where.credentials)
    if known is not None and known.keys() >= PEOPLE.keys():
        return known
    made = {
        name: {"email": each[0], "password": secrets.token_urlsafe(PASSWORD_BYTES)} for name, each in PEOPLE.items()
    }
    home.write_whole(where.credentials, json.dumps(made, indent=1) + "\n", mode=0o600)
    return made


async def ensure(credentials: Credentials) -> None:
    """Make sure that everybody is there, as the operator's command would. Raises `Trouble`."""
    for name, (_, role, title) in PEOPLE.items():
        account = credentials[name]
        process = await asyncio.create_subprocess_exec(
            *checkout.command("souk.user.admin", "ensure", account["email"], "--role", role, "--name", title),
            "--password-stdin",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate(f"{account['password']}\n".encode())
        if process.returncode != 0:
            raise Trouble(f"the account {account['email']} could not be made: {said.decode(errors='replace').strip()}")
