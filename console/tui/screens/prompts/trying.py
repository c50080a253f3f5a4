"""Unsaved text tried on a call, which is followed beside the editor to its transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from console.actions.action import Situation
from console.actions.calls import Started, Unsure
from console.actions.forms.given import agents_with
from console.actions.journal import JournalError
from console.actions.registry import BY_NAME
from console.api.records.call import Call, WebCall
from console.insight.phone import display
from console.live.board import REQUEST_ID, Row, place_of
from console.tui.dialogs.call_fields import FormData
from console.tui.dialogs.menu import Choice, Menu
from console.tui.dialogs.web_call import WebCallJoin
from console.tui.screens.calls.acting import NOT_THERE
from console.tui.screens.calls.reading import show_row
from console.tui.screens.calls.starting import Starting, hindrance
from console.tui.screens.calls.stopping import Stopping
from console.tui.screens.calls.view import BoardView
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.actions.saving.trial import Trial
    from console.live.changes import Change
    from console.opened import OpenAccount
    from console.tui.dialogs.call_form import Taken
    from console.tui.surroundings import Surroundings

_LOST = "The answer was lost; looking whether the call was taken. Not sent again."


@dataclass(frozen=True, slots=True)
class _Followed:
    """The call that was started, by what is known of it.

    Attributes:
        call_id: its id, or that of the place that the board holds for it.
        trial: what it was made with.
        words: what is to be said until the board shows it.
        request_id: the request that asked for it, where the answer was lost.
    """

    call_id: str
    trial: Trial
    words: str
    request_id: str = ""


class TriedCall(Widget):
    """Starts calls with unsaved text, and follows the last of them."""

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "stop", "Stop the call", show=False),
        Binding("escape", "close", "Close", show=False),
    ]

    class Began(Message):
        """A call was started, and wants to be seen."""

    class Ended(Message):
        """The call is over."""

    class Closed(Message):
        """The person wants to see the call no longer; it goes on, and is followed."""

    class Said(Message):
        """Something to tell the operator in passing."""

        def __init__(self, words: str, *, trouble: bool = False) -> None:
            super().__init__()
            self.words = words
            self.trouble = trouble

    def __init__(
        self,
        account: OpenAccount,
        surroundings: Surroundings,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._account = account
        self._surroundings = surroundings
        self._view = BoardView.of(account)
        self._starting = Starting(account, surroundings, self._view)
        self._followed: _Followed | None = None
        self._last: Call | None = None
        self._told_end = False
        self._stop_hearing = lambda: None

    def compose(self) -> ComposeResult:
        """What was tried, and the call."""
        yield Line(id="tried-title")
        yield Static(id="tried-words")
        yield Inspector(
            zone=self._surroundings.zone, glyphs=self._surroundings.glyphs, id="tried-call"
        )

    def on_mount(self) -> None:
        """Begin to hear of the board."""
        self._stop_hearing = self._account.session.live.on_change.add(self._hear)
        self.set_interval(1.0, self._show)
        self._show()

    def on_unmount(self) -> None:
        """Follow nothing any longer."""
        self._stop_hearing()
        if self._followed is not None:
            self._account.session.live.watch(None)

    # What its owner says and asks

    @property
    def was_started(self) -> bool:
        """Whether there is a call to be seen."""
        return self._followed is not None

    @property
    def has_ended(self) -> bool:
        """Whether the call is over, as far as the board has shown it."""
        row = self._row()
        return row is not None and row.ended

    @work(exclusive=True, group="try", exit_on_error=False)
    async def start(self, trial: Trial) -> None:
        """Ask what kind of call, fill in its form, ask again, start it and follow it."""
        agents = agents_with(self._account.session, trial.model_id)
        if not agents:
            self._say("No agent uses this model: there is nobody to speak its prompt.")
            return
        kind = await self.app.push_screen_wait(
            Menu(
                "Try it on",
                (
                    Choice("phone", "p", "A phone call", "a real phone rings"),
                    Choice("web", "w", "A web call", "for a browser to join"),
                ),
            )
        )
        if kind is None:
            return
        last, web = self._last, kind == "web"
        session = self._account.session
        data = FormData(
            agents=agents,
            models=session.models.records,
            numbers=[] if web else list(session.numbers.records.values()),
            agent_id=(last and last.agent_id) or (agents[0].id if len(agents) == 1 else ""),
            from_number=(last and last.from_number) or "",
            to_number=(last and last.to_number) or "",
            known=last.variables if last else {},
            trial=trial,
        )
        if words := hindrance(data, web=web):
            self._say(words)
            return
        form = self._starting.form(data, web=web)
        self._take(await self.app.push_screen_wait(form), trial)

    @property
    def call(self) -> Call | None:
        """The call that is followed, as far as the board has shown it."""
        return self.query_one(Inspector).call

    @property
    def text(self) -> str:
        """What the pane says, also what is out of sight."""
        head = self.query_one("#tried-title", Line).text
        inspector = self.query_one(Inspector)
        words = self.query_one("#tried-words", Static).content
        return f"{head}\n{inspector.text if inspector.display else words}"

    def focus(self, scroll_visible: bool = True) -> TriedCall:
        """Let keys go to the transcript."""
        self.query_one(Inspector).focus(scroll_visible)
        return self

    @work(exclusive=True, group="stop", exit_on_error=False)
    async def action_stop(self) -> None:
        """Ask, then end the call."""
        row = self._row()
        if words := BY_NAME["stop_calls"].why_not(self._situation(row)):
            self._say(words)
            return
        stopping = Stopping(self._account, self._view)
        calls = [row.call] if row else []
        if not await self.app.push_screen_wait(stopping.question(calls)):
            return
        try:
            stopped = await stopping.stop(calls)
        except JournalError as error:
            self._say(f"Not stopped. {error}")
        else:
            self.post_message(self.Said(stopped.words, trouble=stopped.trouble))

    def action_close(self) -> None:
        """Make room for what stands beside it."""
        self.post_message(self.Closed())

    def on_descendant_focus(self) -> None:
        """Its keys work now."""
        self._show_title()

    def on_descendant_blur(self) -> None:
        """They do no more."""
        self.call_after_refresh(self._show_title)

    # How it follows

    def _take(self, answer: Taken | None, trial: Trial) -> None:
        """Follow what was started, or may have been."""
        match answer:
            case Started(call=Call() as call):
                word = "Scheduled" if call.scheduled_at else "Dialling"
                said = f"{word} {display(call.to_number or '')}; nothing is saved."
                self._follow(_Followed(call.id, trial, said))
            case Started(call=WebCall() as web_call):
                self.app.push_screen(WebCallJoin(web_call))
                said = "The web call is open; nothing is saved."
                self._follow(_Followed(web_call.id, trial, said))
            case Unsure(request_id=request_id):
                self._follow(_Followed(place_of(request_id), trial, _LOST, request_id))
            case None:
                return

    def _follow(self, followed: _Followed) -> None:
        self._followed = followed
        self._told_end = False
        self.query_one(Inspector).show(None, now=self._account.known_now())
        self._account.session.live.watch(followed.call_id)
        self.post_message(self.Said(followed.words))
        self.post_message(self.Began())
        self._show()

    def _row(self) -> Row | None:
        if self._followed is None:
            return None
        board = self._account.session.board
        row = board.rows.get(board.resolve(self._followed.call_id))
        if row is not None or not (request_id := self._followed.request_id):
            return row
        rows = board.rows.values()
        return next((row for row in rows if row.call.metadata.get(REQUEST_ID) == request_id), None)

    def _situation(self, row: Row | None) -> Situation:
        return Situation(
            calls=(row.call,) if row else (),
            gone=row is not None and row.presence in NOT_THERE,
            read_only=self._account.profile.read_only,
        )

    def _hear(self, change: Change) -> None:
        if self._followed and (change.added or change.changed or change.removed):
            self.call_later(self._show)

    # What is drawn

    def _show(self) -> None:
        row = self._row()
        inspector = self.query_one(Inspector)
        if row is not None:
            self._last = row.call
            show_row(inspector, row, self._account, self._view)
        inspector.display = inspector.call is not None
        words = self.query_one("#tried-words", Static)
        words.display = not inspector.display
        words.update(self._words())
        self._show_title()
        if self.has_ended and not self._told_end:
            self._told_end = True
            self.post_message(self.Ended())

    def _show_title(self) -> None:
        self.query_one("#tried-title", Line).show(self._title(), self._keys())

    def _words(self) -> Content:
        if self._followed is not None:
            return Content.styled(self._followed.words, "$muted")
        key = self._surroundings.keys.key_of("try_it")
        return Content.assemble(
            ("Nothing tried yet. ", "bold"),
            (key, "bold $accent"),
            (" starts a call with the unsaved text; its transcript lands here. ", "$muted"),
            ("Nothing is saved by it.", "$muted"),
        )

    def _title(self) -> Content:
        if self._followed is None:
            return Content.styled("TRY IT", "bold $muted")
        call = self.call
        what = self._followed.trial.what((call and call.agent_id) or "")
        return Content.assemble(("TRIED", "bold $muted"), (f"  with {what}", "$muted"))

    def _keys(self) -> Content:
        """The keys that work now: its own only while they reach it."""
        if self._followed is None:
            return Content()
        focused = self.screen.focused
        if focused is None or self not in focused.ancestors:
            return _key(self._surroundings.keys.key_of("show_tried"), "go to it")
        close = _key("esc", "close")
        if BY_NAME["stop_calls"].why_not(self._situation(self._row())):
            return close
        return Content("  ").join((_key("x", "stop"), close))

    def _say(self, words: str) -> None:
        self.post_message(self.Said(words, trouble=True))


def _key(key: str, word: str) -> Content:
    return Content.assemble((key, "bold $accent"), (f" {word}", "$muted"))
