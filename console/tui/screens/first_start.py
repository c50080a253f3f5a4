"""The screen of a start without a key: it asks for one, offers the demo, and explains the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from console.accounts.errors import AccountError, KeyTrouble, KeyUnavailableError
from console.accounts.key_sources import check_key
from console.accounts.keys import other_ways
from console.api.errors import ApiError
from console.tui.dialogs.confirm import Confirm
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.terminal.secret_input import SecretInput

if TYPE_CHECKING:
    from pydantic import SecretStr
    from textual.app import ComposeResult

    from console.accounts.keys import KeyMissing
    from console.tui.opening import Opening


_WITHOUT_KEYRING = {
    KeyTrouble.NO_KEYRING,
    KeyTrouble.KEYRING_LOCKED,
    KeyTrouble.KEYRING_SILENT,
    KeyTrouble.KEYRING_FAILED,
}


class FirstStart(Screen[None]):
    """Takes a key, checks it with one request, and keeps it where it is safe."""

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d,f2", "demo", "Demo", priority=True),
        Binding("escape,ctrl+q", "app.quit", "Quit", priority=True),
    ]

    class KeyAccepted(Message):
        """A key that works; `kept` says where it is."""

        def __init__(self, key: SecretStr, kept: str) -> None:
            super().__init__()
            self.key = key
            self.kept = kept

    class DemoWanted(Message):
        """The demo is to be opened instead."""

    def __init__(self, opening: Opening, missing: KeyMissing) -> None:
        super().__init__()
        self._opening = opening
        self._missing = missing
        self._keeps = missing.reason not in _WITHOUT_KEYRING

    def compose(self) -> ComposeResult:
        """What is missing, where to enter it, and the other ways."""
        profile = self._opening.profile
        use = "keeps it in the system keyring" if self._keeps else "uses it for this session only"
        with Vertical(classes="first-start"):
            yield Static(Content("OneInbox console"), classes="dialog-title")
            yield Static(Content(self._missing.words))
            yield Static(
                Content.assemble(
                    ("Secret key of ", "$muted"), (profile.name, "bold"),
                    (f" at {profile.host}", "$muted"),
                )
            )  # fmt: skip
            yield SecretInput(placeholder="oi_sk_…", id="key")
            yield Static(id="first-start-status")
            yield Static(
                Content.assemble(
                    ("enter", "bold $accent"),
                    (f" checks the key and {use}\n", "$muted"),
                    ("ctrl+d", "bold $accent"),
                    (" opens the demo: a simulated OneInbox, no key needed\n", "$muted"),
                    ("esc", "bold $accent"),
                    (" quits", "$muted"),
                )
            )  # fmt: skip
            heading = "Where no keyring exists" if self._keeps else "For longer than a session"
            yield Static(Content(heading), classes="help-group")
            steps = "\n".join(self._missing.steps or other_ways(profile))
            yield Static(Content.styled(steps, "$muted"))

    @on(Input.Submitted, "#key")
    def _submit(self, event: Input.Submitted) -> None:
        event.input.value, text = "", event.value
        try:
            key = check_key(text)
        except KeyUnavailableError as error:
            self.tell(error.words, trouble=True)
        else:
            self._sign_in(key)

    @work(exclusive=True, exit_on_error=False)
    async def _sign_in(self, key: SecretStr) -> None:
        self.tell(f"Asking {self._opening.profile.host}…")
        try:
            await self._opening.check(key)
        except ApiError as error:
            self.tell(f"{error.words} Nothing was stored.", trouble=True)
            return
        if not self._keeps:
            self._use_for_this_session(key)
            return
        self.tell("The key works. Waiting for the system keyring…")
        try:
            kept = f"Key saved in the system keyring ({await self._opening.keep(key)})."
        except KeyUnavailableError as error:
            self.tell(error.words, trouble=True)
            if not await self.app.push_screen_wait(
                Confirm(
                    "Use the key for this session only?",
                    yes="This session only",
                    consequence=f"{error.words} It is forgotten when the console ends.",
                )
            ):
                return
            self._use_for_this_session(key)
            return
        except AccountError as error:
            kept = f"Key saved in the system keyring, but the profile was not. {error.words}"
        self.post_message(self.KeyAccepted(key, kept))

    def _use_for_this_session(self, key: SecretStr) -> None:
        self._opening.keys.remember(self._opening.profile.name, key)
        self.post_message(self.KeyAccepted(key, "The key is used for this session only."))

    def action_demo(self) -> None:
        """Ask for the demo."""
        self.tell("Starting the demo…")
        self.post_message(self.DemoWanted())

    def tell(self, words: str, *, trouble: bool = False) -> None:
        """Say under the field what is going on, or what went wrong."""
        style = "$warning" if trouble else "$muted"
        self.query_one("#first-start-status", Static).update(Content.styled(words, style))
