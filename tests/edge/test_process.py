"""The edge as a process of its own: what it refuses, that a certificate is replaced while it serves, how it ends."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from edge.rig import accepts, free_port, haproxy_binary, until
from souk.edge import haproxy, process
from souk.kit import settings
from souk.local import checkout

START_TIMEOUT_S = 20.0
HALF_A_DAY = timedelta(hours=12)


def put_certificate(folder: Path, name: str, *, age: timedelta = timedelta(), own_key: bool = True) -> None:
    """A new certificate of half a day, `age` ago; with `own_key` false, beside another one's key."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    began = datetime.now(UTC) - age - timedelta(minutes=1)
    built = x509.CertificateBuilder().subject_name(named).issuer_name(named).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).not_valid_before(began).not_valid_after(began + HALF_A_DAY)
    (folder / "tls.crt").write_bytes(built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    shown = key if own_key else ec.generate_private_key(ec.SECP256R1())
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "tls.key").write_bytes(shown.private_bytes(*form))


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Of an edge that listens on free ports, and looks for a certificate in `folder`."""
    binaries = f"{Path(haproxy_binary()).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        **checkout.environment({"PATH": binaries}),
        "SOUK_HOST": "127.0.0.1",
        "SOUK_EDGE_DIR": str(folder / "run"),
        "SOUK_EDGE_NAMES": "{service}.test:80",
        "SOUK_EDGE_NAMESERVERS": "127.0.0.1:9",
        "SOUK_EDGE_CERTIFICATE_FILE": str(folder / "tls.crt"),
        "SOUK_EDGE_KEY_FILE": str(folder / "tls.key"),
        **{f"SOUK_EDGE_{name}PORT": str(free_port()) for name in ("", "INTERNAL_", "METRICS_", "TLS_")},
        **more,
    }


def refusal(folder: Path, **more: str) -> str:
    """What the process says that does not start, in one line."""
    done = subprocess.run(
        [sys.executable, "-m", "souk.edge"],
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=START_TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr.strip()


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    put_certificate(tmp_path, "shop", age=timedelta(days=2))
    said = refusal(tmp_path)
    assert said.startswith(f"edge: the certificate in {tmp_path}/tls.crt expired on ")
    assert said.endswith(" UTC: renew it")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"SOUK_EDGE_NAMES": "order:8000"}, "SOUK_EDGE_NAMES has no {service} in it"),
        ({"SOUK_EDGE_KEY_FILE": ""}, "SOUK_EDGE_CERTIFICATE_FILE and SOUK_EDGE_KEY_FILE go together"),
        (
            {"SOUK_EDGE_CERTIFICATE_FILE": "/nowhere/tls.crt"},
            "the certificate in /nowhere/tls.crt cannot be read: No such",
        ),
        ({"SOUK_EDGE_DIR": "/proc/nothing"}, "SOUK_EDGE_DIR cannot be used: "),
        ({"SOUK_EDGE_PROT": "80"}, "there is no setting SOUK_EDGE_PROT: did you mean SOUK_EDGE_PORT?"),
    ],
    ids=["names", "half of a pair", "no file", "no room", "misspelt"],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], told: str
) -> None:
    put_certificate(tmp_path, "shop")
    for name, value in environment(tmp_path, **changed).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        process.main()
    assert str(ended.value.code).startswith(f"edge: {told}")


def test_a_key_of_another_certificate_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_certificate(tmp_path, "shop", own_key=False)
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match="does not belong to the one in"):
        process.main()


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, str]]]:
    put_certificate(tmp_path, "first")
    variables = environment(tmp_path)
    quick = "from souk.edge import process; from souk.serving import mutual; mutual.LOOK_PERIOD_S = 0.1; process.main()"
    with subprocess.Popen([sys.executable, "-c", quick], env=variables) as running:
        until(lambda: accepts(int(variables["SOUK_EDGE_TLS_PORT"])) or running.poll() is not None, START_TIMEOUT_S)
        yield running, variables
        if running.poll() is None:
            running.kill()


def name_served(port: int) -> str:
    """The name in the certificate that a new connection is shown."""
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), 5) as plain, trusting.wrap_socket(plain) as connection:
        shown = connection.getpeercert(binary_form=True)
    assert shown is not None
    return str(x509.load_der_x509_certificate(shown).subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)


def test_a_certificate_is_replaced_while_connections_stay(
    edge: tuple[subprocess.Popen[bytes], dict[str, str]], tmp_path: Path
) -> None:
    running, variables = edge
    port = int(variables["SOUK_EDGE_TLS_PORT"])
    assert name_served(port) == "first"
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=False) as client:
        assert client.get("/healthz").status_code == 503  # no service is there
        put_certificate(tmp_path, "second")
        until(lambda: name_served(port) == "second", START_TIMEOUT_S)
        assert client.get("/healthz").status_code == 503
    put_certificate(tmp_path, "expired", age=timedelta(days=2))
    put_certificate(tmp_path, "mixed", own_key=False)
    metrics = f"http://127.0.0.1:{variables['SOUK_EDGE_METRICS_PORT']}"
    assert httpx.get(f"{metrics}/readyz").status_code == 200
    assert name_served(port) == "second"
    assert running.poll() is None
    plain = httpx.get(f"http://127.0.0.1:{variables['SOUK_EDGE_PORT']}/products?q=1")
    assert (plain.status_code, plain.headers["location"]) == (308, f"https://127.0.0.1:{port}/products?q=1")
    told = httpx.post(f"http://127.0.0.1:{variables['SOUK_EDGE_PORT']}/v1/webhooks/sandbox")  # who is signed is let in
    assert told.status_code == 503
    running.send_signal(signal.SIGTERM)
    assert running.wait(START_TIMEOUT_S) == 0


def test_plain_requests_are_sent_to_the_load_balancers_port(tmp_path: Path) -> None:
    put_certificate(tmp_path, "first")
    config = process.Settings(
        edge_certificate_file=str(tmp_path / "tls.crt"),
        edge_key_file=str(tmp_path / "tls.key"),
        edge_dir=str(tmp_path),
        edge_tls_public_port=443,
    )
    edge = process.describe(config)
    assert "redirect location https://%[req.hdr(host),host_only]%[url] code 308" in haproxy.render(edge)


def test_replicas_that_never_move_are_named_one_by_one() -> None:
    fixed = "order=10.0.0.1:8104,10.0.0.2:8104;user=10.0.0.1:8101"
    edge = process.describe(process.Settings(edge_servers=fixed, edge_internal_host="127.0.0.1"))
    assert edge.mode == "servers"
    places = [(each.name, each.host, each.port) for each in edge.backends["order"].servers]
    assert places == [("order-1", "10.0.0.1", 8104), ("order-2", "10.0.0.2", 8104)]
    assert edge.backends["payment"].servers == ()
    assert (edge.host, edge.internal_host) == ("0.0.0.0", "127.0.0.1")


@pytest.mark.parametrize("text", ["order", "order=", "order=10.0.0.1", "order=10.0.0.1:8104,", "order=a b:1"])
def test_replicas_that_cannot_be_read_are_named(text: str) -> None:
    with pytest.raises(settings.SettingsError, match=r"SOUK_EDGE_SERVERS: .* is not NAME=HOST:PORT,HOST:PORT"):
        process.describe(process.Settings(edge_servers=f"user=10.0.0.1:8101;{text}"))
