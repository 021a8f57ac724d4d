"""The doctor tells what is there, what is missing and how to get it, and changes nothing."""

from __future__ import annotations

import collections
import platform
import shutil

import pytest

from souk.local import binaries, doctor, ports
from souk.local.home import Home
from souk.local.trouble import Trouble

Usage = collections.namedtuple("Usage", "total used free")


def found(home: Home) -> dict[str, doctor.Finding]:
    return {finding.what: finding for finding in doctor.examine(home)}


def test_everything_a_start_needs_is_looked_at(home: Home) -> None:
    findings = found(home)
    assert {"system", "Python", "mongod", "nats-server", "valkey-server", "haproxy", "Node", "disk"} <= findings.keys()
    assert {"memory", "open files", "port 8080", "Chromium", "k6"} <= findings.keys()
    for name in ("mongod", "nats-server", "valkey-server", "haproxy"):
        assert findings[name].is_fine, findings[name]
    for finding in findings.values():
        assert finding.told
        assert "\n" not in finding.told


def test_it_changes_nothing(home: Home) -> None:
    before = sorted(home.path.rglob("*"))
    found(home)
    assert sorted(home.path.rglob("*")) == before


def test_what_is_missing_is_told_with_advice(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(program: binaries.Program) -> None:
        raise Trouble(f"{program.name} is missing; run ./souk install local")

    monkeypatch.setattr(binaries, "find", refuse)
    monkeypatch.setattr(binaries, "node", lambda: None)
    findings = found(home)
    assert not findings["mongod"].is_fine
    assert findings["mongod"].is_needed
    assert "./souk install local" in findings["mongod"].told
    assert not findings["Node"].is_needed
    assert "./souk up installs one" in findings["Node"].advice


def test_a_server_elsewhere_is_not_missed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOUK_MONGODB_URL", "mongodb://db.example")
    assert found(home)["mongod"].told == "not needed, SOUK_MONGODB_URL is mongodb://db.example"


def test_a_full_disk_and_another_machine_are_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - 10**8, 10**8))
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    findings = found(home)
    assert not findings["disk"].is_fine
    assert findings["disk"].told == "0.1 GiB free"
    assert not findings["system"].is_fine
    assert "SOUK_MONGODB_URL" in findings["system"].advice


def test_a_taken_port_is_a_note(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda *_: False)
    finding = found(home)["port 8080"]
    assert not finding.is_fine
    assert not finding.is_needed
    assert "port 8080 is taken" in finding.told


def test_a_running_stack_is_no_reason_to_complain(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda *_: False)
    with home.locked():
        finding = found(home)["port 8080"]
    assert finding.is_fine
    assert "a stack is running" in finding.told


def test_the_disk_of_a_home_that_is_not_there_yet_is_its_parents(home: Home) -> None:
    assert found(Home(home.path / "a" / "b"))["disk"].is_fine
