"""A notification service with a real mail sink."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from notification.post import Post
from souk import testing
from souk.local.smtp_sink.mailbox import Mailbox
from souk.local.smtp_sink.smtp import Session
from souk.notification import app

Serve = Callable[..., AbstractAsyncContextManager[testing.Running]]


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    box = Mailbox(tmp_path / "mails")
    here = Post(box)
    loop = asyncio.get_running_loop()

    def take(sender: str, recipients: Any, raw: bytes) -> str:
        return box.add(sender, recipients, raw).id

    server = await loop.create_server(lambda: Session(take, here.sessions, "test"), "127.0.0.1", 0)
    here.port = server.sockets[0].getsockname()[1]
    yield here
    server.close()
    for session in list(here.sessions):
        session.close()
    await asyncio.sleep(0.02)  # closing takes the loop a turn or two
    box.close()


@pytest.fixture
def serve(mongodb_url: str, post: Post) -> Serve:
    """`async with serve() as running`: the service, sending to `post`."""

    @contextlib.asynccontextmanager
    async def start(**options: Any) -> AsyncIterator[testing.Running]:
        options.setdefault("smtp_url", f"smtp://127.0.0.1:{post.port}")
        async with testing.running(mongodb_url, "notification", app.build, app.Settings, **options) as running:
            yield running

    return start
