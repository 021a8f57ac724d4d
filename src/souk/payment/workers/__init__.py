"""What this service does by itself: calls to gateways, and questions to the order service."""

from souk.payment.workers.asking import ask_for_ever, ask_once
from souk.payment.workers.calls import Calls

__all__ = ["Calls", "ask_for_ever", "ask_once"]
