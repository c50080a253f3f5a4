"""While it is looked into whom to call again: that it is, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.archive.errors import ArchiveError
from console.tui.dialogs.keys_line import keys_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

R = TypeVar("R")

_SHOWN_AFTER = 0.2
"""Seconds; what is found sooner needs no words."""


class RedialLooking(ModalScreen["R | ArchiveError | None"], Generic[R]):
    """Takes the keys at once, and closes with what was found, or with why it could not be.

    Answers `None` when somebody did not want to wait.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "stop", "Cancel")]

    def __init__(self, look: Callable[[], Awaitable[R]]) -> None:
        """Build the dialog.

        Args:
            look: finds out; may raise ArchiveError.
        """
        super().__init__()
        self._look = look

    def compose(self) -> ComposeResult:
        """What goes on, and the key that ends it."""
        with Vertical(classes="dialog"):
            yield Static(Content("Redial many"), classes="dialog-title")
            yield Static(Content.styled("Looking what was since with each of the calls…", "$muted"))
            yield keys_line(("esc", "cancels"))

    def on_mount(self) -> None:
        """Begin."""
        self.set_timer(_SHOWN_AFTER, lambda: self.add_class("-shown"))
        self._go()

    def action_stop(self) -> None:
        """Close without an answer."""
        if self.is_current:
            self.dismiss(None)

    @work(exit_on_error=False)
    async def _go(self) -> None:
        try:
            found: R | ArchiveError = await self._look()
        except ArchiveError as error:
            found = error
        self.dismiss(found)
