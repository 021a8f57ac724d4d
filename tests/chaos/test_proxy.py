"""The slow link: what goes through arrives whole, in order, and late; and an end arrives as an end."""

from __future__ import annotations

import asyncio

from proof.chaos.proxy import Proxy

DELAY_S = 0.1


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(1_000):
        writer.write(piece)
    writer.close()
    await writer.wait_closed()


async def test_every_byte_arrives_late_and_in_order() -> None:
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        proxy = Proxy("127.0.0.1", server.sockets[0].getsockname()[1], DELAY_S, mark=0)
        ended = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await proxy.serve(reader, writer)
            ended.set()

        async with await asyncio.start_server(serve, "127.0.0.1", 0) as link:
            loop = asyncio.get_running_loop()
            reader, writer = await asyncio.open_connection("127.0.0.1", link.sockets[0].getsockname()[1])
            sent, began = bytes(range(256)) * 4_000, loop.time()
            writer.write(sent)
            assert await reader.readexactly(len(sent)) == sent
            assert loop.time() - began >= 2 * DELAY_S
            assert proxy.delayed_bytes == 2 * len(sent)
            writer.close()
            await writer.wait_closed()
            await asyncio.wait_for(ended.wait(), 10)
