"""The fields of an agent that the console does not know: shown as they are, and kept so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from console.tui.widgets.inspector.json_text import json_page
from console.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.geometry import Size

    from console.tui.glyphs import Glyphs

_TITLE = "Unknown to this console, kept as it is"
_HINT_ROOM = 2


class _Json(Reader):
    """As high as its text, within what the style sheet allows."""

    def __init__(self, *, glyphs: Glyphs) -> None:
        super().__init__(glyphs=glyphs)
        self._fields: Mapping[str, Any] = {}

    def show_fields(self, fields: Mapping[str, Any]) -> None:
        """Show these fields, and be as high as they are."""
        self._fields = fields
        self.show(lambda width: json_page(fields, width))
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The lines that it takes at this width."""
        page = json_page(self._fields, max(1, width - _HINT_ROOM))
        return sum(len(paragraph.lines) for paragraph in page)


class UnknownFields(Vertical):
    """A title and the fields as JSON, which scrolls by line; not there when there are none."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(classes="unknown-fields")
        self._json = _Json(glyphs=glyphs)

    def compose(self) -> ComposeResult:
        """The title above the text."""
        yield Static(Content.styled(f"  {_TITLE}", "$muted"))
        yield self._json

    def show(self, unknown: Mapping[str, Any]) -> None:
        """Show these fields."""
        self.display = bool(unknown)
        self._json.show_fields(unknown)
