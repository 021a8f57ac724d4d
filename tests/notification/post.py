"""A mail server in the test's process."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from souk.kit import clock
from souk.local.smtp_sink import mailbox
from souk.local.smtp_sink.mailbox import Letter, Mailbox
from souk.local.smtp_sink.smtp import Session


@dataclass
class Post:
    """A mail server in the test's process."""

    box: Mailbox
    port: int = 0
    sessions: set[Session] = field(default_factory=set)

    def letters(self, to: str | None = None) -> list[Letter]:
        return self.box.letters(to=to, limit=mailbox.MAILS_MAX)

    def subjects(self) -> list[str]:
        """Oldest first."""
        return [letter.subject for letter in reversed(self.letters())]

    async def wait_for(self, count: int, timeout_s: float = 10.0) -> list[Letter]:
        """Oldest first."""
        limit = clock.monotonic() + timeout_s
        while self.box.total < count:
            if clock.monotonic() > limit:
                raise TimeoutError(f"{self.box.total} of {count} mails came")
            await asyncio.sleep(0.01)
        return list(reversed(self.letters()))
