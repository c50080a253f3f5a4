"""CountsPane: what the calls have in common, to go through and to narrow by."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from console.tui.screens.history.counts import Counted, Group
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.live_table.frame import FrameWidget
from console.tui.widgets.live_table.palette import COMPONENTS, Palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

    from console.tui.glyphs import Glyphs

_GUTTER = 3
_NUMBER = 7
_BAR = 4
_WHEEL_LINES = 3


class CountsPane(FrameWidget, can_focus=True):
    """Groups of values with how many calls have each; enter takes the one under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="move_down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="move_up"),
        Binding("pagedown,ctrl+f", "move(10)", "Down", show=False, id="page_down"),
        Binding("pageup,ctrl+b", "move(-10)", "Up", show=False, id="page_up"),
        Binding("home", "move(-10000)", "Top", show=False, id="move_top"),
        Binding("end,G", "move(10000)", "Bottom", show=False, id="move_bottom"),
        Binding("enter,space", "pick", "Narrow", show=False, id="counts.pick"),
    ]

    class Picked(Message):
        """A value was chosen, to narrow by or, again, not to."""

        def __init__(self, term: str) -> None:
            super().__init__()
            self.term = term

    class Unfolded(Message):
        """All values of a field are wanted, or no longer."""

        def __init__(self, field: str) -> None:
            super().__init__()
            self.field = field

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._palette = Palette(self)
        self._lines: list[str | Counted | Group] = []
        self._at: str = ""
        self._top = 0
        self._old = False

    def show(self, groups: Sequence[Group], note: str = "") -> None:
        """Show these groups, and under them a note on how they were counted."""
        self._old = False
        self._lines = []
        for group in groups:
            self._lines += [group.title, *group.values]
            self._lines += [group] if group.hidden else []
            self._lines.append("")
        self._lines += [note] if note else []
        if self._index is None:
            self._at = next(map(_key, self._choices), "")
        self.repaint()

    def grow_old(self) -> None:
        """What is shown is being counted anew."""
        self._old = True
        self.repaint()

    @property
    def text(self) -> str:
        """What is shown, also what is out of sight."""
        return "\n".join(
            f"{each.words} {each.calls}" if isinstance(each, Counted) else str(each)
            for each in self._lines
            if not isinstance(each, Group)
        )

    @property
    def _choices(self) -> list[Counted | Group]:
        return [line for line in self._lines if not isinstance(line, str)]

    @property
    def _index(self) -> int | None:
        keys = [_key(choice) for choice in self._choices]
        return keys.index(self._at) if self._at in keys else None

    # Keys and mouse

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        choices = self._choices
        if choices:
            at = min(max((self._index or 0) + steps, 0), len(choices) - 1)
            self._at = _key(choices[at])
            self._scroll_into_sight(choices[at])
            self.repaint()

    def action_pick(self) -> None:
        """Take what is under the cursor."""
        if (index := self._index) is not None:
            self._take(self._choices[index])

    def on_click(self, event: events.Click) -> None:
        """Take what was clicked."""
        line = self._top + event.y
        if line < len(self._lines):
            event.stop()
            choice = self._lines[line]
            if not isinstance(choice, str):
                self._at = _key(choice)
                self._take(choice)
                self.repaint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self._top += _WHEEL_LINES
        self.repaint()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self._top -= _WHEEL_LINES
        self.repaint()

    def _take(self, choice: Counted | Group) -> None:
        if isinstance(choice, Counted):
            self.post_message(self.Picked(choice.term))
        else:
            self.post_message(self.Unfolded(choice.field))

    def _scroll_into_sight(self, choice: Counted | Group) -> None:
        line, height = self._lines.index(choice), self.size.height
        first = line - 1 if line and isinstance(self._lines[line - 1], str) else line
        self._top = max(line - height + 1, min(self._top, first))

    # Drawing

    def notify_style_update(self) -> None:
        """Take the styles from the theme again."""
        super().notify_style_update()
        self._palette.forget()

    def draw_frame(self, size: Size) -> list[Strip]:
        """The lines in sight."""
        self._top = max(0, min(self._top, len(self._lines) - size.height))
        strips = [
            self._strip(line, size.width)
            for line in self._lines[self._top : self._top + size.height]
        ]
        blank = Strip.blank(size.width, self._palette.style("row", Tone.PLAIN))
        return strips + [blank] * (size.height - len(strips))

    def _strip(self, line: str | Counted | Group, width: int) -> Strip:
        here = not isinstance(line, str) and _key(line) == self._at
        surface = ("cursor" if self.has_focus else "cursor-idle") if here else "row"
        cells = fit(self._cells(line, width, here=here), width, right=False)
        style = self._palette.style
        segments = [Segment(cell.text, style(surface, self._tone(cell.tone))) for cell in cells]
        return Strip(Segment.simplify(segments), width)

    def _tone(self, tone: Tone) -> Tone:
        return Tone.DIM if self._old else tone

    def _cells(self, line: str | Counted | Group, width: int, *, here: bool) -> tuple[Cell, ...]:
        glyphs = self._glyphs
        cursor = (glyphs.cursor if self.has_focus else glyphs.cursor_idle) if here else " "
        if isinstance(line, str):
            return (Cell(" " * _GUTTER), Cell(line, Tone.DIM))
        if isinstance(line, Group):
            return (Cell(f"{cursor}  ", Tone.ACCENT), Cell(f"{line.hidden} more", Tone.DIM))
        mark = glyphs.mark if line.chosen else " "
        room = max(1, width - _GUTTER - _NUMBER - _BAR - 1)
        ellipsis = glyphs.ellipsis
        tone = Tone.STRONG if line.chosen else Tone.PLAIN
        bar = glyphs.bar_full * max(1, round(line.share * _BAR))
        return (
            Cell(f"{cursor}{mark} ", Tone.ACCENT),
            *fit(Cell(line.words, tone), room, right=False, ellipsis=ellipsis),
            Cell(f"{line.calls:,}".rjust(_NUMBER), tone),
            Cell(f" {bar}", Tone.ACCENT if line.chosen else Tone.DIM),
        )


def _key(choice: Counted | Group) -> str:
    """What a line is known by when others come and go."""
    return choice.term if isinstance(choice, Counted) else choice.field
