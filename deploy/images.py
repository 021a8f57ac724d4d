"""Builds the images of every process, and says how large they are: `python -m deploy.images --help`."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import souk

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
RELEASE = ROOT / "deploy" / "k8s" / "components" / "release" / "kustomization.yaml"
TARGETS = (
    "user",
    "product",
    "inventory",
    "order",
    "payment",
    "notification",
    "audit",
    "web",
    "edge",
    "practice",
    "tools",
)
BUILD_TIMEOUT_S = 1_800
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def build_command(builder: str, target: str, tag: str, base: str | None, ca_bundle: Path | None) -> list[str]:
    """How one image is built: with buildah where containers have no daemon, with Docker elsewhere."""
    if Path(builder).name == "buildah":
        # in a chroot nothing is needed of the kernel that a build machine may not give
        command = [builder, "bud", "--isolation", "chroot", "--network", "host", "--format", "docker", "--layers"]
    else:
        command = [builder, "build"]
    command += ["--build-arg", f"VERSION={souk.__version__}", "--build-arg", f"REVISION={revision()}"]
    command += ["--build-arg", f"BASE_IMAGE={base}"] if base else []
    command += ["--secret", f"id=ca_bundle,src={ca_bundle}"] if ca_bundle else []
    return [*command, "--file", str(DOCKERFILE), "--target", target, "--tag", tag, str(ROOT)]


def revision() -> str:
    """The commit that is built, or `unknown` outside a checkout."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    done = subprocess.run([git, "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - git
    return done.stdout.strip() or "unknown"


def build(targets: Sequence[str], prefix: str, version: str, base: str | None, ca_bundle: Path | None) -> None:
    """Build them one after the other; they share most layers. Exits with the builder's last words when one fails."""
    builder = shutil.which("buildah") or shutil.which("docker") or shutil.which("podman")
    if builder is None:
        sys.exit("images: neither buildah nor docker nor podman is on PATH: install one of them")
    for target in targets:
        began = time.monotonic()
        tag = f"{prefix}/{target}:{version}"
        done = subprocess.run(  # noqa: S603 - the builder, our own Dockerfile
            build_command(builder, target, tag, base, ca_bundle),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=BUILD_TIMEOUT_S,
            check=False,
        )
        if done.returncode:
            sys.exit(f"images: {target} could not be built:\n" + "\n".join(done.stdout.splitlines()[-20:]))
        print(f"{tag}  {size_mb(builder, tag):.0f} MB  {time.monotonic() - began:.0f} s", flush=True)


def size_mb(builder: str, tag: str) -> float:
    """What an image takes unpacked, all its layers counted."""
    what = ["inspect", "--format", "{{.Size}}", tag]
    tool = builder if Path(builder).name != "buildah" else shutil.which("podman") or builder
    done = subprocess.run([tool, "image", *what], capture_output=True, text=True, check=False)  # noqa: S603 - as above
    return int(done.stdout or 0) / 1e6


def pin(text: str, digests: dict[str, str], registry: str) -> str:
    """The release component with these digests in place of tags. Raises `ValueError` for what is no digest."""
    lines = []
    for target in TARGETS:
        if not _DIGEST.fullmatch(digests[target]):
            raise ValueError(f"{target}: {digests[target]!r} is no digest")
        lines.append(f"  - {{name: souk/{target}, newName: {registry}/{target}, digest: {digests[target]}}}\n")
    head, _, _ = text.partition("images:\n")
    return f"{head}images:\n{''.join(lines)}"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m deploy.images", description=__doc__)
    parser.add_argument("targets", nargs="*", default=TARGETS, help="which; all without a word")
    parser.add_argument("--prefix", default="souk", help="where they belong: REGISTRY/souk")
    parser.add_argument("--version", default=souk.__version__, help="their tag")
    parser.add_argument("--base", help="the base image, with its digest for a release (NAME@sha256:…)")
    parser.add_argument("--ca-bundle", type=Path, help="certificates to trust while packages are fetched")
    parser.add_argument(
        "--pin",
        metavar="FILE",
        type=Path,
        help="build nothing: write the digests of pushed images, lines of `TARGET sha256:…`, into the release overlay",
    )
    asked = parser.parse_args(arguments)
    if unknown := set(asked.targets) - set(TARGETS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if asked.pin:
        digests = dict(line.split() for line in asked.pin.read_text(encoding="utf-8").splitlines() if line.strip())
        if lacking := set(TARGETS) - set(digests):
            parser.error(f"{asked.pin} has no digest of {', '.join(sorted(lacking))}")
        RELEASE.write_text(pin(RELEASE.read_text(encoding="utf-8"), digests, asked.prefix), encoding="utf-8")
        return
    build(asked.targets, asked.prefix, asked.version, asked.base, asked.ca_bundle)


if __name__ == "__main__":
    main()
