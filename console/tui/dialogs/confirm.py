"""The question before something costly: it names what will be done, to which, and waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from console.tui.dialogs.keys_line import keys_line
from console.tui.dialogs.named_lines import NamedLines
from console.tui.production import asked_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Confirm(ModalScreen[bool]):
    """Answers true only when the operator says yes; escape and `n` say no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q", "answer(False)", "Cancel"),
        Binding("y", "answer(True)", "Yes"),
        Binding("left,h,right,l", "app.focus_next", "Other button", show=False),
        Binding("down,j", "scroll_names(1)", "Down", show=False),
        Binding("up,k", "scroll_names(-1)", "Up", show=False),
    ]

    def __init__(
        self,
        question: str,
        *,
        yes: str,
        named: Sequence[Content] = (),
        consequence: str = "",
        danger: bool = False,
    ) -> None:
        """Build the dialog.

        Args:
            question: one short line, such as "Stop 3 calls?".
            yes: what the button says that does it.
            named: a line for each thing that will be touched.
            consequence: what else will happen, in a sentence.
            danger: whether the button warns.
        """
        super().__init__()
        self._question = question
        self._yes = yes
        self._named = named
        self._consequence = consequence
        self._danger = danger

    def compose(self) -> ComposeResult:
        """Question, names, consequence, buttons."""
        with Vertical(classes="dialog"):
            yield Static(asked_by(self, self._question), classes="dialog-title")
            if self._named:
                yield NamedLines(self._named, keys="j k")
            if self._consequence:
                yield Static(Content(self._consequence), classes="dialog-note")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content.assemble("Cancel  ", ("n", "dim")), id="no")
                yield Button(
                    Content.assemble(Content(self._yes), "  ", ("y", "dim")),
                    id="yes",
                    variant="error" if self._danger else "primary",
                )
            yield keys_line(("tab", "other button"), ("enter", "presses it"), ("esc", "cancel"))

    def on_mount(self) -> None:
        """Rest on the button that does nothing."""
        self.query_one("#no").focus()

    def action_answer(self, answer: bool) -> None:
        """Close with the answer, once: a repeated key finds the dialog gone."""
        if self.is_current:
            self.dismiss(answer)

    def action_scroll_names(self, rows: int) -> None:
        """Scroll what is named, where it is longer than its place."""
        for names in self.query(NamedLines):
            names.scroll_lines(rows)

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_answer(event.button.id == "yes")
