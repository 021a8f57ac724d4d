"""The faults: each has a name of its own, failpoints are places in the code, chance repeats itself."""

from __future__ import annotations

import random
import re

import pytest
from proof.chaos import campaign, faults
from proof.chaos.faults import failpoints

from souk.local import checkout
from souk.local.trouble import Trouble

FAMILIES = {
    "kill", "stop", "failpoint", "broker", "events", "gateway", "cache", "link", "disk", "clock", "restart", "replica",
    "mongodb", "nats",
}  # fmt: skip


def test_every_fault_has_a_name_of_its_own_that_begins_with_its_family() -> None:
    everything = faults.every()
    assert len({each.name for each in everything}) == len(everything)
    assert {each.family for each in everything} == FAMILIES
    assert [each.name for each in everything if not each.name.startswith(f"{each.family}:")] == []
    assert [each.name for each in everything if not each.what] == []


def test_the_places_of_the_drills_and_the_places_in_the_code_are_the_same() -> None:
    code = "\n".join(path.read_text() for path in (checkout.ROOT / "src").rglob("*.py"))
    passed = set(re.findall(r'failpoint\.reached\("([a-z-]+)"\)', code))
    assert {place for places in failpoints.PLACES.values() for place in places} == passed


def test_faults_are_chosen_by_family_by_name_and_by_pattern() -> None:
    assert [each.name for each in faults.named(["broker", "kill:order-1"])] == ["broker:wipe", "kill:order-1"]
    assert {each.family for each in faults.named(["gateway:*"])} == {"gateway"}
    assert len(faults.named(["gateway", "gateway:slow"])) == len(faults.named(["gateway"]))
    with pytest.raises(Trouble, match="no fault is called storm"):
        faults.named(["storm"])


def test_a_seed_gives_the_same_order_and_no_family_falls_behind() -> None:
    everything = faults.every()
    once, again = (list(campaign.in_turn(everything, random.Random("7"))) for _ in range(2))
    assert [each.name for each in once] == [each.name for each in again]
    assert len(once) == len(everything)
    assert {each.family for each in once[: len(FAMILIES)]} == FAMILIES


def test_what_is_mixed_is_about_different_processes() -> None:
    mixable = [each for each in faults.every() if not each.is_alone]
    for seed in range(50):
        chosen = campaign.apart(mixable, random.Random(seed))
        assert 2 <= len(chosen) <= 3
        processes = [getattr(each, "process", each.name) for each in chosen]
        assert len(set(processes)) == len(chosen)
