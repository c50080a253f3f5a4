"""A screen that asks for one secret, in a field from which nothing can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from console.tui.terminal.guarded_app import GuardedApp
from console.tui.terminal.secret_input import SecretInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import SecretStr
    from textual.app import ComposeResult

    from console.accounts.keys import KeyMissing
    from console.opening import Opening


class KeyQuestion(Screen[None]):
    """Asks until there is a key; over an open account escape leads back to that."""

    app = getters.app(GuardedApp)
    SECRET: ClassVar[str]
    """What is asked for: "Secret key"."""
    PLACEHOLDER: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d,f2", "demo", "Demo", priority=True),
        Binding("escape", "leave", "Leave", priority=True),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    class KeyAccepted(Message):
        """A key that may be used; `kept` says where it is."""

        def __init__(self, key: SecretStr, kept: str) -> None:
            super().__init__()
            self.key = key
            self.kept = kept

    class DemoWanted(Message):
        """The demo is to be opened instead."""

    def __init__(self, opening: Opening, missing: KeyMissing, *, over_account: bool) -> None:
        """Build the screen.

        Args:
            opening: the profile whose key it is.
            missing: why there is no key.
            over_account: whether the account is open and the board lies below.
        """
        super().__init__()
        self.opening = opening
        self.missing = missing
        self.over_account = over_account

    def compose(self) -> ComposeResult:
        """What is missing, where to enter it, and the other ways."""
        profile = self.opening.profile
        with Vertical(classes="key-question"):
            yield Static(Content("OneInbox console"), classes="dialog-title")
            yield Static(Content(self.missing.words))
            yield Static(
                Content.assemble(
                    (f"{self.SECRET} of ", "$muted"), (profile.name, "bold"),
                    (f" at {profile.host}", "$muted"),
                )
            )  # fmt: skip
            yield SecretInput(placeholder=self.PLACEHOLDER, id="key")
            yield Static(id="key-status")
            yield Static(
                Content("\n").join(
                    Content.assemble((key, "bold $accent"), (f" {words}", "$muted"))
                    for key, words in (*self.keys(), *self._keys_to_leave())
                )
            )
            yield from self.compose_others()

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys, each with what it does."""
        raise NotImplementedError

    def compose_others(self) -> ComposeResult:
        """What else can be done."""
        return ()

    def answer(self, secret: str) -> None:
        """Do something with what was entered."""
        raise NotImplementedError

    def _keys_to_leave(self) -> Sequence[tuple[str, str]]:
        if self.over_account:
            return (("esc", "goes back; nothing more is asked of the platform"),)
        return (
            ("ctrl+d", "opens the demo: a simulated OneInbox, no key needed"),
            ("esc", "quits"),
        )

    @on(Input.Submitted, "#key")
    def _submit(self, event: Input.Submitted) -> None:
        event.input.value, secret = "", event.value
        self.answer(secret)

    async def action_leave(self) -> None:
        """Go back to the board, or leave the console where there is none."""
        if self.over_account:
            self.app.pop_screen()
        else:
            await self.app.action_quit()

    def action_demo(self) -> None:
        """Ask for the demo."""
        if not self.over_account:
            self.tell("Starting the demo…")
            self.post_message(self.DemoWanted())

    def tell(self, words: str, *, trouble: bool = False) -> None:
        """Say under the field what is going on, or what went wrong."""
        style = "$warning" if trouble else "$muted"
        self.query_one("#key-status", Static).update(Content.styled(words, style))
