"""Checkov's policies, in an environment of its own: what it wants otherwise is named here, with the reason."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import manifests
from manifests import OVERLAYS, ROOT

pytestmark = pytest.mark.artefact

INSTALL_TIMEOUT_S = 1_200
EXEMPT = {
    "CKV_K8S_43": "images have digests once a release is pinned (deploy/images.py --pin), and tags until then",
    "CKV_DOCKER_7": "the base image is an argument, and a release gives it with its digest",
    "CKV_K8S_31": "it looks for the profile of a CronJob's pods beside the pods' own place; test_pods looks there",
}


@pytest.fixture(scope="module")
def checkov() -> Path:
    """Its own packages, pinned with hashes, kept until the lock changes: 300 MB that nothing else needs."""
    lock = ROOT / "deploy" / "policies.txt"
    home = Path(sys.prefix) / "souk-policies"
    stamp, wanted = home / "souk.stamp", hashlib.sha256(lock.read_bytes() + str(home).encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        for command in ([sys.executable, "-m", "venv", "--clear", str(home)], [*pip, "--requirement", str(lock)]):
            subprocess.run(command, check=True, timeout=INSTALL_TIMEOUT_S)
        stamp.write_text(wanted, encoding="utf-8")
    return home / "bin" / "checkov"


def failed(checkov: Path, framework: str, file: Path) -> list[dict[str, Any]]:
    """Policies that do not hold."""
    command = [str(checkov), "--framework", framework, "--skip-download", "--quiet", "--output", "json", "--file"]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, timeout=300, check=False)
    report = json.loads(done.stdout)
    assert report["summary"]["passed"] > 20, done.stderr
    found: list[dict[str, Any]] = report["results"]["failed_checks"]
    return found


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_manifests_follow_policies(checkov: Path, overlay: str, tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    # alerts speak of {{ $labels }}, and Checkov takes a file with such braces for a template and looks at nothing in it
    judged = [each for each in yaml.safe_load_all(manifests.text(overlay)) if each["kind"] != "PrometheusRule"]
    file.write_text(yaml.safe_dump_all(judged), encoding="utf-8")
    for each in failed(checkov, "kubernetes", file):
        about = f"{each['check_id']} {each['check_name']}: {each['resource']}"
        assert each["check_id"] in EXEMPT, about
        assert each["check_id"] != "CKV_K8S_31" or each["resource"].startswith("CronJob."), about


def test_the_dockerfile_follows_policies(checkov: Path) -> None:
    dockerfile = ROOT / "deploy" / "Dockerfile"
    assert {each["check_id"] for each in failed(checkov, "dockerfile", dockerfile)} == {"CKV_DOCKER_7"}
