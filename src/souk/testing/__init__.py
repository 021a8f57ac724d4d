"""What tests stand on: a real MongoDB, a broker in memory that keeps its promises and no others, a clock to turn.

Fixtures (`mongodb_url`, `db`) are registered by `tests/conftest.py`; everything else is called.
"""

from souk.testing.broker import MemoryBus, MemoryMessage, MemorySubscription
from souk.testing.database import announced, database, envelopes, free_port, mongod, mongod_binary, received, run
from souk.testing.neighbours import FakeRest
from souk.testing.running import Running, key, running
from souk.testing.time import FrozenClock, frozen_clock

__all__ = [
    "FakeRest",
    "FrozenClock",
    "MemoryBus",
    "MemoryMessage",
    "MemorySubscription",
    "Running",
    "announced",
    "database",
    "envelopes",
    "free_port",
    "frozen_clock",
    "key",
    "mongod",
    "mongod_binary",
    "received",
    "run",
    "running",
]
