"""The groups of a form, with what is changed and what is wrong in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from console.tui.glyphs import Glyphs

_COUNTS = 9
"""Cells for the counts of a group, where the groups stand below each other."""


@dataclass(frozen=True, slots=True)
class GroupState:
    """How a group stands."""

    title: str
    changed: int = 0
    problems: int = 0


class GroupList(Widget, can_focus=True):
    """A list where it is several lines high, else a line of tabs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left,k,h", "turn(-1)", "Previous", show=False),
        Binding("down,right,j,l", "turn(1)", "Next", show=False),
        Binding("enter", "enter", "Its fields", show=False),
    ]

    class Turned(Message):
        """Another group is wanted."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    class Left(Message):
        """Somebody wants to go to the fields."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._groups: Sequence[GroupState] = ()
        self._at = 0
        self._places: list[tuple[int, int]] = []

    def show(self, groups: Sequence[GroupState], at: int) -> None:
        """Show these groups, one of them chosen."""
        if (groups, at) != (self._groups, self._at):
            self._groups = groups
            self._at = at
            self.refresh()

    def render(self) -> Content:
        """Every group with its counts."""
        if self.is_list:
            return Content("\n").join([self._list_line(at) for at in range(len(self._groups))])
        self._places = []
        line = Content(" ")
        for at in range(len(self._groups)):
            tab = self._tab(at)
            self._places.append((line.cell_length, line.cell_length + tab.cell_length))
            line += tab
        return line

    @property
    def is_list(self) -> bool:
        """Whether the groups stand below each other, and not side by side."""
        return self.size.height > 1

    def _list_line(self, at: int) -> Content:
        group, glyphs = self._groups[at], self._glyphs
        chosen = at == self._at
        cursor = (f"{glyphs.cursor} ", "bold $accent") if chosen else "  "
        counts = self._counts(group)
        room = max(0, self.size.width - 2 - max(_COUNTS, counts.cell_length))
        title = Content(group.title).truncate(room, ellipsis=True)
        line = Content.assemble(
            cursor, self._titled(title, chosen=chosen), " " * (room - title.cell_length), counts
        )
        return line.pad_right(max(0, self.size.width - line.cell_length))

    def _tab(self, at: int) -> Content:
        group = self._groups[at]
        title = self._titled(Content(group.title), chosen=at == self._at)
        counts = self._counts(group)
        return Content.assemble(title, " " if counts else "", counts, "  ")

    def _titled(self, title: Content, *, chosen: bool) -> Content:
        if not chosen:
            return title.stylize("$muted")
        return title.stylize("bold reverse" if self.has_focus else "bold $accent")

    def _counts(self, group: GroupState) -> Content:
        parts: list[Content] = []
        if group.problems:
            parts.append(Content.styled(f"{self._glyphs.warning}{group.problems}", "$warning"))
        if group.changed:
            parts.append(Content.styled(f"{self._glyphs.profile}{group.changed}", "$accent"))
        return Content(" ").join(parts)

    def action_turn(self, way: int) -> None:
        """Turn to the group before or after."""
        self._turn_to(self._at + way)

    def action_enter(self) -> None:
        """Go to the fields of the group."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """Turn to the group under the mouse."""
        event.stop()
        if self.is_list:
            self._turn_to(event.y)
            return
        for at, (start, end) in enumerate(self._places):
            if start <= event.x < end:
                self._turn_to(at)

    def _turn_to(self, at: int) -> None:
        if 0 <= at < len(self._groups):
            self.post_message(self.Turned(at))
