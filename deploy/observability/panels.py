"""What the dashboards show, said once: `python -m deploy.observability.dashboards` makes Grafana's JSON of it."""

from __future__ import annotations

from typing import NamedTuple


class Panel(NamedTuple):
    """One graph: `queries` are PromQL by legend (`{{label}}` in Grafana's words)."""

    title: str
    unit: str
    queries: dict[str, str]
    explained: str = ""


class Dashboard(NamedTuple):
    """Panels in their order, by row."""

    name: str
    title: str
    rows: dict[str, list[Panel]]


W = "$__rate_interval"


def _rate(series: str, *by: str) -> str:
    return f"sum by ({', '.join(by)}) (rate({series}[{W}]))"


def _total(series: str) -> str:
    return f"sum(rate({series}[{W}]))"


def _quantile(part: float, bucket: str, *by: str) -> str:
    return f"histogram_quantile({part}, {_rate(bucket, 'le', *by)})"


def _share(part: str, whole: str, *by: str) -> str:
    return f"{_rate(part, *by)} / {_rate(whole, *by)}" if by else f"{_total(part)} / {_total(whole)}"


def _per_event(event: str) -> str:
    return _total(f'souk_outbox_published_total{{type="{event}.v1"}}')


SHOP = Dashboard(
    "shop",
    "Souk: the shop",
    {
        "What customers notice": [
            Panel(
                "Orders",
                "ops",
                {
                    "placed": _per_event("order.placed"),
                    "confirmed": _per_event("order.confirmed"),
                    "cancelled": _per_event("order.cancelled"),
                },
                "A second. Placed = confirmed + cancelled, a moment later.",
            ),
            Panel(
                "From placing to the answer",
                "s",
                {
                    "half": _quantile(0.5, 'souk_order_decided_seconds_bucket{outcome="confirmed"}'),
                    "95 %": _quantile(0.95, 'souk_order_decided_seconds_bucket{outcome="confirmed"}'),
                    "99 %": _quantile(0.99, 'souk_order_decided_seconds_bucket{outcome="confirmed"}'),
                },
                "Of orders that were confirmed, with what customers did at their bank.",
            ),
            Panel(
                "Time to answer",
                "s",
                {"{{service}} 99 %": _quantile(0.99, 'souk_http_request_seconds_bucket{route!~".*events"}', "service")},
                "Exemplars lead to the trace of one such request.",
            ),
            Panel(
                "Errors",
                "percentunit",
                {
                    "of the shop": _share(
                        'haproxy_frontend_http_responses_total{proxy="public",code="5xx"}',
                        'haproxy_frontend_http_requests_total{proxy="public"}',
                    )
                },
            ),
        ],
        "Budgets": [
            Panel(
                "Burn rate over an hour",
                "none",
                {
                    "errors": "souk:slo_edge:bad_ratio_1h / 0.001",
                    "slow reads": "souk:slo_reads:bad_ratio_1h / 0.01",
                    "slow orders": "souk:slo_orders:bad_ratio_1h / 0.01",
                },
                "1 uses up a month's budget in a month; 14.4 pages.",
            ),
            Panel("Requests", "reqps", {"{{service}}": _rate("souk_http_requests_total", "service")}),
            Panel(
                "Refused and failed",
                "reqps",
                {"{{service}} {{status}}": _rate('souk_http_requests_total{status=~"4..|5.."}', "service", "status")},
            ),
            Panel("In hand", "short", {"{{instance}}": "souk_http_requests_in_flight"}),
        ],
        "A person": [
            Panel("Alarms", "short", {"{{what}}": "sum by (what) (increase(souk_alarms_total[1h]))"}, "In an hour."),
            Panel("Violations of the books", "short", {"{{invariant}}": "sum by (invariant) (souk_audit_violations)"}),
            Panel("Audited", "s", {"ago": "time() - max(souk_audit_last_run_timestamp_seconds)"}),
            Panel("Runs without", "short", {"{{service}}: {{part}}": "max by (service, part) (souk_degraded)"}),
        ],
    },
)

SAGA = Dashboard(
    "saga",
    "Souk: the life of orders",
    {
        "Steps": [
            Panel(
                "Announced",
                "ops",
                {
                    "{{type}}": _rate(
                        'souk_outbox_published_total{type=~"order.*|inventory.stock_(reserved|rejected).*"}', "type"
                    )
                },
            ),
            Panel("Payments", "ops", {"{{type}}": _rate('souk_outbox_published_total{type=~"payment.*"}', "type")}),
            Panel(
                "How they end",
                "ops",
                {"{{outcome}}": _rate("souk_order_decided_seconds_count", "outcome")},
            ),
            Panel("Oldest that waits for its goods", "s", {"age": "max(souk_order_oldest_placed_seconds)"}),
        ],
        "Healing": [
            Panel(
                "Asked again",
                "ops",
                {"{{service}}: {{reason}}": _rate("souk_outbox_resent_total", "service", "reason")},
            ),
            Panel("Admission closed", "short", {"closed": "max(souk_order_admission_closed)"}),
            Panel(
                "Put off, given up",
                "ops",
                {"{{consumer}} {{exit}}": _rate('souk_consumer_events_total{exit!="done"}', "consumer", "exit")},
            ),
            Panel(
                "Calls between services",
                "reqps",
                {"→ {{service}} {{outcome}}": _rate("souk_rest_calls_total", "service", "outcome")},
            ),
        ],
    },
)

