"""The last line: the keys that work right now, drawn from the action registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from console.actions.action import Action, Place, Situation
from console.tui.keys import shown
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class FooterLine(Line):
    """Shows what can be done; a click on a key does it."""

    class Pressed(Message):
        """A key of the footer was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, actions: Sequence[Action], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._actions = [action for action in actions if action.in_footer and action.keys]
        self._places: list[tuple[int, int, str]] = []
        self._situation = Situation()

    def show_for(self, situation: Situation) -> None:
        """Show the keys that work in this situation; where all do not fit, the last stay."""
        self._situation = situation
        possible = [action for action in self._actions if not action.why_not(situation)]
        always = [action for action in possible if Place.EVERYWHERE in action.places]
        room = self.size.width - 2 - sum(_key(action).cell_length for action in always)
        line = Content(" ")
        self._places = []
        for action in possible:
            key = _key(action)
            if action not in always:
                if room < key.cell_length:
                    continue
                room -= key.cell_length
            start = line.cell_length
            line += key
            self._places.append((start, line.cell_length - 2, action.name))
        self.show(line)

    def on_resize(self) -> None:
        """Another width has room for other keys."""
        self.show_for(self._situation)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, end, name in self._places:
            if start <= event.x < end:
                self.post_message(self.Pressed(name))


def _key(action: Action) -> Content:
    return Content.assemble(
        (shown(action.keys[0]), "bold $accent"), (f" {action.label}", "$muted"), "  "
    )
