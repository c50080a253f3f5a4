"""Something that a person should read before going on: nothing is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.tui.dialogs.keys_line import keys_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Notice(ModalScreen[None]):
    """A title and some sentences, each on lines of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss(None)", "Close")]

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        """Say these sentences, which are cleaned."""
        super().__init__()
        self._title = title
        self._sentences = sentences

    def compose(self) -> ComposeResult:
        """Title, sentences, keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            for sentence in self._sentences:
                yield Static(Content(sentence), classes="dialog-name")
            yield keys_line(("enter", "closes"))
