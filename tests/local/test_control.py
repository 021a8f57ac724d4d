"""Questions to the supervisor are answered, refused, or found to have nobody to answer them."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from souk.local import control
from souk.local.trouble import Trouble


async def answer(question: control.Message) -> control.Message:
    match question:
        case {"do": "echo", "what": what}:
            return {"what": what}
        case {"do": "sleep"}:
            await asyncio.sleep(0.3)
            return {}
        case {"do": "break"}:
            raise RuntimeError
        case _:
            raise Trouble("no such thing")


@contextlib.asynccontextmanager
async def serving(tmp_path: Path) -> AsyncIterator[Path]:
    path = tmp_path / "control.sock"
    server = await control.serve(path, answer)
    try:
        yield path
    finally:
        server.close()


async def ask(path: Path, question: control.Message, timeout_s: float = 5.0) -> control.Message:
    return await asyncio.to_thread(functools.partial(control.ask, path, question, timeout_s=timeout_s))


async def test_a_question_is_answered(tmp_path: Path) -> None:
    async with serving(tmp_path) as path:
        assert await ask(path, {"do": "echo", "what": [1, "ü"]}) == {"ok": True, "what": [1, "ü"]}


async def test_a_refusal_arrives_as_trouble(tmp_path: Path) -> None:
    async with serving(tmp_path) as path:
        with pytest.raises(Trouble, match=r"^no such thing$"):
            await ask(path, {"do": "nothing"})


async def test_silence_is_bounded(tmp_path: Path) -> None:
    async with serving(tmp_path) as path:
        with pytest.raises(Trouble, match="did not answer within 0 s"):
            await ask(path, {"do": "sleep"}, timeout_s=0.1)
        await asyncio.sleep(0.4)  # until the answer that nobody waits for is thrown away


async def test_a_handler_that_breaks_is_told_as_such(tmp_path: Path) -> None:
    async with serving(tmp_path) as path:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        with pytest.raises(Trouble, match="ended before it answered"):
            await ask(path, {"do": "break"})
        assert (await ask(path, {"do": "echo", "what": 1}))["what"] == 1


async def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    async with serving(tmp_path) as path:
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b"hello?\n")
        assert b"not understood" in await reader.readline()
        writer.close()


async def test_only_this_user_may_ask(tmp_path: Path) -> None:
    async with serving(tmp_path) as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("is_there", [False, True])
def test_with_nobody_there_nothing_is_running(tmp_path: Path, *, is_there: bool) -> None:
    path = tmp_path / "control.sock"
    if is_there:
        path.touch()
    with pytest.raises(control.NotRunning, match=r"\./souk up"):
        control.ask(path, {"do": "status"}, timeout_s=1)
