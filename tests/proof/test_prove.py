"""A mechanism is proven by tests that notice, and by nothing less."""

from __future__ import annotations

import ast
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from proof import mechanisms, proving, report, suites
from souk.cli import app
from souk.local import checkout
from souk.local.trouble import Trouble

INBOX = mechanisms.ALL["inbox"]
FIRST, SECOND = suites.node_ids("inbox")
GREEN = {suites.SUNNY_DAY: "passed", FIRST: "passed", SECOND: "passed"}
RED = {suites.SUNNY_DAY: "passed", FIRST: "noticed", SECOND: "noticed"}


def judged(with_it: Mapping[str, str], without_it: Mapping[str, str], trouble: str = "") -> proving.Finding:
    return proving.judge(INBOX, proving.Run(None, with_it, 2.0), proving.Run("inbox", without_it, 1.0, trouble))


# What is a proof


def test_green_with_it_and_red_without_it_is_a_proof() -> None:
    found = judged(GREEN, RED)
    assert (found.is_green, found.is_proven, found.noticed, found.objections) == (True, True, [FIRST, SECOND], [])


@pytest.mark.parametrize(
    ("with_it", "without_it", "objection"),
    [
        (GREEN, GREEN | {FIRST: "noticed"}, f"{SECOND} does not notice"),
        (GREEN, RED | {SECOND: "broken"}, f"{SECOND} is broken without it"),
        (GREEN, {suites.SUNNY_DAY: "passed", FIRST: "noticed"}, f"{SECOND} is missing without it"),
        (GREEN | {FIRST: "noticed"}, RED, f"{FIRST} is noticed with it"),
        (GREEN, RED | {suites.SUNNY_DAY: "noticed"}, f"{suites.SUNNY_DAY} is noticed: more is missing"),
    ],
)
def test_anything_else_is_none(with_it: Mapping[str, str], without_it: Mapping[str, str], objection: str) -> None:
    found = judged(with_it, without_it)
    assert not found.is_proven
    assert [each.startswith(objection) for each in found.objections] == [True]


def test_a_run_that_came_to_nothing_proves_nothing() -> None:
    found = judged(GREEN, {}, "took longer than 300 s")
    assert (found.is_proven, found.objections) == (False, ["took longer than 300 s"])


def test_of_a_parametrized_test_each_case_has_to_notice() -> None:
    cases = {f"{FIRST}[a]": "noticed", f"{FIRST}[b]": "passed"}
    rest = {suites.SUNNY_DAY: "passed", SECOND: "noticed"}
    found = judged(GREEN | dict.fromkeys(cases, "passed"), rest | cases)
    assert found.objections == [f"{FIRST}[b] does not notice"]


# What runs


def test_every_mechanism_has_tests_and_they_exist() -> None:
    assert list(suites.SUITES) == list(mechanisms.EVERY)
    for mechanism in mechanisms.EVERY:
        assert suites.node_ids(mechanism)
        for file, tests in suites.SUITES[mechanism].items():
            tree = ast.parse((checkout.ROOT / file).read_text(encoding="utf-8"))
            defined = {each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
            assert set(tests) <= defined


def test_only_a_property_that_does_not_hold_counts_as_noticing(tmp_path: Path) -> None:
    (tmp_path / "test_all.py").write_text(
        "import pytest\n"
        "from souk.kit import outbox\n"
        "def test_well(): pass\n"
        "def test_off(): assert outbox.insert.__module__ == 'proof.mechanisms.messages'\n"
        "def test_off_elsewhere():\n"
        " import subprocess, sys\n"
        " said = 'from souk.kit import outbox; print(outbox.insert.__module__)'\n"
        " done = subprocess.run([sys.executable, '-c', said], capture_output=True, text=True, check=True)\n"
        " assert done.stdout.strip() == 'proof.mechanisms.messages'\n"
        "def test_wrong(): assert 1 == 2\n"
        "def test_late(): raise TimeoutError\n"
        "def test_mild():\n with pytest.raises(ValueError): pass\n"
        "def test_crash(): raise KeyError('gap')\n"
        "@pytest.fixture\n"
        "def gap(): assert False\n"
        "def test_unprepared(gap): pass\n"
        "@pytest.fixture\n"
        "def untidy():\n yield\n raise KeyError\n"
        "def test_untidy(untidy): assert False\n"
    )
    verdicts = tmp_path / "verdicts.json"
    options = ["-q", "-p", "proof.without_plugin", "--without", "outbox-row", "--verdicts", str(verdicts)]
    command = checkout.command("pytest", *options, "--rootdir", str(tmp_path), str(tmp_path))
    given = checkout.environment(os.environ)
    subprocess.run(command, cwd=checkout.ROOT, env=given, check=False, stdout=subprocess.DEVNULL)
    ended = {name.partition("::")[2]: verdict for name, verdict in json.loads(verdicts.read_text()).items()}
    assert ended == {
        "test_well": "passed",
        "test_off": "passed",
        "test_off_elsewhere": "passed",
        "test_wrong": "noticed",
        "test_late": "noticed",
        "test_mild": "noticed",
        "test_crash": "broken",
        "test_unprepared": "broken",
        "test_untidy": "broken",
    }


def test_one_mechanism_goes_the_whole_way(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOUK_TEST_MONGODB_URL", mongodb_url)
    heard: list[proving.Finding] = []
    (found,) = proving.prove(["inbox"], heard.append, lambda _: None)
    assert found.objections == []
    assert heard == [found]
    assert found.noticed == [FIRST, SECOND]


@pytest.mark.slow
def test_every_mechanism_is_proven(tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    done = subprocess.run([checkout.ROOT / "souk", "prove", "--json", file], check=False, stdout=subprocess.DEVNULL)
    written = json.loads(file.read_text())
    assert {each["name"]: each["objections"] for each in written["mechanisms"]} == {
        name: [] for name in mechanisms.EVERY
    }
    assert (done.returncode, written["proven"]) == (0, True)


# What is told


def test_the_page_is_about_these_mechanisms_and_their_tests() -> None:
    found = [
        proving.Finding(
            mechanism=mechanism,
            with_it={},
            without_it={},
            sunny_day="passed",
            seconds=1.0,
        )
        for mechanism in mechanisms.EVERY.values()
    ]

    def lasting(page: str) -> list[str]:
        """What is not a figure of one run."""
        return [
            line.partition("| green")[0] if line.startswith("| [") else line
            for line in page.splitlines()
            if not line.startswith("The last run took")
        ]

    assert lasting(report.PAGE.read_text(encoding="utf-8")) == lasting(report.page(found, 1.0)), (
        "to mend it: ./souk prove --write-docs"
    )


def test_the_command_names_the_mechanisms() -> None:
    answer = CliRunner().invoke(app.app, ["prove", "--list"], env={"COLUMNS": "200"})
    names = [line.split()[0] for line in answer.stdout.splitlines() if not line.startswith(" ")]  # some lines go on
    assert names == list(mechanisms.EVERY)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--only", "luck"], "there is no mechanism luck; ./souk prove --list names them"),
        (["--only", "inbox", "--write-docs"], "--write-docs and --only do not go together"),
        (["--json", "no/such/place.json"], "there is no directory no/such to write place.json to"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_runs(words: list[str], says: str) -> None:
    answer = CliRunner().invoke(app.app, ["prove", *words])
    assert isinstance(answer.exception, Trouble)
    assert says in str(answer.exception)
