"""The gateway's list, as its API gives it: whole, in part, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from souk.audit.reading.charges import SINGLE_MAX, Charges, GatewaySilentError
from souk.local.sandbox import __main__ as sandbox
from souk.local.sandbox import store

SECRET = "a secret that is long enough for settings"
KEYS = [f"pay_{number:026d}" for number in range(SINGLE_MAX + 10)]


@pytest.fixture
async def gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """A gateway with charges, whose pages are short."""
    monkeypatch.setattr(store.Store.charges_after, "__defaults__", (7,))
    monkeypatch.setattr(store, "LISTED_MAX", 7)
    config = sandbox.Settings(secret=SECRET, sandbox_dir=str(tmp_path))
    headers = {"Authorization": f"Bearer {sandbox.api_keys(SECRET)[0]}"}
    async with sandbox.running(config) as url, aiohttp.ClientSession(url, headers=headers) as session:
        for key in KEYS:
            body = {"key": key, "amount": 500, "currency": "EUR", "token": "tok_ok"}
            async with session.post("/charges", json=body) as answer:
                assert answer.status == 200
        yield url


async def test_the_list_is_read_page_by_page(gateway: str) -> None:
    async with Charges(gateway) as charges:
        found = [charge async for charge in charges.after("")]
        assert [charge.key for charge in found] == KEYS
        assert {(charge.amount, charge.captured, charge.status) for charge in found} == {(500, 500, "succeeded")}
        assert [charge.key async for charge in charges.after(KEYS[5])] == KEYS[6:]


@pytest.mark.parametrize("wanted", [KEYS[:2], KEYS[1:], [KEYS[0], *KEYS[9:]], ["pay_unknown", *KEYS]])
async def test_the_charges_of_some_keys(gateway: str, wanted: list[str]) -> None:
    async with Charges(gateway) as charges:
        assert [charge.key for charge in await charges.of(wanted)] == sorted(set(wanted) & set(KEYS))


async def test_a_gateway_that_says_nothing_is_no_empty_list(tmp_path: Path) -> None:
    async with Charges("http://127.0.0.1:9") as charges:
        with pytest.raises(GatewaySilentError, match="does not give its list"):
            await charges.of(["pay_1"])
