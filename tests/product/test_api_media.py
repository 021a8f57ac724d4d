"""Pictures over HTTP: what is made of them, and what is no picture."""

from __future__ import annotations

import io
import re
import shutil
import struct
import zlib
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageDraw

from product.shop import Shop, opened, variant
from souk import testing

SECRET_PLACE = "51.5072N 0.1276W"
_ORIENTATION, _MAKER = 0x0112, 0x010F


def picture(width: int = 1_000, height: int = 500, kind: str = "JPEG", **options: object) -> bytes:
    """A picture with something on it: red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), "red")
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill="blue")
    encoded = io.BytesIO()
    image.save(encoded, kind, **options)
    return encoded.getvalue()


def from_a_camera() -> bytes:
    """Lying on its side, with words on where and by whom it was taken."""
    exif = Image.Exif()
    exif[_ORIENTATION] = 6
    exif[_MAKER] = SECRET_PLACE
    return picture(exif=exif, comment=SECRET_PLACE.encode())


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


async def upload(shop: Shop, content: bytes, name: str = "lamp.jpg", **headers: str) -> httpx.Response:
    return await shop.client.post("/v1/media", files={"file": (name, content)}, headers=shop.staff | headers)


async def stored(shop: Shop, url: str) -> Image.Image:
    answer = await shop.client.get(url)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    image = Image.open(io.BytesIO(answer.content))
    image.load()
    return image


async def test_a_picture_is_encoded_anew_with_thumbnails(shop: Shop) -> None:
    answer = await upload(shop, picture())
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["id"].startswith("med_")
    assert re.fullmatch(r"/media/[0-9a-f]{2}/[0-9a-f]{40}\.webp", made["url"])
    assert (made["width"], made["height"], set(made["thumbnails"])) == (1_000, 500, {"640", "320", "160"})
    assert (await stored(shop, made["url"])).size == (1_000, 500)
    for width, url in made["thumbnails"].items():
        assert (await stored(shop, url)).size == (int(width), int(width) // 2)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
async def test_other_kinds_are_taken_whatever_they_are_called(shop: Shop, kind: str) -> None:
    made = (await upload(shop, picture(120, 80, kind), name="../../etc/passwd\x00.exe")).json()
    assert (made["width"], made["height"], made["thumbnails"]) == (120, 80, {})
    assert (await stored(shop, made["url"])).size == (120, 80)


async def test_a_very_large_picture_is_made_smaller(shop: Shop) -> None:
    made = (await upload(shop, picture(2_500, 1_000))).json()
    assert (made["width"], made["height"]) == (2_000, 800)


async def test_nothing_is_told_about_the_photographer(shop: Shop) -> None:
    taken = from_a_camera()
    assert SECRET_PLACE.encode() in taken
    made = (await upload(shop, taken)).json()
    assert (made["width"], made["height"]) == (500, 1_000)  # upright
    for url in (made["url"], *made["thumbnails"].values()):
        image = await stored(shop, url)
        assert dict(image.getexif()) == {}
        assert image.info.keys().isdisjoint({"exif", "xmp", "comment"})
        assert SECRET_PLACE.encode() not in (await shop.client.get(url)).content
    red, _, blue = (await stored(shop, made["url"])).convert("RGB").getpixel((250, 20))  # type: ignore[misc]  # three bands
    assert red > blue


@pytest.mark.parametrize(
    ("content", "status", "slug"),
    [
        (b"not a picture at all", 415, "not-an-image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 415, "not-an-image"),
        (b"", 415, "not-an-image"),
        (picture(kind="BMP"), 415, "not-an-image"),
        (picture(kind="TIFF"), 415, "not-an-image"),
        (claiming(7_000, 7_000), 413, "image-too-large"),
        (claiming(12_000, 12_000), 413, "image-too-large"),
        (claiming(60_000, 60_000), 413, "image-too-large"),
        (claiming(1_000, 1_000), 422, "validation-failed"),
        (picture()[:5_000], 422, "validation-failed"),
        (b"x" * (20 * 1024 * 1024 + 1), 413, "content-too-large"),
    ],
    ids=["text", "svg", "empty", "bmp", "tiff", "49 MP", "144 MP", "3600 MP", "cut png", "cut jpeg", "21 MiB"],
)
async def test_what_is_no_picture_or_a_bomb(shop: Shop, tmp_path: Path, content: bytes, status: int, slug: str) -> None:
    answer = await upload(shop, content)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}"), answer.text
    if slug == "validation-failed":
        assert answer.json()["errors"][0]["pointer"] == "/file"
    assert await shop.running.runtime.db["media"].count_documents({}) == 0
    assert not list((tmp_path / "media").rglob("*.webp"))


async def test_what_is_no_upload(shop: Shop) -> None:
    as_json = await shop.post("/v1/media", {"file": "x"})
    assert as_json.status_code in {400, 415, 422}, as_json.text
    elsewhere = await shop.client.post("/v1/media", files={"picture": ("x", picture())}, headers=shop.staff)
    assert elsewhere.status_code in {400, 422}, elsewhere.text
    as_text = await shop.client.post("/v1/media", data={"file": "x"}, files={"more": b"x"}, headers=shop.staff)
    assert as_text.status_code in {400, 415, 422}, as_text.text
    cut = shop.staff | {"content-type": "multipart/form-data; boundary=x"}
    for body in (b"", b"--x\r\n", b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc'):
        answer = await shop.client.post("/v1/media", content=body, headers=cut)
        assert answer.status_code in {400, 415, 422}, answer.text
    assert await shop.running.runtime.db["media"].count_documents({}) == 0


async def test_the_same_picture_again_is_the_same_medium(shop: Shop) -> None:
    first = (await upload(shop, picture())).json()
    assert (await upload(shop, picture(), name="other.jpg")).json() == first
    assert await shop.running.runtime.db["media"].count_documents({}) == 1
    assert (await upload(shop, picture(300, 300))).json()["id"] != first["id"]


async def test_one_key_one_picture(shop: Shop) -> None:
    key = testing.key()
    request = shop.client.build_request("POST", "/v1/media", files={"file": picture()}, headers=shop.staff | key)
    content, kind = request.read(), request.headers["content-type"]
    headers = shop.staff | key | {"content-type": kind}
    first = await shop.client.post("/v1/media", content=content, headers=headers)
    again = await shop.client.post("/v1/media", content=content, headers=headers)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    other = await upload(shop, picture(300, 300), **key)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")


async def test_a_picture_is_shown_with_its_product_and_variant(shop: Shop) -> None:
    medium = (await upload(shop, picture())).json()
    lamp = await shop.publish("Lamp", media=[medium["id"]], variants=[variant("A", image=medium["id"])])
    page = await shop.get(f"/v1/products/{lamp['id']}")
    assert (page["media"][0]["id"], page["media"][0]["url"]) == (medium["id"], medium["url"])
    assert page["variants"][0]["image"] == medium["url"]
    summary = (await shop.get("/v1/products"))["items"][0]
    assert summary["image"] in {medium["url"], *medium["thumbnails"].values()}
    assert summary["thumbnails"] == medium["thumbnails"]


async def test_a_disk_that_takes_nothing_is_not_the_callers_fault(mongodb_url: str, tmp_path: Path) -> None:
    async with opened(mongodb_url, tmp_path) as shop:
        shutil.rmtree(tmp_path / "media")
        (tmp_path / "media").write_text("a file where a folder should be")
        answer = await upload(shop, picture())
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")
        assert answer.headers["retry-after"] == "60"


async def test_only_pictures_are_served(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "secret.webp").write_text("secret")
    for name in ("../secret.webp", "..%2Fsecret.webp", "%2e%2e/secret.webp", "ab/" + "0" * 40 + ".webp", "", "%00"):
        answer = await shop.client.get(f"/media/{name}")
        assert answer.status_code == 404, name
