"""What a browser needs to join a web call; the token is a secret and stays hidden unless asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.tui.dialogs.keys_line import keys_line
from console.tui.terminal.guarded_app import GuardedApp

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.api.records.call import WebCall


class WebCallJoin(ModalScreen[None]):
    """Shows a web call's address and token, and copies them on request."""

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss(None)", "Back"),
        Binding("u", "copy_address", "Copy address"),
        Binding("t", "copy_token", "Copy token"),
        Binding("v", "reveal", "Show token"),
    ]

    def __init__(self, web_call: WebCall) -> None:
        super().__init__()
        self._call = web_call
        self._revealed = False

    def compose(self) -> ComposeResult:
        """Address, token, warning, keys."""
        with Vertical(classes="dialog"):
            yield Static(Content("The web call is open"), classes="dialog-title")
            yield Static(id="web-call-facts")
            yield Static(
                Content(
                    "Whoever holds the token can join this call. It is for one participant and "
                    "lasts a short time; hand it to the browser and to nobody else."
                ),
                classes="dialog-note",
            )
            yield keys_line(
                ("u", "copy address"), ("t", "copy token"), ("v", "show token"), ("esc", "close")
            )

    def on_mount(self) -> None:
        """Show what is known."""
        self._show()

    def action_copy_address(self) -> None:
        """Copy the server's address."""
        self.app.copy_to_clipboard(self._call.server_url or "")

    def action_copy_token(self) -> None:
        """Copy the token itself."""
        self.app.copy_to_clipboard(self._token)

    def action_reveal(self) -> None:
        """Show the token, or hide it again."""
        self._revealed = not self._revealed
        self._show()

    @property
    def _token(self) -> str:
        token = self._call.participant_token
        return token.get_secret_value() if token else ""

    def _show(self) -> None:
        token = self._token if self._revealed else "•" * 12 + self._token[-4:]
        rows = (
            ("Call", self._call.id),
            ("Server", self._call.server_url or "–"),
            ("Token", token if self._token else "none came with the answer"),
        )
        self.query_one("#web-call-facts", Static).update(
            Content("\n").join(
                Content.assemble((f"{label:<8}", "$muted"), Content(value)) for label, value in rows
            )
        )
