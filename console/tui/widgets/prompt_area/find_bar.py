"""FindBar: finds words in a prompt area, and replaces them one by one or all at once.

It stands below the area on the screen; `open(area)` shows it, esc hides it again.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from console.tui.widgets.line import Line
from console.tui.widgets.prompt_area.finding import Match

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.document._document import Location
    from textual.events import DescendantFocus

    from console.tui.widgets.prompt_area.area import PromptArea


class FindBar(Widget):
    """Two lines below an area, hidden until they are opened; esc closes them again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        # Before the fields' own: there ctrl+f deletes a word.
        Binding("ctrl+f", "find", "Find", show=False, priority=True),
        Binding("down", "next", "Next", show=False),
        Binding("up,shift+enter", "previous", "Previous", show=False),
        Binding("ctrl+r", "replace_all", "Replace all", show=False),
        Binding("ctrl+z", "undo", "Undo", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._area: PromptArea | None = None
        self._begun_at: Location = (0, 0)
        self.display = False

    def compose(self) -> ComposeResult:
        """A line to find, one to replace."""
        with Horizontal():
            yield Static("Find", markup=False)
            yield Input(id="find-words")
            yield Line(id="find-count")
        with Horizontal():
            yield Static("Replace", markup=False)
            yield Input(id="replace-words")
            yield Line(id="find-keys")

    # Opening and closing

    def open(self, area: PromptArea) -> None:
        """Look for something in this area: to begin with, what is selected there."""
        if self._area is not area:
            self._area = area
            self.watch(area, "selection", self._count, init=False)
        self.display = True
        self._begun_at = min(area.selection)
        words, selected = self._field("find-words"), area.selected_text
        if selected and "\n" not in selected:
            words.value = selected
        area.look_for(words.value)
        self._go_to_first()
        self.action_find()

    def close(self) -> None:
        """Go back to the area, with what was found last still selected."""
        self.display = False
        if self._area is not None:
            self._area.look_for("")
            self._area.focus()

    def action_close(self) -> None:
        """Close it."""
        self.close()

    def action_find(self) -> None:
        """Go back to the first line."""
        words = self._field("find-words")
        words.focus()
        words.select_all()

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    # Finding

    @on(Input.Changed, "#find-words")
    def _look_for(self, event: Input.Changed) -> None:
        if self._area is not None and self.display:
            self._area.look_for(event.value)
            self._go_to_first()

    @on(Input.Submitted, "#find-words")
    def _find_next(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        """Select the next match; the first one again after the last."""
        if self._area is not None:
            self._go_to_next(max(self._area.selection))
            self._begun_at = min(self._area.selection)

    def action_previous(self) -> None:
        """Select the match before."""
        if self._area is not None and (matches := self._area.matches):
            index = bisect_left(matches, min(self._area.selection))
            self._area.select_match(matches[index - 1])
            self._begun_at = min(self._area.selection)

    def _go_to_first(self) -> None:
        """Go to where it was opened, or the first match from there."""
        if self._area is not None and not self._area.matches:
            self._area.move_cursor(self._begun_at)
        self._go_to_next(self._begun_at)
        self._count()

    def _go_to_next(self, place: Location) -> None:
        if self._area is not None and (matches := self._area.matches):
            index = bisect_left(matches, place)
            self._area.select_match(matches[index % len(matches)])

    @property
    def _current(self) -> int | None:
        """Which match is selected, from 0."""
        if self._area is None:
            return None
        start, end = sorted(self._area.selection)
        matches, match = self._area.matches, Match(*start, end[1])
        index = bisect_left(matches, match)
        return index if matches[index : index + 1] == (match,) else None

    # Replacing

    @on(Input.Submitted, "#replace-words")
    def _replace_this_one(self) -> None:
        if self._area is not None and (current := self._current) is not None:
            match = self._area.matches[current]
            self._area.replace_matches([match], self._field("replace-words").value)
        self.action_next()

    def action_replace_all(self) -> None:
        """Replace all, as one edit."""
        if self._area is None:
            return
        count = self._area.replace_matches(self._area.matches, self._field("replace-words").value)
        self._show(f"{count:,} replaced" if count else "nothing replaced", bool(count))

    def action_undo(self) -> None:
        """Take back what was replaced."""
        if self._area is not None:
            self._area.undo()

    # What it says

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Name the keys of the line that one is in."""
        replaces = event.widget.id == "replace-words"
        keys = "enter this one   ctrl+r all" if replaces else "enter next   up previous"
        self.query_one("#find-keys", Line).show(Content(), Content.styled(f"{keys} ", "$muted"))

    def _count(self) -> None:
        if self._area is None or not self._field("find-words").value:
            self._show("", good=True)
        elif not (matches := self._area.matches):
            self._show("not found", good=False)
        elif (current := self._current) is None:
            self._show(f"{len(matches):,} found", good=True)
        else:
            self._show(f"{current + 1:,} of {len(matches):,}", good=True)

    def _show(self, words: str, good: bool) -> None:
        count = Content.styled(words, "$foreground" if good else "$warning")
        closes = Content.styled("   esc closes ", "$muted")
        self.query_one("#find-count", Line).show(Content(), Content.assemble(count, closes))
