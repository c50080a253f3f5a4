"""The columns of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.phone import display
from console.insight.spans import clock
from console.insight.state import Kind
from console.live.board import Presence, Row
from console.tui.screens.calls.view import (
    BoardView,
    is_web,
    other_side,
    our_side,
)
from console.tui.widgets.inspector.heading import sign
from console.tui.widgets.live_table.columns import Cell, Cells, Column, Flexible, Tone

if TYPE_CHECKING:
    from console.api.records.call import Call
    from console.tui.glyphs import Glyphs

_SLOW_MS = 3500
_VERY_SLOW_MS = 5000


class CallColumns:
    """Draws the cells of a row; what has ended is dim, but for why it failed."""

    def __init__(self, view: BoardView, glyphs: Glyphs) -> None:
        self._view = view
        self._glyphs = glyphs
        self._joint = f" {glyphs.dot} "

    def wide(self) -> tuple[Column[Row], ...]:
        """All columns; the least important leave first where they do not fit."""
        view = self._view
        return (
            *self._beginning(agent_least=13),
            Column(
                "ours",
                "OUR NUMBER",
                lambda row: Cell(_number(our_side(row.call)), Tone.DIM),
                17,
                align="right",
                sort=lambda row: our_side(row.call),
                importance=1,
            ),
            *self._other_side(),
            Column(
                "result",
                "RESULT",
                self._result,
                Flexible(14, 4),
                sort=lambda row: view.told(row.call).result.casefold() or None,
                importance=6,
            ),
            Column(
                "about",
                "ABOUT",
                self._about,
                Flexible(10, 3),
                sort=lambda row: " ".join(view.told(row.call).about).casefold() or None,
                importance=5,
            ),
            Column(
                "lasted",
                "LASTED",
                lambda row: Cell(_length(row.call.duration_seconds), Tone.DIM),
                6,
                align="right",
                sort=lambda row: row.call.duration_seconds,
                importance=2,
            ),
            Column(
                "slowest",
                "SLOW",
                self._slowest,
                6,
                align="right",
                sort=lambda row: view.told(row.call).slowest_ms,
                importance=4,
            ),
            Column(
                "cost",
                "COST",
                lambda row: Cell(_cents(row.call.cost_cents), Tone.DIM),
                6,
                align="right",
                sort=lambda row: row.call.cost_cents,
                importance=3,
            ),
        )

    def narrow(self) -> tuple[Column[Row], ...]:
        """What an operator needs first; what came of a call stands before what it is about."""
        view = self._view
        return (
            *self._beginning(agent_least=10),
            *self._other_side(),
            Column(
                "result",
                "ABOUT",
                self._news,
                Flexible(10, 3),
                sort=lambda row: view.told(row.call).result.casefold() or None,
                importance=6,
            ),
        )

    def _beginning(self, *, agent_least: int) -> tuple[Column[Row], ...]:
        view = self._view
        return (
            Column("state", "STATE", self._state, 12, sort=view.rank, importance=10, ticks=True),
            Column(
                "time",
                "TIME",
                self._time,
                7,
                align="right",
                sort=view.since,
                importance=9,
                ticks=True,
                flashes=False,
            ),
            Column(
                "agent",
                "AGENT",
                lambda row: self._plain(row, view.agent(row.call)),
                Flexible(agent_least, 3),
                sort=lambda row: view.agent(row.call).casefold(),
                importance=8,
            ),
        )

    def _other_side(self) -> tuple[Column[Row], ...]:
        return (
            Column("way", "", self._way, 1, sort=lambda row: row.call.direction, importance=7),
            Column(
                "other",
                "OTHER SIDE",
                lambda row: self._plain(row, _other(row.call)),
                17,
                sort=lambda row: other_side(row.call),
                importance=7,
            ),
        )

    def _state(self, row: Row) -> Cells:
        state = self._view.state(row)
        if row.doing and not row.ended:
            return Cell(f"{self._glyphs.waiting} {row.doing}…", Tone.ACCENT)
        mark = sign(state, self._glyphs)
        return Cell(f"{mark.text} {state.word}", mark.tone)

    def _time(self, row: Row) -> Cells:
        state = self._view.state(row)
        if state.level:
            return Cell(self._view.time(row), sign(state, self._glyphs).tone)
        return Cell(self._view.time(row), Tone.DIM if state.kind.over else Tone.PLAIN)

    def _way(self, row: Row) -> Cells:
        call = row.call
        if is_web(call):
            return Cell(self._glyphs.web, Tone.DIM)
        inbound = call.direction == "inbound"
        return Cell(self._glyphs.arrow_in if inbound else self._glyphs.arrow_out, Tone.DIM)

    def _result(self, row: Row) -> Cell:
        failed = self._view.state(row).kind is Kind.FAILED
        return Cell(self._view.told(row.call).result, Tone.ALARM if failed else Tone.DIM)

    def _news(self, row: Row) -> Cells:
        subject = self._about(row)
        if not row.ended or not (came := self._result(row)).text:
            return subject
        return (came, Cell(self._joint if subject.text else "", Tone.DIM), subject)

    def _about(self, row: Row) -> Cell:
        return self._plain(row, self._joint.join(self._view.told(row.call).about))

    def _slowest(self, row: Row) -> Cells:
        slow = self._view.told(row.call).slowest_ms
        if slow is None:
            return Cell()
        tone = Tone.ALARM if slow >= _VERY_SLOW_MS else Tone.WARN if slow >= _SLOW_MS else Tone.DIM
        return Cell(f"{slow / 1000:.1f}s", tone)

    def _plain(self, row: Row, text: str) -> Cell:
        over = row.ended or row.presence is Presence.GONE
        return Cell(text, Tone.DIM if over else Tone.PLAIN)


def _number(number: str | None) -> str:
    return display(number) if number else ""


def _other(call: Call) -> str:
    return "web call" if is_web(call) else _number(other_side(call)) or "–"


def _length(seconds: float | None) -> str:
    return clock(seconds) if seconds else ""


def _cents(cents: float | None) -> str:
    return "" if cents is None else f"{cents:.0f}¢"
