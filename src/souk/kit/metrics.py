"""What a process tells Prometheus: requests, batches, outbox, consumers, dead letters. One registry a process."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_BATCH = (1, 2, 4, 8, 16, 32, 64, 128, 256)

HTTP_REQUESTS = Counter("souk_http_requests_total", "Requests answered", ["method", "route", "status"])
HTTP_SECONDS = Histogram("souk_http_request_seconds", "Time to answer", ["method", "route"], buckets=_SECONDS)
HTTP_IN_FLIGHT = Gauge("souk_http_requests_in_flight", "Requests being answered")

BATCH_SIZE = Histogram("souk_batch_size", "Items a transaction carried", ["work"], buckets=_BATCH)
BATCH_SECONDS = Histogram("souk_batch_seconds", "Time of a transaction with its commit", ["work"], buckets=_SECONDS)
TRANSACTION_RERUNS = Counter("souk_transaction_reruns_total", "Transactions run again", ["reason"])

OUTBOX_UNSENT = Gauge("souk_outbox_unsent", "Outbox rows that wait to be published")
OUTBOX_LAG_SECONDS = Gauge("souk_outbox_lag_seconds", "Age of the oldest outbox row that waits to be published")
OUTBOX_PUBLISHED = Counter("souk_outbox_published_total", "Events published", ["type"])
OUTBOX_RESENT = Counter("souk_outbox_resent_total", "Events sent again", ["reason"])

CONSUMER_EVENTS = Counter("souk_consumer_events_total", "Events by what became of them", ["consumer", "exit"])
CONSUMER_PENDING = Gauge("souk_consumer_pending", "Messages the broker holds for a consumer", ["consumer"])
DEAD_LETTERS = Gauge("souk_dead_letters", "Events given up", ["consumer"])

CACHE_READS = Counter("souk_cache_reads_total", "Reads of the response cache", ["outcome"])
REST_CALLS = Counter("souk_rest_calls_total", "Calls to other services", ["service", "outcome"])
DEGRADED = Gauge("souk_degraded", "1 while something that the process can live without is gone", ["part"])
ALARMS = Counter("souk_alarms_total", "Things a person has to look at", ["what"])
