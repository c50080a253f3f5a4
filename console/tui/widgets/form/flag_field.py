"""Yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from console.tui.widgets.form.entered import Entered

if TYPE_CHECKING:
    from textual import events

    from console.actions.forms.field_entry import Entry


class FlagField(Widget, can_focus=True):
    """Turned by space or enter, or set by y and n."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", "Turn", show=False),
        Binding("y", "set(True)", "Yes", show=False),
        Binding("n", "set(False)", "No", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._flag: bool | None = None
        self._is_read_only = False

    def show(self, entry: Entry) -> None:
        """Show what is entered."""
        self._flag = entry if isinstance(entry, bool) else None
        self.refresh()

    def make_read_only(self) -> None:
        """Show only: it cannot be turned any more."""
        self._is_read_only = True

    def render(self) -> Content:
        """A box with its word."""
        if self._flag is None:
            return Content.styled("[ ] not set", "$muted")
        if self._flag:
            return Content.assemble(("[x]", "bold $accent"), " yes")
        return Content.assemble(("[ ]", "$muted"), " no")

    def action_turn(self) -> None:
        """Make yes of no, and no of yes."""
        self.action_set(not self._flag)

    def action_set(self, flag: bool) -> None:
        """Enter yes or no."""
        if not self._is_read_only:
            self.show(flag)
            self.post_message(Entered(flag))

    def on_click(self, event: events.Click) -> None:
        """A click turns it."""
        event.stop()
        self.action_turn()
