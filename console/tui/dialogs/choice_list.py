"""The list of a dialog, whose highlighted line can be read in whatever colours there are."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import OptionList

_HIGHLIGHTED = "option-list--option-highlighted"


class ChoiceList(OptionList):
    """Draws the highlighted line in one colour: the accent of a key is its background there."""

    def render_line(self, y: int) -> Strip:
        """A line of the list."""
        strip = super().render_line(y)
        if not any(_option_of(segment) == self.highlighted for segment in strip):
            return strip
        drawn = self.get_component_rich_style(_HIGHLIGHTED)
        alike = Style(color=drawn.color, bgcolor=drawn.bgcolor, reverse=drawn.reverse)
        return Strip(
            [Segment(text, (style or Style()) + alike) for text, style, _ in strip],
            strip.cell_length,
        )


def _option_of(segment: Segment) -> object:
    return segment.style.meta.get("option", ()) if segment.style else ()
