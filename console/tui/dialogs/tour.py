"""The tour: a small panel that points at one thing of the board after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widgets import Static

from console.tui.dialogs.keys_line import keys_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.screen import Screen

    from console.tui.glyphs import Glyphs
    from console.tui.tour_steps import Step

_UNDER_THE_HEADING = 3
"""Lines of a list that stay in sight above what points into it."""


class Tour(ModalScreen[None]):
    """Any of a few keys goes on, one goes back, escape ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right,l,n", "turn(1)", "Next"),
        Binding("left,h,p,backspace", "turn(-1)", "Back"),
        Binding("escape,q", "dismiss(None)", "End"),
    ]

    def __init__(self, board: Screen[Any], steps: Sequence[Step], glyphs: Glyphs) -> None:
        """Begin with the first step.

        Args:
            board: what lies below and is pointed at.
            steps: what is told, in order.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._board = board
        self._steps = steps
        self._glyphs = glyphs
        self._at = 0

    def compose(self) -> ComposeResult:
        """The panel, with a line to point above it and one below."""
        with Vertical(id="tour"):
            yield Static(classes="tour-arrow", id="tour-up")
            with Vertical(classes="dialog"):
                yield Static(id="tour-title")
                yield Static(id="tour-words")
                yield Static(id="tour-keys")
            yield Static(classes="tour-arrow", id="tour-down")

    def on_mount(self) -> None:
        """Show the first step."""
        self._show()

    def on_resize(self) -> None:
        """What is pointed at has moved."""
        self.call_after_refresh(self._place)

    def action_turn(self, step: int) -> None:
        """Go on, or back; after the last step there is nothing more."""
        if self._at + step >= len(self._steps):
            self.dismiss(None)
            return
        self._at = max(0, self._at + step)
        self._show()

    def _show(self) -> None:
        step, last = self._steps[self._at], self._at + 1 == len(self._steps)
        count = f"  {self._at + 1} of {len(self._steps)}"
        self._put("title", Content.assemble((step.title, "bold"), (count, "$muted")))
        self._put("words", Content(step.words))
        self._put("keys", keys_words(("enter", "to work" if last else "next"), ("esc", "ends it")))
        up, down = self._glyphs.up, self._glyphs.down
        self._put("up", Content("" if step.above else up))
        self._put("down", Content(down if step.above else ""))
        self.query_one("#tour-up").display = not step.above
        self.query_one("#tour-down").display = step.above
        self.call_after_refresh(self._place)

    def _put(self, name: str, words: Content) -> None:
        self.query_one(f"#tour-{name}", Static).update(words)

    def _place(self) -> None:
        """Stand beside what is pointed at, within the terminal."""
        step, panel = self._steps[self._at], self.query_one("#tour")
        target = self._board.query_one(step.target).region
        if step.above:
            y = target.y - panel.size.height
        else:
            y = min(target.bottom, target.y + _UNDER_THE_HEADING)
        lowest = self.size.height - panel.size.height
        panel.styles.offset = Offset(
            min(2, self.size.width - panel.size.width), max(0, min(y, lowest))
        )
