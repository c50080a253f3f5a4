"""Reader: long text on the line API, whose reader keeps the place when the text is replaced.

    reader.show(lambda width: [Paragraph("greeting", ((Cell("Hi", Tone.STRONG),),))])

What is shown is a page: a function that lays its paragraphs out for a width, asked again when the
width changes. Paragraphs have keys; the one at the top of the screen stays there as long as it
exists, whatever comes before it. Only lines that look different are repainted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from console.tui.glyphs import UNICODE, Glyphs
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.live_table.frame import FrameWidget
from console.tui.widgets.live_table.layout import thumb
from console.tui.widgets.live_table.palette import COMPONENTS, Palette

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size
    from textual.selection import Selection

Line: TypeAlias = tuple[Cell, ...]

WHEEL_LINES = 3
_HINT_ROOM = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, laid out for a width, and the key that they are found by."""

    key: str
    lines: tuple[Line, ...]


Page: TypeAlias = Callable[[int], Sequence[Paragraph]]


class Place(NamedTuple):
    """Where somebody reads: a paragraph and the line in it that is at the top."""

    key: str
    line: int


class Reader(FrameWidget, can_focus=True):
    """Shows a page of paragraphs and scrolls through it, by keys, wheel or mouse."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_lines(1)", "Down", show=False, id="move_down"),
        Binding("up,k", "scroll_lines(-1)", "Up", show=False, id="move_up"),
        Binding("pagedown,ctrl+f", "scroll_pages(1)", "Page", show=False, id="page_down"),
        Binding("pageup,ctrl+b", "scroll_pages(-1)", "Back", show=False, id="page_up"),
        Binding("home", "scroll_to_top", "Top", show=False, id="move_top"),
        Binding("end,G", "scroll_to_bottom", "Bottom", show=False, id="move_bottom"),
    ]

    class Picked(Message):
        """A paragraph was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._glyphs = glyphs
        self._palette = Palette(self)
        self._page: Page = lambda _: ()
        self._laid_out_for = 0
        self._keys: list[str] = []
        self._starts: list[int] = []
        self._lines: list[Line] = []
        self._top = 0
        self._matches: list[tuple[int, int]] = []
        self._match: int | None = None

    def show(self, page: Page) -> None:
        """Show a page; its reader stays where they were in the one before."""
        self._put(page, self.place)

    def open(self, page: Page, *, place: Place | None = None) -> None:
        """Show another page, from its beginning or from a place in it."""
        self._match = None
        self._put(page, place)

    def draw_anew(self) -> None:
        """Ask for the page again: what it is drawn by is another."""
        self._put(self._page, self.place)

    def _put(self, page: Page, place: Place | None) -> None:
        self._page = page
        if self.size.width:
            self._lay_out(self.size.width, place)
            self.repaint()

    @property
    def place(self) -> Place | None:
        """Where the top of the screen stands; None with nothing shown."""
        if not self._keys:
            return None
        at = bisect_right(self._starts, self._top) - 1
        return Place(self._keys[at], self._top - self._starts[at])

    @property
    def text(self) -> str:
        """Everything that is shown, also what is out of sight."""
        return "\n".join(_plain(line) for line in self._lines)

    @property
    def match(self) -> tuple[int, int]:
        """Which of the page's matches is gone to, from 1 on (0 for none yet), and of how many."""
        return (0 if self._match is None else self._match + 1), len(self._matches)

    def go_to_match(self, step: int) -> bool:
        """Go to the next match, or to the one before; False when there is none.

        The first is the first in sight, or below; backwards the last.
        """
        if self._match is None:
            below = [at for at, (line, _) in enumerate(self._matches) if line >= self._top]
            first = next(iter(below), 0) if step > 0 else len(self._matches) - 1
        else:
            first = self._match + step
        if not 0 <= first < len(self._matches):
            return False
        self._match = first
        line, height = self._matches[first][0], self.size.height
        if not self._top <= line < self._top + height:
            self._top = max(0, line - height // 3)
        self.repaint()
        return True

    def scroll_by(self, lines: int) -> None:
        """Move the text under the reader's eyes."""
        self._top += lines
        self.repaint()

    # How it is drawn

    def draw_frame(self, size: Size) -> list[Strip]:
        """The lines in sight, and where they are in the whole."""
        if self._laid_out_for != size.width:
            self._lay_out(size.width, self.place)
        self._top = max(0, min(self._top, len(self._lines) - size.height))
        marks = thumb(self._top, size.height, len(self._lines))
        selection = self.text_selection
        here = None if self._match is None else self._matches[self._match]
        strips: list[Strip] = []
        for y, line in enumerate(self._lines[self._top : self._top + size.height]):
            shown = _with_match(line, here[1]) if here and here[0] == self._top + y else line
            strip = self._strip(shown, size.width, hint=y in marks)
            strips.append(self._with_selection(strip, self._top + y, selection))
        blank = Strip.blank(size.width, self._palette.style("row", Tone.PLAIN))
        return strips + [blank] * (size.height - len(strips))

    def _strip(self, line: Line, width: int, *, hint: bool) -> Strip:
        room = max(0, width - _HINT_ROOM) if hint else width
        cells = fit(line, room, right=False, ellipsis=self._glyphs.ellipsis)
        if hint:
            cells.append(Cell(self._glyphs.rule.rjust(width - room), Tone.DIM))
        style = self._palette.style
        segments = [Segment(cell.text, style("row", cell.tone)) for cell in cells]
        # Joined where the style is the same: each change of style costs 30 bytes.
        return Strip(Segment.simplify(segments), width)

    def _lay_out(self, width: int, place: Place | None) -> None:
        before = self._keys
        paragraphs = self._page(max(1, width - _HINT_ROOM))
        self._laid_out_for = width
        self._keys = [paragraph.key for paragraph in paragraphs]
        self._lines = [line for paragraph in paragraphs for line in paragraph.lines]
        self._matches = [
            (at, cell)
            for at, line in enumerate(self._lines)
            for cell, (_, tone) in enumerate(line)
            if tone is Tone.MATCH
        ]
        if self._match is not None and self._match >= len(self._matches):
            self._match = None
        sizes = [len(paragraph.lines) for paragraph in paragraphs]
        self._starts = [0, *accumulate(sizes)][: len(sizes)]
        self._top = self._line_of(place, before) if place else 0

    def _line_of(self, place: Place, before: Sequence[str]) -> int:
        """Where a place is now: its paragraph, else the nearest one above that is still there."""
        starts = dict(zip(self._keys, self._starts, strict=True))
        if place.key in starts:
            following = bisect_right(self._starts, starts[place.key])
            end = self._starts[following] if following < len(self._starts) else len(self._lines)
            return min(starts[place.key] + place.line, max(starts[place.key], end - 1))
        above = before[: before.index(place.key)] if place.key in before else ()
        return next((starts[key] for key in reversed(above) if key in starts), 0)

    def notify_style_update(self) -> None:
        """Take the styles from the theme again."""
        super().notify_style_update()
        self._palette.forget()

    # What the terminal's mouse selects

    def render_line(self, y: int) -> Strip:
        """A line, which knows its place in the text so that it can be selected."""
        return super().render_line(y).apply_offsets(0, self._top + y)

    def _with_selection(self, strip: Strip, at: int, selection: Selection | None) -> Strip:
        span = selection.get_span(at) if selection else None
        if span is None:
            return strip
        text = strip.text
        first = cell_len(text[: span[0]])
        last = cell_len(text if span[1] < 0 else text[: span[1]])
        style = self.screen.get_component_rich_style("screen--selection")
        chosen = Strip(Segment.apply_style(strip.crop(first, last), post_style=style))
        return Strip.join([strip.crop(0, first), chosen, strip.crop(last)])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Repaint with what is selected now."""
        self.repaint()

    # Keys and mouse

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll down, or up by a negative number."""
        self.scroll_by(lines)

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll by screens; one line stays in sight."""
        self.scroll_by(pages * max(1, self.size.height - 1))

    def action_scroll_to_top(self) -> None:
        """Go to the beginning."""
        self.scroll_by(-self._top)

    def action_scroll_to_bottom(self) -> None:
        """Go to the end."""
        self.scroll_by(len(self._lines))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.scroll_by(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.scroll_by(-WHEEL_LINES)

    def on_click(self, event: events.Click) -> None:
        """Say which paragraph was clicked."""
        line = self._top + event.y
        if line < len(self._lines):
            event.stop()
            self.post_message(self.Picked(self._keys[bisect_right(self._starts, line) - 1]))


def _with_match(line: Line, at: int) -> Line:
    """A line in which one match is the one that is gone to."""
    return (*line[:at], line[at]._replace(tone=Tone.MATCH_HERE), *line[at + 1 :])


def _plain(line: Line) -> str:
    return "".join(cell.text for cell in line).rstrip()
