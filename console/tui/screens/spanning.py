"""Looking at the last hours or days: which, and the keys that choose."""

from __future__ import annotations

from abc import abstractmethod
from datetime import timedelta
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from console.tui.action_screen import ActionScreen
from console.tui.dialogs.menu import Choice, Menu

if TYPE_CHECKING:
    from console.tui.glyphs import Glyphs

SPANS = {"2 h": timedelta(hours=2), "24 h": timedelta(hours=24), "7 d": timedelta(days=7)}
"""The spans that can be looked at, by what they are called."""
_LETTERS = dict(zip(SPANS, "hdw", strict=True))


class Spanning(ActionScreen):
    """The actions on the span, for a screen that looks at one.

    Attributes:
        span_name: what the span is called, one of `SPANS`.
    """

    span_name = "24 h"

    @abstractmethod
    def span_changed(self) -> None:
        """Show another span from now on."""

    @property
    def span(self) -> timedelta:
        """How long it is."""
        return SPANS[self.span_name]

    def take_span(self, name: str) -> None:
        """Look at another span."""
        if name != self.span_name:
            self.span_name = name
            self.span_changed()

    @work(exit_on_error=False)
    async def do_choose_span(self, words: str = "") -> None:
        """Look at a span that is named or chosen."""
        wanted = words.replace(" ", "").lower()
        names = {name.replace(" ", ""): name for name in SPANS}
        if not wanted:
            choices = [Choice(name, _LETTERS[name], f"Last {name}") for name in SPANS]
            menu = Menu("Look at", choices, chosen=self.span_name)
            if chosen := await self.app.push_screen_wait(menu):
                self.take_span(chosen)
        elif wanted in names:
            self.take_span(names[wanted])
        else:
            self.say(f"There is no span “{words}”. There are: {', '.join(SPANS)}.", trouble=True)

    def do_shorter_span(self, _: str = "") -> None:
        """Look at the span before this one."""
        self._step(-1)

    def do_longer_span(self, _: str = "") -> None:
        """Look at the span after this one."""
        self._step(1)

    def _step(self, by: int) -> None:
        names = list(SPANS)
        at = names.index(self.span_name) + by
        if 0 <= at < len(names):
            self.take_span(names[at])


def spans_line(chosen: str, glyphs: Glyphs) -> Content:
    """The spans, the one that is looked at among them."""
    names = [Content.styled(name, "bold $accent" if name == chosen else "$muted") for name in SPANS]
    return Content.assemble(Content.styled(f" {glyphs.dot} ", "$muted").join(names), " ")
