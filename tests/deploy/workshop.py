"""What a test of images needs of a machine: podman with runc, a base image made by mmdebstrap, images built on it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import manifests
from deploy import images

PROGRAMS = ("podman", "buildah", "mmdebstrap", "runc", "aardvark-dns")
PLACES = ("/usr/lib/podman", "/usr/libexec/podman", "/usr/sbin", "/sbin")
SUITE = "trixie"
BASE = f"localhost/python-base:{SUITE}"
STORES_BASE = f"localhost/stores-base:{SUITE}"
STORES = "localhost/stores:dev"
PREFIX, TAG = "localhost/souk", "test"
CA_BUNDLE = Path(os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"))
SOURCES = Path("/etc/apt/sources.list.d/debian.sources")
COMMAND_TIMEOUT_S = 1_800.0
CONTAINERS_CONF = """\
[containers]
default_ulimits = ["nofile=16384:16384", "nproc=8192:8192"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
"""


def lacking() -> list[str]:
    """Programs that this machine does not have."""
    path = os.pathsep.join([os.environ["PATH"], *PLACES])
    found = [name for name in PROGRAMS if shutil.which(name, path=path) is None]
    return found + ([] if os.geteuid() == 0 else ["root"]) + ([] if SOURCES.exists() else [str(SOURCES)])


@dataclass(frozen=True)
class Workshop:
    """Runs programs with podman's configuration; `home` keeps it and what the shop keeps in files."""

    home: Path

    def __post_init__(self) -> None:
        (self.home / "containers.conf").write_text(CONTAINERS_CONF, encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"CONTAINERS_CONF": str(self.home / "containers.conf")}

    def run(self, *command: str, more: Mapping[str, str] | None = None, may_fail: bool = False) -> str:
        """What a command says; that it succeeds is asserted."""
        done = subprocess.run(
            command,
            env=self.environment | dict(more or {}),
            cwd=manifests.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=COMMAND_TIMEOUT_S,
            check=False,
        )
        assert may_fail or done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-4000:]}"
        return done.stdout

    def has(self, image: str) -> bool:
        return bool(self.run("podman", "images", "--quiet", image).strip())

    def make_base(self, image: str, *more: str) -> None:
        """A small Debian with Python and these packages, from this machine's own mirror."""
        sources = self.home / f"{SUITE}.sources"
        sources.write_text(re.sub(r"bookworm", SUITE, SOURCES.read_text(encoding="utf-8")), encoding="utf-8")
        archive = self.home / "base.tar"
        self.run(
            "mmdebstrap",
            "--variant=minbase",
            f"--include={','.join(['python3', 'python3-venv', 'ca-certificates', *more])}",
            '--aptopt=APT::Install-Recommends "false"',
            "--dpkgopt=path-exclude=/usr/share/man/*",
            "--dpkgopt=path-exclude=/usr/share/locale/*",
            '--customize-hook=rm -rf "$1"/etc/apt/sources.list.d/* "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*',
            SUITE,
            str(archive),
            str(sources),
        )
        path = "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        self.run("podman", "import", "--change", path, str(archive), image)
        archive.unlink()

    def make_stores(self) -> None:
        command = ["buildah", "bud", "--isolation", "chroot", "--network", "host", "--format", "docker", "--layers"]
        command += ["--build-arg", f"BASE_IMAGE={STORES_BASE}", "--secret", f"id=ca_bundle,src={CA_BUNDLE}"]
        dockerfile = manifests.ROOT / "tests" / "deploy" / "stores.Dockerfile"
        self.run(*command, "--file", str(dockerfile), "--tag", STORES, str(manifests.ROOT))

    def make_images(self) -> None:
        for target in images.TARGETS:
            tag = f"{PREFIX}/{target}:{TAG}"
            self.run(*images.build_command("buildah", target, tag, BASE, CA_BUNDLE))
