"""What inventory and payment ask before they release goods or keep money: one row for each order, as it surely is."""

from __future__ import annotations

from order.builders import Saga
from order.shopping import ADMIN, WAREHOUSE, confirmed, placed, pointers, problem
from souk import testing


async def test_neighbours_learn_what_became_of_orders(shop: testing.Running) -> None:
    waiting_, sold = await placed(shop), await confirmed(shop)
    ended = await placed(shop)
    await shop.deliver(Saga.rejected(ended["id"]))
    asked = ",".join([sold["id"], "ord_unknown", ended["id"], waiting_["id"], sold["id"]])
    url = f"/internal/orders?ids={asked}"
    answer = await shop.client.get(url, headers=shop.service_token("inventory"))
    assert answer.json() == {
        "items": [
            {"id": sold["id"], "state": "confirmed", "reason": None, "is_sent": False},
            {"id": "ord_unknown", "state": "unknown", "reason": None, "is_sent": False},
            {"id": ended["id"], "state": "cancelled", "reason": "out_of_stock", "is_sent": False},
            {"id": waiting_["id"], "state": "open", "reason": None, "is_sent": False},
        ]
    }
    problem(await shop.client.get(url), 401, "unauthenticated")
    problem(await shop.client.get(url, headers=shop.token("usr_a", roles=ADMIN)), 401, "unauthenticated")
    many = ",".join(f"ord_{n}" for n in range(257))
    answer = await shop.client.get(f"/internal/orders?ids={many}", headers=shop.service_token())
    assert pointers(answer) == ["/query/ids"]


async def test_all_that_comes_after_a_confirmation_is_confirmed(shop: testing.Running) -> None:
    found = await confirmed(shop)
    parcel = {"lines": [{"sku": "MUG", "quantity": 1}], "carrier": "DHL", "tracking_number": "JD01"}
    staff = shop.token("usr_w", roles=WAREHOUSE)
    for status in ("partially_fulfilled", "fulfilled"):
        answer = await shop.client.post(f"/v1/orders/{found['id']}/fulfillments", json=parcel, headers=staff)
        assert answer.status_code == 201
        seen = (await shop.client.get(f"/v1/orders/{found['id']}?token={found['token']}")).json()
        assert seen["status"] == status
        answer = await shop.client.get(f"/internal/orders?ids={found['id']}", headers=shop.service_token("payment"))
        assert [(each["state"], each["is_sent"]) for each in answer.json()["items"]] == [("confirmed", True)]


async def test_as_many_as_are_asked_about_together_fit_into_one_question(shop: testing.Running) -> None:
    found = await placed(shop)
    asked = [f"ord_{number:032}" for number in range(255)]
    answer = await shop.client.get(
        "/internal/orders", params={"ids": ",".join([*asked, found["id"]])}, headers=shop.service_token("payment")
    )
    assert answer.status_code == 200
    assert [each["state"] for each in answer.json()["items"]] == ["unknown"] * 255 + ["open"]
    for nothing in ("", ","):
        answer = await shop.client.get(f"/internal/orders?ids={nothing}", headers=shop.service_token("payment"))
        assert (answer.status_code, answer.json().get("items", [])) in ((422, []), (200, []))


async def test_the_answer_is_the_majoritys_and_the_primarys(shop: testing.Running) -> None:
    db = shop.runtime.db.raw
    found = await placed(shop)
    await db.command("profile", 2)
    try:
        await shop.client.get(f"/internal/orders?ids={found['id']}", headers=shop.service_token("payment"))
    finally:
        await db.command("profile", 0)
    query = {"op": "query", "ns": f"{db.name}.orders", "command.filter._id.$in": found["id"]}
    (asked,) = await db["system.profile"].find(query).to_list()
    assert asked["command"]["readConcern"]["level"] == "majority"
    assert asked["command"].get("$readPreference", {"mode": "primary"})["mode"] == "primary"
