"""Things made on a wheel or a lathe: half an outline, turned round."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from souk.local.seed.pictures.canvas import GROUND_Y, Canvas, Colour, Point, darker, lighter

Profile = Sequence[Point]
"""(half width, height above the ground), from the foot to the rim."""

STEPS = 24

PROFILES: dict[str, Profile] = {
    "bowl": [(0.09, 0), (0.1, 0.02), (0.22, 0.1), (0.28, 0.2), (0.3, 0.27)],
    "plate": [(0.12, 0), (0.2, 0.02), (0.33, 0.06), (0.35, 0.08)],
    "cup": [(0.1, 0), (0.14, 0.04), (0.165, 0.15), (0.17, 0.3)],
    "vase": [(0.11, 0), (0.19, 0.12), (0.2, 0.26), (0.12, 0.4), (0.075, 0.47), (0.1, 0.53)],
    "tagine": [(0.26, 0), (0.31, 0.08), (0.31, 0.11), (0.25, 0.17), (0.14, 0.34), (0.05, 0.46), (0.06, 0.5)],
    "pot": [(0.16, 0), (0.25, 0.06), (0.28, 0.2), (0.2, 0.31), (0.13, 0.34)],
    "tray": [(0.28, 0), (0.33, 0.02), (0.36, 0.05)],
    "pan": [(0.2, 0), (0.26, 0.02), (0.28, 0.16), (0.29, 0.17)],
    "mortar": [(0.16, 0), (0.13, 0.05), (0.17, 0.12), (0.2, 0.3)],
    "jar": [(0.15, 0), (0.19, 0.03), (0.19, 0.3), (0.15, 0.35), (0.15, 0.41)],
    "bottle": [(0.1, 0), (0.13, 0.03), (0.13, 0.28), (0.05, 0.38), (0.05, 0.5)],
    "candle": [(0.13, 0), (0.14, 0.01), (0.14, 0.28), (0.14, 0.29)],
    "lantern": [(0.15, 0), (0.19, 0.03), (0.15, 0.06), (0.2, 0.2), (0.15, 0.34), (0.17, 0.37), (0.04, 0.46)],
    "lampfoot": [(0.13, 0), (0.14, 0.02), (0.04, 0.05), (0.1, 0.14), (0.04, 0.25), (0.03, 0.3)],
    "pendant": [(0.3, 0), (0.29, 0.04), (0.22, 0.16), (0.08, 0.25), (0.04, 0.27)],
    "ewer": [(0.13, 0), (0.09, 0.05), (0.19, 0.16), (0.17, 0.27), (0.06, 0.37), (0.05, 0.44), (0.09, 0.5)],
}


def smooth(profile: Profile) -> list[Point]:
    """The profile as a curve through its points (Catmull-Rom)."""
    points = [profile[0], *profile, profile[-1]]
    curve: list[Point] = []
    for p0, p1, p2, p3 in zip(points, points[1:], points[2:], points[3:], strict=False):
        for step in range(STEPS):
            t = step / STEPS
            curve.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    return [*curve, profile[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def turned(canvas: Canvas, name: str, *, y: float = GROUND_Y, x: float = 0.5, size: float = 1.0) -> list[Point]:
    """Draw a body in the main colour; answers its half outline as (half width, y) from foot to rim."""
    half = [(w * size, y - h * size) for w, h in smooth(PROFILES[name])]
    outline = [(x - w, at) for w, at in half] + [(x + w, at) for w, at in reversed(half)]
    canvas.polygon(outline, canvas.main)
    canvas.disc((x, half[0][1]), half[0][0], half[0][0] * 0.12, canvas.main)
    return half


def outline_of(half: Sequence[Point], x: float = 0.5) -> list[Point]:
    return [(x - w, at) for w, at in half] + [(x + w, at) for w, at in reversed(half)]


def band(canvas: Canvas, half: Sequence[Point], low: float, high: float, colour: Colour, *, x: float = 0.5) -> None:
    """Paint the part of a body between two heights (parts of its own height)."""
    foot, rim = half[0][1], half[-1][1]
    between = [(w, at) for w, at in half if foot + (rim - foot) * low >= at >= foot + (rim - foot) * high]
    if len(between) > 1:
        canvas.polygon(outline_of(between, x), colour)


def mouth(canvas: Canvas, half: Sequence[Point], inside: Colour, *, x: float = 0.5, tilt: float = 0.16) -> None:
    """The opening at the rim, seen a little from above."""
    w, at = half[-1]
    canvas.disc((x, at), w, w * tilt, lighter(canvas.main, 0.25))
    canvas.disc((x, at + w * 0.012), w * 0.93, w * tilt * 0.86, inside)


def zigzag(canvas: Canvas, half: Sequence[Point], at: float, count: int, colour: Colour, height: float = 0.03) -> None:
    """A row of points round the belly."""
    y = half[0][1] + (half[-1][1] - half[0][1]) * at
    w = min(half, key=lambda point: abs(point[1] - y))[0] * 0.97
    step = 2 * w / count
    for index in range(count):
        left = 0.5 - w + index * step
        canvas.polygon([(left, y), (left + step / 2, y - height), (left + step, y)], colour)


def vessel(name: str, *, open_: bool = True, size: float = 1.0) -> Callable[[Canvas], None]:
    """A decorated body that stands on the table."""

    def drawn(canvas: Canvas) -> None:
        widest = max(w for w, _ in PROFILES[name]) * size
        canvas.shadow(0.5, widest)
        half = turned(canvas, name, size=size)
        low = canvas.random.uniform(0.45, 0.6)
        band(canvas, half, low, low + 0.2, canvas.accent)
        band(canvas, half, low + 0.05, low + 0.07, lighter(canvas.accent, 0.5))
        if canvas.random.random() < 0.6:
            zigzag(canvas, half, low - 0.03, canvas.random.choice((9, 11, 13)), lighter(canvas.main, 0.45))
        canvas.shade(outline_of(half))
        if open_:
            mouth(canvas, half, darker(canvas.main, 0.55))

    return drawn
