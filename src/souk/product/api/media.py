"""Pictures: uploaded by staff, served to everybody."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from souk.kit import clock, errors, idempotency, ids
from souk.product import images, model, store
from souk.product.api import deps, views
from souk.serving import http

FileName = Annotated[str, http.Path(description="As in a medium's `url`")]
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass
class Upload:
    """A form with one file."""

    file: UploadFile


@http.post(
    "/v1/media",
    scope=deps.WRITE,
    tags=["product"],
    media="multipart",
    body_limit=http.UPLOAD_BYTES_MAX,
    refusals=[images.NotAnImage, images.ImageTooLarge],
)
async def upload_media(
    request: deps.Request, data: Annotated[Upload, Body(media_type=RequestEncodingType.MULTI_PART)]
) -> http.Response[views.MediaView]:
    """Store a JPEG, PNG, WebP or GIF (its first frame) of at most 20 MiB and 40 million pixels, encoded anew without
    metadata, with thumbnails. The same file again is the same medium."""
    uploaded = await data.file.read()
    return await add(request, uploaded, await http.idempotency_key(request, uploaded))


async def add(
    request: deps.Request, uploaded: bytes, key: idempotency.Key | None = None
) -> http.Response[views.MediaView]:
    """Encode and remember a picture."""
    service = deps.of(request)
    source = hashlib.sha256(uploaded).hexdigest()
    medium = (await store.media.by_sources(service.db, [source])).get(source)
    if medium is None:
        stored = await service.library.add(uploaded)
        medium = model.Media(
            id=ids.new("med"),
            url=stored.url,
            width=stored.width,
            height=stored.height,
            thumbnails=stored.thumbnails,
            source=source,
            created_at=clock.now(),
        )
    done = await service.save_media(medium, key=key)
    kept = done.result or (await store.media.by_ids(service.db, [done.resource_id]))[done.resource_id]
    return http.json(views.media(kept), replayed=done.replayed)


@http.get("/media/{name:path}", tags=["product"], media_type=images.CONTENT_TYPE)
async def get_media(request: deps.Request, name: FileName) -> http.Response[bytes]:
    """A picture. Its name is made of its content, so it may be kept for ever."""
    content = await deps.of(request).library.read(str(name).lstrip("/"))
    if content is None:
        raise errors.NotFound("there is no such picture")
    return http.Response(content, media_type=images.CONTENT_TYPE, headers={"cache-control": FOR_EVER})


ROUTES = [upload_media, get_media]
