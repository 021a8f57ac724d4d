"""The model of the order protocol finds nothing wrong with it, and each rule has a reason to be there."""

from __future__ import annotations

import pytest
from docs.models import explorer, saga, world


@pytest.mark.slow  # `./souk verify` does the same before it runs the tests
def test_the_protocol_is_right_in_every_state_that_is_looked_at() -> None:
    reports = [report for report, _ in saga.look()]
    assert [report.name for report in reports] == list(saga.PARTS)
    assert {report.name: report.trouble for report in reports if report.trouble} == {}
    assert min(report.quiet for report in reports) > 0


@pytest.mark.parametrize("rule", sorted(world.RULES))
def test_without_a_rule_something_is_wrong(rule: str) -> None:
    found = next((report for report, _ in saga.look([rule]) if report.trouble), None)
    assert found is not None, f"nobody would miss {rule}"
    assert found.trace


def _model(steps: dict[int, list[explorer.Step[int]]], *, wrong: int = -1) -> explorer.Model[int]:
    return explorer.Model(
        "test",
        0,
        lambda state: steps.get(state, []),
        lambda state: "wrong" if state == wrong else None,
        lambda _: None,
    )


def test_the_shortest_way_to_something_wrong_is_told() -> None:
    work = explorer.Kind.WORK
    steps = {
        0: [explorer.Step(work, "far", 1), explorer.Step(work, "near", 2)],
        1: [explorer.Step(work, "farther", 3)],
        2: [explorer.Step(work, "there", 4)],
        3: [explorer.Step(work, "there", 4)],
    }
    report = explorer.explore(_model(steps, wrong=4), states_max=10)
    assert (report.trouble, report.trace) == ("wrong", ["near", "there"])


def test_a_state_that_only_a_fault_leads_out_of_is_an_end() -> None:
    steps = {0: [explorer.Step(explorer.Kind.CHANCE, "broken", 1)]}
    report = explorer.explore(_model(steps), states_max=10)
    assert (report.trouble, report.quiet, report.states) == (None, 2, 2)


def test_timers_that_lead_nowhere_are_found() -> None:
    timer = explorer.Kind.TIMER
    steps = {0: [explorer.Step(timer, "on", 1)], 1: [explorer.Step(timer, "back", 0)]}
    assert explorer.explore(_model(steps), states_max=10).trouble == "no end can be reached any more"


def test_work_that_goes_round_is_found() -> None:
    work = explorer.Kind.WORK
    steps = {
        0: [explorer.Step(work, "on", 1), explorer.Step(explorer.Kind.TIMER, "stop", 2)],
        1: [explorer.Step(work, "back", 0)],
    }
    assert explorer.explore(_model(steps), states_max=10).trouble == "messages go round for ever"


def test_too_many_states_are_told_and_not_cut_short() -> None:
    work = explorer.Kind.WORK
    steps = {number: [explorer.Step(work, "on", number + 1)] for number in range(10)}
    with pytest.raises(explorer.TooManyStatesError, match="more than 5"):
        explorer.explore(_model(steps), states_max=5)
