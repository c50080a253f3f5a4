"""The question for a new key in the place of an old one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from console.actions.credentials import Result
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.form_parts import note
from console.tui.dialogs.keys_line import keys_line
from console.tui.dialogs.named_lines import NamedLines
from console.tui.dialogs.sending_form import SendingForm
from console.tui.production import asked_by
from console.tui.screens.credentials.key_entry import KeyEntry
from console.tui.screens.credentials.view import in_sentences, masked_key, name_of

if TYPE_CHECKING:
    from pydantic import SecretStr
    from textual.app import ComposeResult

    from console.actions.calls import Refused
    from console.actions.uses import Uses
    from console.api.records.credential import Credential

Send = Callable[["SecretStr"], Awaitable[Result]]


class RotateKey(SendingForm[Result]):
    """Names what goes by the credential, takes the new key and sends it, once."""

    NOT_DONE: ClassVar[str] = "Not changed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "scroll_uses(4)", "Down", show=False),
        Binding("pageup", "scroll_uses(-4)", "Up", show=False),
    ]

    def __init__(self, credential: Credential, uses: Uses, *, send: Send) -> None:
        """Ask for a new key of this credential; `send` puts it in place, once."""
        super().__init__()
        self._credential = credential
        self._uses = uses
        self._send = send
        self._key = KeyEntry((credential.provider or "").lower())

    def compose(self) -> ComposeResult:
        """Which key, what uses it, the field, what follows."""
        credential = self._credential
        about = " · ".join(filter(None, (credential.provider, masked_key(credential))))
        with Vertical(classes="dialog form credential"):
            title = f"A new key for “{name_of(credential)}”"
            yield Static(asked_by(self, title), classes="dialog-title")
            yield Static(Content.styled(about, "$muted"))
            uses = in_sentences(self._uses) or ("Nothing uses it.",)
            yield NamedLines([Content(each) for each in uses], keys="pgup pgdn")
            yield self._key
            yield Static(
                Content(
                    "The next calls go by the new key; the old one cannot be brought back. They "
                    "are watched: if more of them fail than before, you are told."
                ),
                classes="dialog-note",
            )
            yield note("status")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="cancel")
                yield Button("Rotate", id="send", variant="error")
            yield keys_line(("tab", "buttons"), ("ctrl+s", "puts it in place"), ("esc", "back"))

    def on_mount(self) -> None:
        """Take the key."""
        self._key.enter()

    def action_scroll_uses(self, rows: int) -> None:
        """Scroll what uses it, where it is longer than its place."""
        self.query_one(NamedLines).scroll_lines(rows)

    @on(Input.Submitted)
    def _submit(self) -> None:
        """Enter goes to the button: what was pasted is not sent by its own end of line."""
        if self._key.may_be_sent():
            self.query_one("#send").focus()

    def is_touched(self) -> bool:
        """Whether a key is typed."""
        return not self._key.is_empty

    def before_discarding(self) -> Confirm:
        """The question before it is lost."""
        return Confirm(
            "Discard this key?",
            yes="Discard",
            consequence="It is kept nowhere. The credential stays as it is.",
        )

    async def check_and_send(self) -> Result | None:
        """Put the key in place, if it can be one."""
        if not self._key.may_be_sent():
            return None
        self.tell("status", Content("Sending…"))
        return await self._send(self._key.take())

    def take_refusal(self, refused: Refused) -> None:  # noqa: ARG002 - it is said above already
        """Ask for the key again."""
        self._key.tell_it_is_gone()
        self._key.enter()
