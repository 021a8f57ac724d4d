"""What happens to requests and answers on their way through: ids, origin, headers, compression, cache, retries."""

from __future__ import annotations

import re
import time
import uuid
from typing import Any

import httpx
import pytest

from edge.rig import Running, Start, Upstreams
from souk.edge import backends, frontends
from souk.edge.haproxy import Backend

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def headers_seen(response: httpx.Response) -> dict[str, Any]:
    """The headers the replica got."""
    seen: dict[str, Any] = response.json()["headers"]
    return seen


def test_a_request_id_is_echoed(edge: Running) -> None:
    response = edge.client.get("/v1/orders", headers={"X-Request-Id": 'my "own" id'.replace(" ", "-")})
    assert response.headers["x-request-id"] == 'my-"own"-id'
    assert headers_seen(response)["x-request-id"] == 'my-"own"-id'


@pytest.mark.parametrize("bad", [b"", b"with space", b"x" * 129, "ümlaut".encode()])
def test_a_request_id_is_made(edge: Running, bad: bytes) -> None:
    response = edge.client.get("/v1/orders", headers=[(b"X-Request-Id", bad)])
    assert re.fullmatch(r"[0-9a-f-]{36}", response.headers["x-request-id"])
    assert headers_seen(response)["x-request-id"] == response.headers["x-request-id"]
    assert edge.client.get("/v1/orders").headers["x-request-id"] != response.headers["x-request-id"]


def test_a_refusal_carries_the_request_id_and_is_json_whatever_it_holds(edge: Running) -> None:
    response = edge.client.get("/v1/nothing", headers={"X-Request-Id": '"\\'})
    assert response.headers["x-request-id"] == '"\\'
    assert response.json()["instance"] == '"\\'


def test_a_trace_passes_through_and_is_the_instance_of_a_refusal(edge: Running) -> None:
    assert headers_seen(edge.client.get("/v1/orders", headers={"traceparent": TRACE}))["traceparent"] == TRACE
    broken = edge.client.post("/v1/auth/login?break=1", headers={"traceparent": TRACE})
    assert broken.json()["instance"] == TRACE.split("-")[1]


@pytest.mark.parametrize("bad", [None, "nonsense", TRACE.upper(), TRACE + "-more"])
def test_a_trace_is_made(edge: Running, bad: str | None) -> None:
    made = headers_seen(edge.client.get("/v1/orders", headers={"traceparent": bad} if bad else {}))["traceparent"]
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", made)


def test_the_origin_is_what_the_edge_saw(edge: Running) -> None:
    forged = {
        "X-Forwarded-For": "1.2.3.4",
        "X-Real-IP": "1.2.3.4",
        "Forwarded": "for=1.2.3.4",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "x_forwarded_for": "1.2.3.4",
    }
    seen = headers_seen(edge.client.get("/v1/orders", headers=forged))
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-forwarded-proto"] == "http"
    assert not {"x-real-ip", "forwarded", "x-forwarded-host", "x_forwarded_for"} & seen.keys()


def test_a_trusted_proxy_is_believed(start: Start, everyone: dict[str, Backend]) -> None:
    edge = start(backends=everyone, trusted_proxies=("127.0.0.0/8",))
    seen = headers_seen(edge.client.get("/v1/orders", headers={"X-Forwarded-For": "9.9.9.9, 1.2.3.4"}))
    assert seen["x-forwarded-for"] == "1.2.3.4"


def test_pages_are_protected(edge: Running) -> None:
    headers = edge.client.get("/?type=text/html").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/v1/orders", "/v1/products", "/v1/nothing", "/healthz"])
def test_no_answer_is_sniffed(edge: Running, path: str) -> None:
    for _ in range(2):
        response = edge.client.get(path)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "server" not in response.headers


@pytest.mark.parametrize("kind", ["application/json", "text/html", "text/css", "text/javascript", "image/svg+xml"])
def test_text_is_compressed(edge: Running, kind: str) -> None:
    response = edge.client.get("/", params={"type": kind, "size": 5_000})
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"].lower() == "accept-encoding"
    assert len(response.json()["padding"]) == 5_000


