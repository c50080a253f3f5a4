"""PromptArea: a text area for prompts, quick at 50,000 characters and exact to the byte.

    area.load_exact(model.raw["system_prompt"])
    area.mark_variables(frozenset({"custmer_name"}))
    area.go_to(12, 5)
    area.exact, area.edited

It is Textual's text area in how it is edited. Its document, wrapping and drawing are the console's
own: Textual's change line endings, and take longer with every character of a long line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, cast

from textual.binding import Binding, BindingType
from textual.document._document import Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._history import EditHistory
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import TextArea

from console.tui.widgets.live_table.drawing import changed_span
from console.tui.widgets.prompt_area.appearance import Appearance
from console.tui.widgets.prompt_area.document import ExactDocument
from console.tui.widgets.prompt_area.highlighting import Look
from console.tui.widgets.prompt_area.painting import COMPONENTS, Painter
from console.tui.widgets.prompt_area.wrapping import WrappedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.document._document import EditResult, Location
    from textual.reactive import Reactive
    from textual.strip import Strip

    from console.tui.widgets.prompt_area.finding import Match

_UNDO_STEPS = 300
_UNDO_SECONDS = 2.0
_UNDO_CHARACTERS = 100
_LEAST_DIGITS = 3
_LEFT_TO_THE_SCREEN = frozenset(f"ctrl+{letter}" for letter in "sdtfnoleg")
_FARTHEST: list[BindingType] = [
    Binding("ctrl+home", "cursor_text_start", "Start of the text", show=False),
    Binding("ctrl+end", "cursor_text_end", "End of the text", show=False),
    Binding("ctrl+shift+home", "cursor_text_start(True)", "Select to the start", show=False),
    Binding("ctrl+shift+end", "cursor_text_end(True)", "Select to the end", show=False),
]
_VARIABLES = frozenset({Look.VARIABLE, Look.MISSING, Look.DOUBTFUL})


def _own_bindings() -> list[BindingType]:
    """Textual's, without the keys that are the screen's."""
    bindings = cast("list[Binding]", TextArea.BINDINGS)
    kept = {b: [k for k in b.key.split(",") if k not in _LEFT_TO_THE_SCREEN] for b in bindings}
    return [Binding(",".join(k), b.action, b.description, show=False) for b, k in kept.items() if k]


class PromptArea(TextArea, inherit_bindings=False):
    """Edits one text; tab moves the focus, and the keys of the screen stay the screen's."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    BINDINGS: ClassVar[list[BindingType]] = [*_own_bindings(), *_FARTHEST]
    NUMBERED: ClassVar[bool] = True
    """Whether lines have numbers; short texts need none."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        self._painter = Painter(self)
        self._loaded = ""
        self._exact_document = ExactDocument("")
        self._appearance = Appearance(self._exact_document)
        self._frame: list[Strip] = []
        self._frame_size: Size | None = None
        self._repaint_is_due = False
        super().__init__(id=id, classes=classes)
        self.history = EditHistory(_UNDO_STEPS, _UNDO_SECONDS, _UNDO_CHARACTERS)
        self.cursor_blink = False

    # What is edited

    def load_exact(self, text: str) -> None:
        """Edit another text, from its beginning; nothing of the one before can be undone to."""
        self._loaded = text
        self.load_text(text)

    @property
    def exact(self) -> str:
        """The text to be sent: the loaded one, byte for byte, but for what was edited."""
        return self._exact_document.text

    @property
    def edited(self) -> bool:
        """Whether it differs from what was loaded."""
        return self.exact != self._loaded

    def settle(self, text: str) -> None:
        """Count this text as the loaded one from now on: it has been saved."""
        self._loaded = text

    def replace_exact(self, text: str) -> None:
        """Make it this text, in one edit that can be undone; the cursor stays where it can."""
        start, end, between = self._exact_document.difference_to(text)
        self.history.checkpoint()
        self.replace(between, start, end)
        self.history.checkpoint()

    def mark_variables(self, missing: frozenset[str]) -> None:
        """Colour these variables, which no call is given, as problems."""
        if missing != self._appearance.missing:
            self._appearance.missing = missing
            self.refresh()

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor on a character and show it; a variable that begins there is selected.

        Lines and columns count from 1; what's beyond the text's or the line's end means the end.
        """
        start = self.clamp_visitable((max(line, 1) - 1, max(column, 1) - 1))
        ends = (
            span.end
            for span in self._appearance.spans_at(*start)
            if span.start == start[1] and span.look in _VARIABLES
        )
        self._select(start, (start[0], next(ends, start[1])))

    def action_cursor_text_start(self, select: bool = False) -> None:
        """Go to the start of the text."""
        self.move_cursor(self.document.start, select=select)

    def action_cursor_text_end(self, select: bool = False) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end, select=select)

    # Finding and replacing

    def look_for(self, words: str) -> None:
        """Mark where these words stand, also in what is written from now on; nothing to end it."""
        self._appearance.look_for(words)
        self.refresh()

    @property
    def matches(self) -> tuple[Match, ...]:
        """Where the words that are looked for stand now."""
        return self._appearance.matches

    def select_match(self, match: Match) -> None:
        """Select it and show it."""
        self._select((match.line, match.start), (match.line, match.end))

    def replace_matches(self, matches: Sequence[Match], words: str) -> int:
        """Write these words instead of these matches, in one edit that can be undone.

        Returns:
            How many were replaced: all, or none in a text that can only be read.
        """
        if not matches or self.read_only:
            return 0
        starts = [(line, start) for line, start, _ in matches]
        ends = [(line, end) for line, _, end in matches]
        gaps = zip(ends, starts[1:], strict=False)
        between = [self._exact_document.get_text_range(*gap) for gap in gaps]
        text = words + "".join(kept + words for kept in between)
        self.history.checkpoint()
        self.replace(text, starts[0], ends[-1], maintain_selection_offset=False)
        self.history.checkpoint()
        return len(matches)

    def _select(self, start: Location, end: Location) -> None:
        self.selection = Selection(start, end)
        self.record_cursor_width()
        self.scroll_cursor_visible(center=True)
        self.history.checkpoint()

    # What Textual's text area asks for

    def _set_document(self, text: str, language: str | None) -> None:
        del language
        self.document = self._exact_document = ExactDocument(text)
        self.wrapped_document = self._wrapped_text = WrappedText(self._exact_document)
        self.navigator = DocumentNavigator(self._wrapped_text)
        self._appearance.follow(self._exact_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        # An empty clipboard would delete what is selected.
        if not insert:
            return None
        return super()._replace_via_keyboard(
            self._exact_document.with_its_endings(insert), start, end
        )

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """None: looking through the whole text for it at every key is what takes longest."""
        del bracket, search_from

    @property
    def gutter_width(self) -> int:
        """Room for line numbers, so that the text doesn't move when the tenth line is written.

        Without numbers a cell of air, as fields of one line have.
        """
        if not self.NUMBERED:
            return 1
        return max(_LEAST_DIGITS, len(str(self.document.line_count))) + 2

    # How it is drawn

    def notify_style_update(self) -> None:
        """Take all colours from the theme again."""
        self._painter.forget()
        super().notify_style_update()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint, once for all that a key changes, and only what looks different then."""
        if not repaint or layout or recompose or self._frame_size != self.size:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if not self._repaint_is_due:
            self._repaint_is_due = True
            self.call_next(self._repaint)
        return self

    def _repaint(self) -> None:
        self._repaint_is_due = False
        if self._frame_size != self.size:
            return  # Textual asks for every line by itself
        before = self._frame
        self._draw_frame()
        for y, (old, new) in enumerate(zip(before, self._frame, strict=True)):
            if span := changed_span(old, new):
                super().refresh(Region(span[0], y, span[1] - span[0], 1))

    def _refresh_size(self) -> None:
        """Scroll as far as the text goes now, without laying out the screen for it."""
        size = Size(0, self._wrapped_text.height)
        if size != self.virtual_size:
            self.set_reactive(cast("Reactive[Size]", Widget.virtual_size), size)
            self._scroll_update(size)
        self._refresh_scrollbars()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight. Textual's text area asks for its own theme first."""
        return ScrollView.render_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """One of them."""
        if self._frame_size != self.size:
            self._draw_frame()
        return self._frame[y] if y < len(self._frame) else self._painter.blank(self.size.width)

    def _draw_frame(self) -> None:
        self._frame_size = size = self.size
        gutter, selection, has_focus = self.gutter_width, self.selection, self.has_focus
        self._frame = []
        for y in range(self.scroll_offset.y, self.scroll_offset.y + size.height):
            section = self._wrapped_text.section_at(y)
            if section is None:
                strip = self._painter.blank(size.width)
            else:
                stretch = self._appearance.stretch(section, selection, has_focus)
                if not self.NUMBERED:
                    stretch = stretch._replace(number="")
                strip = self._painter.strip(stretch, gutter, size.width)
            self._frame.append(strip)
