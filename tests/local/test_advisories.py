"""Known holes: asked of a server that speaks as the real ones do, told in a line each, accepted for a while."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from souk.local import advisories, checkout
from souk.local.advisories import Accepted, Answer, Hole
from souk.local.trouble import Trouble

TODAY = date(2026, 11, 26)
HOLE = Hole("rich", "15.0.0", ("PYSEC-1", "CVE-1"), "15.0.1", "requirements/cli.txt")
LOCK = """\
left-pad==1.0.0 --hash=sha256:{0}
rich==15.0.0 --hash=sha256:{0}
""".format("0" * 64)
NPM_LOCK: dict[str, Any] = {
    "name": "some",
    "lockfileVersion": 3,
    "packages": {
        "": {"name": "some", "dependencies": {"minimist": "1.0.0"}},
        "node_modules/minimist": {"version": "1.0.0"},
        "node_modules/ms": {"version": "2.1.3"},
    },
}


class Advisor(BaseHTTPRequestHandler):
    """OSV's query, and npm's bulk query, for one package each; `status` other than 200 is all there is."""

    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = json.loads(gzip.decompress(body) if self.headers["Content-Encoding"] == "gzip" else body)
        if self.path == "/v1/query":
            self.answer(self.of_python(asked["package"]["name"]))
        else:
            self.answer({"minimist": [self.of_npm()]} if "minimist" in asked else {})

    def do_GET(self) -> None:
        """What npm wants to know of a package that has a hole."""
        self.answer(
            {"name": "minimist", "versions": {v: {"name": "minimist", "version": v} for v in ("1.0.0", "1.2.6")}}
        )

    def of_python(self, name: str) -> dict[str, Any]:
        if name != "rich":
            return {}
        events = [{"introduced": "0"}, {"fixed": "15.0.1"}]
        affected = {
            "package": {"name": "rich", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": events}],
        }
        return {"vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "summary": "bad", "affected": [affected]}]}

    def of_npm(self) -> dict[str, Any]:
        url = "https://advisories.example/GHSA-1"
        return {
            "id": 1,
            "url": url,
            "title": "bad",
            "severity": "high",
            "vulnerable_versions": "<1.2.6",
            "cwe": [],
            "cvss": {},
        }

    def answer(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode() if self.status == 200 else b""
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def serving(status: int) -> Iterator[str]:
    handler = type("Handler", (Advisor,), {"status": status})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "some.txt"
    file.write_text(LOCK, encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "package.json").write_text(json.dumps(NPM_LOCK["packages"][""]), encoding="utf-8")
    (tmp_path / "package-lock.json").write_text(json.dumps(NPM_LOCK), encoding="utf-8")
    return tmp_path


@pytest.mark.artefact
def test_a_hole_in_a_python_package_is_told_in_one_line(lock: Path) -> None:
    with serving(200) as url:
        answer = advisories.ask_python([lock], f"{url}/v1/query")
    assert answer == Answer((HOLE._replace(where="some.txt"),), 2)
    assert advisories.judged(answer.holes, [], TODAY) == [
        "rich 15.0.0: PYSEC-1 = CVE-1, fixed in 15.0.1 (some.txt)",
    ]


@pytest.mark.artefact
def test_a_hole_in_a_package_of_the_web_is_told_in_one_line(folder: Path) -> None:
    with serving(200) as url:
        answer = advisories.ask_npm(folder, url)
    assert [str(each) for each in answer.holes] == [
        f"minimist 1.0.0: GHSA-1, fixed in 1.2.6 ({folder.name}/package-lock.json)"
    ]
    assert (answer.asked, answer.left_out) == (2, "")


@pytest.mark.artefact
@pytest.mark.parametrize("status", [404, 405, 503])
def test_who_answers_nothing_is_said_to_have_been_left_out(status: int, lock: Path, folder: Path) -> None:
    with serving(status) as url:
        python, npm = advisories.ask_python([lock], f"{url}/v1/query"), advisories.ask_npm(folder, url)
    assert python.holes == npm.holes == ()
    assert python.asked == npm.asked == 0
    assert python.left_out.startswith("all of some.txt: ")
    assert npm.left_out.startswith(f"all packages of {folder.name}: npm audit was answered {status} ")


@pytest.mark.artefact
def test_a_lock_that_cannot_be_read_is_no_silence(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_text("rich==15.0.0\nrich==14.0.0\n", encoding="utf-8")
    with serving(200) as url, pytest.raises(Trouble, match="hashed requirements"):
        advisories.ask_python([tmp_path / "broken.txt"], f"{url}/v1/query")


def ask_about_everything(status: int) -> subprocess.CompletedProcess[str]:
    """As `./souk verify` asks: every lock of this repository."""
    with serving(status) as url:
        command = ["souk.local.advisories", "--osv-url", f"{url}/v1/query", "--npm-registry", url]
        return subprocess.run(
            checkout.command(*command), cwd=checkout.ROOT, capture_output=True, text=True, timeout=300, check=False
        )


@pytest.mark.artefact
def test_one_hole_in_all_that_is_pinned_fails() -> None:
    done = ask_about_everything(200)
    assert done.returncode == 1
    told = r"advisories: rich [\d.]+: PYSEC-1 = CVE-1, fixed in 15\.0\.1 \(.*requirements/cli\.txt.*\)"
    assert [line for line in done.stdout.splitlines() if re.fullmatch(told, line)]
    assert done.stderr.startswith("advisories: 1 to mend, or to accept for a while in ")


@pytest.mark.artefact
def test_nobody_to_ask_is_said_plainly_and_fails_nothing() -> None:
    done = ask_about_everything(404)
    assert (done.returncode, done.stderr) == (0, "")
    *left_out, last = done.stdout.splitlines()
    assert len(left_out) == len(advisories.locks()) + len(advisories.folders())
    assert all(line.startswith("advisories: LEFT OUT: all ") for line in left_out)
    assert last.startswith("advisories: nothing was asked, so nothing is known")


def test_every_lock_is_asked_about() -> None:
    pinning = list((checkout.ROOT / "requirements").glob("*.in"))
    asked = {path for files in advisories.locks() for path in files}
    assert {path.with_suffix(".txt") for path in pinning} <= asked
    assert all(path.is_file() for path in asked)
    assert all((folder / "package-lock.json").is_file() for folder in advisories.folders())


@pytest.mark.parametrize("name", HOLE.ids)
def test_an_accepted_hole_passes_until_its_day_is_over(name: str) -> None:
    lived_with = [Accepted(name, "nobody reaches it", TODAY)]
    assert advisories.judged([HOLE], lived_with, TODAY) == []
    assert advisories.judged([HOLE], lived_with, date(2026, 11, 27)) == [
        f"{name} was accepted until 2026-11-26: look at it again (nobody reaches it)"
    ]
    assert advisories.judged([HOLE], [Accepted("another", "so", TODAY)], TODAY) == [str(HOLE)]


def test_what_is_accepted_says_why_and_until_when(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    file.write_text('[[accepted]]\nid = "CVE-1"\nreason = "so"\nuntil = 2027-01-31\n', encoding="utf-8")
    assert advisories.accepted(file) == [Accepted("CVE-1", "so", date(2027, 1, 31))]
    for wrong in (
        'id = "CVE-1"\nreason = "so"',
        'id = "CVE-1"\nreason = " "\nuntil = 2027-01-31',
        'id = "CVE-1"\nreason = "so"\nuntil = "2027"',
    ):
        file.write_text(f"[[accepted]]\n{wrong}\n", encoding="utf-8")
        with pytest.raises(Trouble):
            advisories.accepted(file)
    advisories.accepted()
