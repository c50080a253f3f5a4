"""Draws pieces of lines, and remembers how they looked."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from console.text import clean
from console.tui.widgets.prompt_area.highlighting import Look, Span

if TYPE_CHECKING:
    from textual.widget import Widget

_KEPT_STRIPS = 1024
_MATCH: Final = "prompt-area--match"
_SELECTION: Final = "text-area--selection"
_CURSOR: Final = "text-area--cursor"
_GUTTER: Final = "text-area--gutter"
_CURSOR_GUTTER: Final = "text-area--cursor-gutter"

COMPONENTS: Final = frozenset({_MATCH, *(f"prompt-area--{look}" for look in Look)})


class Stretch(NamedTuple):
    """A piece of a line as it is to be drawn; two that are equal look the same.

    Attributes:
        text: what stands there, made harmless; one cell longer where the line ends.
        number: the line's number, for its first piece.
        is_current: the cursor is in the line.
        spans: what is coloured; places as in `text`.
        matches: what was looked for.
        selected: from where to where it is selected.
        cursor: where the cursor is, if it's here.
    """

    text: str
    number: str
    is_current: bool
    spans: tuple[Span, ...]
    matches: tuple[tuple[int, int], ...]
    selected: tuple[int, int]
    cursor: int | None


class Painter:
    """Turns stretches into strips, in the colours of a widget's component classes."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._strips: LRUCache[tuple[Stretch, int, int], Strip] = LRUCache(_KEPT_STRIPS)
        self._styles: dict[tuple[str, tuple[Look, ...]], Style] = {}

    def forget(self) -> None:
        """Take all colours from the theme again."""
        self._strips.clear()
        self._styles.clear()

    def blank(self, width: int) -> Strip:
        """A line below the text."""
        return Strip.blank(width, self._style("", ()))

    def strip(self, stretch: Stretch, gutter: int, width: int) -> Strip:
        """Draw a stretch behind a gutter for its number, as wide as is said."""
        key = stretch, gutter, width
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(stretch, gutter, width)
        return strip

    def _draw(self, stretch: Stretch, gutter: int, width: int) -> Strip:
        surface = _CURSOR_GUTTER if stretch.is_current else _GUTTER
        number = stretch.number.rjust(gutter - 2).ljust(gutter)
        segments = [Segment(number, self._style(surface, ()))]
        places = range(len(stretch.text))
        for (surface, looks), group in groupby(places, _appearances(stretch).__getitem__):
            text = "".join(stretch.text[place] for place in group)
            segments.append(Segment(clean(text, limit=len(text)), self._style(surface, looks)))
        return Strip(segments).adjust_cell_length(width, self._style("", ())).simplify()

    def _style(self, surface: str, looks: tuple[Look, ...]) -> Style:
        style = self._styles.get((surface, looks))
        if style is None:
            style = self._styles[surface, looks] = self._compose(surface, looks)
        return style

    def _compose(self, surface: str, looks: tuple[Look, ...]) -> Style:
        component = self._widget.get_component_rich_style
        style = component(surface) if surface else self._widget.rich_style
        if surface == _CURSOR or style.reverse:
            return style  # an inverted surface has one colour: no other is sure to be legible
        for look in looks:
            name = f"prompt-area--{look}"
            attributes = component(name, partial=True).without_color
            style += Style(color=component(name).color) + attributes
        return style


def _appearances(stretch: Stretch) -> list[tuple[str, tuple[Look, ...]]]:
    """The surface and the looks of each character."""
    size = len(stretch.text)
    looks: list[tuple[Look, ...]] = [()] * size
    for start, end, look in stretch.spans:
        for place in range(max(start, 0), min(end, size)):
            looks[place] += (look,)
    surfaces = [""] * size
    for start, end in stretch.matches:
        surfaces[max(start, 0) : end] = [_MATCH] * (min(end, size) - max(start, 0))
    start, end = stretch.selected
    surfaces[start:end] = [_SELECTION] * (end - start)
    if stretch.cursor is not None:
        surfaces[stretch.cursor] = _CURSOR
    return list(zip(surfaces, looks, strict=True))
