"""What the edge says no to, and that it says so in problem documents."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from edge.rig import Running, Start, Upstreams, problem
from souk.edge import backends, frontends, maintenance
from souk.edge.haproxy import Backend, Limits


@pytest.fixture(scope="module")
def strict(start: Start, everyone: dict[str, Backend]) -> Running:
    """An impatient edge: a second for a service, a second for a request to arrive."""
    backends = {name: backend for name, backend in everyone.items() if name != "payment"}
    return start(
        backends=backends, server_timeout_s=1, replaced={"timeout http-request 10s": "timeout http-request 1s"}
    )


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "MERGE"])
def test_only_known_methods_pass(edge: Running, upstreams: Upstreams, method: str) -> None:
    upstreams.seen.clear()
    target = "shop:80" if method == "CONNECT" else "/v1/products"
    answer = edge.raw(f"{method} {target} HTTP/1.1\r\nHost: shop:80\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 405 ")
    assert b"/problems/method-not-allowed" in answer
    assert b"allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n" in answer
    assert not upstreams.seen


def test_a_body_over_the_limit(edge: Running, upstreams: Upstreams) -> None:
    upstreams.seen.clear()
    for size in (frontends.BODY_MAX + 1, 3 * frontends.BODY_MAX):
        response = edge.client.post("/v1/orders", content=bytes(size))
        assert response.status_code == 413
        assert problem(response)["type"] == "/problems/content-too-large"
    assert not upstreams.seen
    assert edge.client.post("/v1/orders", content=bytes(frontends.BODY_MAX)).json()["received"] == frontends.BODY_MAX


def test_uploads_may_be_larger_but_not_huge(edge: Running) -> None:
    size = 3 * frontends.BODY_MAX
    assert edge.client.post("/v1/media", content=bytes(size)).json()["received"] == size
    assert problem(edge.client.post("/v1/media", content=bytes(frontends.UPLOAD_MAX + 1)))["status"] == 413


def test_services_may_send_each_other_more(edge: Running) -> None:
    size = 2 * frontends.BODY_MAX
    url = f"{edge.internal_url}/internal/products/bulk"
    assert httpx.post(url, headers={"Host": "product"}, content=bytes(size)).json()["received"] == size


def test_a_browser_is_shown_a_page_while_nothing_serves_pages(start: Start, everyone: dict[str, Backend]) -> None:
    running = start(backends={name: backend for name, backend in everyone.items() if name != "web"})
    shown = running.client.get("/p/lamp", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (shown.status_code, shown.headers["retry-after"]) == (503, "5")
    assert shown.text == maintenance.page(maintenance.BREAK)
    assert "default-src 'self'" in shown.headers["content-security-policy"]
    told = running.client.get("/openapi.json", headers={"Accept": "application/json"})
    assert problem(told)["type"] == "/problems/unavailable"


@pytest.mark.parametrize(("what", "status"), [("break=1", 502), ("sleep=2", 504)])
def test_a_browser_is_shown_a_page_where_one_did_not_arrive(strict: Running, what: str, status: int) -> None:
    shown = strict.client.get(f"/p/lamp?{what}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert shown.status_code == status
    assert shown.text == maintenance.page(maintenance.STUMBLED)
    assert (shown.headers["retry-after"], shown.headers["cache-control"]) == ("5", "no-store")
    assert shown.headers["x-frame-options"] == "DENY"


def test_no_replica(strict: Running) -> None:
    response = strict.client.get("/v1/payments")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"
    assert problem(response)["type"] == "/problems/unavailable"


def test_a_service_that_takes_too_long(strict: Running) -> None:
    response = strict.client.get("/v1/users?sleep=2")
    assert response.status_code == 504
    assert problem(response)["type"] == "/problems/gateway-timeout"


def test_who_asks_to_wait_may_wait(strict: Running) -> None:
    assert strict.client.post("/v1/orders?sleep=1.5", headers={"Prefer": "wait=5"}).status_code == 200
    assert strict.client.post("/v1/orders?sleep=1.5").status_code == 504


def test_a_stream_may_be_silent_for_long(strict: Running) -> None:
    with strict.client.stream("GET", "/v1/orders/ord_1/events?stream=0.6") as response:
        assert [line for line in response.iter_lines() if line] == ["data: 0", "data: 1", "data: 2"]


def test_a_service_that_breaks_off(edge: Running) -> None:
    response = edge.client.post("/v1/auth/login?break=1")
    assert response.status_code == 502
    assert problem(response)["type"] == "/problems/bad-gateway"


def test_a_body_that_does_not_arrive(strict: Running, upstreams: Upstreams) -> None:
    upstreams.seen.clear()
    answer = strict.raw(b"POST /v1/orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 10\r\n\r\nhalf", ends=False)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"/problems/request-timeout" in answer
    assert not upstreams.seen


def test_answers_of_services_pass_as_they_are(edge: Running) -> None:
    for status in (400, 404, 409, 429, 500, 503):
        response = edge.client.get(f"/v1/orders?status={status}&type=application/problem%2Bjson")
        assert response.status_code == status
        assert response.json()["replica"].startswith("order-")


def test_more_writes_than_allowed(start: Start, everyone: dict[str, Backend], upstreams: Upstreams) -> None:
    edge = start(backends=everyone, limits=Limits(writes=5, reads=0))
    upstreams.seen.clear()
    answers = [edge.client.post("/v1/orders") for _ in range(12)]
    refused = [answer for answer in answers if answer.status_code == 429]
    passed = [answer for answer in answers if answer.status_code == 200]
    assert 5 <= len(passed) <= 7
    assert len(upstreams.seen) == len(passed)
    assert problem(refused[0])["type"] == "/problems/too-many-requests"
    assert refused[0].headers["retry-after"] == "1"
    limits = {name: refused[0].headers[f"ratelimit-{name}"] for name in ("limit", "remaining", "reset")}
    assert limits == {"limit": "5", "remaining": "0", "reset": "1"}
    assert [answer.headers["ratelimit-remaining"] for answer in passed[:3]] == ["4", "3", "2"]
    assert edge.client.get("/v1/orders").status_code == 200
    internal = [httpx.post(f"{edge.internal_url}/internal/x", headers={"Host": "order"}) for _ in range(12)]
    assert all(answer.status_code == 200 for answer in internal)


def test_more_reads_than_allowed(start: Start, everyone: dict[str, Backend]) -> None:
    edge = start(backends=everyone, limits=Limits(writes=0, reads=5))
    answers = [edge.client.get("/v1/orders") for _ in range(12)]
    assert sum(answer.status_code == 429 for answer in answers) >= 5
    assert edge.client.post("/v1/orders").status_code == 200
    assert edge.client.get("/healthz").status_code == 200


def test_what_does_not_fit_waits_and_then_comes_back(start: Start, upstreams: Upstreams) -> None:
    """One place in the replica and a short queue: the rest is told at once when to come back."""
    busy = {"user": Backend(servers=(upstreams.start("busy-1"),))}
    options = backends.server_options("user")
    edge = start(
        backends=busy,
        replaced={
            options: options.replace("maxconn 256", "maxconn 1"),
            f"queue(user) ge {backends.QUEUE_MAX}": "queue(user) ge 2",
        },
    )

    def ask(_: int) -> Any:
        return edge.client.get("/v1/users?sleep=0.3")

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(6)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 503, 503, 503]
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert refused.headers["retry-after"] == "1"
    assert problem(refused)["type"] == "/problems/unavailable"


SMUGGLED = b"GET /internal/orders HTTP/1.1\r\nHost: shop\r\n\r\n"


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"POST /v1/orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 4\r\nContent-Length: 60\r\n\r\nabcd" + SMUGGLED,
        b"POST /v1/orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        + SMUGGLED,
        b"POST /v1/orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
        b"POST /v1/orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
        b"POST /v1/orders HTTP/1.1\r\nHost: shop\r\nX: 1\n\nGET /internal HTTP/1.1\r\n\r\n",
        b"GET /v1/orders HTTP/1.1\r\nHost: shop\r\nHost: order\r\n\r\n",
        b"GET /v1/or ders HTTP/1.1\r\nHost: shop\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET /v1/orders HTTP/1.1\r\nHost: shop\r\nX-Long: " + b"x" * 20_000 + b"\r\n\r\n",
    ],
    ids=[
        "two lengths",
        "length and chunks",
        "odd coding",
        "space in a name",
        "bare lf",
        "two hosts",
        "space",
        "nonsense",
        "large headers",
    ],
)
def test_nothing_is_smuggled(edge: Running, upstreams: Upstreams, request_bytes: bytes) -> None:
    upstreams.seen.clear()
    edge.raw(request_bytes)
    assert all(request["path"] == "/v1/orders" for request in upstreams.seen)
    assert len(upstreams.seen) <= 1
    assert edge.client.get("/v1/orders").status_code == 200
