"""A surface to draw on: twice as fine as what comes out, with light from the upper left."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIDE_PX = 720
FINENESS = 2
GROUND_Y = 0.8
"""Where things stand, as a part of the side."""

Colour = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True)
class Colours:
    """What a thing is drawn in, as `#rrggbb`: its own colour, a second one, and what is behind it."""

    main: str
    accent: str
    ground: str


def rgb(text: str) -> Colour:
    """`#rrggbb` as numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a share (0 to 1) of `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def darker(colour: Colour, share: float = 0.3) -> Colour:
    return mixed(colour, (30, 18, 12), share)


def lighter(colour: Colour, share: float = 0.3) -> Colour:
    return mixed(colour, (255, 250, 240), share)


def star(centre: Point, radius: float) -> list[Point]:
    """Eight points, as on tiles."""
    return [
        (
            centre[0] + math.cos(math.pi * k / 8) * radius * (1 if k % 2 == 0 else 0.72),
            centre[1] + math.sin(math.pi * k / 8) * radius * (1 if k % 2 == 0 else 0.72),
        )
        for k in range(16)
    ]


class Canvas:
    """Coordinates run from 0 to 1, downwards; sizes are parts of the side."""

    def __init__(self, colours: Colours, seed: str) -> None:
        self.side = SIDE_PX * FINENESS
        self.main, self.accent, self.ground = rgb(colours.main), rgb(colours.accent), rgb(colours.ground)
        self.random = random.Random(seed)  # noqa: S311 - pictures, no secrets
        self.image = self._background()
        self.pen = ImageDraw.Draw(self.image)

    def _background(self) -> Image.Image:
        wall, table = lighter(self.ground, 0.35), darker(self.ground, 0.1)
        image = Image.new("RGB", (1, 64))
        for y in range(64):
            at, edge = y / 63, 0.66
            image.putpixel(
                (0, y), mixed(self.ground, wall, at / edge) if at < edge else mixed(table, wall, (at - edge))
            )
        return image.resize((self.side, self.side), Image.Resampling.BICUBIC)

    def at(self, points: Sequence[Point]) -> list[Point]:
        """Points in pixels."""
        return [(x * self.side, y * self.side) for x, y in points]

    def px(self, size: float) -> int:
        return max(1, round(size * self.side))

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon(self.at(points), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        self.pen.line(self.at(points), fill=colour, width=self.px(width), joint="curve")
        radius = self.px(width) / 2
        for x, y in (self.at(points)[0], self.at(points)[-1]):
            self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def disc(self, centre: Point, rx: float, ry: float, colour: Colour) -> None:
        (x, y), w, h = self.at([centre])[0], rx * self.side, ry * self.side
        self.pen.ellipse((x - w, y - h, x + w, y + h), fill=colour)

    def ring(self, centre: Point, rx: float, ry: float, colour: Colour, width: float) -> None:
        (x, y), w, h = self.at([centre])[0], rx * self.side, ry * self.side
        self.pen.ellipse((x - w, y - h, x + w, y + h), outline=colour, width=self.px(width))

    def box(self, left_top: Point, right_bottom: Point, colour: Colour, radius: float = 0.0) -> None:
        corners = [*self.at([left_top])[0], *self.at([right_bottom])[0]]
        self.pen.rounded_rectangle(corners, radius=self.px(radius) if radius else 0, fill=colour)

    def shadow(self, centre_x: float, half_width: float, y: float = GROUND_Y, *, depth: float = 0.035) -> None:
        """What a thing that stands throws on the table."""
        small = self.side // 8
        veil = Image.new("L", (small, small), 0)
        x, half = (centre_x + 0.02) * small, half_width * small * 1.08
        high = depth * small
        ImageDraw.Draw(veil).ellipse((x - half, y * small - high, x + half, y * small + high), fill=120)
        soft = veil.filter(ImageFilter.GaussianBlur(small * 0.018)).resize(self.image.size, Image.Resampling.BILINEAR)
        self.image.paste(darker(self.ground, 0.75), (0, 0, self.side, self.side), soft)

    def shade(self, outline: Sequence[Point], *, depth: float = 0.5) -> None:
        """Round a shape off: shade on its right side, a gleam on its left shoulder."""
        points = self.at(outline)
        left, top = (int(min(point[axis] for point in points)) for axis in (0, 1))
        right, bottom = (int(max(point[axis] for point in points)) + 1 for axis in (0, 1))
        size = (right - left, bottom - top)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in points], fill=255)
        for colour, ramp in (((30, 16, 10), _shade), ((255, 250, 238), _gleam)):
            veil = Image.new("L", (256, 1))
            veil.putdata([round(depth * ramp(x / 255)) for x in range(256)])
            self.image.paste(colour, (left, top, right, bottom), ImageChops.multiply(veil.resize(size), mask))

    def png(self) -> bytes:
        """The picture, as a file."""
        out = io.BytesIO()
        self.image.resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX).save(out, "PNG", compress_level=1)
        return out.getvalue()


def _shade(at: float) -> float:
    return 255 * math.pow(max(0.0, (at - 0.45) / 0.55), 1.6)


def _gleam(at: float) -> float:
    return 150 * math.exp(-(((at - 0.22) / 0.09) ** 2))
