"""Each safety mechanism can be switched off, and is on again afterwards."""

from __future__ import annotations

import inspect

import pytest

from proof import mechanisms


@pytest.mark.parametrize("mechanism", mechanisms.EVERY.values(), ids=list(mechanisms.EVERY))
def test_a_mechanism_is_switched_off_and_on_again(mechanism: mechanisms.Mechanism) -> None:
    def in_place() -> list[object]:
        return [inspect.getattr_static(patch.owner, patch.member) for patch in mechanism.patches]

    real = in_place()
    with pytest.raises(RuntimeError), mechanisms.without(mechanism.name):
        assert in_place() == [patch.naive for patch in mechanism.patches]
        raise RuntimeError
    assert in_place() == real


@pytest.mark.parametrize("mechanism", mechanisms.EVERY.values(), ids=list(mechanisms.EVERY))
def test_what_is_naive_can_be_called_as_what_it_stands_in_for(mechanism: mechanisms.Mechanism) -> None:
    for patch in mechanism.patches:
        real = inspect.getattr_static(patch.owner, patch.member)
        if isinstance(real, property):
            assert isinstance(patch.naive, property)
            continue
        assert callable(patch.naive)
        shape = [(each.kind, each.default) for each in inspect.signature(real).parameters.values()]
        assert [(each.kind, each.default) for each in inspect.signature(patch.naive).parameters.values()] == shape
        assert inspect.iscoroutinefunction(patch.naive) == inspect.iscoroutinefunction(real)


def test_all_that_are_asked_for_are_off_at_once() -> None:
    with mechanisms.without(*mechanisms.ALL):
        for mechanism in mechanisms.ALL.values():
            for patch in mechanism.patches:
                assert inspect.getattr_static(patch.owner, patch.member) is patch.naive


def test_what_does_not_exist_is_refused_before_anything_is_switched_off() -> None:
    patch = mechanisms.ALL["inbox"].patches[0]
    real = inspect.getattr_static(patch.owner, patch.member)
    with pytest.raises(mechanisms.UnknownMechanismError, match="there is no mechanism luck; there are outbox-row"):
        mechanisms.without("inbox", "luck").__enter__()
    assert inspect.getattr_static(patch.owner, patch.member) is real


def test_the_mechanisms_that_others_heal_are_judged_by_something_stronger() -> None:
    assert {name for name, each in mechanisms.EVERY.items() if each.stronger} == {
        "answering-twice",
        "sweeper",
        "tombstone",
    }
    assert all(other in mechanisms.EVERY for each in mechanisms.EVERY.values() for other in each.alone)
