"""Programs that are missing or do not start are told in one line, with what to do."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from souk.local import binaries
from souk.local.binaries import DoesNotStart, Program
from souk.local.trouble import Trouble

LIBCURL = "mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file: No such file"


def program(directory: Path, script: str, name: str = "mongod") -> Program:
    path = directory / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return Program(name, "not/packaged", (str(path),), external="SOUK_MONGODB_URL")


@pytest.fixture
def on_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "is_debian", lambda: True)


def as_user(monkeypatch: pytest.MonkeyPatch, uid: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)


@pytest.mark.parametrize("server", binaries.SERVERS, ids=lambda server: server.name)
def test_the_packaged_servers_are_there_and_start(server: Program) -> None:
    assert binaries.version(server, binaries.find(server))


def test_one_on_path_serves_when_none_is_packaged(tmp_path: Path) -> None:
    assert binaries.demand(program(tmp_path, "echo v1"), print) == tmp_path / "mongod"


def test_a_missing_program_is_told_with_what_to_do() -> None:
    with pytest.raises(Trouble) as refused:
        binaries.find(Program("mongod", "nowhere", ("no-such-mongod",), external="SOUK_MONGODB_URL"))
    assert str(refused.value) == (
        "mongod is missing; run ./souk install local, put it on PATH, or set SOUK_MONGODB_URL"
    )


def test_a_run_bit_lost_on_installation_is_given_back(tmp_path: Path) -> None:
    made = program(tmp_path, "echo v1")
    path = tmp_path / "mongod"
    path.chmod(0o644)
    assert binaries.version(made, binaries.runnable(path)) == "v1"


@pytest.mark.usefixtures("on_debian")
def test_a_missing_library_gives_the_command_to_whoever_is_not_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_user(monkeypatch, 1000)
    with pytest.raises(DoesNotStart) as refused:
        binaries.demand(program(tmp_path, f"echo '{LIBCURL}' >&2; exit 127"), print)
    assert str(refused.value) == (
        "mongod does not start (it needs libcurl.so.4); run: "
        "sudo apt-get update && sudo apt-get install -y libcurl4 libssl3, or set SOUK_MONGODB_URL"
    )


@pytest.mark.usefixtures("on_debian")
def test_a_missing_library_is_installed_by_root_who_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, 0)
    there, calls = tmp_path / "libcurl4-is-there", tmp_path / "calls"
    made = program(tmp_path, f"[ -e {there} ] && echo 'db version v6.0.5' || {{ echo '{LIBCURL}'; exit 127; }}")
    program(tmp_path, f'echo "$@" >> {calls}; touch {there}', name="apt-get")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    said: list[str] = []
    assert binaries.demand(made, said.append) == tmp_path / "mongod"
    assert said == ["mongod needs libcurl.so.4: installing libcurl4 libssl3 with apt-get"]
    assert calls.read_text().splitlines() == [
        "update -qq",
        "install -y -qq --no-install-recommends libcurl4 libssl3",
    ]


@pytest.mark.usefixtures("on_debian")
def test_an_installation_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, 0)
    program(tmp_path, "echo 'E: no network'; exit 100", name="apt-get")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(Trouble, match=r"`apt-get update -qq` failed \(E: no network\); run it by hand"):
        binaries.demand(program(tmp_path, f"echo '{LIBCURL}'; exit 127"), lambda _: None)


def test_elsewhere_than_debian_the_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "is_debian", lambda: False)
    with pytest.raises(DoesNotStart, match=r"install the package of your system that carries libcurl\.so\.4"):
        binaries.demand(program(tmp_path, f"echo '{LIBCURL}'; exit 127"), print)


@pytest.mark.parametrize(
    ("script", "told"),
    [("echo broken; exit 3", "broken"), ("exit 3", "exit code 3"), ("kill -ILL $$", "exit code -4")],
)
def test_any_other_failure_is_quoted(tmp_path: Path, script: str, told: str) -> None:
    with pytest.raises(DoesNotStart) as refused:
        binaries.demand(program(tmp_path, script), print)
    assert f"mongod does not start ({told})" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_for_another_machine_does_not_start(tmp_path: Path) -> None:
    path = tmp_path / "mongod"
    path.write_bytes(b"\x7fELF not really")
    path.chmod(0o755)
    with pytest.raises(DoesNotStart, match="Exec format error"):
        binaries.version(Program("mongod", "", ()), path)


@pytest.mark.parametrize(
    ("told", "is_enough"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False), ("18", False)]
)
def test_node_must_be_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, *, is_enough: bool
) -> None:
    program(tmp_path, f"echo {told}", name="node")
    program(tmp_path, "echo 11.0.0", name="npm")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = binaries.node()
    is_ours = found is not None and found.node == tmp_path / "node"
    assert is_ours is is_enough


def test_nodes_own_place_comes_first_on_path() -> None:
    node = binaries.Node(Path("/opt/node/bin/node"), ("npm",), "v24.0.0")
    assert node.environment()["PATH"].split(os.pathsep)[0] == "/opt/node/bin"
    assert shutil.which("sh", path=node.environment()["PATH"])
