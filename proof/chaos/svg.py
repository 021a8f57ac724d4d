"""Plots as SVG, by hand: lines over time, dots on a scale, curves over anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 760, 150
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 10, 22


@dataclass(frozen=True)
class Line:
    """One curve: a value at every step."""

    name: str
    values: Sequence[float]
    colour: str


@dataclass(frozen=True)
class Band:
    """A span of time that something lasted."""

    begin: float
    end: float


def over_time(lines: Sequence[Line], step_s: float, bands: Sequence[Band], title: str) -> str:
    """Curves over seconds, the time of a fault shaded."""
    count = max((len(each.values) for each in lines), default=0)
    end_s = max(count * step_s, step_s)
    top = _nice(max((max(each.values, default=0) for each in lines), default=0))
    plot = _Plot(end_s, top)
    parts = [plot.frame(title, unit="s")]
    for band in bands:
        x, width = plot.x(band.begin), max(plot.x(band.end) - plot.x(band.begin), 2)
        parts.append(
            f'<rect class="fault" x="{x:.1f}" y="{TOP}" width="{width:.1f}" height="{HEIGHT - TOP - BOTTOM}"/>'
        )
    for each in lines:
        points = " ".join(
            f"{plot.x((at + 1) * step_s):.1f},{plot.y(value):.1f}" for at, value in enumerate(each.values)
        )
        parts.append(f'<polyline fill="none" stroke="{each.colour}" stroke-width="1.5" points="{points}"/>')
    for number, each in enumerate(lines):
        x = LEFT + 8 + 130 * number
        parts.append(f'<text class="key" x="{x}" y="{TOP + 11}" fill="{each.colour}">{escape(each.name)}</text>')
    return _svg(parts)


def dots(values: Sequence[tuple[float, float, str, str]], limit: float, title: str) -> str:
    """A dot each: (second, value, colour, what it is), and a line that none should be above."""
    plot = _Plot(
        max((at for at, *_ in values), default=1) * 1.02, _nice(max([limit, *(value for _, value, *_ in values)]))
    )
    parts = [plot.frame(title, unit="s")]
    y = plot.y(limit)
    parts.append(f'<line class="limit" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
    for at, value, colour, what in values:
        parts.append(
            f'<circle cx="{plot.x(at):.1f}" cy="{plot.y(value):.1f}" r="3.5" fill="{colour}">'
            f"<title>{escape(what)}</title></circle>"
        )
    return _svg(parts)


@dataclass(frozen=True)
class Curve:
    """Points in the order of their x."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: str


def curves(drawn: Sequence[Curve], x: str, y: str, *, is_log: bool = False) -> str:
    """Curves over a common axis; `is_log` spreads what grows tenfold evenly. `x` and `y` name the axes."""
    points = [point for each in drawn for point in each.points]
    low, high = min((at for at, _ in points), default=0), max((at for at, _ in points), default=1)
    plot = _Plot(1, _nice(max((value for _, value in points), default=1)))
    along = _log(low, high) if is_log and low > 0 else _linear(min(low, 0), high)
    parts = [plot.lines(f"{y} over {x}")]
    for at in _decades(low, high) if is_log and low > 0 else [high * part for part in (0, 0.25, 0.5, 0.75, 1)]:
        label = f"{at:,.0f}" if at == int(at) else f"{at:.1f}"
        parts.append(
            f'<text class="axis" x="{plot.x(along(at)):.1f}" y="{HEIGHT - 6}" text-anchor="middle">{label}</text>'
        )
    for each in drawn:
        line = " ".join(f"{plot.x(along(at)):.1f},{plot.y(value):.1f}" for at, value in each.points)
        parts.append(
            f'<polyline fill="none" stroke="{each.colour}" stroke-width="1.5" points="{line}">'
            f"<title>{escape(each.name)}</title></polyline>"
        )
    return _svg(parts) + _legend(drawn, f"{y} over {x}")


def _legend(drawn: Sequence[Curve], what: str) -> str:
    names = " ".join(f'<span style="color:{each.colour}">{escape(each.name)}</span>' for each in drawn)
    return f'<p class="dim">{escape(what)}: {names}</p>'


def _linear(low: float, high: float) -> Callable[[float], float]:
    return lambda at: (at - low) / ((high - low) or 1)


def _log(low: float, high: float) -> Callable[[float], float]:
    spread = math.log10(high / low) or 1
    return lambda at: math.log10(at / low) / spread


def _decades(low: float, high: float) -> list[float]:
    found = [10.0**power for power in range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)]
    return found or [low, high]


@dataclass(frozen=True)
class _Plot:
    end_s: float
    top: float

    def x(self, second: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max(second / self.end_s, 0), 1)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(value / self.top, 1)

    def lines(self, title: str) -> str:
        """The grid with its values."""
        parts = [f"<title>{escape(title)}</title>"]
        for part in (0, 0.5, 1):
            y = self.y(self.top * part)
            parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
            parts.append(
                f'<text class="axis" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{self.top * part:g}</text>'
            )
        return "".join(parts)

    def frame(self, title: str, unit: str) -> str:
        """The grid, and time along its foot."""
        parts = [self.lines(title)]
        for part in (0, 0.25, 0.5, 0.75, 1):
            x = self.x(self.end_s * part)
            label = f"{self.end_s * part:.0f} {unit}"
            parts.append(f'<text class="axis" x="{x:.1f}" y="{HEIGHT - 6}" text-anchor="middle">{label}</text>')
        return "".join(parts)


def _svg(parts: Sequence[str]) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img">{"".join(parts)}</svg>'


def _nice(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 … that is not less."""
    if value <= 0:
        return 1
    power: float = 10.0 ** math.floor(math.log10(value))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= value)
