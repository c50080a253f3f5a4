"""A text of several lines, exact to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import TextArea

from console.tui.widgets.form.entered import Entered, Step
from console.tui.widgets.prompt_area.area import PromptArea

if TYPE_CHECKING:
    from textual.binding import BindingType

    from console.actions.forms.field_entry import Entry


class ProseField(PromptArea):
    """As high as its text, within what the style sheet allows; the cursor leaves at both ends."""

    BINDINGS: ClassVar[list[BindingType]] = []
    NUMBERED = False

    def show(self, entry: Entry) -> None:
        """Show what is entered."""
        text = entry if isinstance(entry, str) else ""
        if text != self.exact:
            with self.prevent(TextArea.Changed):
                self.load_exact(text)
            self._fit()

    def make_read_only(self) -> None:
        """Show only: nothing can be typed any more."""
        self.read_only = True

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up; from the first line to the field above."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.post_message(Step(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down; from the last line to the field below."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.post_message(Step(1))
        else:
            super().action_cursor_down(select)

    def on_resize(self) -> None:
        """Another width breaks the lines elsewhere: Textual's text area does that after this."""
        self.call_next(self._fit)

    def _fit(self) -> None:
        """Be as high as the text, and show it as it is broken now."""
        self.styles.height = self.wrapped_document.height
        self.refresh()

    @on(TextArea.Changed)
    def _type(self, event: TextArea.Changed) -> None:
        event.stop()
        self._fit()
        self.post_message(Entered(self.exact))
