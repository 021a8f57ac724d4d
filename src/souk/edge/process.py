"""The edge as a process of its own, away from the launcher: `python -m souk.edge`.

It writes the configuration, has HAProxy check it, starts HAProxy, hands it every certificate that takes the old one's
place, and passes the end on: connections in hand are finished first.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec

from souk.edge import description, haproxy, routes, runtime
from souk.kit import settings
from souk.serving import certificate, log, mutual, starting

LOG = logging.getLogger(__name__)

CHECK_TIMEOUT_S = 20.0
STOP_TIMEOUT_S = 35.0
"""HAProxy itself ends what is open after 30 s."""


class Settings(msgspec.Struct, kw_only=True, frozen=True):
    """What the edge reads from the environment.

    `edge_names` says where the replicas of a service are found, `{service}` standing for its name: an SRV record
    (`_http._tcp.{service}.souk.svc.cluster.local`), or `{service}:8000`, each address of which is a replica.
    """

    edge_names: str = "{service}:8000"
    edge_slots: int = 16
    """Replicas of one service that are taken from DNS at most."""
    edge_servers: str = ""
    """Fixed replicas instead of names: `order=10.0.0.1:8104,10.0.0.2:8104;user=10.0.0.1:8101`."""
    edge_nameservers: str = ""
    """`host:port` by comma; empty, those of /etc/resolv.conf."""
    edge_port: int = 8080
    edge_internal_host: str = ""
    """Where services ask each other, and Prometheus asks HAProxy; empty, the same as `host`."""
    edge_internal_port: int = 8081
    edge_metrics_port: int = 8082
    edge_tls_port: int = 8443
    edge_tls_public_port: int = 0
    """Where the world reaches that port, through a load balancer in front; 0, the same."""
    edge_certificate_file: str = ""
    """With `edge_key_file`: TLS, and plain requests are sent there."""
    edge_key_file: str = ""
    tls_dir: str = ""
    """TLS towards the services and from them: `tls.crt`, `tls.key` and `ca.crt`, as each of them has."""
    edge_trusted_proxies: str = ""
    """Addresses (CIDR) by comma of load balancers in front, whose `X-Forwarded-For` is believed."""
    edge_mailbox: bool = False
    edge_dir: str = "/run/souk"
    """Where configuration and runtime socket are put: writable, in memory."""
    rate_limit_writes: int = description.WRITES_PER_S
    rate_limit_reads: int = description.READS_PER_S
    host: str = "0.0.0.0"  # noqa: S104 - a container's own address
    instance: str = "edge-1"
    log_level: str = "info"


def describe(config: Settings) -> description.Edge:
    """The edge that the settings ask for."""
    names = [*routes.SERVICES, routes.AUDIT, routes.WEB, *([routes.MAILBOX] if config.edge_mailbox else [])]
    fixed = _servers(config.edge_servers)
    backends = {
        name: description.Backend(servers=fixed.get(name, ()))
        if fixed
        else description.Backend(address=config.edge_names.replace("{service}", name), slots=config.edge_slots)
        for name in names
    }
    tls = None
    if config.edge_certificate_file:
        public_port = config.edge_tls_public_port or config.edge_tls_port
        tls = description.Tls(pem=str(_pem(config)), port=config.edge_tls_port, public_port=public_port)
    peers = None
    if config.tls_dir:
        peers = description.Peers(pem=str(_peers_pem(config)), authority=str(_peers_authority(config)))
    return description.Edge(
        socket_path=str(_socket(config)),
        backends=backends,
        mode="servers" if fixed else "dns",
        host=config.host,
        port=config.edge_port,
        internal_host=config.edge_internal_host or config.host,
        internal_port=config.edge_internal_port,
        metrics_host=config.edge_internal_host or config.host,
        metrics_port=config.edge_metrics_port,
        tls=tls,
        peers=peers,
        limits=description.Limits(writes=config.rate_limit_writes, reads=config.rate_limit_reads),
        trusted_proxies=_listed(config.edge_trusted_proxies),
        nameservers=_listed(config.edge_nameservers),
    )


def _servers(text: str) -> dict[str, tuple[description.Server, ...]]:
    """Raises `SettingsError` saying which part cannot be read."""
    found: dict[str, tuple[description.Server, ...]] = {}
    for part in filter(None, text.split(";")):
        name, _, listed = part.partition("=")
        if not re.fullmatch(r"[\w.:\[\]-]+:\d{1,5}(,[\w.:\[\]-]+:\d{1,5})*", listed):
            raise settings.SettingsError(f"SOUK_EDGE_SERVERS: `{part}` is not NAME=HOST:PORT,HOST:PORT")
        places = [each.rpartition(":") for each in listed.split(",")]
        found[name] = tuple(
            description.Server(f"{name}-{number}", host, int(port)) for number, (host, _, port) in enumerate(places, 1)
        )
    return found


def main() -> None:
    """Be the edge until SIGTERM. Exits with one readable line when it cannot start."""
    try:
        starting.demand_known(os.environ, Settings)
        config = settings.load(Settings)
        log.configure(config.instance, config.log_level)
        command = _prepare(config)
    except (settings.SettingsError, certificate.CertificateError) as error:
        sys.exit(f"edge: {error}")
    except OSError as error:
        sys.exit(f"edge: SOUK_EDGE_DIR cannot be used: {error}")
    sys.exit(asyncio.run(_live(config, command)))


def _prepare(config: Settings) -> list[str]:
    """Write everything; the command that runs it. HAProxy has accepted it."""
    if "{service}" not in config.edge_names:
        raise settings.SettingsError("SOUK_EDGE_NAMES has no {service} in it, so all services would be the same")
    if bool(config.edge_certificate_file) != bool(config.edge_key_file):
        raise settings.SettingsError("SOUK_EDGE_CERTIFICATE_FILE and SOUK_EDGE_KEY_FILE go together: set both, or none")
    binary = shutil.which("haproxy")
    if binary is None:
        raise settings.SettingsError("haproxy is not on PATH: install HAProxy 2.8 or newer")
    directory = Path(config.edge_dir)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if config.edge_certificate_file:
        _write(_pem(config), _certificate(config))
    if config.tls_dir:
        own, authority = mutual.Identity(config.tls_dir).read()
        _write(_peers_pem(config), own)
        _write(_peers_authority(config), authority)
    file = directory / "haproxy.cfg"
    _write(file, haproxy.render(describe(config)))
    checked = subprocess.run(  # noqa: S603 - HAProxy, its own configuration
        [binary, "-c", "-q", "-f", str(file)], capture_output=True, text=True, timeout=CHECK_TIMEOUT_S, check=False
    )
    if checked.returncode:
        raise settings.SettingsError(f"HAProxy does not take its configuration: {_first_alert(checked.stderr)}")
    return [binary, "-db", "-f", str(file)]


async def _live(config: Settings, command: list[str]) -> int:
    child = await asyncio.create_subprocess_exec(*command)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    ended = asyncio.create_task(child.wait())
    stop = asyncio.create_task(stopping.wait())
    kept = [keep_certificate(config)] if config.edge_certificate_file else []
    kept += [keep_peers(config)] if config.tls_dir else []
    watching = [asyncio.create_task(each) for each in kept]
    await asyncio.wait([ended, stop, *watching], return_when=asyncio.FIRST_COMPLETED)
    if not ended.done():
        child.send_signal(signal.SIGUSR1)  # take nothing new, finish what is open
        try:
            await asyncio.wait_for(asyncio.shield(ended), STOP_TIMEOUT_S)
        except TimeoutError:
            child.kill()
            await ended
    for task in (stop, *watching):
        task.cancel()
    results = await asyncio.gather(*watching, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            LOG.critical("the certificate is not watched any more", exc_info=result)
    return 0 if stopping.is_set() else 1


_KEPT = (certificate.CertificateError, runtime.RuntimeSocketError)


async def keep_certificate(config: Settings) -> None:
    """Give HAProxy the certificate's files whenever they hold something else."""

    async def renew(found: str) -> None:
        await runtime.Runtime(str(_socket(config))).replace_certificate(str(_pem(config)), found)
        await asyncio.to_thread(_write, _pem(config), found)

    known = await asyncio.to_thread(_pem(config).read_text)
    await mutual.watch(lambda: _certificate(config), known, renew, _KEPT)