FLOW = Dashboard(
    "outbox-and-consumers",
    "Souk: outbox, batches, consumers",
    {
        "Out": [
            Panel("Wait to be published", "short", {"{{instance}}": "souk_outbox_unsent"}),
            Panel("Oldest of them", "s", {"{{instance}}": "souk_outbox_lag_seconds"}),
            Panel("Published", "ops", {"{{service}}": _rate("souk_outbox_published_total", "service")}),
        ],
        "In": [
            Panel("Messages that wait", "short", {"{{consumer}}": "max by (consumer) (souk_consumer_pending)"}),
            Panel("Events", "ops", {"{{consumer}}": _rate('souk_consumer_events_total{exit="done"}', "consumer")}),
            Panel("Dead letters", "short", {"{{consumer}}": "max by (consumer) (souk_dead_letters)"}),
        ],
        "Batches": [
            Panel(
                "Items a transaction",
                "short",
                {"{{work}}": _share("souk_batch_size_sum", "souk_batch_size_count", "work")},
                "Near 256 all the time: more processes.",
            ),
            Panel(
                "Time of a transaction", "s", {"{{work}} 95 %": _quantile(0.95, "souk_batch_seconds_bucket", "work")}
            ),
            Panel(
                "Run again",
                "ops",
                {"{{service}}: {{reason}}": _rate("souk_transaction_reruns_total", "service", "reason")},
            ),
        ],
        "Processes": [
            Panel(
                "CPU",
                "none",
                {"{{instance}}": f"sum by (instance) (rate(process_cpu_seconds_total[{W}]))"},
                "1 is a core.",
            ),
            Panel("Memory", "bytes", {"{{instance}}": "process_resident_memory_bytes"}),
            Panel(
                "Kept answers",
                "reqps",
                {"{{service}} {{outcome}}": _rate("souk_cache_reads_total", "service", "outcome")},
            ),
        ],
    },
)

_CODES = 'haproxy_frontend_http_responses_total{proxy="public"}'
_BACKENDS = '{proxy=~"user|product|inventory|order|payment|notification|web"}'
EDGE = Dashboard(
    "edge",
    "Souk: the edge",
    {
        "Clients": [
            Panel("Answers", "reqps", {"{{code}}": _rate(_CODES, "code")}),
            Panel(
                "From the edge's cache",
                "percentunit",
                {
                    "hits": _share(
                        "haproxy_frontend_http_cache_hits_total", "haproxy_frontend_http_cache_lookups_total"
                    ),
                },
            ),
            Panel(
                "Refused by limits", "reqps", {"{{proxy}}": _rate("haproxy_frontend_requests_denied_total", "proxy")}
            ),
            Panel("Connections", "short", {"now": "haproxy_frontend_current_sessions{proxy='public'}"}),
        ],
        "Services": [
            Panel("Processes that take requests", "short", {"{{proxy}}": f"haproxy_backend_active_servers{_BACKENDS}"}),
            Panel("Wait for a process", "short", {"{{proxy}}": f"haproxy_backend_current_queue{_BACKENDS}"}),
            Panel(
                "Time to answer",
                "s",
                {"{{proxy}}": f"haproxy_backend_response_time_average_seconds{_BACKENDS}"},
                "Of the last 1,024.",
            ),
            Panel(
                "Tried again",
                "reqps",
                {
                    "{{proxy}} again": _rate(f"haproxy_backend_retry_warnings_total{_BACKENDS}", "proxy"),
                    "{{proxy}} elsewhere": _rate(f"haproxy_backend_redispatch_warnings_total{_BACKENDS}", "proxy"),
                },
            ),
        ],
    },
)

MONGODB = Dashboard(
    "mongodb",
    "Souk: MongoDB",
    {
        "Work": [
            Panel("Operations", "ops", {"{{kind}}": _rate("souk_mongodb_operations_total", "kind")}),
            Panel(
                "Time of one",
                "s",
                {
                    "{{kind}}": _share("souk_mongodb_answer_seconds_total", "souk_mongodb_answers_total", "kind"),
                },
            ),
            Panel("Transactions", "ops", {"{{outcome}}": _rate("souk_mongodb_transactions_total", "outcome")}),
            Panel("Writes that met another", "ops", {"conflicts": _total("souk_mongodb_write_conflicts_total")}),
        ],
        "Room": [
            Panel(
                "Cache",
                "bytes",
                {"{{what}}": "souk_mongodb_cache_bytes"},
                "Dirty above a fifth of max: the disk is too slow.",
            ),
            Panel(
                "Tickets left",
                "short",
                {"{{kind}}": "souk_mongodb_tickets_available"},
                "0: operations wait for each other.",
            ),
            Panel("Connections", "short", {"{{state}}": "souk_mongodb_connections"}),
            Panel(
                "On the disk",
                "bytes",
                {"{{database}}": "souk_mongodb_storage_bytes", "{{database}} data": "souk_mongodb_data_bytes"},
            ),
        ],
        "Members": [
            Panel("State", "short", {"{{member}}": "souk_mongodb_member_state"}, "1 primary, 2 secondary."),
            Panel("Behind the primary", "s", {"{{member}}": "souk_mongodb_replication_lag_seconds"}),
            Panel("Tells how it is doing", "short", {"up": "souk_mongodb_up"}),
        ],
    },
)

DASHBOARDS = (SHOP, SAGA, FLOW, EDGE, MONGODB)
