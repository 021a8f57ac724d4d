"""The systemd units of one machine and the files that they read.

All machines derive the stores' credentials from the one secret that they share, so nothing else is carried around.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from souk.edge import routes
from souk.hosts import layout
from souk.serving import derived

USER = "souk"
"""The account that everything runs under, and the name by which services sign in to the stores."""
OPERATOR = "souk-operator"
"""Who may change the replica set and its users; no service signs in by this name."""
MEMORY_OF_MONGODB_GB = 2.0
STOP_TIMEOUT_S = 40
"""Longer than a process takes to finish what it has in hand."""
OPEN_FILES_MAX = 65_536
PRIVATE = 0o600
READABLE = 0o644
_MODULES = {routes.AUDIT: "souk.audit.app", routes.WEB: "souk.edge.web"}


@dataclass(frozen=True)
class Programs:
    """Where the machine has them; absolute, as systemd wants it."""

    python: str
    mongod: str
    nats: str
    valkey: str


@dataclass(frozen=True)
class Node:
    """One machine: its place in the layout, and where things lie on it."""

    layout: layout.Layout
    host: str
    secret: str
    programs: Programs
    root: Path
    """The checkout, which holds the built web and the API's documents."""
    etc: Path = Path("/etc/souk")
    state: Path = Path("/var/lib/souk")


@dataclass(frozen=True)
class File:
    """Something to be written."""

    text: str
    mode: int = READABLE


def files(node: Node) -> Mapping[Path, File]:
    """Everything that one machine needs, by its path below the directory of settings."""
    units = {
        Path("systemd", f"souk-{name}.service"): File(text)
        for name, text in {**_stores(node), **_services(node)}.items()
    }
    wanted = " ".join(sorted(path.name for path in units))
    return {
        Path("souk.env"): File(_environment(node), PRIVATE),
        Path("mongodb.key"): File(password(node.secret, "mongodb-members"), PRIVATE),
        Path("nats.conf"): File(_nats(node), PRIVATE),
        **units,
        Path("systemd", "souk.target"): File(
            f"[Unit]\nDescription=Souk on {node.host}\nWants={wanted}\n\n[Install]\nWantedBy=multi-user.target\n"
        ),
    }


def password(secret: str, purpose: str) -> str:
    """A password for one purpose; the same on every machine."""
    return base64.b64encode(derived.keys(secret, purpose)[-1]).decode().translate(str.maketrans("+/", "ab")).rstrip("=")


def mongodb_url(node: Node) -> str:
    """The replica set's, with the name and password that `souk node init` gave to the services."""
    scheme, _, rest = node.layout.mongodb_url.partition("://")
    return f"{scheme}://{USER}:{password(node.secret, 'mongodb-services')}@{rest}&authSource=admin"


def _environment(node: Node) -> str:
    plan = node.layout
    with_password = plan.nats_url.replace("nats://", f"nats://{USER}:{password(node.secret, 'nats-services')}@")
    variables = {
        "SOUK_MONGODB_URL": mongodb_url(node),
        "SOUK_NATS_URL": with_password,
        "SOUK_NATS_REPLICAS": plan.nats_replicas,
        "SOUK_VALKEY_URL": f"redis://127.0.0.1:{layout.VALKEY}",
        "SOUK_INTERNAL_URL": f"http://127.0.0.1:{layout.INTERNAL}",
        "SOUK_SECRET_FILE": node.etc / "secret",
        "SOUK_MEDIA_DIR": node.state / "media",
        "SOUK_PUBLIC_URL": f"http://{plan.hosts[0]}:{layout.EDGE}",
    }
    head = (
        f"# Written by `souk node write`. What is yours goes into {node.etc / 'own.env'}, which is read after this.\n"
    )
    return head + "".join(f"{name}={value}\n" for name, value in variables.items())


