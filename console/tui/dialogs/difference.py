"""What is unsaved, to be looked at before it is saved: nothing is done here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.tui.dialogs.keys_line import keys_line
from console.tui.widgets.difference import Difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from console.actions.saving.parts import Part
    from console.tui.glyphs import Glyphs


class DifferenceDialog(ModalScreen[bool]):
    """Shows the parts of a difference; answers whether to go on to saving."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+d", "dismiss(False)", "Back"),
        Binding("ctrl+s", "save", "Save"),
    ]

    def __init__(
        self, title: str, parts: Sequence[Part], glyphs: Glyphs, *, may_save: bool = False
    ) -> None:
        """Show these parts under a title, which is cleaned; from some one can go on to saving."""
        super().__init__()
        self._may_save = may_save
        self._title = title
        self._parts = parts
        self._difference = Difference(glyphs=glyphs)

    def compose(self) -> ComposeResult:
        """A title over the difference."""
        with Vertical(classes="dialog difference"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self._difference
            save = (("ctrl+s", "save…"),) if self._may_save else ()
            yield keys_line(("j k", "scroll"), *save, ("esc", "back"))

    def on_mount(self) -> None:
        """Begin at the top."""
        self._difference.show_parts(self._parts)
        self._difference.focus()

    def action_save(self) -> None:
        """Go on to saving, where that can be done."""
        if self._may_save:
            self.dismiss(True)
