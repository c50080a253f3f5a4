"""A text that is edited: exact to the byte inside, harmless where it is drawn.

Textual's own document ends a line at ten different characters, gives all lines the same ending and
hands the terminal whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING, overload

from textual.document._document import DocumentBase, EditResult
from textual.geometry import Size

from console.text import clean

if TYPE_CHECKING:
    from textual.document._document import Location, Newline

_ENDINGS = re.compile("(\r?\n)")
_PASTED_ENDINGS = re.compile("\r\n?|\n")
_TAB = "\N{RIGHTWARDS ARROW TO BAR}"
_INVISIBLE = "\N{MIDDLE DOT}"
# Terminals disagree about the width of what these join or alter.
_UNSTEADY = {0x200D, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)}


class _Signs(dict[int, str]):
    """What each character is drawn as: one character too, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        cleaned = clean(character)
        if code < 0x20:
            sign = _TAB if character == "\t" else chr(0x2400 + code)
        elif code in _UNSTEADY or not cleaned:
            sign = _INVISIBLE
        else:
            sign = cleaned if len(cleaned) == 1 else character
        self[code] = sign
        return sign


_SIGNS = _Signs()


def signs(text: str) -> str:
    """The text as it is drawn: control, bidirectional and invisible characters become signs.

    Each character stays one character. A tab is one cell wide.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_SIGNS)


class ExactDocument(DocumentBase):
    """Lines that end with LF or CR LF, each as it was loaded; nothing else ends a line.

    `text` and `get_text_range` are exact. The lines that Textual measures and draws (`lines`,
    `get_line`, indexing) hold signs for what must not reach the terminal, at the same places.
    """

    def __init__(self, text: str) -> None:
        self._exact, self._endings = _split(text)
        self._signs = [signs(line) for line in self._exact]
        self._newline: Newline = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
        self._text: str | None = text
        self.version = 0
        """Changes with every edit."""

    @property
    def text(self) -> str:
        """All of it, exactly."""
        if self._text is None:
            self._text = "".join(chain.from_iterable(zip(self._exact, self._endings, strict=True)))
        return self._text

    @property
    def newline(self) -> Newline:
        """How most lines ended when it was loaded, and how new ones do."""
        return self._newline

    def with_its_endings(self, text: str) -> str:
        """Text from a keyboard or clipboard, its lines ended as those of the document."""
        return _PASTED_ENDINGS.sub(self._newline, text)

    @property
    def lines(self) -> list[str]:
        """The lines as they are drawn."""
        return self._signs

    @property
    def exact_lines(self) -> list[str]:
        """The lines as they are, without their endings."""
        return self._exact

    def get_line(self, index: int) -> str:
        """A line as it is drawn."""
        return self._signs[index]

    @overload
    def __getitem__(self, line_index: int) -> str: ...
    @overload
    def __getitem__(self, line_index: slice) -> list[str]: ...
    def __getitem__(self, line_index: int | slice) -> str | list[str]:
        return self._signs[line_index]

    @property
    def line_count(self) -> int:
        """At least 1."""
        return len(self._exact)

    @property
    def start(self) -> Location:
        """Where it begins."""
        return (0, 0)

    @property
    def end(self) -> Location:
        """Behind its last character."""
        return (len(self._exact) - 1, len(self._exact[-1]))

    def get_size(self, indent_width: int) -> Size:
        """Its size in characters; it is always wrapped, so nobody measures it in cells."""
        del indent_width
        return Size(max(map(len, self._signs)), len(self._signs))

    def get_text_range(self, start: Location, end: Location) -> str:
        """What stands between two places, exactly."""
        (top, left), (bottom, right) = sorted((self._inside(start), self._inside(end)))
        if top == bottom:
            return self._exact[top][left:right]
        between = range(top + 1, bottom)
        return "".join(
            (
                self._exact[top][left:],
                self._endings[top],
                *(self._exact[line] + self._endings[line] for line in between),
                self._exact[bottom][:right],
            )
        )

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put a text where another stands; tells that one, exactly, and where the new one ends."""
        (top, left), (bottom, right) = sorted((self._inside(start), self._inside(end)))
        replaced = self.get_text_range((top, left), (bottom, right))
        lines, endings = _split(text)
        end_location = (
            top + len(lines) - 1,
            len(lines[-1]) + (left if len(lines) == 1 else 0),
        )
        drawn = [signs(line) for line in lines]
        for whole, new in ((self._exact, lines), (self._signs, drawn)):
            new[0] = whole[top][:left] + new[0]
            new[-1] += whole[bottom][right:]
            whole[top : bottom + 1] = new
        endings[-1] = self._endings[bottom]
        self._endings[top : bottom + 1] = endings
        self._text = None
        self.version += 1
        return EditResult(end_location, replaced)

    def difference_to(self, text: str) -> tuple[Location, Location, str]:
        """What to replace, from where to where, by what, to make it this text."""
        old = self.text
        head = _shared(old, text)
        tail = _shared(old[head:][::-1], text[head:][::-1])
        # No place is between a CR and its LF.
        if old[:head].endswith("\r") and "\n" in (old[head : head + 1], text[head : head + 1]):
            head -= 1
        if old[len(old) - tail :].startswith("\n"):
            tail -= 1
        return (
            self.location_at(head),
            self.location_at(len(old) - tail),
            text[head : len(text) - tail],
        )

    def location_at(self, index: int) -> Location:
        """The place of a character of `text`; one inside a CR LF is the end of its line."""
        sizes = map(len, self._exact)
        ends = accumulate(a + len(b) for a, b in zip(sizes, self._endings, strict=True))
        starts = [0, *ends][:-1]
        line = bisect_right(starts, index) - 1
        return line, min(index - starts[line], len(self._exact[line]))

    def _inside(self, location: Location) -> Location:
        """The nearest place that there is; what is behind the last line is its end."""
        line, column = location
        if line >= len(self._exact):
            return self.end
        return max(line, 0), max(0, min(column, len(self._exact[line])))


def _split(text: str) -> tuple[list[str], list[str]]:
    """The lines of a text and how each of them ends; the last one doesn't."""
    parts = _ENDINGS.split(text)
    return parts[::2], [*parts[1::2], ""]


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
