"""The columns of the list of phone numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.saving.reach import answering, fallback
from console.insight.phone import country_of
from console.tui.screens.day_figures import rate_cell
from console.tui.screens.numbers.view import (
    NOBODY,
    NumbersView,
    by_number,
    carrier,
    is_active,
    shown,
)
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone

if TYPE_CHECKING:
    from console.api.records.number import PhoneNumber
    from console.tui.glyphs import Glyphs


class NumberColumns:
    """Draws the cells of a number: what it is, who answers, how it fares."""

    def __init__(self, view: NumbersView, glyphs: Glyphs) -> None:
        self._view = view
        self._glyphs = glyphs

    def wide(self) -> tuple[Column[PhoneNumber], ...]:
        """All columns; the least important leave first where they do not fit."""
        return (
            self._number(),
            Column(
                "country",
                "COUNTRY",
                lambda number: Cell(_country(number), Tone.DIM),
                Flexible(14, 1),
                sort=lambda number: _country(number) or None,
                importance=0,
            ),
            self._name(12),
            self._carrier(),
            self._agent(14),
            self._fallback(),
            self._status(),
            *self._day(),
        )

    def narrow(self) -> tuple[Column[PhoneNumber], ...]:
        """What tells numbers apart, who answers, and how they fare; → brings the rest."""
        return (
            self._number(),
            self._name(10),
            self._agent(12),
            *self._day(),
            self._status(),
            self._carrier(),
            self._fallback(),
        )

    def _number(self) -> Column[PhoneNumber]:
        return Column(
            "number",
            "NUMBER",
            self._shown,
            17,
            sort=by_number,
            importance=10,
        )

    def _name(self, least: int) -> Column[PhoneNumber]:
        return Column(
            "name",
            "NAME",
            lambda number: Cell(number.friendly_name or "", Tone.DIM),
            Flexible(least, 3),
            sort=lambda number: (number.friendly_name or "").casefold() or None,
            importance=5,
        )

    def _agent(self, least: int) -> Column[PhoneNumber]:
        return Column(
            "agent",
            "AGENT",
            self._answering,
            Flexible(least, 3),
            sort=lambda number: self._sort_by_agent(answering(number)),
            importance=9,
            ticks=True,
        )

    def _carrier(self) -> Column[PhoneNumber]:
        return Column(
            "carrier",
            "CARRIER",
            lambda number: Cell(carrier(number), Tone.DIM),
            9,
            sort=lambda number: carrier(number).casefold() or None,
            importance=2,
        )

    def _fallback(self) -> Column[PhoneNumber]:
        return Column(
            "fallback",
            "FALLBACK",
            self._taking_over,
            Flexible(9, 1),
            sort=lambda number: self._sort_by_agent(fallback(number)),
            importance=1,
            ticks=True,
        )

    def _status(self) -> Column[PhoneNumber]:
        return Column(
            "status",
            "STATUS",
            self._standing,
            10,
            sort=lambda number: number.status,
            importance=3,
        )

    def _day(self) -> tuple[Column[PhoneNumber], ...]:
        view = self._view
        return (
            Column(
                "calls",
                "24 H",
                self._calls,
                5,
                align="right",
                sort=lambda number: view.figures(number).calls,
                importance=7,
                ticks=True,
            ),
            Column(
                "failed",
                "FAILED",
                lambda number: rate_cell(view.figures(number)),
                7,
                align="right",
                sort=lambda number: view.figures(number).rate,
                importance=6,
                ticks=True,
            ),
            Column(
                "last",
                "LAST CALL",
                self._last,
                11,
                align="right",
                sort=view.idle_seconds,
                importance=8,
                ticks=True,
                flashes=False,
            ),
        )

    def _shown(self, number: PhoneNumber) -> Cell:
        return Cell(shown(number), Tone.PLAIN if is_active(number) else Tone.WARN)

    def _answering(self, number: PhoneNumber) -> Cell:
        agent_id = answering(number)
        if self._view.unanswered(number):
            sign = f"{self._glyphs.warning} "
            return Cell(sign + self._view.agent_name(agent_id), Tone.WARN)
        return Cell(self._view.agent_name(agent_id))

    def _taking_over(self, number: PhoneNumber) -> Cell:
        agent_id = fallback(number)
        if agent_id is None:
            return Cell(self._glyphs.ended, Tone.DIM)
        lost = self._view.is_lost(agent_id)
        return Cell(self._view.agent_name(agent_id), Tone.WARN if lost else Tone.DIM)

    def _standing(self, number: PhoneNumber) -> Cell:
        if is_active(number):
            return Cell(number.status or "", Tone.DIM)
        return Cell(f"{self._glyphs.warning} {number.status}", Tone.WARN)

    def _calls(self, number: PhoneNumber) -> Cell:
        calls = self._view.figures(number).calls
        return Cell(f"{calls:,}") if calls else Cell(self._glyphs.ended, Tone.DIM)

    def _last(self, number: PhoneNumber) -> Cell:
        words = self._view.last_call(number)
        return Cell(words or self._glyphs.ellipsis, Tone.DIM)

    def _sort_by_agent(self, agent_id: str | None) -> str | None:
        name = self._view.agent_name(agent_id)
        return None if name == NOBODY else name.casefold()


def _country(number: PhoneNumber) -> str:
    return country_of(number.phone_number or "") or ""
