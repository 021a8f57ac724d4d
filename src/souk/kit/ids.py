"""Ids that say what they name and sort by when they were made: `ord_0a1b…`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from souk.kit import clock

_TIME_BYTES = 6
_UNIQUE_BYTES = 10
"""With 6 bytes of time: 128 bits, 26 characters."""
_UNGUESSABLE_BYTES = 16
"""128 random bits: knowing such an id is a right."""
_ALPHABET = "0123456789abcdefghijklmnopqrstuv"
_PAIR_BITS = 10
_draw: Callable[[int], bytes] = os.urandom
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]


def new(prefix: str) -> str:
    """`<prefix>_` and 26 characters: 48 bits of milliseconds, 80 random bits; later ids sort later."""
    return f"{prefix}_{_encode(_UNIQUE_BYTES)}"


def unguessable(prefix: str) -> str:
    """`<prefix>_` and 36 characters, 128 of the bits random: an id that is a capability."""
    return f"{prefix}_{_encode(_UNGUESSABLE_BYTES)}"


def since(prefix: str, moment: datetime) -> str:
    """What sorts right before every id of this kind made at `moment` or later."""
    raw = int(moment.timestamp() * 1000).to_bytes(_TIME_BYTES) + bytes(_UNIQUE_BYTES)
    return f"{prefix}_{_text(raw)}"


def pattern(prefix: str) -> str:
    """A regular expression for ids of this kind, made by `new` or `unguessable`."""
    return rf"^{prefix}_[0-9a-v]{{26,36}}\Z"


def draw_from(source: Callable[[int], bytes]) -> None:
    """Take the random bytes of ids from elsewhere: for simulations, which have to replay."""
    global _draw  # noqa: PLW0603 - as random as it was: the process has one source
    _draw = source


def _encode(random_bytes: int) -> str:
    return _text(clock.now_ms().to_bytes(_TIME_BYTES) + _draw(random_bytes))


def _text(raw: bytes) -> str:
    """Unpadded base32hex (RFC 4648) in lower case, two characters at a step: a third of what `base64` takes for it."""
    bits = len(raw) * 8
    padded = -(-bits // _PAIR_BITS) * _PAIR_BITS
    number = int.from_bytes(raw) << (padded - bits)
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in range(padded - _PAIR_BITS, -1, -_PAIR_BITS)])
