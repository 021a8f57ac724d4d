"""`python -m proof.chaos.proxy LISTEN HOST:PORT DELAY_MS MARK`: a link that takes its time, in both directions.

A process of its own, so that what it costs is not the customers'. Its own packets carry a mark, by which the rules that
lead everybody else to it let it through. It tells the number of bytes it has delayed, when it is told to end.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys

BYTES_AT_ONCE = 64 * 1024
HELD_BYTES_MAX = 4 * 1024 * 1024
CONNECT_TIMEOUT_S = 5.0
SO_MARK = 36


class Proxy:
    """Connections to one address, each byte later than it was sent."""

    def __init__(self, host: str, port: int, delay_s: float, mark: int) -> None:
        self._host, self._port = host, port
        self._delay_s = delay_s
        self._mark = mark
        self.delayed_bytes = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        with contextlib.suppress(OSError, TimeoutError):
            there, onwards = await self._connect()
            try:
                ways = [
                    asyncio.create_task(self._carry(reader, onwards)),
                    asyncio.create_task(self._carry(there, writer)),
                ]
                try:
                    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for way in ways:
                        way.cancel()
                    await asyncio.gather(*ways, return_exceptions=True)
            finally:
                await _hang_up(onwards)
        await _hang_up(writer)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        onwards = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        onwards.setblocking(False)
        if self._mark:
            onwards.setsockopt(socket.SOL_SOCKET, SO_MARK, self._mark)
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            await asyncio.get_running_loop().sock_connect(onwards, (self._host, self._port))
            return await asyncio.open_connection(sock=onwards)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Hand on what comes, each piece when its time has come; more than a few megabytes are not held."""
        loop = asyncio.get_running_loop()
        held: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(HELD_BYTES_MAX // BYTES_AT_ONCE)

        async def hand_on() -> None:
            while True:
                due, piece = await held.get()
                await asyncio.sleep(max(due - loop.time(), 0))
                target.write(piece)
                await target.drain()
                if not piece:
                    return

        handing = asyncio.create_task(hand_on())
        try:
            while piece := await source.read(BYTES_AT_ONCE):
                self.delayed_bytes += len(piece)
                await held.put((loop.time() + self._delay_s, piece))
            await held.put((loop.time() + self._delay_s, b""))
            await handing
        finally:
            handing.cancel()
            await asyncio.gather(handing, return_exceptions=True)


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def main(listen: int, upstream: str, delay_ms: int, mark: int) -> None:
    host, _, port = upstream.partition(":")
    proxy = Proxy(host, int(port), delay_ms / 1000, mark)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", listen)
    await stop.wait()
    server.close()
    sys.stdout.write(f"delayed {proxy.delayed_bytes}\n")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
