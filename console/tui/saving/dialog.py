"""The dialog of a save: open from the key to the outcome, so that nothing changes below it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Button, Input, Static

from console.tui.dialogs.keys_line import keys_words
from console.tui.production import asked_by
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.difference import Difference

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from textual.app import ComposeResult

    from console.actions.saving.parts import Part
    from console.tui.surroundings import Surroundings

T = TypeVar("T")

_OTHER_ROWS = 12
"""Rows that the dialog needs besides the difference and the notes."""
_OTHER_COLUMNS = 8
_LEAST_ROWS = 3


class Answer(StrEnum):
    """What a person has answered."""

    YES = "yes"
    NO = "no"
    MERGE = "merge"
    """Look at all three texts first."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the dialog asks. All words are cleaned."""

    title: str
    about: str = ""
    """A line under the title: whom it touches."""
    parts: Sequence[Part] = ()
    """What would change, or nothing."""
    notes: tuple[Content, ...] = ()
    """What else is to be known, a line each."""
    read_at: float | None = None
    """When the server was read, monotonic: said after the last note."""
    yes: str = "Save"
    no: str = "Cancel"
    danger: bool = False
    """Whether the person should stop and think: the dialog then rests on the other button."""
    mergeable: bool = False
    noting: bool = False
    """Whether a note for the history is asked for."""


class Left(Exception):  # noqa: N818 - a way out, not an error
    """The person has left while something was read."""


