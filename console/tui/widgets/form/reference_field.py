"""Another record, named by its name and chosen from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from console.text import clean
from console.tui.widgets.form.entered import Entered, ListWanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from console.actions.forms.field_entry import Entry


class ReferenceField(Widget, can_focus=True):
    """Holds an id. Enter or space asks for the list; delete empties it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Choose", show=False),
        Binding("delete,backspace", "empty", "Empty", show=False),
    ]

    def __init__(self, name_of: Callable[[str], Content | None], *, empty: str = "none") -> None:
        """Show ids by what `name_of` knows them as; without one, the words of `empty`."""
        super().__init__()
        self._name_of = name_of
        self._empty = empty
        self._record_id = ""
        self._is_read_only = False

    def show(self, entry: Entry) -> None:
        """Show what is entered."""
        self._record_id = entry if isinstance(entry, str) else ""
        self.refresh()

    def make_read_only(self) -> None:
        """Show only: no other can be chosen any more."""
        self._is_read_only = True

    def render(self) -> Content:
        """Its name, or the id of what is not known."""
        if not self._record_id:
            return Content.styled(self._empty, "$muted")
        if name := self._name_of(self._record_id):
            return name
        return Content.assemble(
            Content(clean(self._record_id)), ("  not among those read", "$muted")
        )

    def action_choose(self) -> None:
        """Ask for the list."""
        if not self._is_read_only:
            self.post_message(ListWanted())

    def action_empty(self) -> None:
        """Take the record away."""
        if not self._is_read_only:
            self.show("")
            self.post_message(Entered(""))

    def on_click(self, event: events.Click) -> None:
        """A click asks for the list."""
        event.stop()
        self.action_choose()
