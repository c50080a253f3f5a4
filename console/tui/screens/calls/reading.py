"""One call on a screen of its own, where there is no room for a pane beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from console.actions.action import LISTS, Place, Situation
from console.actions.looking_back.kept_calls import KeptCalls
from console.insight.phone import display, other_side
from console.insight.spans import ago
from console.live.board import Presence
from console.tui.navigation import Destination, Jump
from console.tui.screens.calls.acting import Acting
from console.tui.screens.calls.view import BoardView, is_web
from console.tui.screens.detail_screen import DetailScreen
from console.tui.screens.place_screen import PlaceScreen
from console.tui.widgets.inspector.inspector import Inspector

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from textual.app import ComposeResult

    from console.api.records.call import Call
    from console.insight.filters import Filter
    from console.live.board import Row
    from console.live.changes import Change
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.session import Session
    from console.tui.surroundings import Surroundings

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


def show_row(
    inspector: Inspector,
    row: Row | None,
    account: OpenAccount,
    view: BoardView,
    *,
    wanted: Filter | None = None,
) -> None:
    """Show a row of the board in a reading pane, or that there is none; mark what is wanted."""
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
        about=account.clocks_differ(),
        as_of_seconds=None if row.ended else age,
        state=view.state(row),
        doubt=doubt and doubt.format(ago=ago(age)),
        failure=account.diagnoses.failure_of(row.call),
        wanted=wanted,
    )


class CallScreen(Acting, DetailScreen):
    """The reading pane, as wide as the terminal; escape goes back to the list."""

    PLACE = Place.CALL

    def __init__(
        self,
        call_id: str,
        account: OpenAccount,
        surroundings: Surroundings,
        *,
        kept: Row | None = None,
        wanted: Filter | None = None,
        next_with_match: Callable[[int], Awaitable[Row | None]] | None = None,
    ) -> None:
        """Open a call.

        Args:
            call_id: the call.
            account: the opened account.
            surroundings: zone, signs and time.
            kept: the call as it is kept, where it is known already; else it is looked for if it
                is not on the board.
            wanted: what words to mark.
            next_with_match: goes on to the next call with such words, or back to the one before.
        """
        super().__init__(account, surroundings)
        self._call_id = call_id
        self._kept = kept
        self._wanted = wanted
        self._next_with_match = next_with_match
        self.view = BoardView.of(account)
        self._stop_hearing = lambda: None

    def compose_body(self) -> ComposeResult:
        """The reading pane."""
        yield Inspector(glyphs=self.surroundings.glyphs, zone=self.surroundings.zone)

    def follow_account(self) -> None:
        """Follow the one call."""
        self._stop_hearing = self.account.session.live.on_change.add(self._hear)
        self.tick()
        self.query_one(Inspector).focus()
        self._read_kept()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        self._stop_hearing()

    def freshness(self) -> Freshness:
        """How old the call is, at most."""
        return self.account.session.live.freshness

    def subject(self) -> str:
        """Who is on the call."""
        row = self._row()
        if row is None:
            return ""
        return "web call" if is_web(row.call) else display(other_side(row.call) or "")

    def entered_from(self) -> Place | None:
        """The list below: a call is opened from several."""
        below = (s.PLACE for s in self.app.screen_stack if isinstance(s, PlaceScreen))
        return next((place for place in reversed([*below]) if place in LISTS), None)

    def jumps(self) -> Sequence[Jump]:
        """The agent of the call, and its prompt."""
        row = self._row()
        return jumps_of_call(row.call, self.account.session) if row else ()

    def status(self) -> Content:
        """At which of the words that were looked for one reads."""
        at, count = self.query_one(Inspector).match
        return Content.styled(f" {at} of {count} here", "$accent") if count else Content()

    def to_top(self) -> None:
        """Go to the first line of the page."""
        self.query_one(Inspector).to_top()

    def situation(self) -> Situation:
        """The one call."""
        row = self._row()
        return self.situation_of([row] if row else [])

    def do_previous_pane(self, _: str = "") -> None:
        """Turn the page back."""
        self.query_one(Inspector).previous_pane()

    def do_next_pane(self, name: str = "") -> None:
        """Turn the page, or to the pane that is named."""
        turn_pane(self.query_one(Inspector), name)

    def tick(self) -> None:
        """Show the call as it is now."""
        if row := self._row():
            inspector = self.query_one(Inspector)
            show_row(inspector, row, self.account, self.view, wanted=self._wanted)
        self.show_status()

    @work(exclusive=True, group="kept", exit_on_error=False)
    async def _read_kept(self) -> None:
        """A call that is not on the board is shown as it is kept, and then as it is now."""
        if self._row_on_board() is not None:
            return
        account = self.account
        kept = KeptCalls(account.session, account.archive.calls, account.history.on_kept)
        if self._kept is None:
            self._kept = await kept.row(self._call_id)
            self.tick()
        self._kept = await kept.read_again(self._kept, self._call_id)
        self.tick()

    def do_next_match(self, _: str = "") -> None:
        """Go to the next word that was looked for, in this call or in the next."""
        self._to_match(1)

    def do_previous_match(self, _: str = "") -> None:
        """Go to the word before, in this call or in the one before."""
        self._to_match(-1)

    @work(exclusive=True, group="match", exit_on_error=False)
    async def _to_match(self, step: int) -> None:
        inspector = self.query_one(Inspector)
        if not inspector.go_to_match(step):
            row = await self._next_with_match(step) if self._next_with_match else None
            if row is None:
                self.say(self.no_more(step))
                return
            self._call_id, self._kept = row.call.id, row
            self.tick()
            if step < 0:
                to_last_match(inspector)
            self._read_kept()
        self.show_status()

    def no_more(self, step: int) -> str:
        """What to say where there is no call to go on to."""
        return no_more_matches(step)

    def _hear(self, change: Change) -> None:
        if self._call_id in (*change.added, *change.changed, *change.removed):
            self.call_later(self.tick)

    def _row(self) -> Row | None:
        return self._row_on_board() or self._kept

    def _row_on_board(self) -> Row | None:
        board = self.account.session.board
        return board.rows.get(board.resolve(self._call_id))


def to_last_match(inspector: Inspector) -> None:
    """Go to the last of the marked words."""
    at, count = inspector.match
    inspector.go_to_match(count - at)


def no_more_matches(step: int) -> str:
    """That there is no call any more with the words that are looked for."""
    return "No more matches below." if step > 0 else "No more matches above."


def turn_pane(inspector: Inspector, name: str) -> None:
    """Turn the page, or to the pane that is named."""
    if name:
        inspector.show_pane(name)
    else:
        inspector.next_pane()


def jumps_of_call(call: Call, session: Session) -> tuple[Jump, ...]:
    """The ways from a call to its agent, to that one's prompt, and to its number's calls."""
    return tuple(_jumps(call, session))


def _jumps(call: Call, session: Session) -> Iterator[Jump]:
    agent = session.agents.records.get(call.agent_id or "")
    if agent is not None:
        yield Jump(
            "A", "The call's agent", agent.name or agent.id, Destination(Place.AGENT, agent.id)
        )
    model = session.models.records.get((agent and agent.llm_id) or "")
    if model is not None:
        to_prompt = Destination(Place.PROMPT, model.id)
        yield Jump("P", "The call's prompt", model.name or model.id, to_prompt)
    number = other_side(call)
    if number and '"' not in number:
        asked_for = f'to:"{number}" or from:"{number}"'
        to_calls = Destination(Place.HISTORY, filter=asked_for)
        yield Jump("N", "All calls with this number", display(number), to_calls)