class SaveDialog(ModalScreen[None]):
    """Waits, asks and waits again, as the one who saves tells it to."""

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q", "answer('no')", "Cancel"),
        Binding("y", "answer('yes')", "Save"),
        Binding("m", "answer('merge')", "All three"),
        Binding("left,h,right,l", "app.focus_next", "Other button", show=False),
        Binding("down,j", "scroll('scroll_lines', 1)", show=False),
        Binding("up,k", "scroll('scroll_lines', -1)", show=False),
        Binding("pagedown,ctrl+f,space", "scroll('scroll_pages', 1)", show=False),
        Binding("pageup,ctrl+b", "scroll('scroll_pages', -1)", show=False),
        Binding("home,g", "scroll('scroll_to_top')", show=False),
        Binding("end,G", "scroll('scroll_to_bottom')", show=False),
    ]

    def __init__(self, title: str, surroundings: Surroundings, *, note: str = "") -> None:
        """Build the dialog.

        Args:
            title: what is saved, cleaned.
            surroundings: the signs and the time.
            note: what the note says before anybody types.
        """
        super().__init__()
        self._title = title
        self._clock = surroundings.clock
        self._first_note = note
        self._difference = Difference(glyphs=surroundings.glyphs, id="save-difference")
        self._difference.can_focus = False
        self._question: Question | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._waiting: asyncio.Future[Any] | None = None
        self._has_left = False

    def compose(self) -> ComposeResult:
        """Title, difference, what else is to be known, the note, the buttons, the keys."""
        with Vertical(classes="dialog saving"):
            yield Static(Content(self._title), id="save-title")
            yield Static(id="save-about")
            yield self._difference
            yield Static(id="save-notes")
            with Horizontal(id="save-note-row"):
                yield Static(Content("Note"), id="save-note-label")
                yield Input(
                    self._first_note,
                    placeholder="why, for the history",
                    compact=True,
                    id="save-note",
                    name="",
                )
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="no")
                yield Button("Save", id="yes", variant="primary")
            yield Static(id="save-keys", classes="dialog-keys")

    def on_mount(self) -> None:
        """Let the age of what was read go on."""
        self._show_question()
        self.set_interval(1.0, self._show_notes)

    def on_resize(self) -> None:
        """The difference takes what room there is."""
        self._fit()

    @property
    def note(self) -> str:
        """What the person says of the save."""
        return self.query_one("#save-note", Input).value.strip()

    # What the one who saves says

    async def reading(self, words: str, work: Awaitable[T]) -> T:
        """Wait for something that sends nothing, while the person may leave.

        Raises:
            Left: the person has left.
        """
        self._tell(words)
        self._waiting = task = asyncio.ensure_future(work)
        try:
            return await task
        except asyncio.CancelledError:
            if self._has_left:
                raise Left from None
            task.cancel()
            raise
        finally:
            self._waiting = None

    async def sending(self, words: str, work: Awaitable[T]) -> T:
        """Wait for something that cannot be taken back."""
        self._tell(words)
        return await work

    async def ask(self, question: Question) -> Answer:
        """Ask, and wait for the answer."""
        self._question = question
        self._answer = asyncio.get_running_loop().create_future()
        self._show_question()
        # At once, and not later as by `focus()`: a key may follow, and go to the note.
        self.set_focus(self._button)
        try:
            return await self._answer
        finally:
            self._answer = self._question = None

    async def give_way(self, screen: Screen[T]) -> T | None:
        """Wait for the answer of another screen, which is not to stand on top of this one."""
        box = self.query_one(".saving")
        box.visible = False
        try:
            return await self.app.push_screen_wait(screen)
        finally:
            box.visible = True

    def close(self) -> None:
        """Go away, whatever was being asked."""
        if self.is_current:
            self.dismiss(None)

    # What the person does

    def action_answer(self, answer: str) -> None:
        """Answer what is asked; while something is read, only leaving is an answer."""
        if self._answer is not None and not self._answer.done():
            if answer != Answer.MERGE or (self._question and self._question.mergeable):
                self._answer.set_result(Answer(answer))
        elif self._waiting is not None and answer == Answer.NO:
            self._has_left = True
            self._waiting.cancel()

    def action_scroll(self, how: str, by: int | None = None) -> None:
        """Scroll the difference, wherever the focus is."""
        scroll = getattr(self._difference, f"action_{how}")
        scroll() if by is None else scroll(by)

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_answer(event.button.id or "")

    @on(Input.Submitted)
    def _enter_note(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_focus(self._button)

    def on_descendant_focus(self) -> None:
        """Other keys work in the note than on the buttons."""
        self._show_keys()

    # What is drawn

    def _tell(self, words: str) -> None:
        """Say what is being done, with nothing to answer."""
        self._question = Question(self._title, notes=(Content.styled(words, "$muted"),))
        self._show_question()

    @property
    def _button(self) -> Button:
        """The one that the dialog rests on."""
        return self.query_one("#no" if self._question and self._question.danger else "#yes", Button)

    def _show_question(self) -> None:
        question = self._question or Question(self._title)
        asking = self._answer is not None and not self._answer.done()
        self._put("save-title", asked_by(self, question.title))
        self._put("save-about", Content.styled(question.about, "$muted"))
        self._fit()
        self._difference.display = bool(question.parts)
        self._difference.show_parts(question.parts)
        self._show_notes()
        self.query_one("#save-note-row").display = asking and question.noting
        self.query_one(".dialog-buttons").display = asking
        no, yes = self.query_one("#no", Button), self.query_one("#yes", Button)
        no.label = Content.assemble(f"{question.no}  ", ("n", "dim"))
        yes.label = Content.assemble(f"{question.yes}  ", ("y", "dim"))
        yes.variant = "error" if question.danger else "primary"
        self._show_keys()

    def _show_notes(self) -> None:
        question = self._question or Question(self._title)
        notes = list(question.notes)
        if notes and question.read_at is not None:
            age = int(self._clock.monotonic() - question.read_at)
            read = f"read {age} s ago" if age else "read just now"
            notes[-1] = Content.assemble(notes[-1], (f" ({read}).", "$muted"))
        self._put("save-notes", Content("\n").join(notes))

    def _put(self, name: str, words: Content) -> None:
        static = self.query_one(f"#{name}", Static)
        static.update(words)
        static.display = bool(words)

    def _show_keys(self) -> None:
        question = self._question
        if question is None or self._answer is None:
            self._put("save-keys", Content())
            return
        if isinstance(self.focused, Input):
            keys = [("enter", "done"), ("tab", "buttons")]
        else:
            keys = [("enter", "presses it"), ("tab", "note" if question.noting else "other button")]
            if question.parts:
                keys.append(("j k", "scroll"))
            if question.mergeable:
                keys.append(("m", "all three"))
        self._put("save-keys", keys_words(*keys, ("esc", question.no.lower())))

    def _fit(self) -> None:
        """Give the difference the rows that all else leaves."""
        width = max(1, self.size.width - _OTHER_COLUMNS)
        notes = (self._question or Question("")).notes
        rows = sum(1 + note.cell_length // width for note in notes)
        left = self.size.height - _OTHER_ROWS - rows
        self._difference.styles.max_height = max(_LEAST_ROWS, left)
