"""A picture as products show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from souk.kit import errors


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """An uploaded picture, re-encoded; `url` and `thumbnails` (width in pixels → URL) are paths below `/media/`.

    `source` is the SHA-256 of what was uploaded: the same bytes again are not worked on twice.
    """

    id: str
    url: str
    width: int
    height: int
    thumbnails: dict[str, str]
    alt: str = ""
    source: str = ""
    created_at: datetime | None = None

    @property
    def small(self) -> str:
        """The URL of a size that fits a line of a cart or an e-mail."""
        return self.thumbnails.get("320", self.url)

    def placed(self, alt: str | None = None) -> Media:
        """The picture as one product shows it: what only the upload needs to know is left behind."""
        return msgspec.structs.replace(self, alt=self.alt if alt is None else alt, source="", created_at=None)


def show(
    media: tuple[Media, ...], image: str | None, known: Mapping[str, Media], *, pointer: str = "/image"
) -> tuple[tuple[Media, ...], str | None]:
    """A product's media with the picture that a variant asks for among them, and that picture's id.

    `image` is the id or URL of a medium of the product, or the id of any other (by id in `known`), which then becomes
    the product's too. Refuses (`Invalid` at `pointer`) what is neither.
    """
    if image is None:
        return media, None
    for medium in media:
        if image in (medium.id, medium.url):
            return media, medium.id
    if image not in known:
        raise errors.Invalid.at(pointer, "there is no such medium")
    return (*media, known[image].placed()), image
