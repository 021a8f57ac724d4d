"""An edge, described: who stands behind it, where it listens, what it allows."""

from __future__ import annotations

import resource
from collections.abc import Mapping
from typing import Literal

import msgspec

WRITES_PER_S = 2_000
READS_PER_S = 20_000
CONNECTIONS_MAX = 4_096
_FILES_KEPT_BACK = 256
"""Open files that are no connections: listeners, health checks, the runtime socket, pipes, idle server connections."""
_FILES_PER_CONNECTION = 2
"""One towards the client, one towards the server."""


class Server(msgspec.Struct, frozen=True):
    """One replica, as the launcher names it: `order-1`."""

    name: str
    host: str
    port: int


class Backend(msgspec.Struct, frozen=True, kw_only=True):
    """Where the requests of one service go.

    With `mode="servers"`: `servers` are those known when the configuration is written; they count as ready until a
    check says otherwise, so name only replicas that answer, and bring others in with `Runtime.add_server` (they get
    requests from their first good check on). `total` is how many there should be, as `/healthz` tells; by default as
    many as named.
    With `mode="dns"`: `address` is `name:port`, or the name of an SRV record; up to `slots` replicas are taken from it.
    """

    servers: tuple[Server, ...] = ()
    total: int | None = None
    address: str = ""
    slots: int = 16


class Tls(msgspec.Struct, frozen=True, kw_only=True):
    """`pem` holds certificate chain and key. Requests in plain text are redirected to `public_port`, which is `port`
    or, where a load balancer is in front, that one's."""

    pem: str
    port: int
    public_port: int


class Peers(msgspec.Struct, frozen=True, kw_only=True):
    """TLS towards the services and from them: what the edge shows, and the authority that both sides must be of.

    A service's certificate must be for its name (`order`).
    """

    pem: str
    authority: str


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Requests per second that one client address (an IPv6 /64) may send; 0 is no limit.

    Read from `SOUK_RATE_LIMIT_WRITES` and `SOUK_RATE_LIMIT_READS` by `limits_from`.
    """

    writes: int = WRITES_PER_S
    reads: int = READS_PER_S


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an edge needs to know. Paths and hosts are put into the configuration as they are."""

    socket_path: str
    """The runtime socket (level admin, mode 600); at most 107 bytes, as for every UNIX socket."""
    backends: Mapping[str, Backend] = {}
    """By name: `routes.SERVICES`, `audit`, `web`, and `mailbox` where there is one; without an entry there is no
    replica yet."""
    mode: Literal["servers", "dns"] = "servers"
    host: str = "127.0.0.1"
    port: int = 8080
    internal_host: str = "127.0.0.1"
    internal_port: int = 18081
    metrics_host: str = "127.0.0.1"
    metrics_port: int = 18082
    tls: Tls | None = None
    peers: Peers | None = None
    """None: plain text within the installation."""
    limits: Limits = Limits()
    trusted_proxies: tuple[str, ...] = ()
    """Addresses (CIDR) of load balancers in front, whose `X-Forwarded-For` is believed; nobody else's is."""
    nameservers: tuple[str, ...] = ()
    """`host:port` of the resolvers for `mode="dns"`; none means those of /etc/resolv.conf."""
    server_timeout_s: int = 20
    """How long a service may think; requests that ask to wait, uploads and streams may take longer."""
    connections_max: int | None = None
    """None: as many as this process's open-file limit has room for, at most 4,096."""
    access_log: bool = False
    """Every request in the log; otherwise only those that failed, were retried or timed out."""


def limits_from(environment: Mapping[str, str]) -> Limits:
    """The rate limits that `SOUK_RATE_LIMIT_WRITES` and `SOUK_RATE_LIMIT_READS` ask for.

    Raises `ValueError` naming the variable that is not a whole number of zero or more.
    """
    return Limits(
        writes=_whole_number(environment, "SOUK_RATE_LIMIT_WRITES", WRITES_PER_S),
        reads=_whole_number(environment, "SOUK_RATE_LIMIT_READS", READS_PER_S),
    )


def _whole_number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdecimal():
        raise ValueError(f"{name} is not a whole number of requests per second: {text}")
    return int(text)


def fitting_connections() -> int:
    """How many client connections the open-file limit of this process (and so of its children) has room for."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return CONNECTIONS_MAX
    return max(64, min(CONNECTIONS_MAX, (files - _FILES_KEPT_BACK) // _FILES_PER_CONNECTION))