def test_what_gains_nothing_is_not_compressed(edge: Running) -> None:
    assert "content-encoding" not in edge.client.get("/?type=image/webp&size=5000").headers
    plain = edge.client.get("/?size=5000", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers


def test_the_catalogue_is_cached_for_a_second(edge: Running, upstreams: Upstreams) -> None:
    upstreams.seen.clear()
    for path in (
        "/v1/products?etag=1",
        "/v1/products/prd_1?etag=1",
        "/v1/categories?etag=1",
        "/v1/variants?etag=1",
        "/v1/search/suggest?etag=1",
    ):
        answers = [edge.client.get(path) for _ in range(3)]
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.text for answer in answers}) == 1
        assert len({answer.headers["x-request-id"] for answer in answers}) == 3
        assert "age" in answers[-1].headers
    assert len(upstreams.seen) == 5
    time.sleep(1.6)
    edge.client.get("/v1/products?etag=1")
    assert len(upstreams.seen) == 6


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/v1/products?etag=in", {"Authorization": "Bearer token"}),
        ("POST", "/v1/products?etag=2", {}),
        ("GET", "/v1/stock?etag=1", {}),
        ("GET", "/v1/orders?etag=1", {}),
        ("GET", "/v1/products?etag=3&status=404", {}),
        ("GET", "/?etag=1", {}),
    ],
    ids=["signed in", "a write", "availability", "another service", "not found", "the web"],
)
def test_nothing_else_is_cached(
    edge: Running, upstreams: Upstreams, method: str, path: str, headers: dict[str, str]
) -> None:
    upstreams.seen.clear()
    for _ in range(2):
        assert "age" not in edge.client.request(method, path, headers=headers).headers
    assert len(upstreams.seen) == 2


def test_who_is_signed_in_neither_reads_nor_fills_the_cache(edge: Running, upstreams: Upstreams) -> None:
    upstreams.seen.clear()
    token = {"Authorization": "Bearer token"}
    edge.client.get("/v1/products?etag=both", headers=token)
    anonymous = edge.client.get("/v1/products?etag=both")
    assert "authorization" not in headers_seen(anonymous)
    signed_in = edge.client.get("/v1/products?etag=both", headers=token)
    assert headers_seen(signed_in)["authorization"] == "Bearer token"
    assert len(upstreams.seen) == 3


@pytest.fixture
def shopper(edge: Running) -> dict[str, str]:
    """A token that the service has said is one of everybody's."""
    token = {"Authorization": f"Bearer {uuid.uuid4()}"}
    said = edge.client.get("/v1/products?etag=said&for=everybody", headers=token)
    assert "x-souk-audience" not in said.headers
    return token


def test_who_sees_what_everybody_sees_reads_what_everybody_left(
    edge: Running, upstreams: Upstreams, shopper: dict[str, str]
) -> None:
    path = f"/v1/products?etag={uuid.uuid4()}"
    public = edge.client.get(path)
    upstreams.seen.clear()
    kept = edge.client.get(path, headers=shopper)
    assert (kept.text, kept.headers["etag"], "age" in kept.headers) == (public.text, public.headers["etag"], True)
    assert kept.headers["cache-control"] == "private, no-cache"
    unchanged = edge.client.get(path, headers={**shopper, "If-None-Match": public.headers["etag"]})
    assert unchanged.status_code == 304
    assert upstreams.seen == []


def test_what_they_are_told_is_kept_for_everybody_if_it_is_for_everybody(
    edge: Running, upstreams: Upstreams, shopper: dict[str, str]
) -> None:
    path = f"/v1/products?etag={uuid.uuid4()}&for=everybody"
    first = edge.client.get(path, headers=shopper)
    assert headers_seen(first)["authorization"] == shopper["Authorization"]
    assert (first.headers["cache-control"], "age" in first.headers) == ("private, no-cache", False)
    public = edge.client.get(path)
    assert (public.text, "age" in public.headers) == (first.text, True)
    assert public.headers["cache-control"] == "public, max-age=1"
    assert "x-souk-audience" not in public.headers


