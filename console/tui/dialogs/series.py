"""Something that is done many times over, while one waits: how far it is, and a way to stop."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.tui.dialogs.keys_line import keys_line

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from textual.app import ComposeResult


class Series(ModalScreen[bool]):
    """Goes through a series and closes; escape stops after what is being done.

    Answers whether it came to its end.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,x", "stop", "Stop")]

    def __init__(
        self, title: str, total: int | None, what: str, steps: AsyncGenerator[int]
    ) -> None:
        """Build the dialog.

        Args:
            title: what is done, cleaned.
            total: of how many; None while nobody knows.
            what: what they are, such as "calls".
            steps: does them; says after each how many are done, and ends when one fails.
        """
        super().__init__()
        self._title = title
        self._total = total
        self._what = what
        self._steps = steps
        self._stopped = False

    def compose(self) -> ComposeResult:
        """The title, how far it is, the key that stops it."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(id="series-far")
            yield keys_line(("esc", "stops here"))

    def on_mount(self) -> None:
        """Begin."""
        self._show(0)
        self._go()

    def action_stop(self) -> None:
        """Begin no other."""
        self._stopped = True
        self.query_one("#series-far", Static).update(Content.styled("Stopping…", "$muted"))

    @work(exit_on_error=False)
    async def _go(self) -> None:
        async with aclosing(self._steps) as steps:
            async for done in steps:
                if self._stopped:
                    break
                self._show(done)
        self.dismiss(not self._stopped)

    def _show(self, done: int) -> None:
        of = f" of {self._total:,}" if self._total is not None else ""
        far = Content.assemble((f"{done:,}{of}", "bold"), (f" {self._what}", "$muted"))
        self.query_one("#series-far", Static).update(far)
