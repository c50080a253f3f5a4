"""The `:` command line at the foot of the screen, with what fits listed above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from console.actions.commands import Command, CommandError, Completion, complete, parse
from console.actions.keys.names import shown
from console.tui.dialogs.choice_list import ChoiceList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from console.actions.action import Action
    from console.actions.commands import Suggest

_IN_SIGHT = 8
"""The lines of the list that the style sheet gives room to."""


class CommandLine(ModalScreen[Command | None]):
    """Answers with the command typed, or `None` when left by escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("tab", "complete", "Complete", priority=True),
        Binding("down,ctrl+n", "move(1)", "Next", priority=True),
        Binding("up,ctrl+p", "move(-1)", "Previous", priority=True),
    ]

    def __init__(self, actions: Sequence[Action], suggest: Suggest) -> None:
        super().__init__()
        self._actions = actions
        self._suggest = suggest
        self._completions: tuple[Completion, ...] = ()

    def compose(self) -> ComposeResult:
        """The list over the line."""
        with Vertical(id="command-line"):
            yield ChoiceList(id="command-list")
            yield Static("", id="command-count")
            yield Static("", id="command-error")
            with Horizontal():
                yield Static(Content(":"), id="command-prompt")
                yield Input(id="command-input", compact=True)

    def on_mount(self) -> None:
        """Begin with everything listed."""
        self.query_one(OptionList).can_focus = False
        self._list("")
        self.query_one(Input).focus()

    def action_complete(self) -> None:
        """Take the highlighted line into the input."""
        options = self.query_one(OptionList)
        if options.highlighted is not None and self._completions:
            taken = self._completions[options.highlighted]
            field = self.query_one(Input)
            field.value = taken.text if taken.unfinished else f"{taken.text} "
            field.cursor_position = len(field.value)

    def action_move(self, step: int) -> None:
        """Highlight another line of the list."""
        options = self.query_one(OptionList)
        if self._completions:
            options.highlighted = ((options.highlighted or 0) + step) % len(self._completions)

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(OptionList.OptionSelected)
    def _click(self, event: OptionList.OptionSelected) -> None:
        self._run(self._completions[event.option_index].text)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        text = event.value
        options = self.query_one(OptionList)
        if self._completions and options.highlighted is not None and " " not in text:
            text = self._completions[options.highlighted].text
        self._run(text)

    def _run(self, text: str) -> None:
        try:
            self.dismiss(parse(text, self._actions))
        except CommandError as error:
            self.query_one("#command-error", Static).update(Content(str(error)))

    def _list(self, text: str) -> None:
        self._completions = completions = complete(text, self._actions, self._suggest)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(_option(completion) for completion in completions)
        options.display = bool(completions)
        if completions:
            options.highlighted = 0
        count = self.query_one("#command-count", Static)
        more = len(completions) - _IN_SIGHT
        count.update(Content.styled(f"{more} more: ↓, or type on", "$muted"))
        count.display = more > 0
        self.query_one("#command-error", Static).update("")


def _option(completion: Completion) -> Option:
    keys = " ".join(shown(key) for key in completion.keys[:1])
    return Option(
        Content.assemble(
            (f"{completion.text:<12} ", "$accent"),
            (f"{keys:<8}", "bold"),
            (completion.note, "$muted"),
        )
    )
