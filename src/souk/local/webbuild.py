"""Builds the web (storefront, admin) when its sources have changed since the last build."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from souk.local import binaries
from souk.local.checkout import ROOT
from souk.local.trouble import Trouble

WEB = ROOT / "web"
STAMP = ".souk-build"
TOOLS = " with tools"
GENERATED = {"node_modules", "dist", ".vite", "coverage"}
NPM_TIMEOUT_S = 600.0
LINES_TOLD = 15

Say = Callable[[str], None]


def build_if_stale(say: Say, web: Path = WEB) -> bool:
    """Bring every app's `dist` up to date; whether anything had to be built. Two at once wait for each other.

    Raises `Trouble` when Node or a package cannot be had, or the sources do not build.
    """
    if not (web / "package.json").is_file() or not is_stale(web):
        return False
    with (Path(sys.prefix) / "souk-web.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_stale(web):  # another command has just done it
            return False
        node = binaries.demand_node()
        install(node, say, web)
        wanted = fingerprint(sources(web), web)
        say("building the web")
        npm(node, ["run", "build"], web)
        for app in apps(web):
            if not (app / "dist").is_dir():
                raise Trouble(f"the build of {app.relative_to(web)} left no dist; see its package.json")
            (app / "dist" / STAMP).write_text(wanted, encoding="utf-8")
    return True


def install(node: binaries.Node, say: Say, web: Path = WEB, *, with_tools: bool = False) -> None:
    """Install the packages of the lock file, unless they are there: what a build needs, or the checks' tools as well.

    Raises `Trouble`.
    """
    lock, stamp = web / "package-lock.json", web / "node_modules" / STAMP
    if not lock.is_file():
        raise Trouble(f"{lock} is missing; run `npm install` in {web} and commit the lock file")
    manifests = [web / "package.json", *sorted(web.glob("*/*/package.json"))]
    wanted = fingerprint([lock, *manifests], web)
    there = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
    if there == wanted + TOOLS or (there == wanted and not with_tools):
        return
    # whoever works on the web keeps the tools
    with_tools = with_tools or there.endswith(TOOLS) or (not there and stamp.parent.is_dir())
    say("installing the web's packages")
    npm(node, ["ci", "--no-audit", "--no-fund", *([] if with_tools else ["--omit=dev"])], web)
    stamp.write_text(wanted + TOOLS if with_tools else wanted, encoding="utf-8")


def is_stale(web: Path = WEB) -> bool:
    """Whether some app was never built, or from other sources."""
    stamps = [app / "dist" / STAMP for app in apps(web)]
    if not all(stamp.is_file() for stamp in stamps):
        return True
    wanted = fingerprint(sources(web), web)
    return any(stamp.read_text(encoding="utf-8") != wanted for stamp in stamps)


def apps(web: Path) -> list[Path]:
    """The apps that are built."""
    return sorted(path.parent for path in (web / "apps").glob("*/package.json"))


def sources(web: Path) -> list[Path]:
    """Every file that a build may read, sorted."""
    return sorted(_walk(web))


def _walk(directory: Path) -> Iterator[Path]:
    for path in directory.iterdir():
        if path.name in GENERATED or path.name.endswith(".tsbuildinfo"):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def fingerprint(files: Sequence[Path], root: Path) -> str:
    """Changes when a file's name or content does."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def npm(node: binaries.Node, arguments: Sequence[str], web: Path = WEB) -> None:
    """Run npm in the workspace. Raises `Trouble` with the last lines it said."""
    try:
        done = subprocess.run(  # noqa: S603 - npm as found by `binaries`
            [*node.npm, *arguments],
            cwd=web,
            env=node.environment() | {"CI": "true"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=NPM_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Trouble(f"`npm {' '.join(arguments)}` took longer than {NPM_TIMEOUT_S:.0f} s") from None
    if done.returncode != 0:
        said = "\n".join(done.stdout.strip().splitlines()[-LINES_TOLD:])
        raise Trouble(f"`npm {' '.join(arguments)}` failed in {web}:\n{said}")
