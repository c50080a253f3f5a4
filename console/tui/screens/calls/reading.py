"""One call on a screen of its own, where there is no room for a pane beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from console.actions.action import Place, Situation
from console.actions.registry import actions_at
from console.insight.spans import ago
from console.live.board import Presence
from console.tui.keys import bindings_of
from console.tui.screens.calls.acting import Acting
from console.tui.screens.calls.view import BoardView
from console.tui.widgets.footer_line import FooterLine
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.line import Line
from console.tui.widgets.place_line import message, show_place

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from console.live.board import Row
    from console.live.changes import Change
    from console.tui.opened import OpenAccount, Surroundings


_DOUBTS = {
    Presence.GONE: "The platform no longer knows this call (last seen {ago} ago).",
    Presence.EXPECTED: (
        "Asked for; whether it was placed is not known yet. It was not sent again."
    ),
    Presence.NOT_SEEN: (
        "Not seen a minute after its answer was lost: it was probably not placed. Redial asks "
        "before dialling."
    ),
}


def show_row(inspector: Inspector, row: Row | None, account: OpenAccount, view: BoardView) -> None:
    """Show a row of the board in a reading pane, or that there is none."""
    session = account.session
    if row is None:
        inspector.show(None, now=account.known_now())
        return
    agent = session.agents.records.get(row.call.agent_id or "")
    age = session.clock.monotonic() - row.as_of
    doubt = _DOUBTS.get(row.presence)
    inspector.show(
        row.call,
        agent=agent,
        model=session.models.records.get((agent and agent.llm_id) or ""),
        now=account.known_now(),
        as_of_seconds=None if row.ended else age,
        state=view.state(row),
        doubt=doubt and doubt.format(ago=ago(age)),
    )


class CallScreen(Acting):
    """The reading pane, as wide as the terminal; escape goes back to the list."""

    PLACE = Place.CALL
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CALL)]

    def __init__(self, call_id: str, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__()
        self._call_id = call_id
        self.account = account
        self.surroundings = surroundings
        self.view = BoardView(lambda: account.session.agents.records, account.known_now)
        self._stop_hearing = lambda: None

    def compose(self) -> ComposeResult:
        """Place, the call, a line for messages, the keys."""
        yield Line(id="place")
        yield Inspector(glyphs=self.surroundings.glyphs, zone=self.surroundings.zone)
        yield Line(id="status")
        yield FooterLine(actions_at(Place.CALL), id="footer")

    def on_mount(self) -> None:
        """Follow the one call."""
        self._stop_hearing = self.account.session.live.on_change.add(self._hear)
        self.set_interval(1.0, self._show)
        self._show()
        self.query_one(Inspector).focus()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        self._stop_hearing()

    def situation(self) -> Situation:
        """The one call."""
        row = self._row()
        return self.situation_of([row] if row else [])

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Show a message on the line above the keys."""
        self.query_one("#status", Line).show(
            message(words, self.surroundings.glyphs, trouble=trouble)
        )

    def do_go_back(self, _: str = "") -> None:
        """Go back to the list."""
        self.app.pop_screen()

    def do_previous_pane(self, _: str = "") -> None:
        """Turn the page back."""
        self.query_one(Inspector).previous_pane()

    def do_next_pane(self, name: str = "") -> None:
        """Turn the page, or to the pane that is named."""
        turn_pane(self.query_one(Inspector), name)

    @on(FooterLine.Pressed)
    def _press(self, event: FooterLine.Pressed) -> None:
        self.action_perform(event.name)

    def _hear(self, change: Change) -> None:
        if self._call_id in (*change.added, *change.changed, *change.removed):
            self.call_later(self._show)

    def _show(self) -> None:
        show_place(
            self.query_one("#place", Line),
            "Call",
            self.account,
            self.account.session.live.freshness,
            self.surroundings,
        )
        if row := self._row():
            show_row(self.query_one(Inspector), row, self.account, self.view)
        self.query_one(FooterLine).show_for(self.situation())

    def _row(self) -> Row | None:
        board = self.account.session.board
        return board.rows.get(board.resolve(self._call_id))


def turn_pane(inspector: Inspector, name: str) -> None:
    """Turn the page, or to the pane that is named."""
    if name:
        inspector.show_pane(name)
    else:
        inspector.next_pane()
