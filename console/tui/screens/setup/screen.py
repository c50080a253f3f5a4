"""The way from nothing to the first phone call: each step as it stands, and its form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from console.actions.action import Place, Situation
from console.actions.setting_up import (
    Stand,
    Step,
    StepState,
    call_to_read,
    held_by,
    next_step,
    step_to_stand_on,
    steps_of,
)
from console.api.errors import ApiError
from console.live.board import Row, has_ended
from console.live.budget import Priority
from console.tui.navigation import Destination, Go
from console.tui.screens.calls.reading import jumps_of_call, show_row
from console.tui.screens.calls.view import BoardView
from console.tui.screens.detail_screen import DetailScreen
from console.tui.screens.setup.acting import SetupActing
from console.tui.screens.setup.steps import about, columns, number_of
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from textual.app import ComposeResult

    from console.api.records.call import Call
    from console.live.directory import Directory
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.navigation import Jump
    from console.tui.surroundings import Surroundings

_NEWEST = 20
"""Calls read once, of which one may be by phone: the board keeps those of the last hour alone."""
_TRY_AGAIN = 10.0
"""Seconds after which they are read again if they could not be."""
_ACTIONS = {
    Step.CREDENTIAL: "add_credential",
    Step.AGENT: "create_agent",
    Step.NUMBER: "register_number",
    Step.CALL: "start_call",
}


class SetupScreen(SetupActing, DetailScreen):
    """The steps as a list; what one needs and gives below it; the call and its transcript."""

    PLACE = Place.SETUP
    AUTO_FOCUS = "#steps"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "other_pane", "The call", show=False)]

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        session = account.session
        self.view = BoardView.of(account)
        self.states: Mapping[Step, StepState] = {}
        self._directories: Mapping[Step, Directory[Any]] = {
            Step.CREDENTIAL: session.credentials,
            Step.AGENT: session.agents,
            Step.NUMBER: session.numbers,
        }
        self._older: Mapping[str, Row] | None = None
        self._read_at = 0.0
        self._row: Row | None = None
        self._outdated = False
        self._stop_hearing = [lambda: None]
        self._table: LiveTable[StepState] = LiveTable(
            columns(surroundings.glyphs, self._trouble, read_only=account.profile.read_only),
            order=lambda state: list(Step).index(state.step),
            glyphs=surroundings.glyphs,
            id="steps",
        )

    def compose_body(self) -> ComposeResult:
        """What is next, the steps, and the call that they lead to."""
        yield Line(id="setup-heading")
        with Container(id="setup-body"):
            with Vertical(id="setup-steps"):
                yield self._table
                yield Static(id="setup-about")
            yield Inspector(
                glyphs=self.surroundings.glyphs, zone=self.surroundings.zone, id="setup-call"
            )

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of all that the steps are about."""
        session = self.account.session
        heard = (*(each.on_change for each in self._directories.values()), session.live.on_change)
        self._stop_hearing = [each.add(self._hear) for each in heard]
        self._show()

    def on_unmount(self) -> None:
        """Follow nothing any longer."""
        for stop in self._stop_hearing:
            stop()
        self.account.session.live.watch(None)

    def _hear(self, _: object) -> None:
        if not self._outdated:
            self._outdated = True
            self.call_later(self._show)

    @work(exclusive=True, group="older", exit_on_error=False)
    async def _read_older(self) -> None:
        session, monotonic = self.account.session, self.surroundings.clock.monotonic()
        self._read_at = monotonic
        try:
            answer = await session.link.ask(
                lambda: session.client.calls.page(limit=_NEWEST), Priority.ASKED
            )
        except ApiError:
            return  # the line above says that the server does not answer
        self._older = {
            call.id: Row(call, monotonic, ended=has_ended(call)) for call in answer.value.items
        }
        self._show()

    def freshness(self) -> Freshness:
        """That of the part which was read the longest ago."""
        now, session = self.surroundings.clock.monotonic(), self.account.session
        parts = [each.freshness for each in self._directories.values()]
        return max((*parts, session.live.freshness), key=lambda part: _age(part, now))

    def _trouble(self, step: Step) -> str:
        """Why what a step is about could not be read."""
        directory = self._directories.get(step)
        error = directory.freshness.error if directory else None
        return error.words if error else ""

    # What is drawn

    def status(self) -> Content:
        """Nothing narrows the steps."""
        return Content()

    def tick(self) -> None:
        """The call's clock goes on."""
        unread = self._older is None
        if unread and self.surroundings.clock.monotonic() >= self._read_at + _TRY_AGAIN:
            self._read_older()
        self._show()

    def _show(self) -> None:
        self._outdated = False
        rows = {**(self._older or {}), **self.account.session.board.rows}
        live = self.account.session.live.freshness.last_good is not None
        held = held_by(
            self.account.session,
            (row.call for row in rows.values()),
            calls_read=live and self._older is not None,
        )
        now = self.account.known_now()

        def told_of(call: Call) -> str:
            row = rows[call.id]
            state, time = self.view.state(row), self.view.time(row)
            return f"{state.word} {time}{' ago' if row.ended else ''}"

        before = self.states
        self.states = {each.step: each for each in steps_of(held, now, told_of)}
        self._table.show(
            {step.value: state for step, state in self.states.items()},
            changed=[s.value for s, state in self.states.items() if state != before.get(s)],
        )
        self._table.tick()
        self._table.move_to(step_to_stand_on(self._step, before, self.states))
        call = call_to_read(held, now)
        self._row = rows[call.id] if call else None
        self._show_call()
        self._show_heading()
        self._show_about()
        self.show_status()

    def _show_call(self) -> None:
        inspector, row = self.query_one(Inspector), self._row
        show_row(inspector, row, self.account, self.view)
        inspector.display = row is not None
        on_board = row is not None and row.call.id in self.account.session.board.rows
        self.account.session.live.watch(row.call.id if row and on_board else None)

    def _show_heading(self) -> None:
        states, glyphs = self.states.values(), self.surroundings.glyphs
        if step := next_step(states):
            right = Content.assemble(("next: ", "$muted"), (number_of(step), "bold $accent"), " ")
        elif any(state.stand is Stand.UNREAD for state in states):
            right = Content.styled(f"asking{glyphs.ellipsis} ", "$muted")
        elif any(state.stand is Stand.UNDER_WAY for state in states):
            right = Content.styled(f"{glyphs.talking} a call is under way ", "$accent")
        else:
            right = Content.styled(f"{glyphs.completed} everything is there ", "$success")
        heading = Content.styled(" From nothing to a phone call and its transcript", "bold")
        self.query_one("#setup-heading", Line).show(heading, right)

    def _show_about(self) -> None:
        state = self.states[self._step]
        words = about(
            state,
            read_only=self.account.profile.read_only,
            buying=self.key_of("buy_number"),
        )
        below = self.query_one("#setup-about", Static)
        below.update(words)
        below.display = state.step is not Step.RESULTS or self._row is None

    @property
    def _step(self) -> Step:
        """The step under the cursor."""
        return Step(self._table.cursor_id or Step.CREDENTIAL)

    @on(LiveTable.Highlighted)
    def _move(self) -> None:
        self._show_about()

    # What the operator does

    def situation(self) -> Situation:
        """The call that is shown, and the agent that calls are made with."""
        agent = self.agent_to_speak()
        situation = self.situation_of([self._row] if self._row else [])
        return replace(situation, agents=(agent,) if agent else ())

    def jumps(self) -> Sequence[Jump]:
        """The agent of the call that is shown, and its prompt."""
        return jumps_of_call(self._row.call, self.account.session) if self._row else ()

    def action_other_pane(self) -> None:
        """Go from the steps to the call, or back."""
        inspector = self.query_one(Inspector)
        if self.focused is self._table and inspector.display:
            inspector.focus()
        else:
            self._table.focus()

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("take_step")

    def do_take_step(self, _: str = "") -> None:
        """Do what the step under the cursor needs."""
        if self._step is Step.RESULTS:
            self._read_results()
        else:
            self.action_perform(_ACTIONS[self._step])

    def _read_results(self) -> None:
        if self._row is None:
            self.say("There is no phone call yet: step 3 makes one.")
        elif self.has_class("-wide") or self._row.call.id not in self.account.session.board.rows:
            self.query_one(Inspector).focus()
        else:
            self.post_message(Go(Destination(Place.CALL, self._row.call.id)))

    def do_go_back(self, _: str = "") -> None:
        """From the call to the steps, and from there to where one came from."""
        if self.focused is self._table:
            super().do_go_back()
        else:
            self._table.focus()

    def do_look_again(self, _: str = "") -> None:
        """Ask again now, also for what no feed reads."""
        self.account.session.look_again()
        self._read_older()

    def follow(self, call_id: str) -> None:  # noqa: ARG002 - there is but one call here
        """Go to where the transcript of a call that was just started will stand."""
        self._table.move_to(Step.RESULTS)


def _age(freshness: Freshness, now: float) -> float:
    age = freshness.age(now)
    return float("inf") if age is None else age
