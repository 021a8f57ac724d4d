"""Whom to tell of a hole is told where the world looks for it, if somebody was named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from souk import testing
from souk.edge.web import server, site
from souk.kit import settings


async def told(contact: str, tmp_path: Path) -> tuple[int, dict[str, str]]:
    nobody = testing.FakeRest()
    whole = site.Site(tmp_path, tmp_path, nobody, nobody, "http://souk.example", contact)
    answer = await whole.answer("GET", site.SECURITY, "", {})
    lines = answer.body.decode().splitlines() if isinstance(answer.body, bytes) and answer.status == 200 else []
    return answer.status, {line.partition(": ")[0]: line.partition(": ")[2] for line in lines}


async def test_it_names_a_contact_for_less_than_a_year(tmp_path: Path) -> None:
    status, fields = await told("mailto:security@souk.example", tmp_path)
    assert (status, fields["Contact"]) == (200, "mailto:security@souk.example")
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)


async def test_where_nobody_was_named_there_is_none(tmp_path: Path) -> None:
    assert (await told("", tmp_path))[0] == 404


def test_what_nobody_could_follow_is_refused() -> None:
    with pytest.raises(settings.SettingsError, match="SOUK_SECURITY_CONTACT"):
        server.demand_uri("security@souk.example")
    server.demand_uri("https://souk.example/security")
