"""Prometheus beside a local stack: where it comes from, what it scrapes, and the rules it is given."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from souk.local import binaries, checkout, plan, ports, topology
from souk.local.home import Home, write_whole
from souk.local.trouble import Trouble

RULES = checkout.ROOT / "deploy" / "observability" / "rules.yaml"
SCRAPE_PERIOD_S = 5
RETENTION = "7d"
FETCH_TIMEOUT_S = 300.0
_PACKAGE = "prometheus"
SCRAPED = frozenset((*(part.name for part in topology.SERVICES), topology.SINGLE.name, "auditor"))


def demand(name: str, say: binaries.Say) -> Path:
    """`prometheus` or `promtool`: from PATH, or out of Debian's package, unpacked beside our environment.

    Nothing is installed into the system, where the package would start a server of its own. Raises `Trouble`.
    """
    if found := shutil.which(name):
        return Path(found)
    place = Path(sys.prefix) / "prometheus"
    program = place / "unpacked" / "usr" / "bin" / name
    if not program.is_file():
        if not binaries.is_debian():
            raise Trouble(f"{name} is missing; put it on PATH (https://prometheus.io/download)")
        place.mkdir(parents=True, exist_ok=True)
        with (place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two commands at once fetch it once
            if not program.is_file():
                say(f"fetching {name} out of Debian's package {_PACKAGE}")
                _fetch(place)
    return program


def _fetch(place: Path) -> None:
    fresh = place / "unpacking"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    if not _run(["apt-get", "download", "-qq", _PACKAGE], place):
        _run(["apt-get", "update", "-qq"], place)  # the lists may be missing or old
        if not _run(["apt-get", "download", "-qq", _PACKAGE], place):
            raise Trouble(f"{_PACKAGE} could not be fetched; run apt-get install {_PACKAGE}, or put it on PATH")
    [package, *_] = sorted(place.glob(f"{_PACKAGE}_*.deb"))
    if not _run(["dpkg-deb", "-x", str(package), str(fresh)], place):
        raise Trouble(f"{package} could not be unpacked; remove it and try again")
    package.unlink()
    fresh.rename(place / "unpacked")


def _run(command: list[str], place: Path) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands
            command, cwd=place, stdin=subprocess.DEVNULL, capture_output=True, timeout=FETCH_TIMEOUT_S, check=False
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def command(what: plan.Plan, port: int) -> list[str]:
    """How to start it, its configuration written."""
    config = {
        "global": {"scrape_interval": f"{SCRAPE_PERIOD_S}s", "evaluation_interval": f"{SCRAPE_PERIOD_S}s"},
        "rule_files": [str(RULES)],
        "scrape_configs": [
            {"job_name": "souk", "file_sd_configs": [{"files": [str(_targets(what.home))], "refresh_interval": "5s"}]},
            {
                "job_name": "haproxy",
                "static_configs": [
                    {
                        "targets": [f"{ports.HOST}:{what.ports.fixed('metrics')}"],
                        "labels": {"service": "haproxy", "instance": "haproxy-1"},
                    }
                ],
            },
        ],
    }
    written = what.home.etc / "prometheus.json"
    write_whole(written, json.dumps(config, indent=1) + "\n")  # JSON is YAML, and needs no library
    return [
        str(demand("prometheus", lambda _: None)),
        f"--config.file={written}",
        f"--storage.tsdb.path={what.home.store('prometheus')}",
        f"--storage.tsdb.retention.time={RETENTION}",
        f"--web.listen-address={ports.HOST}:{port}",
        "--enable-feature=exemplar-storage",
        "--log.level=warn",
    ]


def tell_targets(home: Home, rows: Iterable[Mapping[str, Any]]) -> None:
    """Have Prometheus scrape these processes, and no others; rows as in run.json."""
    targets = []
    for row in rows:
        part, _, _ = str(row["name"]).rpartition("-")
        if part in SCRAPED:
            labels = {"service": "audit" if part == "auditor" else part, "instance": row["name"]}
            targets.append({"targets": [f"{ports.HOST}:{row['port']}"], "labels": labels})
    write_whole(_targets(home), json.dumps(targets, indent=1) + "\n")


def _targets(home: Home) -> Path:
    return home.etc / "prometheus-targets.json"
