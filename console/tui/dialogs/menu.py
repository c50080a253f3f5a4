"""A short list of choices, each with a letter; for sorting and copying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from console.tui.dialogs.choice_list import ChoiceList
from console.tui.dialogs.keys_line import keys_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu."""

    value: str
    letter: str
    words: str
    note: str = ""


class Menu(ModalScreen[str | None]):
    """Answers with the chosen value, or `None` when left by escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Back"),
        Binding("j", "cursor('down')", show=False),
        Binding("k", "cursor('up')", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, chosen: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = {choice.letter: choice for choice in choices}
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """The title and the choices."""
        with Vertical(classes="dialog menu"):
            yield Static(Content(self._title), classes="dialog-title")
            yield ChoiceList(*(self._option(choice) for choice in self._choices.values()))
            yield keys_line(("j k", "move"), ("enter", "takes it"), ("esc", "back"))

    def on_mount(self) -> None:
        """Start on what is chosen now."""
        options = self.query_one(OptionList)
        values = [choice.value for choice in self._choices.values()]
        options.highlighted = values.index(self._chosen) if self._chosen in values else 0
        options.focus()

    def on_key(self, event: events.Key) -> None:
        """A choice's letter takes it at once."""
        if event.character and (choice := self._choices.get(event.character)):
            event.stop()
            self.take(choice.value)

    def action_cursor(self, way: str) -> None:
        """Move as vim's keys do."""
        options = self.query_one(OptionList)
        if way == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.take(event.option_id)

    def take(self, value: str) -> None:
        """Answer with a value that was chosen."""
        self.dismiss(value)

    def _option(self, choice: Choice) -> Option:
        line = Content.assemble(
            (choice.letter, "bold $accent"),
            "  ",
            Content(choice.words),
            "  ",
            (Content(choice.note).plain, "$muted"),
        )
        return Option(line, id=choice.value)
