"""TLS between the edge and the services, with a real HAProxy and a real service: who shows nothing gets nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from cryptography import x509

import servers
from edge.authority import Authority, believing, serial
from edge.rig import accepts, free_port, haproxy_binary, until
from souk.kit import errors, settings
from souk.local import checkout
from souk.serving import mutual, rest

PATIENCE_S = 30.0
SECRET = "a-secret-for-tests-that-is-long-enough"
QUICK = (
    "import runpy, sys; from souk.serving import mutual; mutual.LOOK_PERIOD_S = 0.2; "
    "runpy.run_module(sys.argv[1], run_name='__main__')"
)


@dataclass(frozen=True)
class Shop:
    """An edge, one service, what each shows, and somebody else's certificate."""

    folders: Path
    edge: int = field(default_factory=free_port)
    internal: int = field(default_factory=free_port)
    metrics: int = field(default_factory=free_port)
    service: int = field(default_factory=free_port)
    house: int = field(default_factory=free_port)
    web: int = field(default_factory=free_port)
    web_house: int = field(default_factory=free_port)

    def url(self, port: int, scheme: str = "https") -> str:
        return f"{scheme}://127.0.0.1:{port}"

    def ready(self) -> dict[str, int]:
        answer = httpx.get(f"{self.url(self.edge, 'http')}/healthz").json()
        return {name: each["ready"] for name, each in answer["services"].items()}


@contextlib.contextmanager
def process(module: str, folder: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    path = f"{Path(haproxy_binary()).parent}{os.pathsep}{os.environ['PATH']}"
    variables = checkout.environment({"PATH": path}) | {"SOUK_TLS_DIR": str(folder), **more}
    with subprocess.Popen([sys.executable, "-c", QUICK, module], env=variables) as running:
        yield running
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE_S) == 0


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, mongodb_url: str) -> Iterator[Shop]:
    folders = tmp_path_factory.mktemp("mutual")
    ours = Authority("ours")
    for name in ("inventory", "web", "edge-internal"):
        ours.folder(folders / name, name)
    Authority("theirs").folder(folders / "stranger", "inventory")
    made = Shop(folders)
    nats = servers.Nats(folders, free_port())
    nats.start()
    service = {
        "SOUK_MONGODB_URL": mongodb_url,
        "SOUK_NATS_URL": nats.url,
        "SOUK_VALKEY_URL": f"redis://127.0.0.1:{free_port()}",
        "SOUK_INTERNAL_URL": f"https://localhost:{made.internal}",
        "SOUK_SECRET": SECRET,
        "SOUK_PORT": str(made.service),
        "SOUK_HOUSE_PORT": str(made.house),
    }
    edge = {
        "SOUK_HOST": "127.0.0.1",
        "SOUK_EDGE_DIR": str(folders / "run"),
        # the same process under two names: its certificate is for one of them
        "SOUK_EDGE_SERVERS": (
            f"inventory=127.0.0.1:{made.service};order=127.0.0.1:{made.service};web=127.0.0.1:{made.web}"
        ),
        "SOUK_EDGE_PORT": str(made.edge),
        "SOUK_EDGE_INTERNAL_PORT": str(made.internal),
        "SOUK_EDGE_METRICS_PORT": str(made.metrics),
    }
    web = {
        "SOUK_PORT": str(made.web),
        "SOUK_HOUSE_PORT": str(made.web_house),
        "SOUK_INTERNAL_URL": service["SOUK_INTERNAL_URL"],
        "SOUK_SECURITY_CONTACT": "mailto:security@shop.example",
    }
    with (
        process("souk.inventory.app", folders / "inventory", **service),
        process("souk.edge.web", folders / "web", **web),
    ):
        until(lambda: accepts(made.service) and accepts(made.web), PATIENCE_S)
        with process("souk.edge", folders / "edge-internal", **edge):
            until(lambda: accepts(made.edge) and made.ready()["inventory"] == 1, PATIENCE_S)
            yield made
    nats.stop()


def answers(shop: Shop, port: int, showing: str | None, path: str = "/readyz") -> int:
    context = believing(shop.folders / "inventory", showing=shop.folders / showing if showing else None)
    return httpx.get(f"{shop.url(port)}{path}", headers={"Host": "inventory"}, verify=context).status_code


def test_requests_pass_and_health_is_seen(shop: Shop) -> None:
    answer = httpx.get(f"{shop.url(shop.edge, 'http')}/v1/stock-levels")
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")
    assert shop.ready()["inventory"] == 1
    until(lambda: httpx.get(f"{shop.url(shop.edge, 'http')}/.well-known/security.txt").status_code == 200, PATIENCE_S)


