"""All shelves, page by page, for staff."""

from __future__ import annotations

from typing import Any

import pytest

from souk import testing
from souk.inventory import actions

MANY = {f"A-{number}": number for number in range(5)} | {"B-1": 1, "B-9": 500}


@pytest.fixture(autouse=True)
async def shelves(inventory: testing.Running) -> None:
    await testing.run(
        inventory.runtime.db, actions.set_stock, actions.SetStock(on_hand=MANY, reason="opening", actor="usr_1")
    )


async def ask(inventory: testing.Running, query: str, role: str = "warehouse") -> Any:
    return await inventory.client.get(f"/v1/stock-levels{query}", headers=inventory.token(roles=(role,)))


async def every(inventory: testing.Running, query: str) -> list[tuple[str, int]]:
    """All pages of a list, two at a time."""
    found, cursor = [], ""
    for _ in range(20):
        page = (await ask(inventory, f"?limit=2&{query}{cursor}")).json()
        found += [(each["sku"], each["on_hand"]) for each in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"
    raise AssertionError("the list has no end")


async def test_every_shelf_is_listed_once_in_the_order_of_skus(inventory: testing.Running) -> None:
    assert await every(inventory, "") == [*sorted(MANY.items()), ("CUP", 5), ("MUG", 10), ("POT", 0)]


async def test_what_begins_so(inventory: testing.Running) -> None:
    assert await every(inventory, "q=A-") == sorted(each for each in MANY.items() if each[0].startswith("A-"))
    assert await every(inventory, "q=A-3") == [("A-3", 3)]
    assert await every(inventory, "q=a-") == []


async def test_what_runs_out_comes_emptiest_first(inventory: testing.Running) -> None:
    assert await every(inventory, "on_hand_max=2") == [("A-0", 0), ("POT", 0), ("A-1", 1), ("B-1", 1), ("A-2", 2)]
    assert await every(inventory, "on_hand_max=1&q=B") == [("B-1", 1)]
    assert ("B-9", 500) not in await every(inventory, "on_hand_max=100")


async def test_where_it_is_kept_is_said(inventory: testing.Running) -> None:
    page = (await ask(inventory, "?q=B-9")).json()
    assert page["items"][0]["locations"] == [{"location_id": "loc_main", "on_hand": 500, "reserved": 0}]


async def test_who_may_not_see_stock_sees_none(inventory: testing.Running) -> None:
    assert (await ask(inventory, "", role="customer")).status_code == 403
    assert (await inventory.client.get("/v1/stock-levels")).status_code == 401


@pytest.mark.parametrize("query", ["?on_hand_max=-1", "?on_hand_max=101", "?q=%C3%A4", "?limit=0", "?cursor=nonsense"])
async def test_what_cannot_be_meant_is_refused(inventory: testing.Running, query: str) -> None:
    assert (await ask(inventory, query)).status_code in {400, 422}


async def test_a_cursor_of_the_other_list_is_refused(inventory: testing.Running) -> None:
    cursor = (await ask(inventory, "?limit=1")).json()["next_cursor"]
    assert (await ask(inventory, f"?on_hand_max=5&cursor={cursor}")).status_code == 422
