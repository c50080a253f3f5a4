"""The last line of defence: nothing a widget draws can steer the terminal.

`console.text.clean` is where text from outside is made safe. Should a string ever slip past it,
this filter keeps its control characters from the terminal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

# C0, DEL, C1, line and paragraph separators and bidirectional controls: all of them 0 cells wide,
# so a line keeps its width without them.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


class ControlFilter(LineFilter):
    """Removes control and bidirectional characters and hyperlinks from drawn lines."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments, the same objects where there is nothing to remove."""
        return [_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return Segment("")
    plain = text
    if not text.isprintable():
        plain = _LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", text))
    if style is not None and style.link:
        return Segment(plain, style.update_link(None))
    return segment if plain is text else Segment(plain, style)
