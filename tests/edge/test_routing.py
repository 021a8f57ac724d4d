"""Which request reaches whom, and which reaches nobody."""

from __future__ import annotations

import json

import httpx
import pytest

from edge.rig import Running, Start, Upstreams, problem
from souk.edge import haproxy, refusals, routes
from souk.edge.haproxy import Backend


@pytest.mark.parametrize("route", routes.ROUTES, ids=lambda route: route.path)
def test_a_route_leads_to_its_backend(edge: Running, route: routes.Route) -> None:
    for path in (route.path, f"{route.path}/below", f"{route.path}?q=1"):
        assert edge.client.post(path).json()["replica"].startswith(f"{route.backend}-")


@pytest.mark.parametrize("path", ["/", "/admin", "/docs", "/openapi.json", "/problems/not-found", "/products/x"])
def test_everything_else_is_the_web(edge: Running, path: str) -> None:
    assert edge.client.get(path).json()["replica"] == "web-1"


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/nothing", "/v1/ordersandmore", "/v1/order", "/.well-known/nothing", "/v1//orders"]
)
def test_an_unclaimed_api_path_does_not_exist(edge: Running, path: str) -> None:
    response = edge.client.get(path)
    assert response.status_code == 404
    assert problem(response)["type"] == "/problems/not-found"


@pytest.mark.parametrize(
    "path",
    ["/internal", "/internal/orders?ids=x", "/metrics", "/livez", "/readyz", "/readyz/", "/%72eadyz", "/%6detrics"],
)
def test_what_belongs_to_the_house_is_hidden(edge: Running, upstreams: Upstreams, path: str) -> None:
    upstreams.seen.clear()
    assert problem(edge.client.get(path))["status"] == 404
    assert not upstreams.seen


@pytest.mark.parametrize(
    "path",
    [
        "/v1/orders/../../internal/orders",
        "/v1/orders/./x",
        "/v1/orders/..",
        "/v1/orders/%2e%2e/internal",
        "/v1/orders/%2E%2E/%2e%2e/internal",
        "/v1/orders/.%2e/x",
        "/v1/orders/..%5cinternal",
        "/v1/orders/%00",
    ],
)
def test_a_path_that_climbs_is_refused(edge: Running, upstreams: Upstreams, path: str) -> None:
    upstreams.seen.clear()
    answer = edge.raw(f"GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n".encode())
    head, body = answer.split(b"\r\n\r\n", 1)
    assert head.startswith(b"HTTP/1.1 400 ")
    assert json.loads(body)["type"] == "/problems/malformed-request"
    assert not upstreams.seen


@pytest.mark.parametrize("service", routes.SERVICES)
def test_services_reach_each_other_by_name(edge: Running, service: str) -> None:
    for host in (service, f"{service}:18081", service.upper()):
        answer = httpx.get(f"{edge.internal_url}/internal/anything", headers={"Host": host}).json()
        assert answer["replica"].startswith(f"{service}-")
        assert answer["path"] == "/internal/anything"


@pytest.mark.parametrize("host", ["nobody", "web", "order.example.org", ""])
def test_an_unknown_service_is_a_problem(edge: Running, host: str) -> None:
    response = httpx.get(f"{edge.internal_url}/internal/anything", headers={"Host": host})
    assert response.status_code == 404
    assert response.json()["type"] == "/problems/not-found"


def test_without_a_mail_sink_there_is_no_mailbox(start: Start, everyone: dict[str, Backend]) -> None:
    edge = start(backends={name: backend for name, backend in everyone.items() if name != routes.MAILBOX})
    for path in routes.paths_of(routes.MAILBOX):
        assert problem(edge.client.get(path))["status"] == 404


def test_least_connections(edge: Running, upstreams: Upstreams) -> None:
    upstreams.seen.clear()
    for _ in range(10):
        edge.client.get("/v1/orders")
    assert {request["replica"] for request in upstreams.seen} == {"order-1", "order-2"}


def test_metrics_are_for_the_loopback_only(edge: Running) -> None:
    assert "haproxy_server_status" in httpx.get(f"{edge.metrics_url}/metrics").text
    assert httpx.get(f"{edge.metrics_url}/else").status_code == 404


def test_every_refusal_of_the_edge_is_in_the_configuration(edge: Running) -> None:
    text = haproxy.render(edge.edge)
    assert all(f"http-error status {refusal.status} " in text for refusal in refusals.REFUSALS)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET * HTTP/1.1\r\nHost: shop\r\n\r\n",
        b"GET /v1/products HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n",
    ],
    ids=["no path", "two people"],
)
def test_what_can_be_read_in_two_ways_is_refused(edge: Running, upstreams: Upstreams, request_: bytes) -> None:
    upstreams.seen.clear()
    head, body = edge.raw(request_.replace(b"Host: shop", b"Host: shop\r\nConnection: close")).split(b"\r\n\r\n", 1)
    assert head.startswith(b"HTTP/1.1 400 ")
    assert json.loads(body)["type"] == "/problems/malformed-request"
    assert not upstreams.seen
