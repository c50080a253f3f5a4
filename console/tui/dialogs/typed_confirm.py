"""The question before something that cannot be undone: the answer is the thing's name, typed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from console.tui.dialogs.keys_line import keys_line
from console.tui.dialogs.named_lines import NamedLines
from console.tui.production import asked_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class TypedConfirm(ModalScreen[bool]):
    """Answers true only when the name was typed, or the id of what has a name hard to type."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", "Cancel"),
        Binding("pagedown", "scroll_breaks(4)", "Down", show=False),
        Binding("pageup", "scroll_breaks(-4)", "Up", show=False),
    ]

    def __init__(
        self,
        question: str,
        *,
        yes: str,
        name: str,
        id_: str,
        breaks: Sequence[str],
        about: str,
        called: str = "name",
    ) -> None:
        """Build the dialog.

        Args:
            question: one short line, such as "Delete “Sales EN”?".
            yes: what the button says that does it.
            name: what is to be typed; empty where there is only an id.
            id_: what may be typed instead.
            breaks: what it does to others, a sentence each.
            about: what else there is to know.
            called: what the name is called, such as "number".
        """
        super().__init__()
        self._question = question
        self._yes = yes
        self._wanted = name
        self._wanted_id = id_
        self._breaks = breaks
        self._about = about
        self._called = called

    def compose(self) -> ComposeResult:
        """Question, what breaks, what to type, buttons."""
        with Vertical(classes="dialog asking"):
            yield Static(asked_by(self, self._question), classes="dialog-title")
            if self._breaks:
                sign = Content.styled("▲ ", "$warning")
                yield NamedLines([sign + each for each in self._breaks], keys="pgup pgdn")
            yield Static(Content(self._about), classes="dialog-note")
            yield Static(self._what_to_type(), classes="asking-what")
            yield Input(id="typed", compact=True)
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="no")
                yield Button(Content(self._yes), id="yes", variant="error", disabled=True)
            yield keys_line(("enter", f"{self._yes.lower()}s once it is typed"), ("esc", "cancels"))

    def on_mount(self) -> None:
        """Take what is typed."""
        self.query_one(Input).focus()

    def action_answer(self, answer: bool) -> None:
        """Close with the answer, once."""
        if self.is_current:
            self.dismiss(answer)

    def action_scroll_breaks(self, rows: int) -> None:
        """Scroll what breaks, where it is longer than its place."""
        for breaks in self.query(NamedLines):
            breaks.scroll_lines(rows)

    @on(Input.Changed)
    def _type(self) -> None:
        self.query_one("#yes", Button).disabled = not self._is_typed()

    @on(Input.Submitted)
    def _submit(self) -> None:
        if self._is_typed():
            self.action_answer(True)

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_answer(event.button.id == "yes" and self._is_typed())

    def _is_typed(self) -> bool:
        return names_it(self.query_one(Input).value, self._wanted, self._wanted_id)

    def _what_to_type(self) -> Content:
        if not essence(self._wanted):
            return Content.assemble(("Type its id: ", "$muted"), (self._wanted_id, "bold"))
        same = essence(self._wanted_id) == essence(self._wanted)
        return Content.assemble(
            (f"Type its {self._called}: ", "$muted"),
            (self._wanted, "bold"),
            ("" if same else f"\n  or its id: {self._wanted_id}", "$muted"),
        )


def names_it(typed: str, name: str, id_: str) -> bool:
    """Whether what was typed is a thing's name or id.

    Of the name only letters and digits count, whatever their case: dashes and quotes that no
    keyboard has, spaces and accents are no reason to refuse.
    """
    wanted = essence(name)
    return typed.strip() == id_ or (bool(wanted) and essence(typed) == wanted)


def essence(text: str) -> str:
    """The letters and digits of a text, without case and accents."""
    return "".join(
        each for each in unicodedata.normalize("NFKD", text).casefold() if each.isalnum()
    )
