"""Whoever is written to is written to in the language that they asked for most, of those that the shop speaks."""

from __future__ import annotations

import pytest

from souk.edge.web.shop import addresses
from souk.notification.mailer import speech
from souk.serving import languages


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("DE-at,en;q=0.5", "de"),
        ("en;q=0.3, de;q=0.7", "de"),
        ("fr, de;q=0.2", "de"),
        ("fr, *;q=0.5, de;q=0.4", "en"),
        ("de;q=0", "en"),
        ("de;q=2", "en"),
        ("de;q=", "en"),
        (";,;q=1,\x00", "en"),
        ("x," * 10_000 + "de", "en"),
    ],
)
def test_a_header_asks_for_a_language(header: str, language: str) -> None:
    assert languages.wanted(header) == language


@pytest.mark.parametrize(
    ("locale", "language"), [("de-DE", "de"), ("de", "de"), ("en-IE", "en"), ("fr", "en"), ("", "en")]
)
def test_a_locale_is_spoken(locale: str, language: str) -> None:
    assert languages.spoken(locale) == language


def test_pages_and_mails_speak_the_same_languages() -> None:
    assert tuple(addresses.LANGUAGES) == languages.LANGUAGES == tuple(speech.SPEECHES)
    assert all(addresses.written(each, "/x") == f"{speech.SPEECHES[each].head}/x" for each in addresses.LANGUAGES)
