"""What customers wait for, for Prometheus."""

from __future__ import annotations

from prometheus_client import Histogram

from souk.kit import clock, tx
from souk.order import model

DECIDED_SECONDS = Histogram(
    "souk_order_decided_seconds",
    "From placing an order until it was confirmed, or ended without having been",
    ["outcome"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 1800),
)


def decided(tx: tx.Tx, order: model.Progress) -> None:
    """Note how long the customer of this order waited, once it is committed."""
    waited_s = (clock.now() - order.created_at).total_seconds()
    tx.after_commit(lambda: DECIDED_SECONDS.labels(order.status.value).observe(waited_s))
