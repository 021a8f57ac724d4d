"""Requests made from the merged OpenAPI by schemathesis, sensible ones and senseless ones, at a real shop.

Whoever asks, whatever is asked: never a 5xx, never a status, a kind of content, a header or a body that the document
does not promise; what it does not allow is refused, and so is who is not signed in. The requests are the same in every
run, so that a failure can be repeated: its report ends in the request as a `curl` command.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import stacks
from souk.local import checkout

pytestmark = pytest.mark.stack

EXAMPLES, EXAMPLES_SLOW = 6, 150
"""For each operation, over the bounds of every parameter and member, which are all tried."""
TIMEOUT_S = 1_800
REPORT_MAX = 20_000
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "ignored_auth",
)
OUR_OWN = ("/openapi.json", "/asyncapi.json")
"""What the edge tells of itself takes no parameters and is large."""
STREAMS = ("/v1/orders/{order_id}/events",)
ENDS_SESSIONS = ("/v1/auth/logout", "/v1/auth/logout-all", "/v1/me/password", "/v1/me/sessions/{session_id}")
CHANGES_WHAT_OTHERS_NEED = (
    "PATCH /v1/users/{user_id}",
    "PATCH /v1/shipping-methods/{method_id}",
    "PATCH /v1/locations/{location_id}",
)
"""Here only what was made to be changed may be met, nothing that was seen in an answer."""


@pytest.fixture(scope="module")
def known(shop: stacks.Shop, admin: stacks.Person) -> dict[str, list[str]]:
    """Things that are there, by the name of the path parameter that asks for them."""
    staff, guest = admin.client, shop.guest()
    product = stacks.put_on_sale(admin, "GENERATED-1", 1_000)
    price = {"amount": 500, "currency": "EUR"}
    method = {"id": "by-donkey", "title": "Donkey", "price": price, "days_min": 9, "days_max": 99, "is_active": False}
    assert staff.post("/v1/shipping-methods", json=method).status_code == 201
    location = staff.post("/v1/locations", json={"name": "Barn"}).json()
    cart = guest.post("/v1/carts").json()
    line = guest.put(f"/v1/carts/{cart['id']}/lines/GENERATED-1", json={"quantity": 2})
    assert line.status_code == 200
    order = stacks.buy(guest, "GENERATED-1")
    parcel = {"lines": [{"sku": "GENERATED-1", "quantity": 1}], "carrier": "Donkey", "tracking_number": "1"}
    sent = staff.post(f"/v1/orders/{order['id']}/fulfillments", json=parcel)
    assert sent.status_code == 201, sent.text
    return {
        "product_id": [product["id"], product["slug"]],
        "sku": ["GENERATED-1"],
        "category_id": [product["category"]["id"]],
        "cart_id": [cart["id"]],
        "order_id": [order["id"]],
        "payment_id": [order["payment"]["id"]],
        "fulfillment_id": [sent.json()["id"]],
        "location_id": [location["id"]],
        "method_id": [method["id"]],
        "user_id": [shop.person().id],
        "gateway": ["sandbox"],
    }


def write_config(
    path: Path,
    known: Mapping[str, list[str]],
    left_out: Sequence[str],
    visitor: str | None,
    sacrifice: str | None,
    examples: int,
) -> None:
    """`schemathesis.toml`; JSON's strings and lists are TOML's, too."""
    lines = [
        "[warnings]",
        "enabled = false",
        "[cache]",
        "enabled = false",
        "[generation]",
        "deterministic = true",
        f"max-examples = {examples}",
        "[phases]",
        "examples = { enabled = false }",
        "stateful = { enabled = false }",
        "[checks]",
        "enabled = false",
        *(f"{name} = {{ enabled = true }}" for name in CHECKS),
    ]
    for name, values in known.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}"]
    lines += ["[parameters]"]
    lines += [f'"path.{name}" = {{ dictionary = "{name}", probability = 0.5 }}' for name in known]
    if visitor is not None:
        lines += ["[headers]", f'Authorization = "{visitor}"']
    lines += ["[[operations]]", f"include-path = {json.dumps(OUR_OWN)}", "enabled = false"]
    if left_out:
        lines += ["[[operations]]", f"include-name = {json.dumps(left_out)}", "enabled = false"]
    if sacrifice is not None:
        lines += ["[[operations]]", f"include-path = {json.dumps(ENDS_SESSIONS)}"]
        lines += [f'headers = {{ Authorization = "{sacrifice}" }}']
    lines += ["[[operations]]", f"include-path = {json.dumps(STREAMS)}", "max-stream-events = 1"]
    lines += ["[[operations]]", f"include-name = {json.dumps(CHANGES_WHAT_OTHERS_NEED)}"]
    for phase in ("coverage", "fuzzing"):
        lines += [f"phases.{phase}.extra-data-sources = {{ responses = false }}"]
    path.write_text("\n".join(lines) + "\n")


def run(shop: stacks.Shop, config: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("st")
    command = [str(program), "--config-file", str(config), "run", f"{shop.edge}/openapi.json"]
    # one worker: Python 3.11 does not parse source in two threads at once, and hypothesis does that
    options = ["--continue-on-failure", "--no-color", "--workers=1", "--request-timeout=60"]
    return subprocess.run(
        [*command, *options],
        cwd=config.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )


def needed_role(operation: Any) -> str:
    """Who at least has to ask to get further than the door."""
    if "x-scope" in operation:
        return "admin"
    return "customer" if operation.get("security") == [{"bearer": []}] else "guest"


def meant_for_others(who: str) -> list[str]:
    """`METHOD /path` of what a visitor is not the one to ask for."""
    document = json.loads((checkout.ROOT / "openapi" / "souk.json").read_bytes())
    return [
        f"{method.upper()} {path}"
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if needed_role(operation) != who and path not in OUR_OWN
    ]


def assert_kept(
    shop: stacks.Shop, known: dict[str, list[str]], who: str, examples: int, home: Path, *, left_out: Sequence[str] = ()
) -> None:
    """Nobody finds anything that the document does not promise."""
    visitor = shop.person(who) if who != "guest" else None
    sacrifice = shop.person(who) if who != "guest" else None
    config = home / "schemathesis.toml"
    write_config(
        config,
        known,
        left_out,
        visitor.authorization if visitor else None,
        sacrifice.authorization if sacrifice else None,
        examples,
    )
    done = run(shop, config)
    assert done.returncode == 0, done.stdout[-REPORT_MAX:]
    assert visitor is None or visitor.client.get("/v1/me").status_code == 200


@pytest.mark.parametrize("who", ["guest", "customer", "admin"])
def test_the_shop_keeps_to_its_document(
    shop: stacks.Shop, known: dict[str, list[str]], tmp_path: Path, who: str
) -> None:
    """Each asks for what is meant for them."""
    assert_kept(shop, known, who, EXAMPLES, tmp_path, left_out=meant_for_others(who))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["guest", "customer", "admin"])
def test_the_shop_keeps_to_its_document_for_long(
    shop: stacks.Shop, known: dict[str, list[str]], tmp_path: Path, who: str
) -> None:
    """Everybody asks for everything."""
    assert_kept(shop, known, who, EXAMPLES_SLOW, tmp_path)
