"""What a run came to: the table, the exit code, and a page that needs nothing else."""

from __future__ import annotations

import msgspec
import pytest
from proof.chaos import page, report, telling
from proof.chaos.campaign import Outcome
from proof.chaos.drill import Episode, Verdict
from proof.chaos.measure import Series


def episode(
    verdict: Verdict = "passed", *, faults: tuple[str, ...] = ("kill:order-1",), recovery_s: float = 2.0
) -> Episode:
    return Episode(
        name="s1",
        faults=list(faults),
        stand="single",
        verdict=verdict,
        evidence=["pid 1 <was> killed"] * len(faults) if verdict != "invalid" else [""] * len(faults),
        violations=["I1 ord_1: is not there"] if verdict == "violated" else [],
        violation_count=int(verdict == "violated"),
        recovery_s=recovery_s,
        longest_wait_s=3.0,
        customers=40,
        accepted=39,
        confirmed=30,
        unanswered={"POST 503": 2},
        injected_at=1.0,
        healed_at=2.0,
        series=Series([4, 4, 4, 4], [4, 4, 4, 4], [0, 3, 4, 5], [0, 0, 1, 1], [4, 5, 5, 4]),
    )


def outcome(*episodes: Episode) -> Outcome:
    return Outcome(7, list(episodes), {"disk:full-nats": "needs root"}, 60.0)


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        (("passed", "passed"), 0),
        (("passed", "violated"), 1),
        (("passed", "slow"), 1),
        (("passed", "invalid"), 2),
        (("invalid", "violated"), 1),
        ((), 2),
    ],
)
def test_the_exit_code_tells(verdicts: tuple[Verdict, ...], code: int) -> None:
    assert telling.code(outcome(*map(episode, verdicts))) == code


def test_a_fault_has_one_row_mixtures_have_one_and_all_have_one() -> None:
    rows = report.rows(
        outcome(episode(), episode(recovery_s=4.0), episode("invalid", faults=("a:b", "c:d")), episode("violated"))
    )
    assert [(row.fault, row.injected, row.effective, row.violations) for row in rows] == [
        ("kill:order-1", 3, 3, 1),
        (report.MIXED, 2, 0, 0),
        ("all", 5, 3, 1),
    ]
    assert (rows[0].recovery_p50_s, rows[0].recovery_p99_s) == (2.0, 4.0)


def test_the_document_can_be_read_back() -> None:
    made = msgspec.json.decode(report.document(outcome(episode())), type=report.Document)
    assert (made.seed, made.episodes[0].faults, made.impossible) == (
        7,
        ["kill:order-1"],
        {"disk:full-nats": "needs root"},
    )


def test_the_page_stands_alone_and_believes_nobody() -> None:
    made = page.page(outcome(episode(), episode("violated")))
    assert "http" not in made
    assert "&lt;was&gt;" in made
    assert made.count("<svg") == 5
    assert "I1 ord_1: is not there" in made
