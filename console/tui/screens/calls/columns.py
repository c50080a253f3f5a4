"""The columns of the board."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from console.insight.phone import display, other_side, our_side
from console.insight.spans import clock
from console.insight.state import Kind
from console.live.board import Presence, Row
from console.tui.screens.calls.view import BoardView, is_web
from console.tui.widgets.inspector.heading import sign
from console.tui.widgets.live_table.columns import Cell, Cells, Column, Flexible, Tone

if TYPE_CHECKING:
    from console.api.records.call import Call
    from console.tui.glyphs import Glyphs

_SLOW_MS = 3500
_VERY_SLOW_MS = 5000


class CallColumns:
    """Draws the cells of a row; what has ended is dim, but for why it failed.

    Args:
        view: what a row needs besides itself.
        glyphs: the signs to draw with.
        over: the tone of what has ended.
    """

    def __init__(self, view: BoardView, glyphs: Glyphs, *, over: Tone = Tone.DIM) -> None:
        self._view = view
        self._glyphs = glyphs
        self._over = over
        self._joint = f" {glyphs.dot} "

    def wide(self) -> tuple[Column[Row], ...]:
        """All columns; the least important leave first where they do not fit."""
        return (
            self.state(),
            self._time_column(),
            self.agent(13),
            self.ours(),
            self.way(),
            self.other_side(),
            self.result(),
            self._about_column(),
            self.lasted(),
            self.slowest(),
            self.cost(),
        )

    def narrow(self) -> tuple[Column[Row], ...]:
        """What an operator needs first; what came of a call stands before what it is about."""
        return (
            self.state(),
            self._time_column(),
            self.agent(10),
            self.way(),
            self.other_side(),
            replace(self.result(), title="ABOUT", cell=self._news, width=Flexible(10, 3)),
        )

    def state(self) -> Column[Row]:
        """How the call is."""
        rank = self._view.rank
        return Column("state", "STATE", self._state, 12, sort=rank, importance=10, ticks=True)

    def agent(self, least: int) -> Column[Row]:
        """Who speaks for the account."""
        view = self._view
        return Column(
            "agent",
            "AGENT",
            lambda row: self._plain(row, view.agent(row.call)),
            Flexible(least, 3),
            sort=lambda row: view.agent(row.call).casefold(),
            importance=8,
        )

    def ours(self) -> Column[Row]:
        """The account's own number."""
        return Column(
            "ours",
            "OUR NUMBER",
            lambda row: Cell(_number(our_side(row.call)), Tone.DIM),
            17,
            align="right",
            sort=lambda row: our_side(row.call),
            importance=1,
        )

    def way(self) -> Column[Row]:
        """Who called whom."""
        return Column("way", "", self._way, 1, sort=lambda row: row.call.direction, importance=7)

    def other_side(self) -> Column[Row]:
        """The number of the person."""
        return Column(
            "other",
            "OTHER SIDE",
            lambda row: self._plain(row, _other(row.call)),
            17,
            sort=lambda row: other_side(row.call),
            importance=7,
        )

    def result(self) -> Column[Row]:
        """What came of it, or why it failed."""
        return Column(
            "result",
            "RESULT",
            self._result,
            Flexible(14, 4),
            sort=lambda row: self._view.told(row.call).result.casefold() or None,
            importance=6,
        )

    def lasted(self) -> Column[Row]:
        """How long people spoke."""
        return Column(
            "lasted",
            "LASTED",
            lambda row: _value(row, "duration_seconds", _length(row.call.duration_seconds)),
            6,
            align="right",
            sort=lambda row: row.call.duration_seconds,
            importance=2,
        )

    def slowest(self) -> Column[Row]:
        """The longest that anybody waited for an answer."""
        return Column(
            "slowest",
            "SLOW",
            self._slowest,
            6,
            align="right",
            sort=lambda row: self._view.told(row.call).slowest_ms,
            importance=4,
        )

    def cost(self) -> Column[Row]:
        """What it cost."""
        return Column(
            "cost",
            "COST",
            lambda row: _value(row, "cost_cents", _cents(row.call.cost_cents)),
            6,
            align="right",
            sort=lambda row: row.call.cost_cents,
            importance=3,
        )

    def _time_column(self) -> Column[Row]:
        return Column(
            "time",
            "TIME",
            self._time,
            7,
            align="right",
            sort=self._view.since,
            importance=9,
            ticks=True,
            flashes=False,
        )

    def _about_column(self) -> Column[Row]:
        return Column(
            "about",
            "ABOUT",
            self._about,
            Flexible(10, 3),
            sort=lambda row: " ".join(self._view.told(row.call).about).casefold() or None,
            importance=5,
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
        return Cell(self._view.told(row.call).result, Tone.ALARM if failed else self._over)

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
        return Cell(text, self._over if over else Tone.PLAIN)


def _number(number: str | None) -> str:
    return display(number) if number else ""


def _other(call: Call) -> str:
    return "web call" if is_web(call) else _number(other_side(call)) or "–"


def _value(row: Row, field: str, text: str) -> Cell:
    """The text of a field; a dash where something came that could not be read."""
    return Cell("–" if field in row.call.unreadable else text, Tone.DIM)


def _length(seconds: float | None) -> str:
    return clock(seconds) if seconds else ""


def _cents(cents: float | None) -> str:
    return "" if cents is None else f"{cents:.0f}¢"
