"""One run of the stack: which parts, how many of each, where; and the environment every process gets."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from souk.local import checkout, ports, topology
from souk.local.home import Home
from souk.local.trouble import Trouble

REPLICA_SET = "souk"
_REPLICAS = re.compile(r"([a-z]+)=([0-9]{1,3})")


@dataclass(frozen=True)
class Plan:
    """What the supervisor is asked to keep running."""

    home: Home
    ports: ports.Ports
    replicas: Mapping[str, int]
    """Processes wanted of each part, by name; parts that are not started are absent."""
    externals: Mapping[str, str]
    """URLs of servers that run elsewhere, by part."""
    has_mailbox: bool = True
    shape: topology.Topology = topology.Topology.SEPARATE
    scaling_rules: Path | None = None
    """The folder of rules by which services are scaled; None leaves their number alone."""

    @property
    def public_url(self) -> str:
        return f"http://{ports.HOST}:{self.ports.edge}"

    @property
    def internal_url(self) -> str:
        return self._url("http", "internal")

    @property
    def mongodb_url(self) -> str:
        own = f"mongodb://{ports.HOST}:{self.ports.fixed('mongodb')}/?replicaSet={REPLICA_SET}"
        return self.externals.get("mongodb", own)

    @property
    def nats_url(self) -> str:
        return self.externals.get("nats", self._url("nats", "nats"))

    @property
    def valkey_url(self) -> str:
        return self.externals.get("valkey", self._url("redis", "valkey"))

    @property
    def sandbox_url(self) -> str:
        return self._url("http", "sandbox")

    def _url(self, scheme: str, port: str) -> str:
        return f"{scheme}://{ports.HOST}:{self.ports.fixed(port)}"

    def port(self, part: topology.Part, number: int) -> int:
        """Where process `number` of a part listens."""
        if part.is_scalable:
            return self.ports.replica(topology.service_index(part.name), number)
        return self.ports.fixed(part.port)

    def environment(self, part: topology.Part, number: int) -> dict[str, str]:
        """All variables of one process: what this process was given, and over it what the topology says."""
        own = {
            "SOUK_INSTANCE": topology.process_name(part.name, number),
            "SOUK_HOST": ports.HOST,
            "SOUK_PORT": str(self.port(part, number)),
            "SOUK_PUBLIC_URL": self.public_url,
            "SOUK_SECRET_FILE": str(self.home.secret),
        }
        if part.kind is topology.Kind.SERVICE or part.name == "auditor":
            own |= {
                "SOUK_MONGODB_URL": self.mongodb_url,
                "SOUK_NATS_URL": self.nats_url,
                "SOUK_VALKEY_URL": self.valkey_url,
                "SOUK_INTERNAL_URL": self.internal_url,
            }
        if part.name == "web":
            own["SOUK_INTERNAL_URL"] = self.internal_url
        own |= self._special(part.name)
        return checkout.environment(os.environ) | own

    def _special(self, part: str) -> dict[str, str]:
        match part:
            case topology.SINGLE.name:
                return {name: value for each in topology.SERVICES for name, value in self._special(each.name).items()}
            case "product":
                return {"SOUK_MEDIA_DIR": str(self.home.store("media"))}
            case "payment":
                return {"SOUK_SANDBOX_URL": self.sandbox_url}
            case "auditor":
                return {"SOUK_SANDBOX_URL": self.sandbox_url, "SOUK_SUPERVISOR": str(self.home.socket("control"))}
            case "notification":
                return {"SOUK_SMTP_URL": self._url("smtp", "smtp")}
            case "sandbox":
                return {
                    "SOUK_SANDBOX_DIR": str(self.home.store("sandbox")),
                    "SOUK_WEBHOOK_URL": f"{self.public_url}/v1/webhooks/sandbox",
                }
            case "smtp":
                return {
                    "SOUK_SMTP_PORT": str(self.ports.fixed("smtp")),
                    "SOUK_MAIL_DIR": str(self.home.store("mail")),
                }
            case _:
                return {}


def externals(environment: Mapping[str, str]) -> dict[str, str]:
    """The servers that the environment says run elsewhere, by part."""
    return {
        part.name: environment[part.external]
        for part in topology.PARTS
        if part.external and environment.get(part.external)
    }


def wanted_replicas(
    asked: Sequence[str], elsewhere: Mapping[str, str], shape: topology.Topology = topology.Topology.SEPARATE
) -> dict[str, int]:
    """How many processes of each part: one, or what `SERVICE=N` asked, or none of what runs elsewhere.

    Raises `Trouble` for a part that this topology does not have.
    """
    counts = {part.name: 1 for part in shape.parts if part.name not in elsewhere}
    return counts | dict(parse_replicas(text, shape) for text in asked)


def parse_replicas(text: str, shape: topology.Topology = topology.Topology.SEPARATE) -> tuple[str, int]:
    """`order=2` → (`order`, 2). Raises `Trouble` saying what is wrong."""
    match = _REPLICAS.fullmatch(text)
    if match is None:
        raise Trouble(f"`{text}` is not SERVICE=N, such as order=2")
    name, count = parse_service(match[1], shape), int(match[2])
    if not 1 <= count <= ports.REPLICAS_MAX:
        raise Trouble(f"{name} may have 1 to {ports.REPLICAS_MAX} replicas here, not {count}")
    return name, count


def parse_service(
    name: str, shape: topology.Topology = topology.Topology.SEPARATE, *, is_replaced: bool = False
) -> str:
    """`name`, when this topology has such a service; where it `is_replaced` the auditor and the web are some, too.

    Raises `Trouble` naming those there are.
    """
    services = [part.name for part in shape.parts if (part.is_shop if is_replaced else part.is_scalable)]
    if name not in services:
        raise Trouble(f"`{name}` is no service here; services are {', '.join(services)}")
    return name
