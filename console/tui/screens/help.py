"""The help: what can be done with what is under the cursor, how to read the screen, every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from console.tui.dialogs.keys_line import keys_line
from console.tui.screens.help_sections import purpose_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from console.actions.keys.key_map import KeyMap
    from console.tui.action_screen import ActionScreen
    from console.tui.screens.help_sections import Row, Section


class Help(ModalScreen[None]):
    """A page that scrolls and can be searched; any of the usual keys leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", "Back"),
        Binding("q,question_mark,f1", "dismiss(None)", "Back"),
        Binding("slash", "search", "Search"),
        Binding("j,down", "scroll('scroll_down')", show=False),
        Binding("k,up", "scroll('scroll_up')", show=False),
        Binding("pagedown,ctrl+f,space", "scroll('scroll_page_down')", show=False),
        Binding("pageup,ctrl+b", "scroll('scroll_page_up')", show=False),
        Binding("home,g", "scroll('scroll_home')", show=False),
        Binding("end,G", "scroll('scroll_end')", show=False),
    ]

    def __init__(self, title: str, purpose: Content, sections: Sequence[Section]) -> None:
        """Build the page.

        Args:
            title: where help was asked for.
            purpose: what that place is for.
            sections: what there is to know.
        """
        super().__init__()
        self._title = title
        self._purpose = purpose
        self._groups = [HelpGroup(each) for each in sections]

    @classmethod
    def of(cls, screen: ActionScreen, keys: KeyMap) -> Help:
        """The help of a screen as it is now, with the keys of the person."""
        place, situation = screen.PLACE, screen.situation()
        own, focus = screen.own_help(), screen.help_of_focus()
        sections = sections_of(place, situation, keys, own, focus)
        return cls(place.capitalize(), purpose_of(place, keys), sections)

    def compose(self) -> ComposeResult:
        """The purpose, one column of keys, one of what they do, the search."""
        with Vertical(classes="dialog help"):
            yield Static(Content(f"Help · {self._title}"), classes="dialog-title")
            yield Static(self._purpose, classes="help-purpose")
            with VerticalScroll(can_focus=True):
                yield from self._groups
                yield Static("Nothing says so.", classes="help-nothing")
            with Horizontal(classes="help-search"):
                yield Static("/", classes="help-slash")
                yield Input(compact=True)
            yield keys_line(("j k", "scroll"), ("/", "search"), ("esc", "back"))

    def on_mount(self) -> None:
        """The page has the keys."""
        self.query_one(".help-search").display = False
        self.query_one(".help-nothing").display = False
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, way: str) -> None:
        """Move as in a list."""
        getattr(self.query_one(VerticalScroll), way)(animate=False)

    def action_search(self) -> None:
        """Open the line to search by."""
        self.query_one(".help-search").display = True
        self.query_one(Input).focus()

    def action_step_back(self) -> None:
        """Leave the search, then the help."""
        search = self.query_one(".help-search")
        if not search.display:
            self.dismiss(None)
            return
        self.query_one(Input).value = ""
        search.display = False
        self.query_one(VerticalScroll).focus()

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        left = sum(group.narrow(event.value.strip()) for group in self._groups)
        self.query_one(".help-nothing").display = not left
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(Input.Submitted)
    def _keep(self) -> None:
        self.query_one(VerticalScroll).focus()


class HelpGroup(Vertical):
    """A heading and its rows."""

    def __init__(self, section: Section) -> None:
        self._rows = [(HelpRow(row), row) for row in section.rows]
        title = Static(Content(section.title), classes="help-group")
        super().__init__(title, *(widget for widget, _ in self._rows))

    def narrow(self, text: str) -> int:
        """Show the rows that have a text, and say how many those are."""
        for widget, row in self._rows:
            widget.display = row.has(text)
        left = sum(bool(widget.display) for widget, _ in self._rows)
        self.display = bool(left)
        return left


class HelpRow(Horizontal):
    """A name, and what it is."""

    def __init__(self, row: Row) -> None:
        super().__init__(
            Static(Content(row.name), classes="help-keys"),
            Static(Content.assemble(row.words), classes="help-about"),
            classes="help-row",
        )
