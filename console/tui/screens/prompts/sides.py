"""A prompt and what belongs to it: beside each other, or as two pages where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from console.tui.screens.prompts.side import Side
from console.tui.screens.prompts.trying import TriedCall
from console.tui.widgets.form.entered import Step
from console.tui.widgets.prompt_area.area import PromptArea
from console.tui.widgets.prompt_area.find_bar import FindBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_WIDE = 120


class Sides(Horizontal):
    """Tab goes from the prompt through all that is beside it, and back to it.

    Attributes:
        area: the prompt.
        find_bar: the line below it to find and replace in.
        side: what stands beside it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1)", "Next", show=False),
        Binding("shift+tab", "step(-1)", "Previous", show=False),
    ]

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(id="editor-body")
        self.area = PromptArea(id="prompt")
        self.find_bar = FindBar(id="find-bar")
        self.side = Side(account, surroundings)
        self._writing = Vertical(self.area, self.find_bar, id="writing")

    def compose(self) -> ComposeResult:
        """The prompt at the left."""
        yield self._writing
        yield self.side

    def on_resize(self) -> None:
        """There may be room for both now, or no more."""
        focused = self.screen.focused
        self._turn(to_side=focused is not None and self.side in focused.ancestors)

    def go_to(self, widget: Widget) -> None:
        """Go to the prompt, or to something beside it."""
        self._turn(to_side=widget is not self.area)
        widget.focus()

    def _turn(self, *, to_side: bool) -> None:
        """Show both sides, or the one that is wanted."""
        self.side.set_class(not self._is_wide, "-page")
        self.side.display = self._is_wide or to_side
        self._writing.display = self._is_wide or not to_side

    @property
    def _is_wide(self) -> bool:
        return self.screen.size.width >= _WIDE

    def action_step(self, way: int) -> None:
        """Go on to what follows; after the last comes the prompt again."""
        focused = self.screen.focused
        if focused is not None and self.find_bar in focused.ancestors:
            self.screen.focus_next("FindBar Input")
        elif focused is self.area:
            self._turn(to_side=True)
            self.go_to(self._stops()[0 if way > 0 else -1])
        else:
            stops = [self.area, *self._stops()]
            at = stops.index(focused) if focused in stops else 0
            self.go_to(stops[(at + way) % len(stops)])

    @on(Step)
    def _step(self, event: Step) -> None:
        """Leave a field by the arrows, as far as there is another."""
        event.stop()
        stops, focused = self._stops(), self.screen.focused
        at = stops.index(focused) + event.way if focused in stops else -1
        if 0 <= at < len(stops):
            stops[at].focus()

    @on(TriedCall.Began)
    def _show_call(self) -> None:
        """Where there is no room beside the prompt, turn to the call."""
        if not self._is_wide:
            self.go_to(self.side.tried)

    @on(TriedCall.Closed)
    def _leave_call(self) -> None:
        self.go_to(self.area)

    def show_tried(self) -> None:
        """Go to the call that was tried, also when it was closed."""
        self.side.show_tried()
        self.go_to(self.side.tried)

    def _stops(self) -> list[Widget]:
        """What can have the cursor beside the prompt, from the top."""
        return [each for each in self.screen.focus_chain if self.side in each.ancestors]
