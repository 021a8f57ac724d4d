"""Every shape that goods have, by name."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from souk.local.seed.pictures import turned, worked, woven
from souk.local.seed.pictures.canvas import GROUND_Y, Canvas, Colours, darker, lighter, star
from souk.local.seed.pictures.turned import vessel


def draw(shape: str, colours: Colours, seed: str) -> bytes:
    """A PNG file of the shape; the same seed draws the same picture."""
    canvas = Canvas(colours, seed)
    SHAPES[shape](canvas)
    return canvas.png()


def _mug(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.2)
    canvas.ring((0.69, 0.65), 0.085, 0.095, darker(canvas.main, 0.15), 0.03)
    half = turned.turned(canvas, "cup")
    turned.band(canvas, half, 0.0, canvas.random.uniform(0.3, 0.5), canvas.accent)
    canvas.shade(turned.outline_of(half))
    turned.mouth(canvas, half, darker(canvas.main, 0.6))


def _pan(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.28)
    for side in (-1, 1):
        canvas.ring((0.5 + side * 0.29, 0.68), 0.06, 0.035, darker(canvas.accent, 0.1), 0.02)
    half = turned.turned(canvas, "pan")
    canvas.shade(turned.outline_of(half), depth=0.65)
    for index in range(40):
        x, y = 0.26 + 0.48 * ((index * 0.618) % 1), 0.66 + 0.12 * ((index * 0.37) % 1)
        canvas.disc((x, y), 0.008, 0.006, lighter(canvas.main, 0.16))
    turned.mouth(canvas, half, darker(canvas.main, 0.45), tilt=0.22)


def _plate(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.24, 0.83, depth=0.025)
    centre = (0.5, 0.5)
    for radius, tint in ((0.33, canvas.main), (0.3, lighter(canvas.main, 0.55)), (0.215, canvas.main)):
        canvas.disc(centre, radius, radius, tint)
    count = canvas.random.choice((12, 16, 20))
    for k in range(count):
        angle = math.tau * k / count
        at = (0.5 + 0.258 * math.cos(angle), 0.5 + 0.258 * math.sin(angle))
        canvas.polygon(star(at, 0.03), canvas.accent if k % 2 else darker(canvas.main, 0.1))
    canvas.polygon(star(centre, 0.17), canvas.accent)
    canvas.polygon(star(centre, 0.11), lighter(canvas.main, 0.5))
    canvas.polygon(star(centre, 0.06), canvas.main)
    rim = [(0.5 + 0.33 * math.cos(math.tau * k / 80), 0.5 + 0.33 * math.sin(math.tau * k / 80)) for k in range(80)]
    canvas.shade(rim, depth=0.3)


def _teapot(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.26)
    canvas.line([(0.7, 0.68), (0.78, 0.62), (0.82, 0.5), (0.86, 0.48)], darker(canvas.main, 0.1), 0.045)
    canvas.ring((0.22, 0.62), 0.1, 0.11, darker(canvas.main, 0.2), 0.03)
    half = turned.turned(canvas, "pot")
    turned.band(canvas, half, 0.5, 0.58, canvas.accent)
    turned.zigzag(canvas, half, 0.5, 13, lighter(canvas.accent, 0.35))
    canvas.shade(turned.outline_of(half))
    canvas.disc((0.5, 0.455), 0.13, 0.035, lighter(canvas.main, 0.15))
    canvas.disc((0.5, 0.415), 0.028, 0.03, canvas.accent)


def _mortar(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.2)
    canvas.line([(0.6, 0.5), (0.74, 0.2)], darker(canvas.accent, 0.2), 0.05)
    canvas.disc((0.745, 0.19), 0.035, 0.035, canvas.accent)
    half = turned.turned(canvas, "mortar")
    turned.band(canvas, half, 0.78, 0.9, canvas.accent)
    canvas.shade(turned.outline_of(half), depth=0.6)
    turned.mouth(canvas, half, darker(canvas.main, 0.6), tilt=0.2)


def _lantern(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.2)
    canvas.ring((0.5, 0.3), 0.035, 0.045, darker(canvas.main, 0.2), 0.012)
    half = turned.turned(canvas, "lantern")
    for row in range(4):
        for column in range(-2, 3):
            w, y = 0.16 - abs(row - 1.5) * 0.012, 0.69 - row * 0.058
            light = lighter(canvas.accent, 0.2 + 0.12 * ((row + column) % 3))
            x = 0.5 + column * w * 0.42
            canvas.polygon([(x - 0.022, y), (x, y - 0.026), (x + 0.022, y), (x, y + 0.026)], light)
    canvas.shade(turned.outline_of(half), depth=0.4)


def _table_lamp(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.16)
    half = turned.turned(canvas, "lampfoot", size=1.15)
    canvas.shade(turned.outline_of(half), depth=0.6)
    shade_ = [(0.3, 0.47), (0.39, 0.2), (0.61, 0.2), (0.7, 0.47)]
    canvas.polygon(shade_, lighter(canvas.accent, 0.35))
    for share in (0.2, 0.4, 0.6, 0.8):
        canvas.line([(0.3 + 0.4 * share, 0.47), (0.39 + 0.22 * share, 0.2)], lighter(canvas.accent, 0.15), 0.004)
    canvas.shade(shade_, depth=0.3)
    canvas.disc((0.5, 0.47), 0.2, 0.022, lighter(canvas.accent, 0.75))


def _pendant(canvas: Canvas) -> None:
    canvas.line([(0.5, 0.0), (0.5, 0.32)], darker(canvas.main, 0.5), 0.008)
    half = turned.turned(canvas, "pendant", y=0.6)
    turned.band(canvas, half, 0.08, 0.2, canvas.accent)
    turned.zigzag(canvas, half, 0.3, 12, lighter(canvas.main, 0.3), 0.022)
    canvas.shade(turned.outline_of(half), depth=0.5)
    canvas.disc((0.5, 0.6), 0.3, 0.035, darker(canvas.main, 0.4))
    canvas.disc((0.5, 0.6), 0.27, 0.028, lighter(canvas.accent, 0.75))


def _candle(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.15)
    half = turned.turned(canvas, "candle", size=1.1)
    canvas.box((0.395, 0.6), (0.605, 0.72), lighter(canvas.accent, 0.15))
    canvas.line([(0.42, 0.66), (0.58, 0.66)], lighter(canvas.accent, 0.65), 0.006)
    canvas.shade(turned.outline_of(half), depth=0.4)
    turned.mouth(canvas, half, lighter(canvas.main, 0.5))
    canvas.line([(0.5, 0.48), (0.5, 0.44)], (60, 45, 35), 0.008)
    canvas.polygon([(0.482, 0.44), (0.5, 0.36), (0.518, 0.44), (0.5, 0.455)], (244, 178, 66))
    canvas.polygon([(0.492, 0.44), (0.5, 0.4), (0.508, 0.44)], (255, 236, 178))


def _bottle(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.14)
    half = turned.turned(canvas, "bottle", size=1.15)
    canvas.box((0.38, 0.54), (0.62, 0.7), lighter(canvas.ground, 0.55), 0.01)
    canvas.line([(0.42, 0.6), (0.58, 0.6)], canvas.accent, 0.012)
    canvas.line([(0.45, 0.64), (0.55, 0.64)], canvas.accent, 0.006)
    canvas.shade(turned.outline_of(half), depth=0.45)
    canvas.box((0.435, 0.17), (0.565, 0.25), darker(canvas.accent, 0.15), 0.012)


def _spice_jar(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.2)
    half = turned.turned(canvas, "jar")
    turned.band(canvas, half, 0.78, 1.0, lighter(canvas.ground, 0.3))
    for _ in range(160):
        x, y = canvas.random.uniform(0.33, 0.67), canvas.random.uniform(0.52, 0.77)
        colour = darker(canvas.main, 0.25) if canvas.random.random() < 0.5 else lighter(canvas.main, 0.2)
        canvas.disc((x, y), 0.006, 0.005, colour)
    canvas.box((0.37, 0.58), (0.63, 0.71), lighter(canvas.ground, 0.6), 0.012)
    canvas.line([(0.41, 0.63), (0.59, 0.63)], canvas.accent, 0.012)
    canvas.line([(0.44, 0.67), (0.56, 0.67)], darker(canvas.ground, 0.3), 0.005)
    canvas.shade(turned.outline_of(half), depth=0.4)
    canvas.box((0.335, 0.345), (0.665, 0.415), canvas.accent, 0.012)


def _spice_heap(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.34)
    canvas.disc((0.5, 0.76), 0.36, 0.07, darker(canvas.accent, 0.1))
    canvas.disc((0.5, 0.752), 0.33, 0.058, lighter(canvas.accent, 0.2))
    hill = [(0.22 + 0.56 * t, 0.75 - 0.34 * math.exp(-(((t - 0.48) / 0.2) ** 2))) for t in (i / 40 for i in range(41))]
    canvas.polygon(hill, canvas.main)
    for _ in range(420):
        t = canvas.random.gauss(0.48, 0.17)
        top = 0.75 - 0.34 * math.exp(-(((t - 0.48) / 0.2) ** 2))
        if 0 < t < 1 and top < 0.735:
            colour = darker(canvas.main, 0.2) if canvas.random.random() < 0.5 else lighter(canvas.main, 0.22)
            canvas.disc((0.22 + 0.56 * t, canvas.random.uniform(top + 0.01, 0.75)), 0.0045, 0.004, colour)
    canvas.shade(hill, depth=0.4)


def _tea_tin(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.2)
    body = [(0.32, 0.34), (0.68, 0.34), (0.68, GROUND_Y), (0.32, GROUND_Y)]
    canvas.polygon(body, canvas.main)
    for row in range(6):
        for column in range(6):
            centre = (0.35 + column * 0.06, 0.38 + row * 0.078)
            canvas.polygon(star(centre, 0.026), canvas.accent if (row + column) % 2 else lighter(canvas.main, 0.3))
    canvas.box((0.38, 0.5), (0.62, 0.68), lighter(canvas.ground, 0.6), 0.01)
    canvas.polygon(star((0.5, 0.59), 0.055), canvas.accent)
    canvas.shade(body, depth=0.45)
    canvas.box((0.31, 0.26), (0.69, 0.35), darker(canvas.main, 0.25), 0.012)


SHAPES: Mapping[str, Callable[[Canvas], None]] = {
    "bowl": vessel("bowl"),
    "plate": _plate,
    "vase": vessel("vase"),
    "tagine": vessel("tagine", open_=False),
    "ewer": vessel("ewer"),
    "tray": vessel("tray"),
    "mug": _mug,
    "pan": _pan,
    "teapot": _teapot,
    "mortar": _mortar,
    "lantern": _lantern,
    "table lamp": _table_lamp,
    "pendant lamp": _pendant,
    "candle": _candle,
    "bottle": _bottle,
    "spice jar": _spice_jar,
    "spice heap": _spice_heap,
    "tea tin": _tea_tin,
    **woven.SHAPES,
    **worked.SHAPES,
}
