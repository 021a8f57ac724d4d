"""Another shop runs beside this one, in its own home, and goes again: neither sees the other.

The other has all its services in one process, which sells as well.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import stacks
from faults import rig
from souk.local import processes, topology

pytestmark = pytest.mark.stack


def test_two_homes_share_nothing(shop: rig.Rig, tmp_path: Path) -> None:
    before = {name: shop.identity(name) for name in shop.rows()}
    orders = shop.reader.database("order")["orders"].count_documents({})
    with rig.running(tmp_path / "second", topology.Topology.SINGLE) as second:
        assert second.edge != shop.edge
        ports = [{row["port"] for row in each.rows().values()} for each in (shop, second)]
        assert ports[0].isdisjoint(ports[1])
        theirs = {name: second.identity(name) for name in second.rows()}
        assert set(theirs.values()).isdisjoint(before.values())
        assert second.reader.database("order")["orders"].count_documents({}) == 0
        assert {"single-1"} == {name for name in theirs if topology.BY_NAME[name.rpartition("-")[0]].is_scalable}
        stacks.buy(second.shop.guest(), rig.SKUS[0])
    assert [name for name, each in theirs.items() if processes.is_alive(each)] == []
    assert {name: shop.identity(name) for name in shop.rows()} == before
    assert all(map(processes.is_alive, before.values()))
    assert shop.reader.database("order")["orders"].count_documents({}) == orders