def _stores(node: Node) -> dict[str, str]:
    programs, state = node.programs, node.state
    found = {
        "mongodb": _unit(
            node,
            "MongoDB, a member of the replica set",
            f"{programs.mongod} --dbpath {state / 'mongodb'} --bind_ip 127.0.0.1,{node.host} --port {layout.MONGODB} "
            f"--replSet {layout.REPLICA_SET} --keyFile {node.etc / 'mongodb.key'} --nounixsocket --quiet "
            f"--wiredTigerCacheSizeGB {MEMORY_OF_MONGODB_GB} --setParameter transactionLifetimeLimitSeconds=10",
        ),
        "nats": _unit(node, "NATS, a member of the cluster", f"{programs.nats} --config {node.etc / 'nats.conf'}"),
    }
    if node.layout.runs_services(node.host):
        found["valkey"] = _unit(
            node,
            "Valkey, this machine's cache",
            f"{programs.valkey} --bind 127.0.0.1 --port {layout.VALKEY} --dir {state / 'valkey'} --save '' "
            "--appendonly no --maxmemory 256mb --maxmemory-policy allkeys-lru",
        )
    return found


def _services(node: Node) -> dict[str, str]:
    if not node.layout.runs_services(node.host):
        return {}
    number = node.layout.number(node.host)
    found = {}
    for name, port in layout.SERVICES.items():
        if name == routes.AUDIT and not node.layout.keeps_books(node.host):
            continue
        module = _MODULES.get(name, f"souk.{name}.app")
        own = {"SOUK_INSTANCE": f"{name}-{number}", "SOUK_HOST": node.host, "SOUK_PORT": port}
        found[name] = _unit(node, f"the {name} service", f"{node.programs.python} -m {module}", own)
    servers = ";".join(
        f"{name}={','.join(f'{host}:{port}' for host, port in node.layout.servers(name))}" for name in layout.SERVICES
    )
    own = {
        "SOUK_INSTANCE": f"edge-{number}",
        "SOUK_HOST": "0.0.0.0",  # noqa: S104 - the one that customers come to
        "SOUK_EDGE_SERVERS": servers,
        "SOUK_EDGE_PORT": layout.EDGE,
        "SOUK_EDGE_INTERNAL_HOST": "127.0.0.1",
        "SOUK_EDGE_INTERNAL_PORT": layout.INTERNAL,
        "SOUK_EDGE_METRICS_PORT": layout.METRICS,
        "SOUK_EDGE_DIR": "/run/souk-edge",
    }
    found["edge"] = _unit(node, "the edge", f"{node.programs.python} -m souk.edge", own, runtime="souk-edge")
    return found


def _unit(
    node: Node, what: str, command: str, own: Mapping[str, object] | None = None, *, runtime: str | None = None
) -> str:
    settled = "".join(f'Environment="{name}={value}"\n' for name, value in (own or {}).items())
    variables = f"EnvironmentFile={node.etc / 'souk.env'}\nEnvironmentFile=-{node.etc / 'own.env'}\n{settled}"
    return f"""[Unit]
Description=Souk: {what}
PartOf=souk.target
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
User={USER}
WorkingDirectory={node.root}
{variables if own else ""}ExecStart={command}
Restart=always
RestartSec=1
TimeoutStopSec={STOP_TIMEOUT_S}
CPUSchedulingPolicy=batch
LimitNOFILE={OPEN_FILES_MAX}
StateDirectory=souk souk/mongodb souk/nats souk/valkey souk/media
{f"RuntimeDirectory={runtime}{chr(10)}" if runtime else ""}NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
RestrictSUIDSGID=yes

[Install]
WantedBy=souk.target
"""


def _nats(node: Node) -> str:
    """A NATS configuration is JSON, too. Members sign in to each other as services do to them, by another password."""
    secret, number = node.secret, node.layout.number(node.host)
    members = password(secret, "nats-members")
    routes_ = [f"nats://{USER}:{members}@{host}:{layout.NATS_ROUTES}" for host in node.layout.hosts]
    config = {
        "server_name": f"souk-{number}",
        "listen": f"{node.host}:{layout.NATS}",
        "max_payload": 1024**2,
        "jetstream": {"store_dir": str(node.state / "nats")},
        "authorization": {"user": USER, "password": password(secret, "nats-services")},
        "cluster": {
            "name": "souk",
            "listen": f"{node.host}:{layout.NATS_ROUTES}",
            "routes": routes_,
            **layout.NATS_ROUTE_PINGS,
            "authorization": {"user": USER, "password": members},
        },
    }
    return json.dumps(config, indent=2) + "\n"
