"""The drill: a shop is backed up while it sells, and made anew elsewhere; its books balance, and it sells on."""

from __future__ import annotations

import json
import secrets
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

import stacks
from souk.local import checkout

pytestmark = [pytest.mark.stack, pytest.mark.slow]
SKU, UNITS = "DRILL", 100_000
BUYERS = 6
BEFORE_S, AFTER_S = 5.0, 2.0
"""Of selling before and after the backup."""


class Buyers:
    """People who buy as fast as they are answered, without waiting for their order's end."""

    def __init__(self, shop: stacks.Shop) -> None:
        self._stop = threading.Event()
        self.accepted: dict[str, float] = {}
        """When each order was accepted."""
        self.refused: list[str] = []
        self._threads = [threading.Thread(target=self._buy, args=(shop.guest(),)) for _ in range(BUYERS)]

    def __enter__(self) -> Buyers:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for each in self._threads:
            each.join()

    def _buy(self, client: httpx.Client) -> None:
        body = stacks.order_of(client, SKU)
        while not self._stop.is_set():
            answer = client.post("/v1/orders", json=body, headers={"Idempotency-Key": secrets.token_hex(16)})
            if answer.status_code == 201:
                self.accepted[answer.json()["id"]] = time.monotonic()
            else:
                self.refused.append(answer.text)


def souk(*words: str) -> subprocess.CompletedProcess[str]:
    command = checkout.command("souk", *words)
    return subprocess.run(command, cwd=checkout.ROOT, capture_output=True, text=True, timeout=600, check=False)


def settled(home: Path, report: Path) -> dict[str, Any]:
    """The audit's report once nothing is under way; it has found nothing."""
    told: dict[str, Any] = {}

    def is_settled() -> bool:
        done = souk("audit", "--home", str(home), "--json", str(report))
        assert done.returncode == 0, done.stdout + done.stderr
        told.update(json.loads(report.read_bytes()))
        return not sum(each["waiting"] for each in told["verdicts"])

    stacks.until(is_settled, 300.0)
    return told


def test_a_shop_that_sells_is_backed_up_and_made_anew(tmp_path: Path) -> None:
    backup, again = tmp_path / "backup", tmp_path / "again"
    with stacks.running(tmp_path / "home") as shop:
        admin = shop.person("admin")
        stacks.put_on_sale(admin, SKU, UNITS)
        with Buyers(shop) as buyers:
            time.sleep(BEFORE_S)
            began = time.monotonic()
            done = souk("backup", str(backup), "--home", str(shop.home.path))
            assert done.returncode == 0, done.stderr
            ended = time.monotonic()
            time.sleep(AFTER_S)
        assert buyers.refused == [], "nobody noticed"
        was_running = souk("restore", str(backup), "--home", str(shop.home.path), "--yes")
        assert was_running.returncode == 1
        assert "stop it first" in was_running.stderr
    assert any(began < at < ended for at in buyers.accepted.values()), "it was backed up while it sold"

    refused = souk("restore", str(backup), "--home", str(tmp_path / "home"))
    assert refused.returncode == 1
    assert "--yes" in refused.stderr
    tried = souk("restore", str(backup), "--home", str(again), "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert not again.exists()
    done = souk("restore", str(backup), "--home", str(again))
    assert done.returncode == 0, done.stderr

    with stacks.running(again) as restored:
        report = settled(again, tmp_path / "report.json")
        orders = {row["_id"]: row["status"] for row in restored.database("order")["orders"].find({}, {"status": 1})}
        before = {order_id for order_id, at in buyers.accepted.items() if at < began}
        assert before <= orders.keys(), "what was accepted before the backup is in it"
        assert set(orders.values()) <= {"confirmed", "cancelled"}, "every order reached an end"
        assert {each["id"]: each["checked"] for each in report["verdicts"]}["I1"] >= len(before)
        sold = sum(status == "confirmed" for status in orders.values())
        levels = restored.database("inventory")["stock_levels"].find_one({"_id": SKU}) or {}
        assert levels, "the shelf is there"
        again_admin = restored.sign_in(admin.email, admin.password)
        assert again_admin.client.get("/v1/me").status_code == 200
        assert admin_is_still_signed_in(restored, admin), "the secret came along: nobody was signed out"
        stacks.buy(restored.guest(), SKU)
        assert sold
        settled(again, tmp_path / "report.json")


def admin_is_still_signed_in(shop: stacks.Shop, admin: stacks.Person) -> bool:
    """With a token of the shop that was."""
    answer = shop.guest(Authorization=admin.authorization).get("/v1/me")
    return answer.status_code == 200
