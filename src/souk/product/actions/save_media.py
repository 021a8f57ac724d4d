"""Uploaded pictures become known."""

from __future__ import annotations

from collections.abc import Sequence

from souk.kit import errors, tx
from souk.product import model, store


async def save_media(tx: tx.Tx, media: Sequence[model.Media]) -> list[model.Media | errors.Refusal]:
    """Keep media whose files are in place; what was uploaded before is answered as it was then."""
    known = await store.media.by_sources(tx, {medium.source for medium in media})
    new: dict[str, model.Media] = {}
    results: list[model.Media | errors.Refusal] = []
    for medium in media:
        kept = known.get(medium.source) or new.setdefault(medium.source, medium)
        results.append(kept)
    await store.media.insert(tx, list(new.values()))
    return results
