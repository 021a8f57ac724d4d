"""What a run consists of, and the environment its processes get."""

from __future__ import annotations

from pathlib import Path

import pytest

from souk.edge import routes
from souk.local import plan, ports, topology
from souk.local.home import Home
from souk.local.trouble import Trouble


@pytest.fixture
def what(tmp_path: Path) -> plan.Plan:
    return plan.Plan(
        home=Home(tmp_path), ports=ports.Ports(20_000, 8080), replicas=plan.wanted_replicas((), {}), externals={}
    )


@pytest.mark.parametrize(("text", "expected"), [("order=2", ("order", 2)), ("user=1", ("user", 1))])
def test_replicas_are_read(text: str, expected: tuple[str, int]) -> None:
    assert plan.parse_replicas(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("order", "is not SERVICE=N"),
        ("order=", "is not SERVICE=N"),
        ("order=-1", "is not SERVICE=N"),
        ("order=two", "is not SERVICE=N"),
        ("=2", "is not SERVICE=N"),
        ("order=2 ", "is not SERVICE=N"),
        ("mongodb=3", "is no service here"),
        ("shop=2", "is no service here; services are user, product"),
        ("order=0", "1 to 14"),
        ("order=15", "1 to 14"),
    ],
)
def test_replicas_that_make_no_sense_are_refused_in_one_line(text: str, told: str) -> None:
    with pytest.raises(Trouble) as refused:
        plan.parse_replicas(text)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_one_of_everything_unless_more_is_asked_or_it_runs_elsewhere() -> None:
    counts = plan.wanted_replicas(["order=3"], {"mongodb": "mongodb://db.example"})
    assert counts["order"] == 3
    assert counts["user"] == counts["haproxy"] == 1
    assert "mongodb" not in counts


def test_servers_elsewhere_come_from_the_environment() -> None:
    given = {"SOUK_MONGODB_URL": "mongodb://a", "SOUK_NATS_URL": "", "SOUK_VALKEY_URL": "redis://b", "OTHER": "c"}
    assert plan.externals(given) == {"mongodb": "mongodb://a", "valkey": "redis://b"}


def test_a_service_gets_what_the_kit_reads(what: plan.Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOUK_PORT", "1")
    monkeypatch.setenv("SOUK_RATE_LIMIT_WRITES", "7")
    given = what.environment(topology.BY_NAME["order"], 2)
    order = routes.SERVICES.index("order")
    assert given["SOUK_INSTANCE"] == "order-2"
    assert given["SOUK_PORT"] == str(what.ports.replica(order, 2))
    assert given["SOUK_MONGODB_URL"] == "mongodb://127.0.0.1:20003/?replicaSet=souk"
    assert given["SOUK_NATS_URL"] == "nats://127.0.0.1:20004"
    assert given["SOUK_VALKEY_URL"] == "redis://127.0.0.1:20005"
    assert given["SOUK_INTERNAL_URL"] == "http://127.0.0.1:20001"
    assert given["SOUK_PUBLIC_URL"] == "http://127.0.0.1:8080"
    assert given["SOUK_SECRET_FILE"] == str(what.home.secret)
    assert given["SOUK_RATE_LIMIT_WRITES"] == "7"  # what the user set is passed on


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("product", {"SOUK_MEDIA_DIR"}),
        ("payment", {"SOUK_SANDBOX_URL"}),
        ("notification", {"SOUK_SMTP_URL"}),
        ("sandbox", {"SOUK_SANDBOX_DIR", "SOUK_WEBHOOK_URL"}),
        ("smtp", {"SOUK_SMTP_PORT", "SOUK_MAIL_DIR"}),
    ],
)
def test_some_parts_get_their_own(what: plan.Plan, part: str, names: set[str]) -> None:
    everyone = what.environment(topology.BY_NAME["web"], 1).keys()
    given = what.environment(topology.BY_NAME[part], 1).keys()
    assert names <= given
    assert not names & everyone


def test_the_mail_goes_where_the_sink_listens(what: plan.Plan) -> None:
    sink = what.environment(topology.BY_NAME["smtp"], 1)
    sender = what.environment(topology.BY_NAME["notification"], 1)
    assert sender["SOUK_SMTP_URL"] == f"smtp://127.0.0.1:{sink['SOUK_SMTP_PORT']}"


def test_helpers_are_told_no_store(what: plan.Plan) -> None:
    assert "SOUK_MONGODB_URL" not in what.environment(topology.BY_NAME["sandbox"], 1)


def test_parts_need_only_parts_that_exist_and_never_each_other() -> None:
    for part in topology.PARTS:
        assert set(part.needs) <= set(topology.BY_NAME)
    started: set[str] = set()
    while waiting := [part for part in topology.PARTS if part.name not in started]:
        possible = {part.name for part in waiting if set(part.needs) <= started}
        assert possible, f"{waiting} wait for each other"
        started |= possible
