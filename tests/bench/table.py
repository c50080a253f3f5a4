"""The bench's table, as Markdown that also reads well in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.measurement import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.measurement import Measurement

TITLES = ("what", "median", "range", "judged by", "target", "verdict")


def as_markdown(rows: Sequence[Measurement]) -> str:
    """All measurements, one a line, their columns under each other."""
    cells = [TITLES, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(TITLES))]
    lines = [_line(line, widths) for line in cells]
    return "\n".join([lines[0], _line(["-" * width for width in widths], widths), *lines[1:]])


def _cells(row: Measurement) -> tuple[str, ...]:
    if row.median is None or row.low is None or row.high is None:
        return (row.name, "–", "–", row.judged, row.target, row.verdict.value)
    unit = f" {row.unit}" if row.unit else ""
    spread = f"{number(row.low)}–{number(row.high)}"
    return (
        row.name, f"{number(row.median)}{unit}", spread, row.judged, row.target, row.verdict.value,
    )  # fmt: skip


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
