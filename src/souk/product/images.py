"""Pictures: what was uploaded is decoded, checked and encoded anew; files lie under names made of their content."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import os
import re
import struct
import tempfile
import zlib
from pathlib import Path

import msgspec
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from souk.kit import errors

PIXELS_MAX = 40_000_000
"""A picture of this many pixels takes 160 MB while it is worked on; a file of a few KB can claim far more."""
SIDE_MAX = 2_000
"""Larger pictures are made smaller."""
THUMBNAIL_WIDTHS = (640, 320, 160)
WORKERS_MAX = 2
"""Pictures worked on at a time in one process."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 82
CONTENT_TYPE = "image/webp"
URL_PREFIX = "/media/"

_NAME = re.compile(r"^[0-9a-f]{2}/[0-9a-f]{40}\.webp\Z")
_UNDECODABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error, zlib.error)
"""What Pillow raises for files that are damaged in one way or another."""


class NotAnImage(errors.UnsupportedMedia):
    """Neither JPEG, PNG, WebP nor GIF."""

    slug = "not-an-image"
    title = "This is no picture that can be read"


class ImageTooLarge(errors.TooLarge):
    """Members: `pixels_max`."""

    slug = "image-too-large"
    title = "The picture has too many pixels"


class Stored(msgspec.Struct, frozen=True):
    """An encoded picture on disk: URLs of itself and of its thumbnails by width."""

    url: str
    width: int
    height: int
    thumbnails: dict[str, str]


class Library:
    """The media folder, shared by the replicas of one machine. Files are only ever added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workers = asyncio.Semaphore(WORKERS_MAX)

    async def add(self, uploaded: bytes) -> Stored:
        """Encode a picture and its thumbnails anew and store them; only the first frame of a moving one is kept.

        Raises `NotAnImage`, `ImageTooLarge`, `Invalid` for one that is damaged, and `Unavailable` when the disk is
        full.
        """
        async with self._workers:
            picture = await asyncio.to_thread(decode, uploaded)
            try:
                return await asyncio.to_thread(self._keep, picture)
            except OSError as error:
                raise errors.Unavailable(f"the picture cannot be stored: {error.strerror}", retry_after_s=60) from error

    async def read(self, name: str) -> bytes | None:
        """A stored file by its name below `/media/`; None when there is none."""
        if not _NAME.match(name):
            return None
        with contextlib.suppress(FileNotFoundError):
            return await asyncio.to_thread((self._folder / name).read_bytes)
        return None

    def _keep(self, picture: Image.Image) -> Stored:
        url = self._store(picture)
        thumbnails: dict[str, str] = {}
        smaller = picture
        for width in THUMBNAIL_WIDTHS:
            if width < picture.width:
                height = max(1, round(picture.height * width / picture.width))
                smaller = smaller.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
                thumbnails[str(width)] = self._store(smaller)
        return Stored(url, picture.width, picture.height, thumbnails)

    def _store(self, picture: Image.Image) -> str:
        encoded = io.BytesIO()
        picture.save(encoded, "WEBP", quality=QUALITY, method=1 if picture.width > THUMBNAIL_WIDTHS[0] else 2)
        content = encoded.getvalue()
        digest = hashlib.sha256(content).hexdigest()[:40]
        name = f"{digest[:2]}/{digest}.webp"
        path = self._folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, content)
        return URL_PREFIX + name


def decode(uploaded: bytes) -> Image.Image:
    """The first frame, upright, in sRGB, without metadata, at most `SIDE_MAX` on its longer side."""
    try:
        picture = Image.open(io.BytesIO(uploaded), formats=FORMATS)
        # before a single pixel is decoded
        if picture.width * picture.height > PIXELS_MAX:
            raise ImageTooLarge(f"at most {PIXELS_MAX} pixels are taken", pixels_max=PIXELS_MAX)
        picture.draft("RGB", (SIDE_MAX, SIDE_MAX))  # lets the JPEG decoder skip detail that would be thrown away
        picture.load()
        return _normalized(picture)
    except UnidentifiedImageError:
        raise NotAnImage("send a JPEG, PNG, WebP or GIF") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageTooLarge(f"at most {PIXELS_MAX} pixels are taken", pixels_max=PIXELS_MAX) from None
    except _UNDECODABLE as error:
        raise errors.Invalid.at("/file", f"the picture is damaged: {error}") from None


def _normalized(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    result = ImageOps.exif_transpose(picture).convert("RGBA" if has_alpha else "RGB")
    if profile:
        # a profile that cannot be used is as good as none
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(result, source, ImageCms.createProfile("sRGB"))
            result = converted or result
    if max(result.size) > SIDE_MAX:
        result.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    clean = Image.new(result.mode, result.size)
    clean.paste(result)
    return clean


def _write_whole(path: Path, content: bytes) -> None:
    """All of it or nothing, and still there after a power failure."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
