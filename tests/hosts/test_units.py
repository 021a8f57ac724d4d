"""The units and settings of `souk node`: complete, and nothing secret where everybody can read it."""

from __future__ import annotations

import importlib.util
import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hosts.machines import SECRET, Unit
from souk.cli.app import app
from souk.hosts import layout, units
from souk.kit import settings
from souk.local import checkout

THREE = ("10.0.0.1", "10.0.0.2", "10.0.0.3")
PROGRAMS = units.Programs("/opt/souk/.venv/bin/python", "/bin/mongod", "/bin/nats-server", "/bin/valkey-server")
STORES = {"mongodb", "nats"}
EVERYTHING = {*STORES, "valkey", "edge", *layout.SERVICES}


def node(host: str) -> units.Node:
    return units.Node(layout.Layout(THREE), host, SECRET, PROGRAMS, Path("/opt/souk"))


def written(host: str, directory: Path) -> dict[str, Unit]:
    for path, file in units.files(node(host)).items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(file.text)
    return {path.stem.removeprefix("souk-"): Unit.read(path) for path in (directory / "systemd").glob("*.service")}


@pytest.mark.parametrize(
    ("host", "runs"), [(THREE[0], EVERYTHING), (THREE[1], EVERYTHING - {"audit"}), (THREE[2], STORES)]
)
def test_each_machine_runs_what_the_layout_says(host: str, runs: set[str], tmp_path: Path) -> None:
    found = written(host, tmp_path)
    assert set(found) == runs
    target = (tmp_path / "systemd" / "souk.target").read_text()
    assert all(f"souk-{name}.service" in target for name in runs)


def test_every_command_is_absolute_and_every_module_is_there(tmp_path: Path) -> None:
    for unit in written(THREE[0], tmp_path).values():
        program, *words = unit.command
        assert Path(program).is_absolute()
        if words[0] == "-m":
            assert importlib.util.find_spec(words[1]) is not None


def test_nothing_secret_stands_in_a_unit() -> None:
    passwords = [units.password(SECRET, f"{store}-{who}") for store in STORES for who in ("members", "services")]
    assert len(set(passwords)) == 4
    for path, file in units.files(node(THREE[0])).items():
        if file.mode != units.PRIVATE:
            assert not [each for each in (*passwords, SECRET) if each in file.text], path


def test_all_machines_know_the_same_passwords() -> None:
    keys = {units.files(node(host))[Path("mongodb.key")].text for host in THREE}
    urls = {units.mongodb_url(node(host)) for host in THREE}
    assert len(keys) == len(urls) == 1
    names = [json.loads(units.files(node(host))[Path("nats.conf")].text)["server_name"] for host in THREE]
    assert names == ["souk-1", "souk-2", "souk-3"]


def test_members_of_the_broker_notice_a_silent_one_as_soon_as_in_kubernetes() -> None:
    cluster = json.loads(units.files(node(THREE[0]))[Path("nats.conf")].text)["cluster"]
    kubernetes = (checkout.ROOT / "deploy/k8s/components/nats/nats.conf").read_text(encoding="utf-8")
    for name in layout.NATS_ROUTE_PINGS:
        assert f"{name}: {json.dumps(cluster[name])}\n" in kubernetes


def test_a_service_takes_its_settings_from_them(tmp_path: Path) -> None:
    unit = written(THREE[1], tmp_path)["order"]
    own = {**unit.environment, **_read(tmp_path / "souk.env"), "SOUK_SECRET": SECRET}
    loaded = settings.load(settings.Service, own)
    assert (loaded.host, loaded.port, loaded.instance) == (THREE[1], layout.SERVICES["order"], "order-2")
    assert loaded.nats_replicas == 3
    assert loaded.mongodb_url.startswith("mongodb://souk:")


def _read(path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and line[0] != "#")


def test_the_command_makes_a_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    words = ["node", "write", "--hosts", ",".join(THREE), "--me", THREE[0], "--etc", str(tmp_path / "etc")]
    words += ["--state", str(tmp_path / "state")]
    first = CliRunner().invoke(app, words)
    assert first.exit_code == 0, first.output
    secret = tmp_path / "etc" / "secret"
    before = secret.read_text()
    assert CliRunner().invoke(app, words).exit_code == 0
    assert secret.read_text() == before
    for name in ("secret", "souk.env", "mongodb.key", "nats.conf"):
        assert stat.S_IMODE((tmp_path / "etc" / name).stat().st_mode) == 0o600


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    words = ["node", "write", "--hosts", ",".join(THREE), "--me", THREE[0], "--etc", str(tmp_path)]
    refused = CliRunner().invoke(app, words)
    assert refused.exit_code != 0
    assert "at least 32 characters" in str(refused.exception)
    assert not (tmp_path / "souk.env").exists()
