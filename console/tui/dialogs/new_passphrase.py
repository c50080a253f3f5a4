"""The question for a new passphrase, twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import SecretStr
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from console.accounts.encrypted_key import check_passphrase
from console.accounts.errors import KeyUnavailableError
from console.tui.dialogs.keys_line import keys_line
from console.tui.terminal.secret_input import SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class NewPassphrase(ModalScreen[SecretStr | None]):
    """Answers with a passphrase that was typed alike twice, or `None` when left by escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, profile: str) -> None:
        """Ask for the passphrase of this profile's key."""
        super().__init__()
        self._profile = profile

    def compose(self) -> ComposeResult:
        """Title, both fields, what is wrong with them, what follows."""
        with Vertical(classes="dialog asking"):
            yield Static(
                Content(f"A passphrase for the key of {self._profile}"), classes="dialog-title"
            )
            for name, hint in (("passphrase", "four or five words"), ("again", "the same again")):
                field = SecretInput(placeholder=hint, id=name)
                field.compact = True
                yield field
            yield Static(id="passphrase-problem", classes="asking-problem")
            yield Static(
                Content(
                    "It is asked for at each start. Nobody can bring the key back without it; "
                    "a forgotten one costs a new sign-in, nothing else."
                ),
                classes="dialog-note",
            )
            yield keys_line(("enter", "goes on"), ("tab", "other field"), ("esc", "cancel"))

    def on_mount(self) -> None:
        """Begin with the first field."""
        self._tell("")
        self.query_one("#passphrase").focus()

    @on(Input.Submitted, "#passphrase")
    def _go_on(self) -> None:
        self.query_one("#again").focus()

    @on(Input.Submitted, "#again")
    def _take(self) -> None:
        first, again = (self.query_one(f"#{name}", Input) for name in ("passphrase", "again"))
        try:
            passphrase = check_passphrase(first.value, again.value)
        except KeyUnavailableError as error:
            first.value = again.value = ""
            first.focus()
            self._tell(error.words)
            return
        first.value = again.value = ""
        if self.is_current:
            self.dismiss(passphrase)

    def _tell(self, problem: str) -> None:
        told = self.query_one("#passphrase-problem", Static)
        told.update(Content.assemble(("▲ ", "$warning"), Content(problem)))
        told.display = bool(problem)
