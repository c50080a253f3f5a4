"""A merged text, edited by hand before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.keys_line import keys_line
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.line import Line
from console.tui.widgets.prompt_area.area import PromptArea

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ByHand(ModalScreen[str | None]):
    """Answers with the edited text, exact, or `None` when left."""

    app = getters.app(GuardedApp)
    AUTO_FOCUS = "#by-hand"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Take it", show=False, priority=True),
        Binding("escape", "leave", "Back", show=False, priority=True),
    ]

    def __init__(self, title: str, text: str) -> None:
        """Build the screen.

        Args:
            title: which text it is, cleaned.
            text: the text, exact.
        """
        super().__init__()
        self._title = title
        self._text = text
        self._area = PromptArea(id="by-hand")

    def compose(self) -> ComposeResult:
        """What is edited, the text, the keys."""
        yield Line(id="by-hand-title")
        yield self._area
        yield keys_line(("ctrl+s", "take it"), ("esc", "back to the merge"))

    def on_mount(self) -> None:
        """Put the text in."""
        title = Content.assemble((" Merge by hand ", "$muted"), (self._title, "bold"))
        self.query_one("#by-hand-title", Line).show(title)
        self._area.load_exact(self._text)

    def action_take(self) -> None:
        """Answer with the text as it is now."""
        self.dismiss(self._area.exact)

    @work(exit_on_error=False)
    async def action_leave(self) -> None:
        """Go back to the merge; what was typed here goes only when the person says so."""
        question = Confirm("Throw away what you edited here?", yes="Throw away", danger=True)
        if not self._area.edited or await self.app.push_screen_wait(question):
            self.dismiss(None)
