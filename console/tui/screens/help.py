"""The help: every key that works where it was asked for, drawn from the action registry."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.tui.dialogs.keys_line import keys_line
from console.tui.keys import shown_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from console.actions.action import Action, Situation

_MOVING = (
    ("j k ↓ ↑", "Next and previous"),
    ("g G home end", "First and last"),
    ("ctrl+f ctrl+b", "A page on and back"),
    ("h l ← →", "Scroll sideways where columns do not fit"),
    ("tab", "To the reading pane and back"),
    ("esc", "Back: closes, clears the filter, then the marks"),
    ("ctrl+p", "Palette: any action by its name"),
)


class Help(ModalScreen[None]):
    """A page that scrolls; any of the usual keys leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss(None)", "Back"),
        Binding("j,down", "scroll('down')", show=False),
        Binding("k,up", "scroll('up')", show=False),
    ]

    def __init__(self, place: str, actions: Sequence[Action], situation: Situation) -> None:
        super().__init__()
        self._place = place
        self._actions = actions
        self._situation = situation

    def compose(self) -> ComposeResult:
        """One column of keys, one of what they do."""
        with Vertical(classes="dialog help"):
            yield Static(Content(f"Keys · {self._place}"), classes="dialog-title")
            with VerticalScroll():
                for group, actions in groupby(self._actions, key=lambda action: action.group):
                    yield Static(Content(group), classes="help-group")
                    for action in actions:
                        yield from _row(shown_keys(action), self._about(action))
                yield Static(Content("Moving"), classes="help-group")
                for keys, words in _MOVING:
                    yield from _row(keys, Content(words))
            yield keys_line(("j k", "scroll"), ("pgdn", "a page on"), ("esc", "back"))

    def on_mount(self) -> None:
        """The page has the keys."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, way: str) -> None:
        """Move as vim's keys do."""
        page = self.query_one(VerticalScroll)
        if way == "down":
            page.scroll_down(animate=False)
        else:
            page.scroll_up(animate=False)

    def _about(self, action: Action) -> Content:
        words = f"  :{action.words[0]} {action.argument}".rstrip() if action.words else ""
        about = Content.assemble(Content(action.about), (words, "$muted"))
        if hindrance := action.why_not(self._situation):
            about = Content.assemble(about, (f"\nnot now: {hindrance}", "$warning"))
        return about


def _row(keys: str, about: Content) -> ComposeResult:
    with Horizontal(classes="help-row"):
        yield Static(Content(keys), classes="help-keys")
        yield Static(about, classes="help-about")
