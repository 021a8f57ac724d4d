"""Routes of the payment service."""

from souk.payment.api import ledger, payments, staff, webhooks
from souk.payment.api.deps import Deps

__all__ = ["ROUTES", "Deps"]

ROUTES = [
    payments.list_payments,
    payments.get_payment,
    staff.capture_payment,
    staff.void_payment,
    staff.refund_payment,
    ledger.list_ledger_entries,
    ledger.get_ledger_balances,
    webhooks.receive_webhook,
]
