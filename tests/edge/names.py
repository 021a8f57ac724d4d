"""A DNS server of a test's own, as a cluster has one: it says which replicas there are."""

from __future__ import annotations

import socket
import struct
import threading
from dataclasses import dataclass, field

from edge.rig import free_port

A, SRV, IN = 1, 33, 1
NAME_ERROR = 3
TTL_S = 1


def _packed(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.strip(".").split(".")) + b"\0"


def _record(name: str, kind: int, data: bytes) -> bytes:
    return _packed(name) + struct.pack(">HHIH", kind, IN, TTL_S, len(data)) + data


@dataclass
class Names:
    """`addresses`: name → its addresses; `services`: name of an SRV record → (target, port). Both may be changed."""

    addresses: dict[str, list[str]] = field(default_factory=dict)
    services: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", self.port))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def close(self) -> None:
        self._socket.sendto(b"", ("127.0.0.1", self.port))  # the sign to end
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            asked, peer = self._socket.recvfrom(4096)
            if not asked:
                return
            self._socket.sendto(self.answer(asked), peer)

    def answer(self, asked: bytes) -> bytes:
        labels, at = [], 12
        while length := asked[at]:
            labels.append(asked[at + 1 : at + 1 + length].decode())
            at += 1 + length
        kind = struct.unpack(">H", asked[at + 1 : at + 3])[0]
        name = ".".join(labels).lower()
        answers: list[bytes] = []
        more: list[bytes] = []
        if kind == SRV:
            for target, port in list(self.services.get(name, [])):
                answers.append(_record(name, SRV, struct.pack(">HHH", 0, 1, port) + _packed(target)))
                more += [_record(target, A, socket.inet_aton(each)) for each in self.addresses.get(target, [])]
        elif kind == A:
            answers = [_record(name, A, socket.inet_aton(each)) for each in list(self.addresses.get(name, []))]
        is_known = name in self.addresses or name in self.services
        flags = 0x8580 if is_known else 0x8580 | NAME_ERROR
        head = asked[:2] + struct.pack(">HHHHH", flags, 1, len(answers), 0, len(more))
        return head + asked[12 : at + 5] + b"".join(answers) + b"".join(more)
