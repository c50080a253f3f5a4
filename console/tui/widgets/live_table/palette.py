"""The styles of a table's cells, taken from the theme through component classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.style import Style

from console.tui.widgets.live_table.columns import Tone

if TYPE_CHECKING:
    from textual.widget import Widget

SURFACES: Final = ("header", "hint", "cursor", "cursor-idle", "marked", "flash")
COMPONENTS: Final = frozenset(f"live-table--{name}" for name in (*SURFACES, *Tone))


class Palette:
    """Composes and keeps styles: a surface gives the background, a tone the colour on it.

    A tone that has a background of its own keeps it on every surface.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[str, Tone], Style] = {}

    def style(self, surface: str, tone: Tone) -> Style:
        """The style of a tone on a surface; the surface "row" is the widget's own."""
        style = self._styles.get((surface, tone))
        if style is None:
            style = self._styles[surface, tone] = self._compose(surface, tone)
        return style

    def forget(self) -> None:
        """Take everything from the theme again."""
        self._styles.clear()

    def _compose(self, surface: str, tone: Tone) -> Style:
        component = self._widget.get_component_rich_style
        base = self._widget.rich_style if surface == "row" else component(f"live-table--{surface}")
        if tone is Tone.PLAIN or base.reverse:
            return base  # an inverted surface has one colour: no other is sure to be legible
        name = f"live-table--{tone}"
        whole, own = component(name), component(name, partial=True)
        colours = Style(color=whole.color, bgcolor=whole.bgcolor if own.bgcolor else None)
        return base + colours + own.without_color
