"""`./souk wait`: until a shop that runs elsewhere can sell."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Annotated

import typer

from souk.cli import screen
from souk.local.trouble import Trouble

PAUSE_S = 0.5
ASK_TIMEOUT_S = 3.0


def wait(
    url: Annotated[str, typer.Argument(metavar="URL", help="The shop's address.")] = "http://127.0.0.1:8080",
    timeout: Annotated[float, typer.Option(metavar="S", min=0.0, help="Give up after so many seconds.")] = 300.0,
) -> None:
    """Wait until every service of a shop has a replica that is ready.

    For shops that no `./souk up` started: compose, Kubernetes, another
    machine. Says who is missing; the exit code is 1 when the time is over.

    [bold]Examples[/bold]

      ./souk wait
      ./souk wait https://shop.example --timeout 60
    """
    if not url.startswith(("http://", "https://")):
        raise Trouble(f"`{url}` is no address: say http://HOST:PORT")
    began = time.monotonic()
    with screen.start_progress(f"waiting for {url}"):
        while said := missing(url):
            if time.monotonic() - began > timeout:
                raise Trouble(f"{url} is not whole after {timeout:.0f} s: {said}")
            time.sleep(PAUSE_S)
    screen.say(f"{url} is ready, after {time.monotonic() - began:.0f} s")


def missing(url: str) -> str:
    """What `/healthz` lacks, in a few words; empty when nothing."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/healthz", timeout=ASK_TIMEOUT_S) as answer:  # noqa: S310 - http or https, as was checked
            content = json.loads(answer.read())
    except urllib.error.HTTPError as error:
        content = _decoded(error.read())
    except OSError as error:
        return str(getattr(error, "reason", error))
    except ValueError:
        return "what answers there is no shop"
    services = content.get("services") if isinstance(content, dict) else None
    if not isinstance(services, dict) or not services:
        return "what answers there is no shop"
    return ", ".join(f"no {name}" for name, count in services.items() if not count["ready"])


def _decoded(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None
