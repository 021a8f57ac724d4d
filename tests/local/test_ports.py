"""A stack's ports are its own, the same at every start, and clear of what the kernel hands out."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from souk.local import ports, topology
from souk.local.home import Home
from souk.local.trouble import Trouble


@contextlib.contextmanager
def listening(port: int) -> Iterator[int]:
    with socket.socket() as server:
        server.bind((ports.HOST, port))
        server.listen()
        yield server.getsockname()[1]


def test_a_home_keeps_its_block(home: Home) -> None:
    with ports.claim(home) as first:
        pass
    with ports.claim(home) as again:
        assert again == first


def test_two_homes_never_share_a_block_even_when_they_would_begin_with_the_same(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.path.mkdir()
    with ports.claim(home) as first:
        other.ports_json.write_text(json.dumps({"block": first}))
        with ports.claim(other) as second:
            assert second != first


def test_a_block_with_a_taken_port_is_left_alone(home: Home) -> None:
    with ports.claim(home) as first:
        pass
    with listening(first + ports.FIXED.index("mongodb")), ports.claim(home) as second:
        assert second != first
    assert json.loads(home.ports_json.read_text()) == {"block": second}


@pytest.mark.parametrize("remembered", ["", "[]", '{"block": "x"}', '{"block": 80}'])
def test_a_damaged_memory_is_no_hindrance(home: Home, remembered: str) -> None:
    home.ports_json.write_text(remembered)
    with ports.claim(home) as block:
        assert block in ports.BLOCKS


def test_blocks_lie_below_the_ports_of_outgoing_connections() -> None:
    assert ports.BLOCKS.stop <= 32_768  # ip_local_port_range as Linux comes


def test_every_process_has_a_port_of_its_own_within_the_block() -> None:
    stack = ports.Ports(20_000, 8080)
    numbers = [20_000 + index for index in range(len(ports.FIXED))]
    for index in range(len(topology.SERVICES)):
        numbers += [stack.replica(index, number) for number in range(1, ports.REPLICAS_MAX + 1)]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < 20_000 + ports.BLOCK_SIZE
    assert stack.fixed("edge") == 8080
    with pytest.raises(ValueError, match="replica 16"):
        stack.replica(0, 16)


def test_a_taken_port_is_told_with_its_holder_and_what_to_do() -> None:
    with listening(0) as port, pytest.raises(Trouble) as refused:
        ports.demand_free(port)
    told = str(refused.value)
    assert f"port {port} is taken by " in told
    assert "(pid " in told
    assert "--port" in told
    assert "\n" not in told


def test_a_free_port_and_any_port_are_fine() -> None:
    with listening(0) as port:
        pass
    ports.demand_free(port)
    ports.demand_free(0)
