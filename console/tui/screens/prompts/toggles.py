"""A list of records by their names, each of which is in or out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from console.tui.widgets.form.entered import Step
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.live_table.frame import FrameWidget
from console.tui.widgets.live_table.palette import COMPONENTS, Palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

    from console.tui.glyphs import Glyphs

_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Toggle:
    """One line."""

    id: str
    words: str
    """Cleaned, as is the note."""
    note: str = ""


class Toggles(FrameWidget, can_focus=True):
    """Space or enter puts a record in or takes it out; the cursor leaves at both ends."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("space,enter", "turn", "Turn", show=False),
    ]

    class Turned(Message):
        """A record is to be put in, or taken out."""

        def __init__(self, toggles: Toggles, record_id: str) -> None:
            super().__init__()
            self.toggles = toggles
            self.record_id = record_id

        @property
        def control(self) -> Toggles:
            """The list."""
            return self.toggles

    def __init__(self, glyphs: Glyphs, nothing: str, *, id: str | None = None) -> None:
        """Make a list that says `nothing` when it is empty."""
        super().__init__(id=id)
        self._glyphs = glyphs
        self._nothing = nothing
        self._palette = Palette(self)
        self._lines: Sequence[Toggle] = ()
        self._in: frozenset[str] = frozenset()
        self._at = 0
        self._top = 0

    def show(self, lines: Sequence[Toggle], chosen: Sequence[str], nothing: str = "") -> None:
        """Show these records; those that are chosen are in."""
        before = self._height
        self._lines, self._in = lines, frozenset(chosen)
        self._nothing = nothing or self._nothing
        self._at = max(0, min(self._at, len(lines) - 1))
        if self._height != before:
            self.refresh(layout=True)
        self.repaint()

    @property
    def _height(self) -> int:
        return max(1, min(len(self._lines), _MOST_LINES))

    @property
    def text(self) -> str:
        """Every line, as it is drawn."""
        lines = (self._cells(at) for at in range(len(self._lines)))
        return "\n".join("".join(cell.text for cell in line) for line in lines) or self._nothing

    # What a person does

    def action_move(self, way: int) -> None:
        """Go to another record; beyond them to another field."""
        at = self._at + way
        if 0 <= at < len(self._lines):
            self._at = at
            self.repaint()
        else:
            self.post_message(Step(way))

    def action_turn(self) -> None:
        """Put the record in, or take it out."""
        if self._lines:
            self.post_message(self.Turned(self, self._lines[self._at].id))

    def on_click(self, event: events.Click) -> None:
        """A click turns the record under it."""
        event.stop()
        at = self._top + event.y
        if at < len(self._lines):
            self._at = at
            self.repaint()
            self.action_turn()

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.repaint()

    def on_blur(self) -> None:
        """Show no cursor."""
        self.repaint()

    # How it is drawn

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there are records, up to a few."""
        return self._height

    def draw_frame(self, size: Size) -> list[Strip]:
        """The records in sight."""
        style = self._palette.style
        self._top = max(self._at - size.height + 1, min(self._top, self._at, self._last_top(size)))
        strips: list[Strip] = []
        for at in range(self._top, self._top + size.height):
            surface = "cursor" if self.has_focus and at == self._at and self._lines else "row"
            cells = fit(self._cells(at), size.width, right=False, ellipsis=self._glyphs.ellipsis)
            segments = [Segment(cell.text, style(surface, cell.tone)) for cell in cells]
            strips.append(Strip(Segment.simplify(segments), size.width))
        return strips

    def _last_top(self, size: Size) -> int:
        return max(0, len(self._lines) - size.height)

    def _cells(self, at: int) -> tuple[Cell, ...]:
        if at >= len(self._lines):
            return (Cell(self._nothing if not at else "", Tone.DIM),)
        line = self._lines[at]
        chosen = line.id in self._in
        box = Cell("[x] ", Tone.ACCENT) if chosen else Cell("[ ] ", Tone.DIM)
        words = Cell(line.words, Tone.PLAIN if chosen else Tone.DIM)
        return box, words, Cell(f"  {line.note}" if line.note else "", Tone.DIM)

    def notify_style_update(self) -> None:
        """Take the styles from the theme again."""
        super().notify_style_update()
        self._palette.forget()
