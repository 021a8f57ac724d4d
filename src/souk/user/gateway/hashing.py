"""Argon2id (RFC 9106) off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import argon2

from souk.kit import errors

MEMORY_KIB = 19_456
TIME_COST = 2
PARALLELISM = 1
"""The OWASP Password Storage Cheat Sheet's first recommendation: 19 MiB, two passes, one lane; some 20 ms here."""
THREADS = 2
"""So many passwords are hashed at once: the memory and the cores that this may take."""
WAITING_MAX = 64
"""More callers than this wait for a thread only to time out; they are told to come back."""
WAITING_NEW_MAX = WAITING_MAX // 2
"""Of them for accounts that are only being opened: whoever has one gets in."""

T = TypeVar("T")


class Hasher:
    """Hashes and checks passwords in a few threads (argon2 leaves the interpreter free meanwhile)."""

    def __init__(self) -> None:
        self._argon2 = argon2.PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=PARALLELISM)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._waiting = 0
        # for e-mails that nobody has: checking against it takes as long as checking against a real one
        self._dummy = self._argon2.hash("nobody has this password")

    async def hash(self, password: str, *, waiting_max: int | None = None) -> str:
        """Raises `errors.Unavailable` when too many wait: `WAITING_MAX`, or so many."""
        return await self._run(lambda: self._argon2.hash(password), waiting_max)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the password; `None` stands for nobody's hash: never right, and as slow. Raises as `hash`."""
        return await self._run(lambda: self._matches(password_hash or self._dummy, password)) and bool(password_hash)

    def is_outdated(self, password_hash: str) -> bool:
        """Whether it was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(password_hash)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._argon2.verify(password_hash, password)
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T], waiting_max: int | None = None) -> T:
        if self._waiting >= (WAITING_MAX if waiting_max is None else waiting_max):
            raise errors.Unavailable("too many people sign in at this moment")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1
