"""A form whose content is sent, once: what all such forms do alike."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from console.actions.calls import Refused
from console.tui.dialogs.form_parts import tell, warning
from console.tui.terminal.guarded_app import GuardedApp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.tui.dialogs.confirm import Confirm

R = TypeVar("R")


class SendingForm(ModalScreen[R | None]):
    """Stays open with what was typed until that is taken, or may have been.

    Its subclass composes the buttons `#cancel` and `#send`, and `#problem-status`, the note that
    belongs to no field.

    Attributes:
        NOT_DONE: what a refusal begins with, such as "Not added".
    """

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("ctrl+s", "send", "Send"),
    ]
    NOT_DONE: ClassVar[str]

    _busy = False

    # What a form says

    @abstractmethod
    def is_touched(self) -> bool:
        """Whether leaving would lose something that was typed."""

    @abstractmethod
    def before_discarding(self) -> Confirm:
        """The question before that is lost."""

    @abstractmethod
    async def check_and_send(self) -> R | Refused | None:
        """Send what is typed, if it can be and a person says so; None when nothing was sent."""

    def take_refusal(self, refused: Refused) -> None:
        """Show what is wrong with each field."""

    # Leaving

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Close; nothing has been sent. What was typed is not lost without a question."""
        if self.is_current and not self._busy:
            self._ask_and_leave()

    @work(exclusive=True, group="leave", exit_on_error=False)
    async def _ask_and_leave(self) -> None:
        if not self.is_touched() or await self.app.push_screen_wait(self.before_discarding()):
            self.dismiss(None)

    # Sending

    @on(Button.Pressed, "#send")
    def action_send(self) -> None:
        """Check and send; a second key while that goes on does nothing."""
        if not self._busy:
            self._busy = True
            self._check_and_send()

    @work(exit_on_error=False)
    async def _check_and_send(self) -> None:
        self.tell("status", Content())
        try:
            result = await self.check_and_send()
        finally:
            self._busy = False
        if isinstance(result, Refused):
            words = Content.assemble((f"{self.NOT_DONE}: ", "$error"), Content(result.error.words))
            self.tell("status", words)
            self.take_refusal(result)
        elif result is not None:
            self.dismiss(result)

    # What is said

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, by the fields' names."""
        for name, words in problems.items():
            if words:
                self.tell(name, warning(words))

    def tell(self, name: str, words: Content) -> None:
        """Say something under a field, or where it belongs to none, above the buttons."""
        notes = self.query(f"#problem-{name}").results(Static)
        tell(next(notes, self.query_one("#problem-status", Static)), words)
