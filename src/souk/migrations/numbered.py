"""The changes to documents, in their order. A number is given once and never again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Phase = Literal["expand", "contract"]


class Migration(NamedTuple):
    """One change to the documents of one collection.

    `pending` finds those that still need it, and no longer those that had it: that makes it resumable, and harmless to
    run twice. `change` is an update or a pipeline of stages; it works on a document by itself.
    """

    number: int
    name: str
    service: str
    collection: str
    phase: Phase
    pending: Mapping[str, Any]
    change: Mapping[str, Any] | list[Mapping[str, Any]]


MIGRATIONS: tuple[Migration, ...] = ()
"""None yet: no release has stored anything in another form."""
