"""The question for a name, checked as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from console.tui.dialogs.keys_line import keys_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class NewName(ModalScreen[str | None]):
    """Answers with a name that passes the check, or `None` when left by escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("ctrl+s", "take", "Take it"),
    ]

    def __init__(
        self,
        title: str,
        *,
        yes: str,
        about: str,
        check: Callable[[str], str],
        proposed: str = "",
        refused: str = "",
        placeholder: str = "its name",
    ) -> None:
        """Build the dialog.

        Args:
            title: what the name is for, cleaned.
            yes: what the button says that does it.
            about: what will happen, in a sentence.
            check: says what is wrong with a name; empty when nothing is.
            proposed: the name to begin with.
            refused: why the proposed name has not been taken, if it was tried.
            placeholder: what stands there while nothing is typed.
        """
        super().__init__()
        self._title = title
        self._yes = yes
        self._about = about
        self._check = check
        self._proposed = proposed
        self._refused = refused
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Title, field, what is wrong with it, consequence, buttons."""
        with Vertical(classes="dialog asking"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Input(self._proposed, placeholder=self._placeholder, id="name", compact=True)
            yield Static(id="name-problem", classes="asking-problem")
            yield Static(Content(self._about), classes="dialog-note")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="no")
                yield Button(Content(self._yes), id="yes", variant="primary")
            yield keys_line(("enter", self._yes.lower()), ("tab", "buttons"), ("esc", "cancel"))

    def on_mount(self) -> None:
        """Begin at the end of what is proposed."""
        self._tell(self._refused)
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        if event.value != self._proposed:
            self._tell(self._check(event.value.strip()) if event.value else "")

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Close with the name, if it passes."""
        name = self.query_one(Input).value.strip()
        if problem := self._check(name):
            self._tell(problem)
        elif self.is_current:
            self.dismiss(name)

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "yes":
            self.action_take()
        elif self.is_current:
            self.dismiss(None)

    def _tell(self, problem: str) -> None:
        note = self.query_one("#name-problem", Static)
        note.update(Content.assemble(("▲ ", "$warning"), Content(problem)))
        note.display = bool(problem)