def test_who_has_no_certificate_or_a_strangers_gets_nothing(shop: Shop) -> None:
    for port in (shop.service, shop.web, shop.internal):
        assert answers(shop, port, "inventory") == 200
        for showing in (None, "stranger"):
            with pytest.raises((httpx.ReadError, httpx.ConnectError, httpx.RemoteProtocolError)):
                answers(shop, port, showing)
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            assert httpx.get(f"{shop.url(port, 'http')}/readyz").status_code == 400
            raise httpx.RemoteProtocolError("told that this port speaks TLS")


def test_a_certificate_for_one_service_does_not_pass_for_another(shop: Shop) -> None:
    until(lambda: shop.ready()["order"] == 0, PATIENCE_S)
    assert httpx.get(f"{shop.url(shop.edge, 'http')}/v1/orders").status_code == 503


def test_the_house_port_answers_the_house_only(shop: Shop) -> None:
    house = shop.url(shop.house, "http")
    paths = ("/livez", "/readyz", "/metrics", "/v1/stock-levels", "/internal/holds")
    assert [httpx.get(f"{house}{path}").status_code for path in paths] == [200, 200, 200, 404, 404]
    web = shop.url(shop.web_house, "http")
    asked = ("/livez", "/readyz", "/.well-known/security.txt")
    assert [httpx.get(f"{web}{path}").status_code for path in asked] == [200, 200, 404]


async def test_services_ask_each_other_by_their_certificates(shop: Shop) -> None:
    ours, edge = shop.folders / "inventory", shop.folders / "edge-internal"
    url = f"https://localhost:{shop.internal}"
    for context, told in ((mutual.Identity(str(ours)).asking(), None), (believing(ours, showing=None), "answer")):
        context.check_hostname = False  # its name is edge-internal; here it is an address
        asking = rest.Client(rest.Http(url, context), "order")
        if told is None:
            assert (await asking.get("inventory", "/readyz", type=dict))["status"] == "ok"
        else:
            with pytest.raises(errors.Unavailable, match="does not answer"):
                await asking.get("inventory", "/readyz", type=dict)
        await asking.close()
    named = rest.Client(rest.Http(url, mutual.Identity(str(edge)).asking()), "order")
    with pytest.raises(errors.Unavailable, match="CertificateError"):
        await named.get("inventory", "/readyz", type=dict)
    await named.close()


def shown(shop: Shop, port: int) -> int:
    """The serial number of what a new connection is shown."""
    context = believing(shop.folders / "inventory", showing=shop.folders / "inventory")
    with socket.create_connection(("127.0.0.1", port), 5) as plain, context.wrap_socket(plain) as connection:
        found = connection.getpeercert(binary_form=True)
    assert found is not None
    return x509.load_der_x509_certificate(found).serial_number


def test_renewed_certificates_are_taken_while_requests_go_on(shop: Shop) -> None:
    """By another authority, even: first both are believed, then everybody shows the new one's."""
    new = Authority("new")
    pairs = ((shop.service, "inventory"), (shop.internal, "edge-internal"))
    both = (shop.folders / "inventory" / "ca.crt").read_bytes() + new.pem
    statuses = set()
    with httpx.Client(base_url=shop.url(shop.edge, "http")) as client:
        for _, name in pairs:
            (shop.folders / name / "ca.crt").write_bytes(both)
        for port, name in pairs:
            new.folder(shop.folders / name, name)
            (shop.folders / name / "ca.crt").write_bytes(both)

            def is_shown(port: int = port, name: str = name) -> bool:
                statuses.add(client.get("/v1/stock-levels").status_code)
                try:
                    return {shown(shop, port) for _ in range(8)} == {serial(shop.folders / name)}
                except ssl.SSLError:  # the other side has not heard of the new authority yet
                    return False

            until(is_shown, PATIENCE_S)
    assert statuses == {401}
    assert shop.ready()["inventory"] == 1


@pytest.mark.parametrize("missing", ["tls.crt", "tls.key", "ca.crt"])
def test_a_file_that_is_missing_is_named(missing: str, tmp_path: Path) -> None:
    folder = Authority("ours").folder(tmp_path / "tls", "order")
    assert mutual.load({"SOUK_TLS_DIR": str(folder)}).identity is not None
    (folder / missing).unlink()
    with pytest.raises(
        settings.SettingsError, match=rf"^SOUK_TLS_DIR: the \w+ in .*/{missing} cannot be read: No such"
    ):
        mutual.load({"SOUK_TLS_DIR": str(folder)})


def test_what_goes_together_is_said(tmp_path: Path) -> None:
    assert mutual.load({}) == mutual.Asked()
    with pytest.raises(settings.SettingsError, match="SOUK_HOUSE_PORT goes with SOUK_TLS_DIR"):
        mutual.load({"SOUK_HOUSE_PORT": "8001"})
    folder = Authority("ours").folder(tmp_path / "tls", "order")
    (folder / "ca.crt").write_text("nothing", encoding="utf-8")
    with pytest.raises(settings.SettingsError, match=r"ca\.crt holds no certificate"):
        mutual.load({"SOUK_TLS_DIR": str(folder)})
