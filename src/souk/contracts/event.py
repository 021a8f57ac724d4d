"""What a fact is: a frozen class, a versioned type, the aggregate it is about, and whether it asks for an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

import msgspec

E = TypeVar("E", bound="type[Event]")

REGISTRY: dict[str, type[Event]] = {}
"""Every event by its type (`order.placed.v1`), filled as the contract modules are imported."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A fact in the past tense. Listeners ignore members they do not know; classes grow optional members only."""

    type: ClassVar[str]
    """Subject on the bus and `type` of the envelope: `<publisher>.<past tense>.v<version>`."""
    about: ClassVar[str]
    """The member that holds the aggregate's id."""
    question: ClassVar[bool]
    """Whether it may be a question: answered by events that name it as their cause, and answered again when re-sent."""

    @property
    def aggregate_id(self) -> str:
        value: str = getattr(self, self.about)
        return value

    @property
    def is_question(self) -> bool:
        """Whether this very event asks for an answer."""
        return self.question


def event(name: str, *, about: str, question: bool = False, version: int = 1) -> Callable[[E], E]:
    """Name an event class and enter it in the registry."""

    def enter(cls: E) -> E:
        cls.type = f"{name}.v{version}"
        cls.about = about
        cls.question = question
        if cls.type in REGISTRY:
            raise ValueError(f"two events are named {cls.type}")
        REGISTRY[cls.type] = cls
        return cls

    return enter
