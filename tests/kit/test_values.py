"""Ids, money, clock, settings, traces, problems: the small words everything is said in."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from souk import testing
from souk.kit import bus, clock, errors, ids, money, mongo, settings, trace
from souk.kit.money import Money
from souk.serving import problems


def test_ids_say_what_they_name_and_sort_by_time() -> None:
    with testing.frozen_clock() as frozen:
        earlier = ids.new("ord")
        frozen.advance(0.001)
        boundary = ids.since("ord", clock.now())
        later = ids.new("ord")
    assert earlier < boundary <= later
    assert earlier.startswith("ord_")
    assert len({ids.new("ord") for _ in range(10_000)}) == 10_000
    msgspec.convert(later, msgspec.defstruct("X", [("id", str)]).__annotations__["id"])
    assert len(ids.unguessable("crt")) == len("crt_") + 36


@given(st.integers(-(10**9), 10**9), st.integers(0, 3000))
def test_included_tax_and_net_add_up(amount: int, rate_bp: int) -> None:
    gross = Money(amount, "EUR")
    tax = money.tax_within(gross, rate_bp)
    net = gross - tax
    assert net + tax == gross
    assert abs((net + money.percentage(net, rate_bp)).amount - amount) <= 1


def test_halves_round_away_from_zero_and_currencies_do_not_mix() -> None:
    assert money.percentage(Money(50, "EUR"), 100).amount == 1
    assert money.percentage(Money(-50, "EUR"), 100).amount == -1
    with pytest.raises(ValueError, match="do not mix"):
        _ = Money(1, "EUR") + Money(1, "USD")


@pytest.mark.parametrize("raw", [b'{"amount": 1.5, "currency": "EUR"}', b'{"amount": 1, "currency": "euro"}'])
def test_money_that_is_none_is_refused(raw: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=Money)


def test_the_clock_can_go_wrong_on_purpose() -> None:
    before = clock.now()
    clock.set_offset(300)
    try:
        assert timedelta(seconds=299) < clock.now() - before < timedelta(seconds=302)
    finally:
        clock.set_offset(0)
    assert clock.at(1).microsecond == 1000


ENVIRONMENT = {
    "SOUK_MONGODB_URL": "mongodb://x",
    "SOUK_NATS_URL": "nats://x",
    "SOUK_VALKEY_URL": "redis://x",
    "SOUK_INTERNAL_URL": "http://x",
    "SOUK_SECRET": "s" * 32,
}


def test_settings_come_from_the_environment_and_secrets_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("f" * 40 + "\n")
    env = {key: value for key, value in ENVIRONMENT.items() if key != "SOUK_SECRET"}
    loaded = settings.load(settings.Service, {**env, "SOUK_SECRET_FILE": str(secret), "SOUK_PORT": "8101"})
    assert (loaded.secret, loaded.port) == ("f" * 40, 8101)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"SOUK_PORT": "many"}, "settings are wrong"),
        ({"SOUK_SECRET": "short"}, "at least 32"),
        ({"SOUK_MONGODB_URL": None}, "SOUK_MONGODB_URL is not set"),
        ({"SOUK_SECRET": None, "SOUK_SECRET_FILE": "/nowhere/at/all"}, "SOUK_SECRET_FILE cannot be read"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(change: dict[str, str | None], says: str) -> None:
    env = {key: value for key, value in {**ENVIRONMENT, **change}.items() if value is not None}
    with pytest.raises(settings.SettingsError, match=says) as caught:
        settings.load(settings.Service, env)
    assert "\n" not in str(caught.value)
    assert "short" not in str(caught.value)


@pytest.mark.parametrize("name", ["user", "product", "inventory", "order", "payment", "notification"])
def test_every_service_reads_fewer_than_15_settings(name: str) -> None:
    module = importlib.import_module(f"souk.{name}.app")
    config = (
        next(
            each
            for each in vars(module).values()
            if isinstance(each, type) and issubclass(each, settings.Service) and each is not settings.Service
        )
        if name != "inventory"
        else settings.Service
    )
    assert len(msgspec.structs.fields(config)) < 15


@pytest.mark.parametrize("given_", [None, "", "garbage", "00-" + "0" * 32 + "-" + "1" * 16 + "-01", "ff-x"])
def test_a_malformed_trace_starts_a_new_one(given_: str | None) -> None:
    made = trace.begin(given_)
    assert len(made.trace_id) == 32
    assert trace.current() == made


def test_a_trace_is_continued_in_a_new_span() -> None:
    made = trace.begin("00-" + "a" * 32 + "-" + "b" * 16 + "-01")
    assert made.trace_id == "a" * 32
    assert made.span_id != "b" * 16
    assert trace.traceparent() == made.traceparent


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (errors.Invalid("x"), 422),
        (errors.Malformed("x"), 400),
        (errors.TooLarge("x"), 413),
        (errors.UnsupportedMedia("x"), 415),
        (errors.Unauthenticated("x"), 401),
        (errors.Forbidden("x"), 403),
        (errors.NotFound("x"), 404),
        (errors.Conflict("x"), 409),
        (errors.VersionMismatch("x"), 412),
        (errors.Unavailable("x", retry_after_s=7), 503),
        (errors.TooManyRequests("x"), 429),
    ],
)
def test_every_kind_of_refusal_has_its_status(refusal: errors.Refusal, status: int) -> None:
    got, headers, body = problems.render(refusal)
    document = msgspec.json.decode(body)
    assert got == document["status"] == status
    assert document["type"] == f"/problems/{refusal.slug}"
    assert headers["content-type"] == "application/problem+json"
    assert ("retry-after" in headers) == isinstance(refusal, errors.Unavailable)


class Line(msgspec.Struct, forbid_unknown_fields=True):
    quantity: int
    tags: dict[str, int] = {}


@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        (b'[{"quantity": 1}, {"quantity": "2"}]', "/1/quantity"),
        (b'[{"quantity": 1, "oops": 1}]', "/0/oops"),
        (b'[{"quantity": 1, "tags": {"a": "b"}}]', "/0/tags/..."),
        (b"[{}]", "/0"),
        (b"{}", "/"),
    ],
)
def test_a_validation_failure_points_at_the_member(raw: bytes, pointer: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.json.decode(raw, type=list[Line])
    assert problems.from_validation(caught.value).members["errors"][0]["pointer"] == pointer


class Entity(msgspec.Struct):
    id: str
    at: datetime
    price: Money
    note: str | None = None


def test_an_entity_survives_the_document() -> None:
    entity = Entity("x_1", datetime(2026, 1, 2, 3, 4, 5, 6000, UTC), Money(5, "EUR"))
    document = mongo.to_document(entity)
    assert document == {"_id": "x_1", "at": entity.at, "price": {"amount": 5, "currency": "EUR"}}
    assert mongo.from_document(Entity, {**document, "newer_member": 1}) == entity


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (b"[1]", [b"1"]),
        (b' [ {"a": "],}\\"" , "b": [1, 2]},{"c":{}} ] ', [b' {"a": "],}\\"" , "b": [1, 2]}', b'{"c":{}} ']),
        (b'[{"a": "\xff"},{"b": ' + b"[" * 9_999 + b"]" * 9_999 + b"}]",
         [b'{"a": "\xff"}', b'{"b": ' + b"[" * 9_999 + b"]" * 9_999 + b"}"]),
        (b'{"a": 1}', []),
        (b"[1, 2", []),
        (b"[1]]", []),
        (b'"[1]"', []),
        (b"\x00\xff", []),
        (b"", []),
    ],
)  # fmt: skip
def test_an_array_is_split_without_looking_into_its_members(body: bytes, parts: list[bytes]) -> None:
    assert bus.split(body) == parts


@pytest.mark.parametrize(("times", "pause_s"), [(-1, 10), (0, 10), (1, 20), (5, 320), (6, 640), (10**6, 640)])
def test_pauses_double_however_often(times: int, pause_s: float) -> None:
    assert clock.doubled_s(10.0, times, 640.0) == pause_s
