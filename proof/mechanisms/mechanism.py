"""What a safety mechanism is, and how it is switched off."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True)
class Patch:
    """A member of a module or a class of Souk, and what a naive implementation would have in its place."""

    owner: ModuleType | type
    member: str
    naive: object

    @property
    def place(self) -> str:
        """Where it is, as somebody would look it up."""
        owner = self.owner
        where = owner.__name__ if isinstance(owner, ModuleType) else f"{owner.__module__}.{owner.__qualname__}"
        return f"{where}.{self.member}"

    @contextlib.contextmanager
    def applied(self) -> Iterator[None]:
        """Have the naive one in place for as long as the context lasts."""
        real = inspect.getattr_static(self.owner, self.member)
        setattr(self.owner, self.member, self.naive)
        try:
            yield
        finally:
            setattr(self.owner, self.member, real)


@dataclass(frozen=True)
class Mechanism:
    """One safety mechanism.

    `protects` and `without` say in a line each what it is for, and what a shop that lacks it does instead. `stronger`
    is the property that it is judged by when others heal what its absence breaks; `alone` are the mechanisms that have
    to be off as well for its own effect to show.
    """

    name: str
    protects: str
    without: str
    patches: tuple[Patch, ...]
    stronger: str | None = None
    alone: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(patch.place for patch in self.patches)
