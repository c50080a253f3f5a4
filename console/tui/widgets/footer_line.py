"""The last line: the keys that work right now, drawn from the action registry."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from console.actions.action import Action, Situation
from console.tui.keys import shown
from console.tui.widgets.line import Line


class FooterLine(Line):
    """Shows what can be done; a click on a key does it."""

    class Pressed(Message):
        """A key of the footer was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, actions: Sequence[Action], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._actions = [action for action in actions if action.in_footer and action.keys]
        self._places: list[tuple[int, int, str]] = []

    def show_for(self, situation: Situation) -> None:
        """Show the keys that work in this situation."""
        line = Content(" ")
        places: list[tuple[int, int, str]] = []
        for action in self._actions:
            if action.why_not(situation):
                continue
            start = line.cell_length
            line = Content.assemble(
                line, (shown(action.keys[0]), "bold $accent"), (f" {action.label}", "$muted"), "  "
            )
            places.append((start, line.cell_length - 1, action.name))
        self._places = places
        self.show(line)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, end, name in self._places:
            if start <= event.x < end:
                self.post_message(self.Pressed(name))
