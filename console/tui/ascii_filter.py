"""Signs of the screen that are no glyphs of ours, for terminals that have ASCII alone.

What we draw ourselves has its twins in `glyphs`. Borders, quotation marks and the signs of
Textual's own widgets are exchanged on their way to the terminal, and so are the same signs within
texts: only what is drawn changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_TWINS = str.maketrans(
    {
        sign: twin
        for twin, signs in {
            "|": "▌▐│┃║▏▎▍▋▊▉▕",
            "#": "█■",
            "-": "─━═▔▀–—·•",
            "_": "▁▂▃▄",
            "+": "┌┐└┘╭╮╰╯├┤┬┴┼✓",
            "~": "…",
            '"': "“”„",
            "'": "‘’",
            ">": "→›▶▸⏵",
            "<": "←‹◀◂",
            "^": "↑▲",
            "v": "↓▼▾",
            "x": "✕×",
            "*": "●",
        }.items()
        for sign in signs
    }
)


class AsciiFilter(LineFilter):
    """Exchanges signs for others of the same width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments, the same objects where there is nothing to exchange."""
        return [
            each if each.text.isascii() else Segment(each.text.translate(_TWINS), *each[1:])
            for each in segments
        ]