async def keep_peers(config: Settings) -> None:
    """The same for what the edge shows the services, and whom it believes."""
    identity = mutual.Identity(config.tls_dir)

    async def renew(found: tuple[str, str]) -> None:
        haproxy_now = runtime.Runtime(str(_socket(config)))
        await haproxy_now.replace_authority(str(_peers_authority(config)), found[1])
        await haproxy_now.replace_certificate(str(_peers_pem(config)), found[0])

    known = [await asyncio.to_thread(path.read_text) for path in (_peers_pem(config), _peers_authority(config))]
    await mutual.watch(identity.read, (known[0], known[1]), renew, _KEPT)


def _certificate(config: Settings) -> str:
    return certificate.read(Path(config.edge_certificate_file), Path(config.edge_key_file))


def _pem(config: Settings) -> Path:
    return Path(config.edge_dir) / "edge.pem"


def _peers_pem(config: Settings) -> Path:
    return Path(config.edge_dir) / "peers.pem"


def _peers_authority(config: Settings) -> Path:
    return Path(config.edge_dir) / "authority.pem"


def _socket(config: Settings) -> Path:
    return Path(config.edge_dir) / "haproxy.sock"


def _write(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _first_alert(said: str) -> str:
    lines = [line for line in said.splitlines() if "ALERT" in line] or said.splitlines() or ["it said nothing"]
    return lines[0]
