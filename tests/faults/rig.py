"""A shop with something on its shelves: a whole stack, started by the launcher, that the faults strike in turn."""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench import shop, stack
from souk.local import checkout, processes
from souk.local import stack as local
from souk.local.home import Home

SKUS = tuple(f"FAULT-{number}" for number in range(8))
UNITS = 100_000
PRICE = 1_250
COUNTRY = "IE"
STAFF = {"email": "staff@faults.example", "password": "hopper-quartz-41-violet"}
READ_MODELS_TIMEOUT_S = 60.0
PAUSE_S = 0.05


@dataclass(frozen=True)
class Rig:
    """A running stack and what was put into it."""

    home: Home
    reader: stack.Stack
    method: str
    """A way of shipping."""
    initial: Mapping[str, int]
    """Units of each SKU before anybody bought anything."""

    @property
    def edge(self) -> str:
        return self.reader.edge

    def rows(self) -> dict[str, dict[str, Any]]:
        """The processes as `run.json` tells them now, by name."""
        content = self.home.read_run() or {}
        return {row["name"]: row for row in content.get("processes", ())}

    def identity(self, name: str) -> processes.Identity:
        row = self.rows()[name]
        return processes.Identity(row["pid"], row["started"])


@contextlib.contextmanager
def running(home: Home, skus: Sequence[str] = SKUS) -> Iterator[Rig]:
    """A stack in this home with products for sale, stopped in the end. It does not outlive this process."""
    started = local.start(home, is_detached=False)
    try:
        reader = stack.read(home.path)
        with contextlib.closing(reader.mongo):
            yield Rig(home, reader, _open_shop(home, reader, skus), dict.fromkeys(skus, UNITS))
    finally:
        started.stop(lambda _: None)


def _open_shop(home: Home, reader: stack.Stack, skus: Sequence[str]) -> str:
    """Put products on the shelves, wait until visitors can buy them; answers a way of shipping."""
    _ensure_staff(home)
    variants = [{"sku": sku, "price": {"amount": PRICE, "currency": "EUR"}, "options": {"No": sku}} for sku in skus]
    options = [{"name": "No", "values": list(skus)}]
    with contextlib.closing(shop.Shop(reader.edge)) as staff:
        staff.sign_in(STAFF)
        category = staff.demand("POST", "/v1/categories", {"title": "Faults"})["id"]
        body = {"title": "Unbreakable cup", "category": category, "options": options, "variants": variants}
        product = staff.demand("POST", "/v1/products", body)["id"]
        staff.demand("POST", f"/v1/products/{product}/publish")
        until(lambda: all(_set_stock(staff, sku) for sku in skus), "there is stock")
    with contextlib.closing(shop.Shop(reader.edge)) as visitor:
        until(lambda: _is_for_sale(visitor, skus), "everything is for sale")
        return visitor.shipping_method(COUNTRY)


def _ensure_staff(home: Home) -> None:
    command = checkout.command("souk.user.admin", "ensure", STAFF["email"], "--role", "admin", "--password-stdin")
    subprocess.run(
        command,
        input=STAFF["password"] + "\n",
        env=local.environment(local.run(home), home),
        capture_output=True,
        text=True,
        check=True,
    )


def _set_stock(staff: shop.Shop, sku: str) -> bool:
    """False as long as inventory has not heard of the SKU."""
    body = {"set_to": UNITS, "reason": "opening"}
    answer = staff.ask("POST", f"/v1/stock/{sku}/adjustments", body, Idempotency_Key=f"open-{uuid.uuid4()}")
    return answer.status == 201


def _is_for_sale(visitor: shop.Shop, skus: Sequence[str]) -> bool:
    cart = visitor.demand("POST", "/v1/carts")["id"]
    answers = [visitor.ask("PUT", f"/v1/carts/{cart}/lines/{sku}", {"quantity": 1}) for sku in skus]
    return all(answer.status == 200 and not json.loads(answer.body)["problems"] for answer in answers)


def until(is_so: Callable[[], bool], what: str, timeout_s: float = READ_MODELS_TIMEOUT_S) -> None:
    """Look until it is so."""
    limit = time.monotonic() + timeout_s
    while not is_so():
        assert time.monotonic() < limit, f"not within {timeout_s:.0f} s: {what}"
        time.sleep(PAUSE_S)