def test_what_is_theirs_alone_reaches_the_service_with_the_token_and_is_not_kept(
    edge: Running, upstreams: Upstreams, shopper: dict[str, str]
) -> None:
    path = f"/v1/products?etag={uuid.uuid4()}"
    for _ in range(2):
        answer = edge.client.get(path, headers=shopper)
        assert headers_seen(answer)["authorization"] == shopper["Authorization"]
    assert "authorization" not in headers_seen(edge.client.get(path))
    stranger = {"Authorization": f"Bearer {uuid.uuid4()}"}  # only from their second request on
    path = f"/v1/products?etag={uuid.uuid4()}&for=everybody"
    edge.client.get(path, headers=stranger)
    assert "authorization" not in headers_seen(edge.client.get(path))
    elsewhere = edge.client.get("/v1/orders?for=everybody", headers=shopper)
    assert headers_seen(elsewhere)["authorization"] == shopper["Authorization"]


def test_nobody_is_taken_for_one_of_everybody_by_another_token(
    edge: Running, upstreams: Upstreams, shopper: dict[str, str]
) -> None:
    """Nor where the service did not say so, nor on another address, nor for what is written."""
    path = f"/v1/products?etag={uuid.uuid4()}"
    edge.client.get(path)
    others = [{"Authorization": f"Bearer {uuid.uuid4()}"}, {"Authorization": shopper["Authorization"].lower()}]
    for token in others:
        edge.client.get("/v1/products", headers=token)
        edge.client.get("/v1/stock?for=everybody", headers=token)
        edge.client.post("/v1/products?for=everybody", headers=token)
        answer = edge.client.get(path, headers=token)
        assert headers_seen(answer)["authorization"] == token["Authorization"]
        assert "age" not in answer.headers


def test_a_token_is_asked_about_again_after_a_while(
    edge: Running, upstreams: Upstreams, shopper: dict[str, str]
) -> None:
    """However often it was used meanwhile."""
    path = f"/v1/products?etag={uuid.uuid4()}"
    limit = time.monotonic() + frontends.SHOPPER_AGE_S + 5
    while time.monotonic() < limit:
        edge.client.get(path)
        if "age" not in edge.client.get(path, headers=shopper).headers:
            return
        time.sleep(0.25)
    pytest.fail("the edge never asked the service again")


def test_the_cache_answers_that_nothing_changed(edge: Running, upstreams: Upstreams) -> None:
    upstreams.seen.clear()
    path = "/v1/products?etag=7&size=2000"
    first = edge.client.get(path, headers={"Accept-Encoding": "identity"})
    assert first.headers["etag"] == '"7"'
    zipped = edge.client.get(path)
    assert zipped.headers["etag"] == 'W/"7"'
    for etag in ('"7"', 'W/"7"', '"6", "7"', "*"):
        response = edge.client.get(path, headers={"If-None-Match": etag})
        assert response.status_code == 304, etag
        assert response.content == b""
    assert edge.client.get(path, headers={"If-None-Match": '"6"'}).status_code == 200
    assert len(upstreams.seen) == 1


KEY = {"Idempotency-Key": "a-key-of-some-length"}
TRIES = 1 + backends.RETRIES_MAX


@pytest.mark.parametrize(
    ("method", "headers", "times"),
    [
        ("GET", {}, TRIES),
        ("HEAD", {}, TRIES),
        ("POST", KEY, TRIES),
        ("POST", {}, 1),
        ("PATCH", {}, 1),
        ("DELETE", {}, 1),
    ],
)
def test_what_may_be_repeated_is_repeated_when_the_connection_breaks(
    edge: Running, upstreams: Upstreams, method: str, headers: dict[str, str], times: int
) -> None:
    upstreams.seen.clear()
    response = edge.client.request(method, "/v1/orders?break=1", headers=headers)
    assert response.status_code == 502
    assert len(upstreams.seen) == times


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_answer_is_never_a_reason_to_repeat(edge: Running, upstreams: Upstreams, status: int) -> None:
    upstreams.seen.clear()
    assert edge.client.get(f"/v1/orders?status={status}", headers=KEY).status_code == status
    assert len(upstreams.seen) == 1


def test_repeating_has_a_budget(edge: Running, upstreams: Upstreams) -> None:
    """When everything breaks, the edge does not send three times as much."""
    upstreams.seen.clear()
    requests = 40
    for _ in range(requests):
        edge.client.get("/v1/users?break=1")
    assert len(upstreams.seen) < requests * 1.5
