"""Makes the pipeline's stream: `python -m bench.floor.streams`."""

from __future__ import annotations

import asyncio
import os

import nats
from nats.js.api import StreamConfig


async def main() -> None:
    bus = await nats.connect(os.environ["FLOOR_NATS"])
    await bus.jetstream().add_stream(StreamConfig(name="FLOOR", subjects=["order.*", "inventory.*", "payment.*"]))
    await bus.close()


if __name__ == "__main__":
    asyncio.run(main())
