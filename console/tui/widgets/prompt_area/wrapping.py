"""Soft wrap: where the lines of a text are broken to fit, found quickly also in one long line."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, get_character_cell_size
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

if TYPE_CHECKING:
    from textual.document._document import Location

# Of these every character takes one cell, of those two: no need to ask for each.
_NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*"
)
_WIDE = re.compile(
    "[\u3000-\u303e\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*"
)

_CHARACTERS_PER_CELL = 4
"""Letters with more accents than that are broken apart."""


class Section(NamedTuple):
    """A piece of a line that takes one line of the screen: `text[start:end]`."""

    line: int
    start: int
    end: int
    is_last: bool


def breaks(text: str, width: int) -> list[int]:
    """Where a line is broken: behind spaces, beside wide characters, or else where it's full.

    One space may stand beyond the width, in the cell that is kept for the cursor.
    """
    found: list[int] = []
    start = 0
    is_narrow = _NARROW.fullmatch(text) is not None
    while True:
        end = start + width if is_narrow else _reach(text, start, width)
        if end >= len(text):
            return found
        start = max(_before(text, start, end), start + 1)
        found.append(start)


def _before(text: str, start: int, end: int) -> int:
    """The best place for a break, up to `end`."""
    if get_character_cell_size(text[end]) == 2:
        return end
    space = text.rfind(" ", start, end + 1)
    return space + 1 if space >= 0 else end


def _reach(text: str, start: int, width: int) -> int:
    """How far a text goes in a width, accents on its last character included."""
    piece = text[start : start + width]
    if _NARROW.fullmatch(piece):
        end = start + width
    elif _WIDE.fullmatch(piece):
        end = start + max(width // 2, 1)
    else:
        most = start + width * _CHARACTERS_PER_CELL
        sizes = accumulate(map(get_character_cell_size, text[start:most]))
        return next((at for at, used in enumerate(sizes, start) if used > width), most)
    while end < len(text) and not get_character_cell_size(text[end]):
        end += 1
    return end


class WrappedText(WrappedDocument):
    """A document's lines in a width; every character of them is one to draw, tabs too."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines; a width of 0 keeps them whole."""
        del tab_width
        self._width = width
        self._wrap_offsets = [self._breaks(line) for line in self.document.lines]
        self._number()

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap the lines again that an edit has changed."""
        top = min(start[0], old_end[0])
        lines = self.document.lines[top : max(top, new_end[0]) + 1]
        before = self._wrap_offsets[top : old_end[0] + 1]
        after = [self._breaks(line) for line in lines]
        self._wrap_offsets[top : old_end[0] + 1] = after
        if len(self._wrap_offsets) != self.document.line_count:
            self.wrap(self._width)
        elif [*map(len, before)] != [*map(len, after)]:
            self._number()

    @property
    def height(self) -> int:
        """How many lines of the screen it takes."""
        return len(self._offset_to_line_info)

    def section_at(self, y: int) -> Section | None:
        """What stands on a line of the screen; nothing below the end."""
        if y >= len(self._offset_to_line_info):
            return None
        line, index = self._offset_to_line_info[y]
        return self._section(line, index)

    def get_sections(self, line_index: int) -> list[str]:
        """The pieces of a line."""
        text = self.document[line_index]
        places = [0, *self._wrap_offsets[line_index], len(text)]
        return [text[start:end] for start, end in pairwise(places)]

    def location_to_offset(self, location: Location) -> Offset:
        """Where on the screen a place of the text is.

        While something is taken back, Textual asks for where the cursor was in the longer text.
        """
        line, column = min(location[0], len(self._wrap_offsets) - 1), location[1]
        section = bisect_right(self._wrap_offsets[line], column)
        start = self._section(line, section).start
        x = cell_len(self.document[line][start:column])
        return Offset(x, self._line_index_to_offsets[line][section])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """Which character of a line is at a place of one of its pieces."""
        sections = len(self._wrap_offsets[line_index]) + 1
        section = self._section(line_index, y_offset % sections)
        text = self.document[line_index]
        end = section.end if section.is_last else section.end - 1
        used = 0
        for column in range(section.start, end):
            used += get_character_cell_size(text[column])
            if used > x_offset:
                return column
        return max(section.start, end)

    def _section(self, line: int, index: int) -> Section:
        offsets = self._wrap_offsets[line]
        is_last = index == len(offsets)
        end = len(self.document[line]) if is_last else offsets[index]
        return Section(line, offsets[index - 1] if index else 0, end, is_last)

    def _breaks(self, line: str) -> list[int]:
        return breaks(line, self._width) if self._width else []

    def _number(self) -> None:
        """Number the lines of the screen."""
        self._offset_to_line_info = [
            (line, section)
            for line, offsets in enumerate(self._wrap_offsets)
            for section in range(len(offsets) + 1)
        ]
        self._line_index_to_offsets = []
        y = 0
        for offsets in self._wrap_offsets:
            self._line_index_to_offsets.append([*range(y, y + len(offsets) + 1)])
            y += len(offsets) + 1
