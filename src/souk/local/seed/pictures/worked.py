"""Leather, jewellery, soap and paper: what is cut, bent and bound."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from souk.local.seed.pictures.canvas import GROUND_Y, Canvas, darker, lighter, star


def _bag(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.29)
    canvas.ring((0.5, 0.4), 0.17, 0.21, darker(canvas.main, 0.25), 0.026)
    body = [(0.25, 0.4), (0.75, 0.4), (0.8, GROUND_Y), (0.2, GROUND_Y)]
    canvas.polygon(body, canvas.main)
    canvas.polygon([(0.25, 0.4), (0.75, 0.4), (0.755, 0.53), (0.5, 0.61), (0.245, 0.53)], darker(canvas.main, 0.15))
    for index in range(24):
        x = 0.262 + index * 0.0207
        canvas.line([(x, 0.765), (x + 0.009, 0.765)], lighter(canvas.main, 0.4), 0.004)
    canvas.shade(body, depth=0.4)
    canvas.disc((0.5, 0.575), 0.026, 0.026, canvas.accent)
    canvas.disc((0.495, 0.57), 0.012, 0.012, lighter(canvas.accent, 0.5))


def _pouffe(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.33)
    outline = [(0.5 + 0.33 * math.cos(a), 0.63 + 0.17 * math.sin(a)) for a in (math.tau * i / 60 for i in range(60))]
    canvas.polygon(outline, canvas.main)
    canvas.disc((0.5, 0.55), 0.3, 0.1, lighter(canvas.main, 0.15))
    for k in range(12):
        x, y = 0.5 + 0.3 * math.cos(math.tau * k / 12), 0.55 + 0.1 * math.sin(math.tau * k / 12)
        canvas.line([(0.5, 0.55), (x, y)], lighter(canvas.accent, 0.25), 0.006)
        if y > 0.55:
            canvas.line([(x, y), (0.5 + (x - 0.5) * 1.02, y + 0.14)], lighter(canvas.accent, 0.25), 0.006)
    canvas.shade(outline, depth=0.45)
    canvas.disc((0.5, 0.55), 0.05, 0.018, canvas.accent)


def _slippers(canvas: Canvas) -> None:
    for x, y in ((0.36, 0.7), (0.62, 0.76)):
        canvas.shadow(x, 0.17, y + 0.02, depth=0.03)
        sole = [(x + 0.17 * math.cos(a), y + 0.07 * math.sin(a)) for a in (math.tau * i / 40 for i in range(40))]
        canvas.polygon(sole, darker(canvas.main, 0.4))
        sides = ((-0.19, -0.06), (-0.06, -0.15), (0.05, -0.1), (0.04, 0.05), (-0.12, 0.05))
        upper = [(x + dx, y + dy) for dx, dy in sides]
        canvas.polygon(upper, canvas.main)
        canvas.line([(x - 0.05, y - 0.1), (x - 0.02, y + 0.03)], canvas.accent, 0.012)
        canvas.shade(upper, depth=0.35)
        canvas.disc((x + 0.1, y - 0.01), 0.06, 0.03, lighter(canvas.accent, 0.3))


def _notebook(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.24, 0.83)
    canvas.box((0.3, 0.2), (0.74, 0.83), lighter(canvas.ground, 0.75), 0.01)
    cover = [(0.27, 0.18), (0.71, 0.18), (0.71, 0.81), (0.27, 0.81)]
    canvas.box(cover[0], cover[2], canvas.main, 0.015)
    canvas.box((0.27, 0.18), (0.33, 0.81), darker(canvas.main, 0.25), 0.01)
    for radius, tint in ((0.12, canvas.accent), (0.085, canvas.main), (0.05, lighter(canvas.accent, 0.3))):
        canvas.polygon(star((0.52, 0.47), radius), tint)
    canvas.line([(0.655, 0.18), (0.655, 0.81)], darker(canvas.accent, 0.2), 0.012)
    canvas.shade(cover, depth=0.25)


def _ring(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.2)
    canvas.ring((0.5, 0.6), 0.2, 0.2, darker(canvas.main, 0.15), 0.042)
    canvas.ring((0.5, 0.6), 0.192, 0.192, lighter(canvas.main, 0.35), 0.012)
    stone = [(0.42, 0.34), (0.46, 0.29), (0.54, 0.29), (0.58, 0.34), (0.5, 0.44)]
    canvas.polygon(stone, canvas.accent)
    canvas.polygon([(0.46, 0.29), (0.54, 0.29), (0.52, 0.34), (0.48, 0.34)], lighter(canvas.accent, 0.55))
    canvas.line([(0.42, 0.34), (0.58, 0.34)], lighter(canvas.accent, 0.35), 0.005)


def _necklace(canvas: Canvas) -> None:
    count = 31
    for k in range(count):
        t = math.pi * k / (count - 1)
        x, y = 0.5 - 0.3 * math.cos(t), 0.22 + 0.42 * math.sin(t)
        size = 0.012 + 0.013 * math.sin(t)
        tint = canvas.accent if k % 5 == 0 else canvas.main
        canvas.disc((x + 0.006, y + 0.01), size, size, darker(canvas.ground, 0.25))
        canvas.disc((x, y), size, size, tint)
        canvas.disc((x - size * 0.3, y - size * 0.3), size * 0.35, size * 0.35, lighter(tint, 0.6))
    drop = [(0.5, 0.64), (0.56, 0.74), (0.5, 0.84), (0.44, 0.74)]
    canvas.polygon(drop, canvas.accent)
    canvas.polygon([(0.5, 0.68), (0.53, 0.74), (0.5, 0.8), (0.47, 0.74)], lighter(canvas.accent, 0.35))
    canvas.shade(drop, depth=0.35)


def _earrings(canvas: Canvas) -> None:
    for x in (0.36, 0.64):
        canvas.ring((x, 0.27), 0.022, 0.035, darker(canvas.main, 0.2), 0.01)
        moon = [(x + 0.12 * math.cos(a), 0.47 + 0.15 * math.sin(a)) for a in (math.pi * i / 24 for i in range(25))]
        canvas.polygon([(x, 0.3), (x + 0.12, 0.47), *moon, (x - 0.12, 0.47)], canvas.main)
        canvas.disc((x, 0.46), 0.045, 0.055, canvas.accent)
        canvas.disc((x - 0.012, 0.445), 0.014, 0.017, lighter(canvas.accent, 0.6))
        for k in range(5):
            at = x - 0.09 + k * 0.045
            canvas.line(
                [(at, 0.6 - abs(k - 2) * 0.025), (at, 0.67 - abs(k - 2) * 0.03)], darker(canvas.main, 0.2), 0.006
            )
            canvas.disc((at, 0.69 - abs(k - 2) * 0.03), 0.013, 0.016, canvas.accent)
        canvas.shade([(x, 0.3), (x + 0.12, 0.47), *moon, (x - 0.12, 0.47)], depth=0.4)


def _bracelet(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.3, 0.72)
    for k in range(3):
        tint = (darker(canvas.main, 0.12), canvas.main, lighter(canvas.main, 0.15))[k]
        canvas.ring((0.5, 0.62 - k * 0.07), 0.29, 0.13, tint, 0.038)
        canvas.ring((0.5, 0.615 - k * 0.07), 0.285, 0.125, lighter(tint, 0.4), 0.006)
    for k in range(7):
        angle = math.pi * (k + 1) / 8
        canvas.disc((0.5 - 0.275 * math.cos(angle), 0.545 + 0.115 * math.sin(angle)), 0.014, 0.014, canvas.accent)


def _soap(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.3)
    canvas.box((0.2, 0.64), (0.8, 0.8), darker(canvas.main, 0.2), 0.03)
    canvas.box((0.2, 0.56), (0.8, 0.75), canvas.main, 0.03)
    canvas.box((0.27, 0.605), (0.73, 0.705), lighter(canvas.main, 0.2), 0.02)
    for k in range(3):
        canvas.line([(0.33, 0.63 + k * 0.025), (0.67 - k * 0.08, 0.63 + k * 0.025)], darker(canvas.main, 0.25), 0.006)
    upper = [(0.28, 0.38), (0.74, 0.42), (0.72, 0.56), (0.26, 0.53)]
    canvas.polygon(upper, lighter(canvas.accent, 0.25))
    canvas.shade(upper, depth=0.3)
    canvas.shade([(0.2, 0.56), (0.8, 0.56), (0.8, 0.8), (0.2, 0.8)], depth=0.3)


def _box(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.31)
    body = [(0.21, 0.5), (0.79, 0.5), (0.79, GROUND_Y), (0.21, GROUND_Y)]
    canvas.polygon(body, canvas.main)
    for row in range(3):
        for column in range(8):
            x, y = 0.25 + column * 0.0715, 0.55 + row * 0.1
            tint = canvas.accent if (row + column) % 2 else lighter(canvas.main, 0.4)
            canvas.polygon([(x - 0.028, y), (x, y - 0.034), (x + 0.028, y), (x, y + 0.034)], tint)
    canvas.shade(body, depth=0.4)
    canvas.polygon([(0.19, 0.5), (0.25, 0.37), (0.75, 0.37), (0.81, 0.5)], darker(canvas.main, 0.15))
    canvas.polygon([(0.27, 0.48), (0.31, 0.4), (0.69, 0.4), (0.73, 0.48)], lighter(canvas.main, 0.15))
    canvas.disc((0.5, 0.53), 0.02, 0.024, lighter(canvas.accent, 0.3))


SHAPES: Mapping[str, Callable[[Canvas], None]] = {
    "bag": _bag,
    "pouffe": _pouffe,
    "slippers": _slippers,
    "notebook": _notebook,
    "ring": _ring,
    "necklace": _necklace,
    "earrings": _earrings,
    "bracelet": _bracelet,
    "soap": _soap,
    "box": _box,
}
