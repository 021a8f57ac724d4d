"""A picture as products show it."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """An uploaded picture, re-encoded; `url` and `thumbnails` (width in pixels → URL) are paths below `/media/`.

    `source` is the SHA-256 of what was uploaded: the same bytes again are not worked on twice.
    """

    id: str
    url: str
    width: int
    height: int
    thumbnails: dict[str, str]
    source: str
    alt: str = ""
    created_at: datetime | None = None
