"""Which machine runs what, and under which ports: the same everywhere, so that each can say it of all others."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from souk.edge import routes

MONGODB, NATS, NATS_ROUTES, VALKEY = 27_017, 4_222, 6_222, 6_379
NATS_ROUTE_PINGS = {"ping_interval": "2s", "ping_max": 2}
"""A member that went silent is noticed after 4 s instead of a minute, and asked for again."""
EDGE, INTERNAL, METRICS = 8_080, 8_081, 8_082
SERVICES = {name: port for port, name in enumerate((*routes.SERVICES, routes.AUDIT, routes.WEB), 8_101)}
"""The port of each process that answers HTTP, by the name that the edge has for it."""
HOSTS_MIN, HOSTS_MAX = 3, 7
"""A majority of three outlives one machine; more than seven members of a replica set do not vote."""
SHOPS_DEFAULT = 2
REPLICA_SET = "souk"


class LayoutError(Exception):
    """These machines make no shop; the message is one readable line."""


@dataclass(frozen=True)
class Layout:
    """`hosts` are the machines' addresses, each of which holds a member of both stores. The first `shops` of them run
    every service and an edge, and the first of all looks after the books.
    """

    hosts: tuple[str, ...]
    shops: int = SHOPS_DEFAULT

    def __post_init__(self) -> None:
        for host in self.hosts:
            try:
                ipaddress.ip_address(host)
            except ValueError:
                raise LayoutError(
                    f"`{host}` is no address: name machines by the addresses they reach each other at"
                ) from None
        if len(set(self.hosts)) != len(self.hosts):
            raise LayoutError("a machine is named twice")
        if not HOSTS_MIN <= len(self.hosts) <= HOSTS_MAX or len(self.hosts) % 2 == 0:
            raise LayoutError(
                f"{len(self.hosts)} machines make no majority that outlives one of them: name 3, 5 or {HOSTS_MAX}"
            )
        if not 1 <= self.shops <= len(self.hosts):
            raise LayoutError(f"{self.shops} of {len(self.hosts)} machines cannot run the services")

    @property
    def mongodb_url(self) -> str:
        members = ",".join(f"{host}:{MONGODB}" for host in self.hosts)
        return f"mongodb://{members}/?replicaSet={REPLICA_SET}"

    @property
    def nats_url(self) -> str:
        return ",".join(f"nats://{host}:{NATS}" for host in self.hosts)

    @property
    def nats_replicas(self) -> int:
        """Copies of each stream: three outlive one machine, and more only cost."""
        return min(3, len(self.hosts))

    def runs_services(self, host: str) -> bool:
        return host in self.hosts[: self.shops]

    def keeps_books(self, host: str) -> bool:
        return host == self.hosts[0]

    def servers(self, service: str) -> list[tuple[str, int]]:
        """Where a service answers."""
        hosts = self.hosts[:1] if service == routes.AUDIT else self.hosts[: self.shops]
        return [(host, SERVICES[service]) for host in hosts]

    def number(self, host: str) -> int:
        """1 for the first."""
        if host not in self.hosts:
            raise LayoutError(f"{host} is none of the machines {', '.join(self.hosts)}")
        return self.hosts.index(host) + 1
