"""A short simulation, that it replays, and that it sees what it has to see."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from proof.mechanisms.mechanism import Patch
from proof.simulation import fate, main, run, shrinking, tally

from proof import mechanisms
from souk.local import checkout
from souk.notification import store as mails

SHORT = 200
FINDS_WITHIN = {"payment-asks": 400, "stock-decision": 400, "inventory-asks": 400}
"""Seeds within which a mechanism is missed; others within a hundred."""
SEEN_AT_ONCE = ("inbox", "expected-total", "idempotency-claim")


def test_a_short_simulation_finds_nothing_wrong() -> None:
    counted = tally.count(0, SHORT)
    assert counted.failed == []
    assert counted.fewer <= SHORT // 50
    assert counted.faults >= 3 * SHORT
    assert counted.orders["confirmed"] > 0
    assert counted.orders["cancelled"] > 0


@pytest.mark.parametrize("seed", [3, 11, 42])
def test_a_seed_leaves_the_same_trace_every_time(seed: int) -> None:
    first, second = run.run(seed), run.run(seed)
    assert first.trace == second.trace
    assert first.trace_hash == second.trace_hash
    assert run.run(seed, [each.fault for each in first.happened]).trace_hash == first.trace_hash


def test_seeds_differ() -> None:
    assert len({run.run(seed).trace_hash for seed in range(5)}) == 5


def test_another_process_leaves_the_same_trace(tmp_path: Path) -> None:
    hashes = []
    for number in range(2):
        file = tmp_path / f"{number}.json"
        arguments = ("--seed", "7", "--seeds", "5", "--jobs", str(number + 1), "--json", str(file))
        command = checkout.command("proof.simulation.main", *arguments)
        done = subprocess.run(command, cwd=checkout.ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        hashes.append(json.loads(file.read_text())["trace_hash"])
    assert hashes[0] == hashes[1]


def _first_failure(name: str) -> run.Outcome:
    limit = FINDS_WITHIN.get(name, 100)
    with mechanisms.without(name):
        found = next((outcome for seed in range(limit) if (outcome := run.run(seed)).violations), None)
    assert found is not None, f"nobody misses {name}"
    return found


@pytest.mark.parametrize("name", SEEN_AT_ONCE)
def test_a_missing_mechanism_is_seen(name: str) -> None:
    assert _first_failure(name).violations


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(mechanisms.ALL) - set(SEEN_AT_ONCE)))
def test_every_missing_mechanism_is_seen(name: str) -> None:
    assert _first_failure(name).violations


def test_a_mail_that_nobody_takes_up_is_missed() -> None:
    async def claims_nothing(*_: object, **__: object) -> list[object]:
        return []

    with Patch(mails, "claim_due", claims_nothing).applied():
        found = next((outcome for seed in range(100) if (outcome := run.run(seed)).violations), None)
    assert found is not None
    assert "order_" in found.violations[0]


def test_the_shortest_schedule_fails_and_replays() -> None:
    failed = _first_failure("inbox")
    with mechanisms.without("inbox"):
        shrunk = shrinking.shrink(failed)
        assert shrunk.outcome.violations
        assert shrunk.is_same_again
        assert len(shrunk.faults) <= len(failed.happened)
        for number in range(len(shrunk.faults)):
            kept = [each.fault for index, each in enumerate(shrunk.faults) if index != number]
            assert not run.run(failed.seed, kept).violations, "one fault fewer would do"


def test_what_happens_is_counted_where_it_happens() -> None:
    counted = tally.count(0, 20)
    document = counted.document()
    steps = document["coverage"]
    assert counted.faults == sum(sum(kinds.values()) - kinds["passed"] for kinds in steps.values())
    assert steps["order commit"]["passed"] > 0


def test_a_plan_has_three_faults_and_more_in_reserve() -> None:
    planned = fate.plan(run._chance(1, "faults"))
    assert planned.at_most >= fate.FAULTS_MIN
    assert len(planned.faults) >= planned.at_most


@pytest.mark.slow
def test_two_thousand_seeds_find_nothing_wrong() -> None:
    assert tally.count(SHORT, 2_000).failed == []


def test_the_help_names_every_mechanism(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main.main(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert [name for name in mechanisms.ALL if name not in said] == []


def test_what_cannot_be_written_is_said_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["--json", str(tmp_path / "nowhere" / "file.json")]) == 2
    assert "there is no directory" in capsys.readouterr().err


def test_a_failing_seed_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--seeds", "25", "--without", "idempotency-claim"]) == 1
    said = capsys.readouterr().out
    assert "the shortest schedule found" in said
    assert "one key made 2 orders" in said
