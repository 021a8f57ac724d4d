"""What this service does, over batches: load, decide, save, announce. Gateways are called by `workers`, never here."""

from souk.payment.actions.batch import Did
from souk.payment.actions.call_gateway import Result, settle_calls, take_up
from souk.payment.actions.follow_orders import Cancel, cancel_payments, capture_fulfilled, heed_orders
from souk.payment.actions.hear_webhooks import Heard, hear_webhooks
from souk.payment.actions.serve_staff import CapturePayment, RefundPayment, Request, VoidPayment, serve_staff
from souk.payment.actions.take_payments import take_payments

__all__ = [
    "Cancel",
    "CapturePayment",
    "Did",
    "Heard",
    "RefundPayment",
    "Request",
    "Result",
    "VoidPayment",
    "cancel_payments",
    "capture_fulfilled",
    "hear_webhooks",
    "heed_orders",
    "serve_staff",
    "settle_calls",
    "take_payments",
    "take_up",
]
