"""The last line: the keys that work right now, drawn from the action registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.message import Message

from console.actions.action import Action, Place, Situation
from console.actions.keys.names import character_of, shown
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


_CTRL = "ctrl+"
_MARGIN = 1
"""Terminal cells that a line leaves free at its end."""


class _Style(NamedTuple):
    """How keys are written: whether `ctrl+s` is `^s`, and how many spaces are between them."""

    short: bool
    gap: int


_STYLES = (_Style(short=False, gap=2), _Style(short=True, gap=2), _Style(short=True, gap=1))
"""The airiest first."""

_INSTEAD = {"show_palette": "command_line"}
"""Actions that are shown only while another one's key would be typed."""


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
        """Show the keys that work in this situation.

        They stand closer where that makes room for all, and keys like `ctrl+s` also where it only
        makes room for more of them. What still has no room is left out, but for the last.
        """
        self._situation = situation
        keys = {
            action: key
            for action in self._actions
            if not action.why_not(situation) and (key := self._key_of(action))
        }
        names = {action.name for action in keys}
        shown_keys = {a: key for a, key in keys.items() if _INSTEAD.get(a.name) not in names}
        lines = [
            ({action: _key(key, action.label, style) for action, key in shown_keys.items()}, style)
            for style in _STYLES
        ]
        fitting = (line for line in lines if _width(*line) <= self.size.width - _MARGIN)
        long = any(key.startswith(_CTRL) for key in shown_keys.values())
        self._draw(*next(fitting, lines[-1 if long else 0]))

    def _draw(self, keys: dict[Action, Content], style: _Style) -> None:
        gap = " " * style.gap
        always = {action: key for action, key in keys.items() if Place.EVERYWHERE in action.places}
        room = self.size.width - _MARGIN - _width(always, style)
        line = Content(" ")
        self._places = []
        for action, key in keys.items():
            if action not in always:
                if room < key.cell_length + style.gap:
                    continue
                room -= key.cell_length + style.gap
            start = line.cell_length
            line += key
            self._places.append((start, line.cell_length, action.name))
            line += gap
        self.show(line.rstrip())

    def _key_of(self, action: Action) -> str | None:
        """The first of its keys that is not typed into what has the focus."""
        focused = self.screen.focused
        if focused is None:
            return action.keys[0]
        return next(
            (key for key in action.keys if not focused.check_consume_key(key, character_of(key))),
            None,
        )

    def on_resize(self) -> None:
        """Another width has room for other keys."""
        self.show_for(self._situation)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, end, name in self._places:
            if start <= event.x < end:
                self.post_message(self.Pressed(name))


def _width(keys: dict[Action, Content], style: _Style) -> int:
    """Terminal cells of a line with these keys, with the space before it."""
    return 1 + sum(key.cell_length + style.gap for key in keys.values()) - style.gap


def _key(key: str, label: str, style: _Style) -> Content:
    name = shown(key).replace(_CTRL, "^") if style.short else shown(key)
    return Content.assemble((name, "bold $accent"), (f" {label}", "$muted"))
