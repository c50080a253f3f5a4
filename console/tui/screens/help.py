"""The help: every key that works where it was asked for, drawn from the action registry."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.actions.action import Place
from console.tui.dialogs.keys_line import keys_line
from console.tui.keys import shown_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from console.actions.action import Action, Situation

Rows: TypeAlias = "Sequence[tuple[str, str]]"
"""Keys, and what they do."""

_MOVING = (
    ("j k ↓ ↑", "Next and previous"),
    ("g G home end", "First and last"),
    ("ctrl+f ctrl+b", "A page on and back"),
    ("h l ← →", "Scroll sideways where columns do not fit"),
    ("tab", "To the reading pane and back"),
    ("esc", "Back: closes, clears the filter, then the marks"),
)
EDITING_TEXT = (
    ("ctrl+z ctrl+y", "Undo and redo"),
    ("ctrl+home ctrl+end", "Start and end of the text; with shift selects up to there"),
    ("home end", "Start and end of the line, the former also by ctrl+a; with shift selects"),
    ("ctrl+left ctrl+right", "A word back and on; with shift selects"),
    ("pageup pagedown", "A page back and on"),
    ("f6 f7", "Select the line, and everything"),
    ("ctrl+c ctrl+x ctrl+v", "Copy, cut and paste"),
    ("ctrl+w ctrl+u ctrl+k", "Delete the word before, to the line's start, to its end"),
)
_AROUND_A_PROMPT = (
    ("tab shift+tab", "On through checks, settings and first messages, and back"),
    ("↑ ↓", "Between the settings beside the prompt"),
    ("esc", "Back to the prompt; from there to where you came from"),
)
_BESIDES = {
    Place.PROMPT: (("Editing text", EDITING_TEXT), ("Moving", _AROUND_A_PROMPT)),
}
"""What works in a place besides its actions, under its headings; elsewhere what lists have."""


class Help(ModalScreen[None]):
    """A page that scrolls; any of the usual keys leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss(None)", "Back"),
        Binding("j,down", "scroll('down')", show=False),
        Binding("k,up", "scroll('up')", show=False),
    ]

    def __init__(
        self,
        place: Place,
        actions: Sequence[Action],
        situation: Situation,
        *,
        own: Sequence[tuple[str, Rows]] = (),
    ) -> None:
        """Build the page.

        Args:
            place: where help was asked for.
            actions: what can be done there.
            situation: what would be acted on.
            own: headings with keys and words that stand on no other screen.
        """
        super().__init__()
        self._own = own
        self._place = place
        self._actions = actions
        self._situation = situation

    def compose(self) -> ComposeResult:
        """One column of keys, one of what they do."""
        with Vertical(classes="dialog help"):
            yield Static(Content(f"Keys · {self._place.capitalize()}"), classes="dialog-title")
            with VerticalScroll():
                for group, actions in _by_group(self._actions).items():
                    yield Static(Content(group), classes="help-group")
                    for action in actions:
                        yield from _row(shown_keys(action), self._about(action))
                besides = _BESIDES.get(self._place, (("Moving", _MOVING),))
                for group, rows in (*self._own, *besides):
                    yield Static(Content(group), classes="help-group")
                    for keys, words in rows:
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


def _by_group(actions: Sequence[Action]) -> Mapping[str, Sequence[Action]]:
    """The actions under their headings, each heading once, where its first action stands."""
    groups: defaultdict[str, list[Action]] = defaultdict(list)
    for action in actions:
        groups[action.group].append(action)
    return groups


def _row(keys: str, about: Content) -> ComposeResult:
    with Horizontal(classes="help-row"):
        yield Static(Content(keys), classes="help-keys")
        yield Static(about, classes="help-about")
