"""How calls read in a table, in the words of the board."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from console.cli.output import Column
from console.insight.phone import display, other_side
from console.insight.spans import clock, moment_words
from console.insight.state import Kind, Level
from console.live.board import Row, has_ended
from console.tui.screens.calls.view import BoardView, about, is_web

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from console.api.records.call import Call
    from console.opened import OpenAccount

_COLOURS = {Kind.FAILED: "red", Kind.TALKING: "green", Kind.RINGING: "cyan"}


class CallWords:
    """Says of calls what a table says of them; `zone` is the person's."""

    def __init__(self, account: OpenAccount, zone: tzinfo) -> None:
        self.view = BoardView.of(account)
        self._zone = zone
        self._rows = account.session.board.rows

    def columns(self, *, past: bool) -> Sequence[Column[Call]]:
        """The columns of a list; one that reaches into the past says when calls began."""
        return (
            Column("STATE", self.state, colour=self.colour),
            Column("BEGUN", self.begun) if past else Column("TIME", self.time, right=True),
            Column("ID", lambda call: call.id),
            Column("OTHER SIDE", self.other_side),
            Column("AGENT", self.view.agent, spare=True),
            Column("RESULT", lambda call: self.view.told(call).result, spare=True),
            Column("LASTED", self.lasted, right=True, spare=True),
            Column("ABOUT", about, spare=True),
        )

    def row(self, call: Call) -> Row:
        """The call as the board has it, or as it would."""
        row = self._rows.get(call.id)
        return replace(row, call=call) if row else Row(call, 0.0, ended=has_ended(call))

    def state(self, call: Call) -> str:
        """How the call is."""
        return self.view.state(self.row(call)).word

    def time(self, call: Call) -> str:
        """How long it has been so, or how long ago it ended."""
        return self.view.time(self.row(call))

    def begun(self, call: Call) -> str:
        """When it was ordered."""
        moment = call.created_at or call.scheduled_at or call.started_at
        return moment_words(moment, self.view.now(), self._zone) if moment else ""

    def other_side(self, call: Call) -> str:
        """Who called whom."""
        if is_web(call):
            return "web call"
        arrow = "←" if call.direction == "inbound" else "→"
        return f"{arrow} {display(other_side(call) or '–')}"

    def lasted(self, call: Call) -> str:
        """How long people spoke."""
        return clock(call.duration_seconds) if call.duration_seconds else ""

    def colour(self, call: Call) -> str | None:
        """The colour of its state."""
        state = self.view.state(self.row(call))
        if state.level:
            return "red" if state.level is Level.ALARM else "yellow"
        return _COLOURS.get(state.kind)


def raw(call: Call) -> dict[str, Any]:
    """What JSON holds of a call: its record, as the platform gave it."""
    return dict(call.raw)
