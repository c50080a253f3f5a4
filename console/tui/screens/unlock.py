"""The screen of a start with an encrypted key: it asks for the passphrase, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import SecretStr
from textual import work
from textual.binding import Binding, BindingType

from console.accounts.errors import KeyTrouble
from console.accounts.keys import KeyMissing
from console.tui.screens.first_start import FirstStart
from console.tui.screens.key_question import KeyQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence


class Unlock(KeyQuestion):
    """Opens the profile's key with its passphrase, which is forgotten at once."""

    SECRET = "Passphrase"  # noqa: S105 - what is asked for
    PLACEHOLDER = "passphrase"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "enter_key", "Another key", priority=True),
    ]

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys, each with what it does."""
        return (
            ("enter", "opens the key"),
            ("ctrl+n", "takes another key instead, for who has forgotten the passphrase"),
        )

    def answer(self, secret: str) -> None:
        """Open the key."""
        self.tell("Opening the key…")
        self._open(SecretStr(secret))

    @work(exclusive=True, exit_on_error=False)
    async def _open(self, passphrase: SecretStr) -> None:
        found = await self.opening.find_key(passphrase)
        if isinstance(found, KeyMissing):
            self.tell(found.words, trouble=True)
        else:
            self.post_message(self.KeyAccepted(found.key, found.notice or ""))

    def action_enter_key(self) -> None:
        """Ask for the key itself."""
        name = self.opening.profile.name
        missing = KeyMissing(KeyTrouble.NOT_FOUND, f"Another key for profile {name}.", ())
        self.app.switch_screen(  # pyright: ignore[reportUnknownMemberType]
            FirstStart(self.opening, missing, over_account=self.over_account)
        )
