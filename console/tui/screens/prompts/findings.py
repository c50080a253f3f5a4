"""The list of what the checks found: a sign, the line, the words; enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from console.insight.prompt_checks import Finding, Severity
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.live_table.frame import FrameWidget
from console.tui.widgets.live_table.layout import thumb
from console.tui.widgets.live_table.palette import COMPONENTS, Palette
from console.tui.widgets.prose import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line

_TONES = {Severity.ERROR: Tone.ALARM, Severity.WARNING: Tone.WARN, Severity.NOTE: Tone.DIM}
_LEAST_TEXT = 8
_HINT_ROOM = 2


def sign(level: Severity, glyphs: Glyphs) -> Cell:
    """The sign of a severity in its colour."""
    signs = {
        Severity.ERROR: glyphs.failed,
        Severity.WARNING: glyphs.warning,
        Severity.NOTE: glyphs.dot,
    }
    return Cell(signs[level], _TONES[level])


class FindingList(FrameWidget, can_focus=True):
    """Findings under each other, one of them under the cursor.

    Their words are wrapped beside the line number. The cursor stays on its finding when another
    check finds it again, be it on another line.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="move_down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="move_up"),
        Binding("home,g", "move(-10000)", "Top", show=False, id="findings.top"),
        Binding("end,G", "move(10000)", "Bottom", show=False, id="move_bottom"),
        Binding("enter", "pick", "Go there", show=False, id="findings.pick"),
    ]

    class Picked(Message):
        """A finding was chosen, by enter or a click."""

        def __init__(self, finding: Finding) -> None:
            super().__init__()
            self.finding = finding

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._palette = Palette(self)
        self._findings: tuple[Finding, ...] = ()
        self._cursor = 0
        self._lines: list[tuple[int, Line]] = []
        self._laid_out_for = 0
        self._top = 0

    def show(self, findings: Sequence[Finding]) -> None:
        """Show these instead."""
        before = self.current
        self._findings = tuple(findings)
        self._cursor = _found_again(before, self._findings, self._cursor)
        self._laid_out_for = 0
        self.repaint()

    def point_at(self, finding: Finding) -> None:
        """Put the cursor on a finding."""
        if finding in self._findings:
            self._cursor = self._findings.index(finding)
            self._reveal()

    @property
    def current(self) -> Finding | None:
        """The finding under the cursor; None when there is none at all."""
        return self._findings[self._cursor] if self._findings else None

    @property
    def text(self) -> str:
        """Everything that is shown, also what is out of sight."""
        self._lay_out(self.size.width)
        return "\n".join("".join(cell.text for cell in line).rstrip() for _, line in self._lines)

    # How it is drawn

    def draw_frame(self, size: Size) -> list[Strip]:
        """The lines in sight; the finding under the cursor stands out while keys go here."""
        self._lay_out(size.width)
        self._top = max(0, min(self._top, len(self._lines) - size.height))
        marks = thumb(self._top, size.height, len(self._lines))
        shown = self._lines[self._top : self._top + size.height]
        strips = [
            self._strip(index, line, size.width, hint=y in marks)
            for y, (index, line) in enumerate(shown)
        ]
        blank = Strip.blank(size.width, self._palette.style("row", Tone.PLAIN))
        return strips + [blank] * (size.height - len(strips))

    def _strip(self, index: int, line: Line, width: int, *, hint: bool) -> Strip:
        surface = "cursor" if self.has_focus and index == self._cursor else "row"
        room = width - _HINT_ROOM if hint else width
        cells = fit(line, max(0, room), right=False, ellipsis=self._glyphs.ellipsis)
        if hint:
            cells.append(Cell(self._glyphs.rule.rjust(width - room), Tone.DIM))
        style = self._palette.style
        segments = [Segment(cell.text, style(surface, cell.tone)) for cell in cells]
        return Strip(Segment.simplify(segments), width)

    def _lay_out(self, width: int) -> None:
        if width == self._laid_out_for:
            return
        self._laid_out_for = width
        digits = max((len(str(finding.line)) for finding in self._findings), default=1)
        self._lines = [
            (index, line)
            for index, finding in enumerate(self._findings)
            for line in self._laid_out(finding, digits, width - _HINT_ROOM)
        ]

    def _laid_out(self, finding: Finding, digits: int, width: int) -> list[Line]:
        mark = sign(finding.level, self._glyphs)
        number = str(finding.line) if finding.line else ""
        where = f"{finding.agent}: " if finding.agent else ""
        indent = digits + 4
        texts = wrap(where + finding.words, max(_LEAST_TEXT, width - indent))
        tone = Tone.DIM if finding.level is Severity.NOTE else Tone.PLAIN
        head = (mark, Cell(f" {number:>{digits}}  ", Tone.DIM), Cell(texts[0], tone))
        return [head, *((Cell(" " * indent), Cell(text, tone)) for text in texts[1:])]

    def notify_style_update(self) -> None:
        """Take the styles from the theme again."""
        super().notify_style_update()
        self._palette.forget()

    # Keys and mouse

    def action_move(self, by: int) -> None:
        """Go to another finding."""
        if self._findings:
            self._cursor = max(0, min(self._cursor + by, len(self._findings) - 1))
            self._reveal()

    def action_pick(self) -> None:
        """Choose the finding under the cursor."""
        if finding := self.current:
            self.post_message(self.Picked(finding))

    def on_click(self, event: events.Click) -> None:
        """Choose the finding under the mouse."""
        at = self._top + event.y
        if at < len(self._lines):
            event.stop()
            self._cursor = self._lines[at][0]
            self.repaint()
            self.action_pick()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self._top += 1
        self.repaint()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self._top -= 1
        self.repaint()

    def _reveal(self) -> None:
        """Scroll until the finding under the cursor is in sight, whole if there is room."""
        self._lay_out(self.size.width)
        own = [at for at, (index, _) in enumerate(self._lines) if index == self._cursor]
        if own:
            self._top = min(max(self._top, own[-1] + 1 - self.size.height), own[0])
        self.repaint()


def _found_again(before: Finding | None, findings: Sequence[Finding], index: int) -> int:
    """Where a finding is now: known by its words, else whatever stands in its place."""
    if before is None:
        return 0
    same = (
        at
        for at, finding in enumerate(findings)
        if (finding.agent, finding.words) == (before.agent, before.words)
    )
    return next(same, max(0, min(index, len(findings) - 1)))
