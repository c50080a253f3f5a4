"""A line of text that is edited, exact as long as nobody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import Input

from console.text import clean
from console.tui.widgets.form.entered import Entered, ListWanted

if TYPE_CHECKING:
    from console.actions.forms.field_entry import Entry

_LONGEST = 10_000
_MORE = "…"
_LEFT_TO_THE_SCREEN = {"ctrl+d", "ctrl+k"}


def _own_bindings() -> list[BindingType]:
    """Textual's, without the keys that are the screen's or the list's."""
    bindings = cast("list[Binding]", Input.BINDINGS)
    kept = {b: [k for k in b.key.split(",") if k not in _LEFT_TO_THE_SCREEN] for b in bindings}
    return [Binding(",".join(k), b.action, b.description, show=False) for b, k in kept.items() if k]


class LineInput(Input, inherit_bindings=False):
    """Shows a cleaned text; as long as that is not changed, the exact one is what it holds."""

    BINDINGS: ClassVar[list[BindingType]] = _own_bindings()

    def __init__(self, *, placeholder: str = "", classes: str | None = None) -> None:
        super().__init__(
            placeholder=placeholder, compact=True, select_on_focus=False, classes=classes
        )
        self.cursor_blink = False
        self._exact = ""
        self._shown = ""
        self._is_read_only = False

    def show_exact(self, text: str) -> None:
        """Edit another text."""
        self._exact = text
        self._shown = clean(text, limit=_LONGEST)
        if self.value != self._shown:
            with self.prevent(Input.Changed):
                self.value = self._shown

    def make_read_only(self) -> None:
        """Show only: nothing can be typed any more."""
        self._is_read_only = True

    def validate_value(self, value: str) -> str:
        """What is read-only stays, whichever key would change it."""
        return self._shown if self._is_read_only else value

    @property
    def exact(self) -> str:
        """What it holds."""
        return self._exact if self.value == self._shown else self.value

    def render_line(self, y: int) -> Strip:
        """The line; where nobody edits it, a sign says that there is more than is shown."""
        strip = super().render_line(y)
        if y or self.has_focus or not self.value:
            return strip
        more = Strip([Segment(_MORE, self.rich_style)])
        start, room = self.scroll_offset.x, self.scrollable_content_region.width
        if cell_len(self.value) - start > room > 0:
            strip = Strip.join([strip.crop(0, room - 1), more, strip.crop(room)])
        return Strip.join([more, strip.crop(1)]) if start else strip

    def insert_text_at_cursor(self, text: str) -> None:
        """Take what was typed or pasted, without what a terminal would obey."""
        super().insert_text_at_cursor(clean(text, limit=_LONGEST))


class LineField(LineInput):
    """A field of one line. Enter asks for the list of what could be typed."""

    def show(self, entry: Entry) -> None:
        """Show what is entered."""
        self.show_exact(entry if isinstance(entry, str) else "")

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Entered(self.exact))

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(ListWanted())
