"""A chart of costs against the number of calls, both in powers of ten, as SVG."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.bench.measurement import number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_WIDTH, _HEIGHT = 760, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 250, 30, 50
_COLOURS = ("#3b82f6", "#10b981", "#f59e0b", "#ef4444", "#8b5cf6", "#6b7280")


@dataclass(frozen=True)
class Curve:
    """One cost: its points are (calls, cost)."""

    name: str
    points: Sequence[tuple[float, float]]


def draw(file: Path, curves: Sequence[Curve]) -> None:
    """Write the chart."""
    file.write_text(chart(curves), encoding="utf-8")


def chart(curves: Sequence[Curve]) -> str:
    """The chart as SVG; what costs nothing is drawn as a tenth."""
    points = [point for curve in curves for point in curve.points]
    calls = sorted({x for x, _ in points})
    lowest, highest = -1, math.ceil(max(_power(y) for _, y in points))

    def place(x: float, y: float) -> tuple[float, float]:
        across = (_power(x) - _power(calls[0])) / (_power(calls[-1]) - _power(calls[0]))
        up = (_power(y) - lowest) / (highest - lowest)
        return (
            _LEFT + across * (_WIDTH - _LEFT - _RIGHT),
            _HEIGHT - _BOTTOM - up * (_HEIGHT - _TOP - _BOTTOM),
        )

    parts: list[str] = []
    for power in range(lowest, highest + 1):
        _, y = place(calls[0], 10.0**power)
        parts.append(f'<path d="M{_LEFT} {y:.0f}H{_WIDTH - _RIGHT}" stroke="#8884"/>')
        parts.append(_text(_LEFT - 8, y + 4, number(10.0**power), "end"))
    for each in calls:
        x, _ = place(each, 1)
        parts.append(_text(x, _HEIGHT - _BOTTOM + 20, number(each), "middle"))
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, "live calls", "middle"))
    ends = _apart([place(*curve.points[-1])[1] for curve in curves])
    for curve, colour, end in zip(curves, _COLOURS, ends, strict=False):
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in curve.points))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        label = f"{curve.name}: {number(curve.points[-1][1])}"
        parts.append(_text(_WIDTH - _RIGHT + 10, end + 4, label, "start", colour))
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
    style = 'font-family="sans-serif" font-size="13"'
    body = "\n".join(parts)
    ground = '<rect width="100%" height="100%" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n{ground}\n{body}\n</svg>\n'


def _power(value: float) -> float:
    return math.log10(max(value, 0.1))


def _apart(places: Sequence[float]) -> list[float]:
    """Labels at these heights, moved down until none lies over another."""
    moved = dict[int, float]()
    last = -math.inf
    for at in sorted(range(len(places)), key=lambda at: places[at]):
        last = moved[at] = max(places[at], last + 17)
    return [moved[at] for at in range(len(places))]


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#444") -> str:
    where = f'x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}"'
    return f"<text {where}>{escape(words)}</text>"
