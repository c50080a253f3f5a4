"""A list to choose from, narrowed as one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from console.text import clean
from console.tui.dialogs.choice_list import ChoiceList
from console.tui.dialogs.keys_line import keys_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class PickOption:
    """One line to choose."""

    value: str
    """Exact; what the answer is."""
    words: str
    """Cleaned."""
    note: str = ""
    """Cleaned."""


class Pick(ModalScreen[str | None]):
    """Answers with the value that was chosen, or `None` when left by escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("down,ctrl+n", "move(1)", "Next", priority=True),
        Binding("up,ctrl+p", "move(-1)", "Previous", priority=True),
        Binding("pagedown", "move(10)", "Page", priority=True),
        Binding("pageup", "move(-10)", "Back", priority=True),
    ]

    def __init__(
        self, title: str, options: Sequence[PickOption], *, chosen: str = "", free: str = ""
    ) -> None:
        """Offer these options, with one highlighted.

        Args:
            title: what is chosen, cleaned.
            options: all there are.
            chosen: the value that is entered now.
            free: the note of what is typed and is none of them, where that can be taken too.
        """
        super().__init__()
        self._title = title
        self._options = options
        self._chosen = chosen
        self._free = free
        self._left: list[PickOption] = []

    def compose(self) -> ComposeResult:
        """The title, the line that narrows, the list."""
        with Vertical(classes="dialog pick"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Input(placeholder="type to narrow", compact=True)
            yield ChoiceList()
            yield Static(Content.styled("Nothing fits.", "$muted"), classes="pick-none")
            yield keys_line(("↑ ↓", "move"), ("enter", "takes it"), ("esc", "back"))

    def on_mount(self) -> None:
        """Begin with everything."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._list("")

    def action_move(self, step: int) -> None:
        """Highlight another line."""
        options = self.query_one(OptionList)
        if self._left:
            at = (options.highlighted or 0) + step
            last = len(self._left) - 1
            single = abs(step) == 1
            options.highlighted = at % (last + 1) if single else max(0, min(at, last))

    def value_at(self, index: int) -> str | None:
        """What the line of the list stands for now; None when it is one of before."""
        return self._left[index].value if index < len(self._left) else None

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted)
    def _submit(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if self._left and highlighted is not None:
            self.dismiss(self._left[highlighted].value)

    @on(OptionList.OptionSelected)
    def _click(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._left[event.option_index].value)

    def _list(self, text: str) -> None:
        self._left = fitting(self._options, text)
        if self._free and (typed := text.strip()) and not _is_among(self._left, typed):
            self._left.append(PickOption(typed, clean(typed), self._free))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_line(option)) for option in self._left)
        values = [option.value for option in self._left]
        if values:
            at_first = self._chosen if not text.strip() else ""
            options.highlighted = values.index(at_first) if at_first in values else 0
        self.query_one(".pick-none").display = not values
        options.display = bool(values)


def fitting(options: Iterable[PickOption], text: str) -> list[PickOption]:
    """The options in which each word of a text stands, those that are called so first.

    A name that begins with the text comes before one that has it elsewhere, and that before what
    has it in its note; what fits alike stays in its order.
    """
    words = text.casefold().split()

    def rank(option: PickOption) -> int:
        name = option.words.casefold()
        if name.startswith(text.strip().casefold()):
            return 0
        return 1 if all(word in name for word in words) else 2

    fit = (
        option
        for option in options
        if all(word in f"{option.words} {option.note}".casefold() for word in words)
    )
    return sorted(fit, key=rank)


def _is_among(options: Iterable[PickOption], text: str) -> bool:
    wanted = text.casefold()
    return any(wanted in {each.value.casefold(), each.words.casefold()} for each in options)


def _line(option: PickOption) -> Content:
    return Content.assemble(Content(option.words), "  ", (Content(option.note).plain, "$muted"))
