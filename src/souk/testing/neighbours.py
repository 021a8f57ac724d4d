"""Other services, as far as one service sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from souk.kit import errors

T = TypeVar("T")


class FakeRest:
    """Answers for calls to other services: `rest.answers[("order", "/internal/orders")] = value | callable | refusal`.

    What is not prepared is `Unavailable`, as a callee that is down.
    """

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Any] = {}
        self.calls: list[tuple[str, str, Any]] = []

    async def get(
        self,
        service: str,
        path: str,
        *,
        type: type[T],
        params: Mapping[str, str] | None = None,
        deadline_s: float = 2.0,
    ) -> T:
        return self._answer(service, path, dict(params or {}), type)

    async def post(self, service: str, path: str, body: Any, *, type: type[T], deadline_s: float = 2.0) -> T:
        return self._answer(service, path, msgspec.to_builtins(body), type)

    def _answer(self, service: str, path: str, asked: Any, answer_type: type[T]) -> T:
        self.calls.append((service, path, asked))
        answer = self.answers.get((service, path), errors.Unavailable(f"{service} is down"))
        if callable(answer):
            answer = answer(asked)
        if isinstance(answer, Exception):
            raise answer
        return msgspec.convert(msgspec.to_builtins(answer), answer_type)
