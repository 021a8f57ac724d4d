"""Networks of our own: namespaces that stand for machines, joined by a bridge, whose links can be cut.

Nothing of it outlives the process for long: what a crash leaves, `machine.sweep` takes away.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from proof.chaos import machine

SUBNETS = range(200, 250)
"""10.213.N.0/24: the first that no link of this machine uses."""


@dataclass(frozen=True)
class Namespace:
    """What stands for a machine: a network of its own with one address."""

    name: str
    address: str

    @property
    def enter(self) -> list[str]:
        """What to put before a command that is to run there."""
        return ["ip", "netns", "exec", self.name]

    def cut_off(self, others: Sequence[str]) -> None:
        """Let no packet pass between this one and these addresses."""
        them = ", ".join(others)
        machine.sh(
            *self.enter, "nft", "-f", "-",
            stdin=f"""table ip cut {{
                chain coming {{ type filter hook input priority 0; ip saddr {{ {them} }} counter drop; }}
                chain going {{ type filter hook output priority 0; ip daddr {{ {them} }} counter drop; }}
            }}""",
        )  # fmt: skip

    def join_again(self) -> int:
        """Undo `cut_off`; how many packets it has dropped."""
        words = (*self.enter, "nft")
        told = machine.sh(*words, "list", "table", "ip", "cut")
        machine.sh(*words, "delete", "table", "ip", "cut")
        return sum(int(count) for count in re.findall(r"counter packets (\d+)", told))


class Network:
    """A bridge on this machine, and the namespaces that hang on it."""

    def __init__(self) -> None:
        self._subnet = _free_subnet()
        self._links = f"skc{_base36(int(machine.tag().rpartition('-')[2]))}-"
        self._namespaces: list[Namespace] = []

    @property
    def gateway(self) -> str:
        """Where this machine is, as the namespaces see it."""
        return f"{self._subnet}.1"

    def namespace(self, name: str, number: int) -> Namespace:
        """The one with this last part of its address; `build` makes it."""
        made = Namespace(f"{machine.tag()}-{name}", f"{self._subnet}.{number}")
        self._namespaces.append(made)
        return made

    def build(self) -> None:
        """Raises `ImpossibleError`."""
        bridge = f"{self._links}br"
        machine.sh("ip", "link", "add", bridge, "type", "bridge")
        machine.sh("ip", "addr", "add", f"{self.gateway}/24", "dev", bridge)
        machine.sh("ip", "link", "set", bridge, "up")
        for each in self._namespaces:
            machine.sh("ip", "netns", "add", each.name)
            outside = f"{self._links}{each.name.rpartition('-')[2]}"
            machine.sh("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", each.name)
            machine.sh("ip", "link", "set", outside, "master", bridge, "up")
            inside = ("ip", "-n", each.name)
            machine.sh(*inside, "addr", "add", f"{each.address}/24", "dev", "eth0")
            machine.sh(*inside, "link", "set", "eth0", "up")
            machine.sh(*inside, "link", "set", "lo", "up")


def _free_subnet() -> str:
    taken = machine.sh("ip", "-4", "-o", "addr") if shutil.which("ip") else ""
    return next(f"10.213.{number}" for number in SUBNETS if f"10.213.{number}." not in taken)


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text
