"""The generated configuration: what the real binary makes of it."""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from edge.rig import haproxy_binary
from souk.edge import description, haproxy, refusals, routes, syntax
from souk.edge.haproxy import Backend, Edge, Limits, Server, Tls

TWO = Backend(servers=(Server("order-1", "127.0.0.1", 9001), Server("order-2", "127.0.0.1", 9002)))


def certificate(path: Path) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(days=1))
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(pem + secret)
    return str(path)


def check(edge: Edge, home: Path) -> None:
    """HAProxy itself finds nothing wrong, and nothing to warn about."""
    file = home / "haproxy.cfg"
    file.write_text(haproxy.render(edge), encoding="utf-8")
    done = subprocess.run(
        [haproxy_binary(), "-c", "-f", str(file)], capture_output=True, text=True, timeout=10, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "[WARNING]" not in done.stderr


@pytest.mark.parametrize(
    "edge",
    [
        Edge(socket_path="/tmp/souk.sock"),
        Edge(socket_path="/tmp/souk.sock", backends={"order": TWO, "mailbox": TWO}),
        Edge(socket_path="/tmp/souk.sock", backends={"order": TWO}, limits=Limits(writes=0, reads=0)),
        Edge(socket_path="/tmp/souk.sock", limits=Limits(writes=0, reads=5), access_log=True),
        Edge(socket_path="/tmp/souk.sock", trusted_proxies=("10.0.0.0/8", "fd00::/8")),
        Edge(
            socket_path="/tmp/souk.sock",
            mode="dns",
            nameservers=("127.0.0.11:53",),
            backends={"order": Backend(address="order:8000", slots=4, total=2)},
        ),
        Edge(
            socket_path="/tmp/souk.sock",
            mode="dns",
            backends={"order": Backend(address="_http._tcp.order.souk.svc.cluster.local")},
        ),
    ],
    ids=["empty", "replicas", "no limits", "reads limited", "behind proxies", "names", "service records"],
)
def test_haproxy_accepts_it(edge: Edge, tmp_path: Path) -> None:
    check(edge, tmp_path)


def test_haproxy_accepts_tls(tmp_path: Path) -> None:
    tls = Tls(pem=certificate(tmp_path / "edge.pem"), port=8443, public_port=443)
    check(Edge(socket_path="/tmp/souk.sock", tls=tls), tmp_path)


def test_the_same_edge_gives_the_same_text() -> None:
    edge = Edge(socket_path="/tmp/souk.sock", backends={"order": TWO})
    assert haproxy.render(edge) == haproxy.render(edge)


def test_totals_are_the_servers_named_unless_said() -> None:
    text = haproxy.render(
        Edge(socket_path="/tmp/souk.sock", backends={"order": TWO, "user": Backend(servers=TWO.servers, total=3)})
    )
    assert "set-var proc.total_order int(2)" in text
    assert "set-var proc.total_user int(3)" in text
    assert "set-var proc.total_payment int(0)" in text


def test_no_path_is_routed_twice() -> None:
    paths = [route.path for route in routes.ROUTES]
    assert len(paths) == len(set(paths))
    assert all(route.backend in {*routes.SERVICES, routes.AUDIT, routes.WEB, routes.MAILBOX} for route in routes.ROUTES)
    assert not any(path.startswith(hidden) for path in paths for hidden in routes.HIDDEN)


def test_every_cached_path_is_a_public_read_of_the_catalogue() -> None:
    product = routes.paths_of("product")
    assert all(any(path == route or path.startswith(f"{route}/") for route in product) for path in routes.CACHED)


def test_connections_fit_the_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    for files, expected in ((1_024, 384), (1_000_000, description.CONNECTIONS_MAX), (100, 64)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, files=files: (files, files))
        assert description.fitting_connections() == expected


def test_limits_come_from_the_environment() -> None:
    assert haproxy.limits_from({}) == Limits(writes=2_000, reads=20_000)
    assert haproxy.limits_from({"SOUK_RATE_LIMIT_WRITES": "7", "SOUK_RATE_LIMIT_READS": "0"}) == Limits(
        writes=7, reads=0
    )
    with pytest.raises(ValueError, match="SOUK_RATE_LIMIT_WRITES is not a whole number"):
        haproxy.limits_from({"SOUK_RATE_LIMIT_WRITES": "-1"})


def test_what_cannot_be_quoted_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be said"):
        syntax.quoted("it's")


def test_every_refusal_has_its_own_status_and_slug() -> None:
    assert len({refusal.status for refusal in refusals.REFUSALS}) == len(refusals.REFUSALS)
    assert len({refusal.slug for refusal in refusals.REFUSALS}) == len(refusals.REFUSALS)
