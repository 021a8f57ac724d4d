"""Cloth: rugs, cushions, blankets, scarves, and the patterns on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from souk.local.seed.pictures.canvas import Canvas, darker, lighter


def _pattern(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """Rows of stripes and lozenges across a cloth."""
    y, height = top, bottom - top
    tints = [canvas.accent, lighter(canvas.main, 0.35), darker(canvas.main, 0.3), lighter(canvas.accent, 0.4)]
    while y < bottom - height * 0.06:
        band = canvas.random.uniform(0.03, 0.11) * height
        low = min(bottom, y + band)
        kind = canvas.random.random()
        tint = canvas.random.choice(tints)
        if kind < 0.4:
            canvas.box((left, y), (right, low), tint)
        elif kind < 0.75:
            count = canvas.random.choice((6, 8, 10))
            step, middle = (right - left) / count, (y + low) / 2
            for index in range(count):
                x = left + step * (index + 0.5)
                canvas.polygon([(x - step / 2, middle), (x, y), (x + step / 2, middle), (x, low)], tint)
        y = low + canvas.random.uniform(0.02, 0.05) * height


def _rug(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.34, 0.87, depth=0.02)
    for index in range(34):
        x = 0.215 + index * 0.0173
        canvas.line([(x, 0.1), (x, 0.9)], lighter(canvas.ground, 0.5), 0.004)
    canvas.box((0.2, 0.14), (0.8, 0.86), canvas.main)
    canvas.box((0.23, 0.17), (0.77, 0.83), canvas.accent)
    canvas.box((0.245, 0.185), (0.755, 0.815), canvas.main)
    _pattern(canvas, 0.26, 0.21, 0.74, 0.79)
    canvas.shade([(0.2, 0.14), (0.8, 0.14), (0.8, 0.86), (0.2, 0.86)], depth=0.18)


def _cushion(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.3, 0.81)
    outline = [
        *((0.2, 0.24), (0.5, 0.275), (0.8, 0.24), (0.77, 0.52)),
        *((0.8, 0.81), (0.5, 0.785), (0.2, 0.81), (0.235, 0.52)),
    ]
    canvas.polygon(outline, canvas.main)
    _pattern(canvas, 0.25, 0.31, 0.75, 0.75)
    canvas.shade(outline, depth=0.4)
    for x, y in ((0.2, 0.24), (0.8, 0.24), (0.2, 0.81), (0.8, 0.81)):
        canvas.disc((x, y), 0.025, 0.025, canvas.accent)


def _blanket(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.33)
    for fold, (top, bottom) in enumerate(((0.66, 0.8), (0.53, 0.67), (0.4, 0.54))):
        tint = (darker(canvas.main, 0.12), canvas.main, lighter(canvas.main, 0.08))[fold]
        canvas.box((0.18, top), (0.82, bottom), tint, 0.045)
        for stripe in (0.24, 0.3, 0.66, 0.72):
            canvas.box(
                (stripe, top), (stripe + 0.025, bottom), canvas.accent if stripe < 0.5 else lighter(canvas.main, 0.4)
            )
    canvas.shade([(0.18, 0.4), (0.82, 0.4), (0.82, 0.8), (0.18, 0.8)], depth=0.35)
    for index in range(14):
        canvas.line([(0.2 + index * 0.046, 0.79), (0.2 + index * 0.046, 0.845)], lighter(canvas.accent, 0.2), 0.007)


def _scarf(canvas: Canvas) -> None:
    canvas.line([(0.2, 0.14), (0.8, 0.14)], darker(canvas.ground, 0.55), 0.014)
    for left, bottom, tint in ((0.44, 0.86, darker(canvas.main, 0.12)), (0.31, 0.76, canvas.main)):
        right = left + 0.22
        canvas.polygon([(left, 0.13), (right, 0.13), (right + 0.01, bottom), (left - 0.01, bottom)], tint)
        _pattern(canvas, left, bottom - 0.24, right, bottom - 0.02)
        for index in range(9):
            x = left + index * 0.0275
            canvas.line([(x, bottom), (x, bottom + 0.05)], canvas.accent, 0.006)
        canvas.shade([(left, 0.13), (right, 0.13), (right, bottom), (left, bottom)], depth=0.35)


def _towel(canvas: Canvas) -> None:
    canvas.shadow(0.5, 0.28)
    for index in range(3):
        top = 0.65 - index * 0.145
        tint = (canvas.main, lighter(canvas.accent, 0.2), lighter(canvas.main, 0.2))[index]
        canvas.box((0.23, top), (0.77, top + 0.15), tint, 0.06)
        canvas.box((0.23, top + 0.05), (0.77, top + 0.064), darker(tint, 0.15))
        canvas.box((0.62, top), (0.66, top + 0.15), lighter(tint, 0.5))
    canvas.shade([(0.23, 0.36), (0.77, 0.36), (0.77, 0.8), (0.23, 0.8)], depth=0.35)


SHAPES: Mapping[str, Callable[[Canvas], None]] = {
    "rug": _rug,
    "cushion": _cushion,
    "blanket": _blanket,
    "scarf": _scarf,
    "towel": _towel,
}
