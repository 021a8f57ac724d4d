"""The parts of a local stack, said once: what each is, what it needs to start, and how it is told to be ready."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from souk.edge import routes


class Kind(enum.Enum):
    """Parts are stopped kind by kind, in this order."""

    SERVICE = "service"
    HELPER = "helper"
    EDGE = "edge"
    STORE = "store"


class Ready(enum.Enum):
    """How readiness is told."""

    PRIMARY = "the replica set has a primary"
    NATS = "JetStream greets"
    VALKEY = "PING is answered with PONG"
    EDGE = "the edge answers"
    READYZ = "GET /readyz answers 200"
    PROMETHEUS = "GET /-/ready answers 200"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of process; its processes are called `name-1`, `name-2`, …"""

    name: str
    kind: Kind
    ready: Ready
    needs: tuple[str, ...] = ()
    """Parts that must be ready before this one is started."""
    module: str = ""
    """What `python -m` runs; empty for a server that is no Python."""
    port: str = ""
    """The name of its port in `ports.FIXED`; services have one port per replica instead."""
    external: str = ""
    """The environment variable that, when set, names a server elsewhere to be used instead of starting one."""
    start_timeout_s: float = 60.0
    stop_grace_s: float = 15.0
    """Between SIGTERM and SIGKILL."""

    @property
    def is_scalable(self) -> bool:
        """Whether there may be more than one."""
        return self.kind is Kind.SERVICE

    @property
    def is_shop(self) -> bool:
        """Whether it runs the shop's own code, which an upgrade brings anew; practice parts stand for the world."""
        return self.is_scalable or self.name in ("auditor", "web")


STORES = (
    Part(
        name="mongodb",
        kind=Kind.STORE,
        ready=Ready.PRIMARY,
        port="mongodb",
        external="SOUK_MONGODB_URL",
        start_timeout_s=120.0,  # recovery after a crash replays the journal
        stop_grace_s=30.0,
    ),
    Part(name="nats", kind=Kind.STORE, ready=Ready.NATS, port="nats", external="SOUK_NATS_URL"),
    Part(name="valkey", kind=Kind.STORE, ready=Ready.VALKEY, port="valkey", external="SOUK_VALKEY_URL"),
)

HELPERS = (
    Part(name="sandbox", kind=Kind.HELPER, ready=Ready.READYZ, module="souk.local.sandbox", port="sandbox"),
    Part(name="smtp", kind=Kind.HELPER, ready=Ready.READYZ, module="souk.local.smtp_sink", port="mailbox"),
    Part(
        name="auditor",
        kind=Kind.HELPER,
        ready=Ready.READYZ,
        needs=("mongodb", "nats", "valkey", "haproxy"),
        module="souk.audit.app",
        port="audit",
    ),
    Part(name="web", kind=Kind.HELPER, ready=Ready.READYZ, module="souk.edge.web", port="web"),
)

EDGE = Part(name="haproxy", kind=Kind.EDGE, ready=Ready.EDGE, port="edge")

SERVICES = tuple(
    Part(
        name=name,
        kind=Kind.SERVICE,
        ready=Ready.READYZ,
        # services call each other through the edge while they start; the rest they could do without, but not start well
        needs=("mongodb", "nats", "valkey", "haproxy"),
        module=f"souk.{name}.app",
    )
    for name in routes.SERVICES
)

PROMETHEUS = Part(name="prometheus", kind=Kind.HELPER, ready=Ready.PROMETHEUS, port="prometheus")
"""Only where it is asked for."""

SINGLE = Part(
    name="single",
    kind=Kind.SERVICE,
    ready=Ready.READYZ,
    needs=("mongodb", "nats", "valkey", "haproxy"),
    module="souk.single.app",
)
"""All services in one process, in place of `SERVICES`: to compare with, or for a shop that is small."""

PARTS = (*STORES, EDGE, *HELPERS, *SERVICES, SINGLE, PROMETHEUS)
BY_NAME = {part.name: part for part in PARTS}


class Topology(enum.StrEnum):
    """How the services are laid over processes."""

    SEPARATE = "separate"
    SINGLE = "single"

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part of such a stack."""
        services = (SINGLE,) if self is Topology.SINGLE else SERVICES
        return (*STORES, EDGE, *HELPERS, *services)


def service_index(name: str) -> int:
    """The service's place among `SERVICES`, which fixes its ports; the single process has those of the first."""
    return 0 if name == SINGLE.name else routes.SERVICES.index(name)


def process_name(part: str, number: int) -> str:
    """`order-1`"""
    return f"{part}-{number}"


def database(service: str) -> str:
    """The name of a service's own database."""
    return f"souk_{service}"
