"""Pictures over HTTP."""

from __future__ import annotations

import io

from PIL import Image

from product.shop import Shop
from souk import testing


def picture(colour: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (32, 16), colour).save(made, "PNG")
    return made.getvalue()


async def test_a_key_makes_one_upload_of_several(shop: Shop) -> None:
    headers = shop.staff | testing.key()
    first, again, other = [
        await shop.client.post("/v1/media", files={"file": ("a.png", picture(colour), "image/png")}, headers=headers)
        for colour in ("red", "red", "blue")
    ]
    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert again.json() == first.json()
    assert (again.headers["idempotent-replayed"], "idempotent-replayed" in first.headers) == ("true", False)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
