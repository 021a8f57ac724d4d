"""A whole shop is audited: from the command line, and by its own auditor."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import stacks
from souk.local import checkout

pytestmark = pytest.mark.stack
UNITS = 10


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stacks.Shop]:
    home = tmp_path_factory.mktemp("audit") / "home"
    with stacks.running(home, environment={"SOUK_AUDIT_PERIOD_S": "0.5"}) as running:
        admin = running.person("admin")
        stacks.put_on_sale(admin, "MUG", UNITS)
        guest = running.guest()
        stacks.buy(guest, "MUG")
        stacks.buy(guest, "MUG", token="tok_auth_only")
        yield running


def souk(*words: str) -> subprocess.CompletedProcess[str]:
    command = checkout.command("souk", *words)
    return subprocess.run(command, cwd=checkout.ROOT, capture_output=True, text=True, timeout=120, check=False)


def settled(shop: stacks.Shop, tmp_path: Path) -> dict[str, Any]:
    """The report once nothing is under way any more."""
    file, report = tmp_path / "report.json", dict[str, Any]()

    def is_settled() -> bool:
        done = souk("audit", "--home", str(shop.home.path), "--json", str(file))
        assert done.returncode == 0, done.stdout + done.stderr
        report.update(json.loads(file.read_bytes()))
        return not sum(each["waiting"] for each in report["verdicts"])

    stacks.until(is_settled)
    return report


def test_the_command_audits_a_running_shop(shop: stacks.Shop, tmp_path: Path) -> None:
    report = settled(shop, tmp_path)
    checked = {each["id"]: each["checked"] for each in report["verdicts"]}
    assert (checked["I1"], checked["I2"], checked["I3"]) == (2, 1, 2)
    assert checked["I7"] > 0


def test_the_command_says_what_is_violated_and_what_may_be_repaired(shop: stacks.Shop, tmp_path: Path) -> None:
    settled(shop, tmp_path)
    orders, home = shop.database("order")["orders"], str(shop.home.path)
    [order, _] = list(orders.find().sort("_id", 1))
    orders.update_one({"_id": order["_id"]}, {"$inc": {"totals.total.amount": 1}})
    try:
        done = souk("audit", "--home", home, "--repair")
    finally:
        orders.update_one({"_id": order["_id"]}, {"$inc": {"totals.total.amount": -1}})
    assert done.returncode == 1
    assert f"I8 {order['_id']} its total comes to" in done.stdout
    assert "nothing here may be repaired by itself" in done.stderr


def test_a_home_with_nothing_running_cannot_be_audited(tmp_path: Path) -> None:
    done = souk("audit", "--home", str(tmp_path / "nobody"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "start it with ./souk up" in done.stderr


def test_staff_read_what_the_auditor_found(shop: stacks.Shop) -> None:
    admin, customer = shop.person("admin").client, shop.person().client
    assert customer.get("/v1/audit").status_code == 403
    assert shop.guest().get("/v1/audit").status_code == 401
    stacks.until(lambda: admin.get("/v1/audit").json()["whole"] is not None)
    report = admin.get("/v1/audit").json()
    assert report["findings"] == []
    assert [each["id"] for each in report["whole"]["invariants"]] == [f"I{number}" for number in range(1, 13)]
    stacks.until(lambda: admin.get("/v1/audit").json()["recent"] is not None)
