"""The columns of the list of figures: each number, and by how much it is other than usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from console.tui.screens.figures import words
from console.tui.widgets.live_table.columns import Cell, Cells, Column, Flexible, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.insight.shifts import Shift
    from console.tui.glyphs import Glyphs
    from console.tui.screens.figures.rows import FareRow


class FigureColumns:
    """Draws the cells of a row."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs

    def wide(self) -> tuple[Column[FareRow], ...]:
        """All columns; the least important leave first where they do not fit."""
        return (
            self._name(),
            self._calls(),
            *self._rates(),
            self._mean(),
            self._number(
                "median",
                "MEDIAN",
                width=6,
                importance=2,
                cell=lambda row: words.length(row.now.median_seconds),
                value=lambda row: row.now.median_seconds,
            ),
            *self._latency(),
            self._number(
                "turns",
                "TURNS",
                width=6,
                importance=1,
                cell=lambda row: Cell(words.count(row.now.turn.n).text, Tone.DIM),
                value=lambda row: row.now.turn.n,
            ),
            self._cost(),
        )

    def narrow(self) -> tuple[Column[FareRow], ...]:
        """What an operator needs first."""
        return (
            self._name(),
            self._calls(),
            *self._rates(),
            self._mean(),
            *self._latency(),
            self._cost(),
        )

    def _name(self) -> Column[FareRow]:
        return Column(
            "agent",
            "AGENT",
            lambda row: Cell(row.name, Tone.STRONG if row.is_all else Tone.PLAIN),
            Flexible(16, 1),
            sort=lambda row: None if row.is_all else row.name.casefold(),
        )

    def _calls(self) -> Column[FareRow]:
        return self._number(
            "calls",
            "CALLS",
            width=10,
            importance=9,
            cell=lambda row: words.count(row.now.calls),
            value=lambda row: row.now.calls,
            shift=lambda row: row.shifts.calls,
        )

    def _rates(self) -> tuple[Column[FareRow], ...]:
        return (
            self._number(
                "answered",
                "ANSWERED",
                width=8,
                importance=8,
                cell=lambda row: words.percent(row.now.answer_rate),
                value=lambda row: row.now.answer_rate,
                shift=lambda row: row.shifts.answer_rate,
            ),
            self._number(
                "failed",
                "FAILED",
                width=8,
                importance=8,
                cell=lambda row: words.failures(row.now),
                value=lambda row: row.now.failure_rate,
                shift=lambda row: row.shifts.failure_rate,
            ),
        )

    def _mean(self) -> Column[FareRow]:
        return self._number(
            "length",
            "LENGTH",
            width=9,
            importance=4,
            cell=lambda row: words.length(row.now.mean_seconds),
            value=lambda row: row.now.mean_seconds,
            shift=lambda row: row.shifts.mean_seconds,
        )

    def _latency(self) -> tuple[Column[FareRow], ...]:
        return (
            self._number(
                "p50",
                "P50",
                width=10,
                importance=6,
                cell=lambda row: words.latency(row.now.turn.p50, row.limits.p50, self._glyphs),
                value=lambda row: row.now.turn.p50,
                shift=lambda row: row.shifts.p50,
            ),
            self._number(
                "p95",
                "P95",
                width=11,
                importance=7,
                cell=lambda row: words.latency(row.now.turn.p95, row.limits.p95, self._glyphs),
                value=lambda row: row.now.turn.p95,
                shift=lambda row: row.shifts.p95,
            ),
        )

    def _cost(self) -> Column[FareRow]:
        return self._number(
            "cost",
            "COST",
            width=8,
            importance=3,
            cell=lambda row: words.cost(row.now.cost_cents),
            value=lambda row: row.now.cost_cents,
        )

    def _number(
        self,
        key: str,
        title: str,
        *,
        width: int,
        importance: int,
        cell: Callable[[FareRow], Cell],
        value: Callable[[FareRow], float | None],
        shift: Callable[[FareRow], Shift | None] = lambda _: None,
    ) -> Column[FareRow]:
        """A number at the right edge, before it its shift where both fit.

        The row of all agents is no agent: sorted by any column, it comes last.
        """

        def draw(row: FareRow) -> Cells:
            number, notable = cell(row), words.shifted(shift(row), self._glyphs)
            fits = cell_len(notable.text) + 1 + cell_len(number.text) <= width
            return (notable, Cell(" "), number) if notable.text and fits else number

        return Column(
            key,
            title,
            draw,
            width,
            align="right",
            sort=lambda row: None if row.is_all else value(row),
            importance=importance,
        )
