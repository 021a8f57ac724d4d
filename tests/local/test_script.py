"""The launcher script: what it installs, when, and what it says when it cannot."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from souk.local.checkout import ROOT


@pytest.fixture
def script(tmp_path: Path) -> Any:
    """The script as a module, its environment in a temporary directory."""
    loader = importlib.machinery.SourceFileLoader("souk_script", str(ROOT / "souk"))
    spec = importlib.util.spec_from_loader("souk_script", loader)
    assert spec is not None
    module: Any = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    module.VENV = tmp_path / "venv"
    module.PYTHON = module.VENV / "bin" / "python"
    return module


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "souk"), *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_every_set_has_a_lock_with_hashes_and_no_address(script: Any) -> None:
    for name in script.SETS:
        lock = (ROOT / "requirements" / f"{name}.txt").read_text()
        pins = re.findall(r"^[a-z0-9].*", lock, re.MULTILINE)
        assert pins
        assert all("==" in pin for pin in pins)
        assert lock.count("--hash=sha256:") >= len(pins)
        assert "//" not in lock
        assert "index-url" not in lock


def test_no_two_sets_disagree_about_a_version(script: Any) -> None:
    versions: dict[tuple[str, str], str] = {}
    for name in script.SETS:
        lock = (ROOT / "requirements" / f"{name}.txt").read_text()
        for package, version, marker in re.findall(r"^([a-z0-9][\w.-]*)(?:\[.*\])?==(\S+)(.*)", lock, re.MULTILINE):
            assert versions.setdefault((package, marker.rstrip(" \\")), version) == version, package


def test_every_command_names_sets_that_exist(script: Any) -> None:
    for sets in (*script.SETS_BY_COMMAND.values(), script.OTHERWISE):
        assert set(sets) <= set(script.SETS)
        assert "cli" in sets


HELP = """
import sys
for name in ("msgspec", "pymongo", "nats", "litestar", "redis", "aiohttp", "granian", "uvloop", "httpx", "pytest"):
    sys.modules[name] = None
from souk.cli import app
app.main()
"""


def test_the_commands_explain_themselves_before_anything_else_is_installed() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", HELP, "--help"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "simulate" in done.stdout


def test_a_set_is_missing_until_its_stamp_fits_its_lock(script: Any) -> None:
    script.VENV.mkdir()
    assert script.missing(["cli"]) == ["cli"]
    script.write(script.stamp_path("cli"), script.wanted_stamp("cli"))
    assert script.missing(["cli"]) == []
    script.write(script.stamp_path("cli"), "of an older lock")
    assert script.missing(["cli", "bench"]) == ["cli", "bench"]


def test_an_environment_of_another_interpreter_is_made_anew(script: Any) -> None:
    assert not script.is_venv_usable()
    script.PYTHON.parent.mkdir(parents=True)
    script.PYTHON.symlink_to(sys.executable)
    assert script.is_venv_usable()
    script.write(script.VENV / "souk-python", os.path.realpath(script.PYTHON))
    assert script.is_venv_usable()
    script.write(script.VENV / "souk-python", "/usr/bin/python3.10")
    assert not script.is_venv_usable()
    script.PYTHON.unlink()
    script.PYTHON.symlink_to("/nowhere/python")
    assert not script.is_venv_usable()


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "does not match its pinned hash, so nothing",
        ),
        ("Failed to establish: Temporary failure in name resolution", "cannot be reached; check the network"),
        ("SSLError(... CERTIFICATE_VERIFY_FAILED ...)", "set PIP_CERT"),
        ("ERROR: No matching distribution found for granian==2", "has no build for this machine"),
        ("first\nERROR: something new", "ERROR: something new"),
        ("no error at all", "no error at all"),
        ("", "no output"),
    ],
)
def test_pips_failures_are_told_in_a_line(script: Any, output: str, told: str) -> None:
    explained = script.explain(output.splitlines())
    assert told in explained
    assert "\n" not in explained


def test_without_the_venv_module_the_command_is_named(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "has_ensurepip", lambda: False)
    monkeypatch.setattr(script, "is_debian", lambda: True)
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(script.sys, "executable", "/usr/bin/python3")
    with pytest.raises(script.Trouble, match="sudo apt-get update && sudo apt-get install -y python3-venv"):
        script.demand_venv_module()
    monkeypatch.setattr(script.sys, "executable", "/opt/python/bin/python3")
    with pytest.raises(script.Trouble, match="without `ensurepip`; install a complete Python"):
        script.demand_venv_module()


def test_an_old_python_is_told_what_is_needed(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(script.shutil, "which", lambda _: None)
    with pytest.raises(script.Trouble, match=r"needs Python 3\.11 or newer"):
        script.demand_python()


@pytest.mark.parametrize("arguments", [["install"], ["install", "everything"]])
def test_install_wants_names_of_sets(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert done.stderr.startswith("souk: install takes names of requirement sets: services cli")
    assert done.stderr.count("\n") == 1


def test_a_made_environment_costs_nothing_more(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    script.PYTHON.parent.mkdir(parents=True)
    script.PYTHON.symlink_to(sys.executable)
    for name in script.STACK:
        script.write(script.stamp_path(name), script.wanted_stamp(name))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was installed")

    monkeypatch.setattr(script, "install", refuse)
    monkeypatch.setattr(script, "make_venv", refuse)
    script.ensure(script.STACK)
    assert not (script.VENV / "souk.lock").exists()
