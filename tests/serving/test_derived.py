"""Keys that follow from the root secret."""

from __future__ import annotations

import pytest

from souk.kit import settings
from souk.serving import derived

OLD, NEW = "o" * 32, "n" * 32


class One(settings.Service, frozen=True):
    """A service without settings of its own."""


def test_keys_for_different_purposes_are_unrelated() -> None:
    assert derived.key(OLD, "a") != derived.key(OLD, "b")
    assert len(derived.key(OLD, "a")) == 32


def test_the_first_secret_makes_and_all_are_accepted() -> None:
    both = f"{NEW}\n{OLD}\n"
    assert derived.key(both, "a") == derived.key(NEW, "a")
    assert derived.keys(both, "a") == (derived.key(NEW, "a"), derived.key(OLD, "a"))


@pytest.mark.parametrize("secret", ["", "short", f"{NEW} short", f"short\n{OLD}"])
def test_no_secret_of_a_list_may_be_short(secret: str) -> None:
    variables = {f"SOUK_{name}_URL": "x" for name in ("MONGODB", "NATS", "VALKEY", "INTERNAL")}
    with pytest.raises(settings.SettingsError, match="at least 32 characters"):
        settings.load(One, variables | {"SOUK_SECRET": secret})
    settings.load(One, variables | {"SOUK_SECRET": f"{NEW} {OLD}"})
