"""What staff find orders by."""

from __future__ import annotations

from typing import Any

import pytest

from order.shopping import ANN, BOB, WAREHOUSE, placed, pointers
from souk import testing
from souk.kit import clock

DAY_S = 24 * 3_600


async def listed(shop: testing.Running, query: str, roles: tuple[str, ...] = WAREHOUSE) -> list[str]:
    """The ids on all pages of two."""
    seen: list[str] = []
    more = ""
    while True:
        answer = await shop.client.get(f"/v1/orders?limit=2&{query}{more}", headers=shop.token(BOB, roles=roles))
        assert answer.status_code == 200, answer.text
        page = answer.json()
        seen += [each["id"] for each in page["items"]]
        if page["next_cursor"] is None:
            return seen
        more = f"&cursor={page['next_cursor']}"


async def test_both_directions_page_through_everything(shop: testing.Running) -> None:
    made = [(await placed(shop))["id"] for _ in range(5)]
    assert await listed(shop, "sort=oldest") == made
    assert await listed(shop, "sort=newest") == made[::-1]
    assert await listed(shop, "sort=oldest&q=ann") == made


async def test_days_bound_the_list_in_both_directions(shop: testing.Running) -> None:
    made: list[str] = []
    for day in range(4):
        clock.set_offset(day * DAY_S)
        made.append((await placed(shop))["id"])
    days = [f"{clock.at(clock.now_ms() - (3 - n) * DAY_S * 1000):%Y-%m-%d}" for n in range(4)]
    clock.set_offset(0)
    assert await listed(shop, f"from={days[1]}&to={days[2]}") == [made[2], made[1]]
    assert await listed(shop, f"from={days[1]}&sort=oldest") == made[1:]
    assert await listed(shop, f"to={days[1]}") == made[1::-1]
    assert await listed(shop, f"from={days[3]}&to={days[0]}") == []


async def test_the_orders_of_one_person_are_for_staff_to_see(shop: testing.Running) -> None:
    mine = (await placed(shop, headers=shop.token(ANN)))["id"]
    await placed(shop)
    assert await listed(shop, f"user_id={ANN}") == [mine]
    assert await listed(shop, f"user_id={ANN}", roles=()) == []  # Bob's own, whatever he asks for


async def test_staff_are_told_whose_an_order_is_and_others_are_not(shop: testing.Running) -> None:
    hers = (await placed(shop, headers=shop.token(ANN)))["id"]
    guests = (await placed(shop))["id"]

    async def seen(order_id: str, headers: dict[str, str]) -> Any:
        return (await shop.client.get(f"/v1/orders/{order_id}", headers=headers)).json()

    staff = shop.token(BOB, roles=WAREHOUSE)
    assert [(await seen(each, staff))["user_id"] for each in (hers, guests)] == [ANN, None]
    assert "user_id" not in await seen(hers, shop.token(ANN))


@pytest.mark.parametrize("query", ["from=1969-12-31", "to=9999-12-31", "from=soon", "sort=total"])
async def test_what_cannot_be_meant_is_pointed_at(shop: testing.Running, query: str) -> None:
    answer = await shop.client.get(f"/v1/orders?{query}", headers=shop.token(BOB, roles=WAREHOUSE))
    assert pointers(answer) == [f"/query/{query.partition('=')[0]}"]
