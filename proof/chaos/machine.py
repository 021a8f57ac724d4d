"""This machine as a drill uses it: commands as root, small disks, rules for packets; and nothing left behind.

Everything that outlives a process carries a name that begins with `souk-chaos-<pid>-`, so that the next start knows
what a drill left that did not come to its end.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from souk.local import binaries

PREFIX = "souk-chaos"
COMMAND_TIMEOUT_S = 30.0
_OWNER = re.compile(r"souk[-_]chaos[-_](\d+)[-_.]?")


class ImpossibleError(Exception):
    """This machine cannot do that; the message says why, in a few words."""


def tag() -> str:
    """What the names of this drill begin with."""
    return f"{PREFIX}-{os.getpid()}"


def table() -> str:
    """The name of this drill's table of packet rules."""
    return tag().replace("-", "_")


def sh(*words: str, stdin: str | None = None, timeout_s: float = COMMAND_TIMEOUT_S) -> str:
    """Run a command; what it says. Raises `ImpossibleError` with its last line."""
    try:
        done = subprocess.run(  # noqa: S603 - commands of ours
            words, input=stdin, capture_output=True, text=True, timeout=timeout_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ImpossibleError(f"{words[0]}: {error}") from None
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()[0]
        raise ImpossibleError(f"`{' '.join(words[:4])}` failed: {said}")
    return done.stdout


def demand(*programs: str) -> None:
    """Raises `ImpossibleError` unless we are root and these programs are there."""
    if os.geteuid() != 0:
        raise ImpossibleError("needs root")
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        raise ImpossibleError(f"needs {' and '.join(missing)} (Debian: iproute2 nftables e2fsprogs)")


def can_filter() -> str | None:
    """Why packets cannot be dropped and redirected here; None when they can."""
    try:
        demand("nft")
        probe = f"{table()}_probe"
        sh("nft", "-f", "-", stdin=f"table ip {probe} {{ chain o {{ type nat hook output priority -100; }}\n}}\n")
        sh("nft", "delete", "table", "ip", probe)
    except ImpossibleError as error:
        return str(error)
    return None


def can_have_networks() -> str | None:
    """Why there can be no networks of our own here; None when there can."""
    try:
        demand("ip", "nft")
        name = f"{tag()}-probe"
        sh("ip", "netns", "add", name)
        sh("ip", "netns", "del", name)
    except ImpossibleError as error:
        return str(error)
    return can_filter()


def can_mount() -> str | None:
    """Why there can be no small disks here; None when there can."""
    try:
        demand("mount", "mkfs.ext4", "losetup")
        sh("losetup", "-f")
    except ImpossibleError as error:
        return str(error)
    return None


def small_disk(directory: Path, size_mb: int) -> None:
    """Mount an empty disk of this size on a directory. Raises `ImpossibleError`."""
    image = Path(tempfile.gettempdir()) / f"{tag()}-{directory.name}.img"
    with image.open("wb") as file:
        file.truncate(size_mb * 1024**2)
    sh("mkfs.ext4", "-q", "-F", "-m", "0", str(image))
    directory.mkdir(parents=True, exist_ok=True)
    sh("mount", "-o", "loop", str(image), str(directory))
    shutil.rmtree(directory / "lost+found", ignore_errors=True)


def sweep(*, mine: bool) -> list[str]:
    """Remove what drills left on this machine: those whose process is gone, or (`mine`) this one; what it was."""
    if os.geteuid() != 0:
        return []
    removed = [*_unmount(mine=mine), *_remove_images(mine=mine)]
    if shutil.which("ip"):
        names = [line.split()[0] for line in _lines("ip", "netns", "list")]
        removed += [_removed("ip", "netns", "del", name) for name in names if _is_ours(name, mine=mine)]
        links = [line.split(":")[1].strip().partition("@")[0] for line in _lines("ip", "-o", "link")]
        removed += [_removed("ip", "link", "del", name) for name in links if _is_our_link(name, mine=mine)]
    if shutil.which("nft"):
        tables = [line.split() for line in _lines("nft", "list", "tables")]
        removed += [_removed("nft", "delete", *words) for words in tables if _is_ours(words[-1], mine=mine)]
    return [each for each in removed if each]


def _unmount(*, mine: bool) -> list[str]:
    removed = []
    for line in _lines("losetup", "-l", "-n", "-O", "NAME,BACK-FILE") if shutil.which("losetup") else ():
        device, _, image = line.strip().partition(" ")
        if _is_ours(Path(image.strip()).name, mine=mine):
            places = [
                words.split()[1]
                for words in Path("/proc/mounts").read_text().splitlines()
                if words.startswith(f"{device} ")
            ]
            removed += [_removed("umount", "-l", place) for place in places]
            _removed("losetup", "-d", device)
    return removed


def _remove_images(*, mine: bool) -> list[str]:
    removed = []
    for image in Path(tempfile.gettempdir()).glob(f"{PREFIX}-*.img"):
        if _is_ours(image.name, mine=mine):
            image.unlink(missing_ok=True)
            removed.append(image.name)
    return removed


def _is_ours(name: str, *, mine: bool) -> bool:
    match = _OWNER.match(name)
    if match is None:
        return False
    owner = int(match[1])
    return owner == os.getpid() if mine else not _is_a_drill(owner)


def _is_our_link(name: str, *, mine: bool) -> bool:
    """Links have short names: `skc<pid>…`, the pid in base 36."""
    match = re.fullmatch(r"skc([0-9a-z]+)-[a-z0-9]+", name)
    if match is None:
        return False
    owner = int(match[1], 36)
    return owner == os.getpid() if mine else not _is_a_drill(owner)


def _is_a_drill(pid: int) -> bool:
    if pid == os.getpid():
        return True
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"chaos" in command or b"pytest" in command


def _lines(*words: str) -> Sequence[str]:
    try:
        return [line for line in sh(*words).splitlines() if line.strip()]
    except ImpossibleError:
        return []


def _removed(*words: str) -> str:
    try:
        sh(*words)
    except ImpossibleError:
        return ""
    return " ".join(words[-2:])


def offer_programs(say: binaries.Say) -> None:
    """As root on Debian, install what packets are filtered with, and say so."""
    if os.geteuid() == 0 and binaries.is_debian():
        missing = [
            package for program, package in (("nft", "nftables"), ("ip", "iproute2")) if not shutil.which(program)
        ]
        if missing:
            binaries.install_packages(missing, "some faults need it", say)
