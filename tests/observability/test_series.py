"""Every series that a dashboard or an alert asks for is really emitted, under the labels that it is asked by."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client import parser

import stacks
from observability import promql
from observability.conftest import SKU
from souk.local import observing, ports, topology
from souk.local.checkout import ROOT

pytestmark = pytest.mark.stack
FOLDER = ROOT / "deploy" / "observability"
OF_PROMETHEUS = {"service", "instance", "job"}
"""Labels that scraping adds."""
QUIET = {
    "souk_alarms_total",
    "souk_dead_letters",
    "souk_outbox_resent_total",
    "souk_transaction_reruns_total",
    "souk_audit_violations",
}
"""What a shop that is well has no sample of, or may have none; that it would be there is told by its type."""

NOT_WHEN_WELL = {promql.Selector("souk_consumer_events_total", (("exit", "!=", "done"),))}
"""Selections out of series that are there."""

Samples = dict[str, list[dict[str, str]]]


def asked() -> Iterator[tuple[str, str]]:
    """Where and what: every expression of every dashboard and rule."""
    for path in sorted((FOLDER / "dashboards").glob("*.json")):
        for panel in json.loads(path.read_text())["panels"]:
            for target in panel.get("targets", ()):
                yield f"{path.name}: {panel['title']}", target["expr"]
    for group in yaml.safe_load((FOLDER / "rules.yaml").read_text())["groups"]:
        for rule in group["rules"]:
            yield f"rule {rule.get('record') or rule['alert']}", rule["expr"]


def recorded() -> set[str]:
    groups = yaml.safe_load((FOLDER / "rules.yaml").read_text())["groups"]
    return {rule["record"] for group in groups for rule in group["rules"] if "record" in rule}


@pytest.fixture(scope="module")
def scraped(shop: stacks.Shop) -> tuple[Samples, set[str]]:
    """Samples by series, and the names that were announced without any; of every process and the edge."""
    guest = shop.guest()
    stacks.buy(guest, SKU)
    declined = stacks.order_of(guest, SKU, token="tok_declined")
    guest.post("/v1/orders", json=declined, headers={"Idempotency-Key": "d" * 20, "Prefer": "wait=30"})
    assert guest.get("/v1/products", headers={"Cache-Control": "no-cache"}).status_code == 200
    assert guest.get("/v1/orders/ord_nobody").status_code == 404
    stacks.until(lambda: shop.person("admin").client.get("/v1/audit").json()["whole"] is not None)
    block = json.loads(shop.home.ports_json.read_text())["block"]
    listeners = next(row for row in (shop.home.read_run() or {})["processes"] if row["name"] == "order-1")
    metrics = f"http://{ports.HOST}:{listeners['port']}/metrics"
    stacks.until(lambda: "souk_consumer_pending{" in httpx.get(metrics, timeout=30).text)  # asked for at times
    places = [row["port"] for row in (shop.home.read_run() or {})["processes"] if _is_ours(row["name"])]
    texts = [httpx.get(f"http://{ports.HOST}:{port}/metrics", timeout=30).text for port in places]
    texts.append(httpx.get(f"http://{ports.HOST}:{ports.Ports(block, 0).fixed('metrics')}/metrics", timeout=30).text)
    samples: Samples = {"up": [{}]}
    announced: set[str] = set()
    for text in texts:
        for family in parser.text_string_to_metric_families(text):
            announced |= {family.name, f"{family.name}_total"}
            for sample in family.samples:
                samples.setdefault(sample.name, []).append(sample.labels)
    return samples, announced


def _is_ours(name: str) -> bool:
    return name.rpartition("-")[0] in observing.SCRAPED


def test_every_series_asked_for_is_emitted(scraped: tuple[Samples, set[str]]) -> None:
    samples, announced = scraped
    names, missing = recorded(), []
    for where, expression in asked():
        for selector in promql.selectors(expression):
            if selector.name in names:
                continue
            rows = samples.get(selector.name, [])
            wanted = {label for label, _, _ in selector.matchers} | promql.grouped(expression)
            is_there = any(selector.takes({"service": "user", **row}) for row in rows)
            has_labels = not rows or any(wanted - OF_PROMETHEUS <= row.keys() for row in rows)
            is_quiet = selector.name in QUIET and not rows and selector.name in announced
            is_quiet |= selector in NOT_WHEN_WELL and has_labels and bool(rows)
            if not (is_there and has_labels) and not is_quiet:
                missing.append(f"{where}: {selector.name} {selector.matchers or ''} {wanted}")
    assert missing == []


def test_a_series_that_nobody_emits_would_be_missed(scraped: tuple[Samples, set[str]]) -> None:
    samples, announced = scraped
    assert "souk_http_requests_total" in samples
    assert "souk_http_request_total" not in samples
    assert "souk_http_request_total" not in announced
    [selector] = promql.selectors('sum by (type) (rate(souk_outbox_published_total{type="order.place.v1"}[5m]))')
    assert not any(selector.takes(row) for row in samples[selector.name])


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("sum(rate(a_total[5m])) / sum(b{x='y'})", ["a_total", "b"]),
        ("(c - (c offset 10m or c * 0)) > 0", ["c", "c", "c"]),
        ('d{what="x y"} / ignoring(what) e:f:g_1h > 0.2', ["d", "e:f:g_1h"]),
        ("histogram_quantile(0.99, sum by (le, service) (rate(h_bucket[$__rate_interval])))", ["h_bucket"]),
    ],
)
def test_what_an_expression_asks_for_is_found(expression: str, names: list[str]) -> None:
    assert [each.name for each in promql.selectors(expression)] == names


def test_prometheus_runs_beside_the_shop_with_the_rules(shop: stacks.Shop) -> None:
    [port] = [row["port"] for row in (shop.home.read_run() or {})["processes"] if row["name"] == "prometheus-1"]
    prometheus = httpx.Client(base_url=f"http://{ports.HOST}:{port}", timeout=30)

    def ask(path: str, **params: str) -> Any:
        answer = prometheus.get(f"/api/v1/{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def up() -> dict[str, str]:
        return {row["metric"]["instance"]: row["value"][1] for row in ask("query", query="up")["result"]}

    wanted = {f"{part.name}-1" for part in topology.SERVICES} | {"auditor-1", "haproxy-1"}
    stacks.until(lambda: up() == dict.fromkeys(wanted, "1"))
    loaded = {rule["name"] for group in ask("rules")["groups"] for rule in group["rules"]}
    assert {"SoukErrorsBurnFast", "SoukPersonNeeded", "souk:slo_orders:bad_ratio_1h"} <= loaded
    stacks.buy(shop.guest(), SKU)
    query = 'souk_http_request_seconds_bucket{route="/v1/orders"}'

    def exemplars() -> Any:
        now = time.time()
        return ask("query_exemplars", query=query, start=str(now - 600), end=str(now + 1))

    stacks.until(lambda: len(exemplars()) > 0)
    assert {"trace_id", "span_id"} == exemplars()[0]["exemplars"][0]["labels"].keys()
    prometheus.close()


def test_a_process_that_comes_later_is_scraped_too(tmp_path: Path) -> None:
    class Home:
        etc = tmp_path

    rows = [{"name": "order-1", "port": 1}, {"name": "order-2", "port": 2}, {"name": "valkey-1", "port": 3}]
    observing.tell_targets(Home(), rows)  # type: ignore[arg-type]  # only its folder is looked at
    told = json.loads((tmp_path / "prometheus-targets.json").read_text())
    assert {each["labels"]["instance"]: each["targets"] for each in told} == {
        "order-1": ["127.0.0.1:1"],
        "order-2": ["127.0.0.1:2"],
    }
