"""What every payment gateway is to us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from souk.payment import model

CALL_TIMEOUT_S = 5.0
"""Past it an answer counts as none, and the call is repeated under the same key."""


class Delivery(msgspec.Struct, frozen=True):
    """What a webhook brought: `event_id` tells repetitions, the charge is as it was when the event happened."""

    event_id: str
    charge: model.Charge


class Gateway(Protocol):
    """Takes money from cards and gives it back."""

    async def perform(self, call: model.Call) -> model.Outcome:
        """Do one thing within `CALL_TIMEOUT_S`. Whatever the gateway or the network does is an outcome, no error."""
        ...

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """Raises `BadSignature` when the gateway did not send this, or not just now, and `Malformed` for nonsense."""
        ...

    async def close(self) -> None: ...
