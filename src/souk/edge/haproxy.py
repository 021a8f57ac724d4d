"""The complete HAProxy 2.8 configuration of an edge."""

from __future__ import annotations

from souk.edge import backends, frontends, refusals, routes
from souk.edge.description import Backend, Edge, Limits, Peers, Server, Tls, fitting_connections, limits_from
from souk.edge.syntax import section

__all__ = ["Backend", "Edge", "Limits", "Peers", "Server", "Tls", "limits_from", "render"]


def render(edge: Edge) -> str:
    """The whole configuration file of `edge`. The same edge gives the same text."""
    connections = edge.connections_max or fitting_connections()
    sections = [
        _global(edge, connections),
        _defaults(edge),
        *frontends.sections(edge, connections),
        *backends.sections(edge),
    ]
    return "# Generated from the topology; edits are lost.\n\n" + "\n\n".join(sections) + "\n"


def _global(edge: Edge, connections: int) -> str:
    totals = [f"set-var proc.total_{name} int({backends.total(edge, name)})" for name in routes.SERVICES]
    return section(
        "global",
        [
            "log stdout format raw daemon",
            f"stats socket {edge.socket_path} level admin mode 600",
            "stats timeout 30s",
            # A proxied request costs about 50 us: one thread carries 20,000 a second, and a second one only adds
            # locking and idle wake-ups next to services that need the cores.
            "nbthread 1",
            f"maxconn {connections}",
            "hard-stop-after 30s",
            "tune.bufsize 16384",
            # Few patterns, each path new: remembering which matched costs more than matching (6 % of a cached answer).
            "tune.pattern.cache-size 0",
            "tune.comp.maxlevel 1",
            "maxcompcpuusage 60",
            "ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets",
            *totals,
        ],
    )


def _defaults(edge: Edge) -> str:
    logged = [] if edge.access_log else ["option dontlog-normal"]
    return section(
        "defaults",
        [
            "mode http",
            "log global",
            *logged,
            f"log-format '{LOG_FORMAT}'",
            "option http-restrict-req-hdr-names delete",
            "timeout connect 1s",
            "timeout client 30s",
            f"timeout server {edge.server_timeout_s}s",
            f"timeout queue {backends.QUEUE_TIMEOUT_S}s",
            "timeout http-request 10s",
            "timeout http-keep-alive 75s",
            "timeout tunnel 1h",
            f"timeout check {backends.CHECK_TIMEOUT_MS}ms",
            *refusals.directives(),
        ],
    )


LOG_FORMAT = (
    '{"time":"%[date,utime(%Y-%m-%dT%H:%M:%S)]Z","instance":"haproxy-1","method":"%HM",'
    '"path":"%[var(txn.path),json(utf8s)]","status":%ST,"backend":"%b","server":"%s","client":"%ci",'
    '"trace_id":"%[var(txn.trace),json(utf8s)]","retries":"%rc","state":"%ts","queued_ms":%Tw,"connect_ms":%Tc,'
    '"response_ms":%Tr,"total_ms":%Ta,"bytes":%B}'
)
"""One JSON object a line, like the services' logs. No query and no headers: they may carry tokens."""
