"""axe and Lighthouse, from a lock of their own: only the slow tests need them."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from souk.local import binaries, checkout, chromium

LOCK = checkout.ROOT / "requirements" / "audits"
INSTALL_TIMEOUT_S = 600
LIGHTHOUSE_TIMEOUT_S = 300
GRAVE = {"serious", "critical"}
OUTLINE = {"heading-order", "landmark-one-main", "page-has-heading-one"}
"""Lesser findings that are none here either: by headings and landmarks people find their way without looking."""
HTML_LENGTH_MAX = 200


def installed() -> Path:
    """The folder of the packages, installed on first use and when their lock has changed."""
    place = Path(sys.prefix) / "audits"
    lock = (LOCK / "package-lock.json").read_bytes()
    stamp = place / "installed"
    if not stamp.is_file() or stamp.read_bytes() != lock:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name in ("package.json", "package-lock.json"):
            shutil.copy(LOCK / name, place / name)
        node = binaries.demand_node()
        subprocess.run(
            [*node.npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=place,
            env=node.environment(),
            stdin=subprocess.DEVNULL,
            timeout=INSTALL_TIMEOUT_S,
            check=True,
        )
        stamp.write_bytes(lock)
    return place / "node_modules"


def violations(page: Page) -> list[str]:
    """What axe finds that keeps somebody from using the page as it is now, or from finding their way about it."""
    page.evaluate((installed() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['html'][:HTML_LENGTH_MAX]}"
        for each in found["violations"]
        if each["impact"] in GRAVE or each["id"] in OUTLINE
        for node in each["nodes"]
    ]


def lighthouse(url: str, report: Path, *more: str) -> dict[str, float]:
    """Scores by category, from 0 to 1; the whole report is kept."""
    found, node = chromium.chromium(), binaries.demand_node()
    cli = installed() / "lighthouse" / "cli" / "index.js"
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    done = subprocess.run(
        [
            *(str(node.node), str(cli), url, "--quiet", "--output=json", f"--output-path={report}", f"--port={port}"),
            *(f"--chrome-flags={' '.join(found.arguments)}", *more),
        ],
        env=os.environ | found.environment | {"CHROME_PATH": str(found.path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIGHTHOUSE_TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {key: each["score"] for key, each in categories.items()}
