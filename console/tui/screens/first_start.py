"""The screen of a start without a key: it asks for one, offers the demo, and explains the rest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from console.accounts.errors import AccountError, KeyTrouble, KeyUnavailableError
from console.accounts.key_sources import check_key
from console.accounts.keys import KeyMissing, other_ways
from console.accounts.profiles import ENCRYPTED_FILE
from console.api.errors import ApiError
from console.tui.dialogs.menu import Choice, Menu
from console.tui.dialogs.new_passphrase import NewPassphrase
from console.tui.screens.key_question import KeyQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import SecretStr
    from textual.app import ComposeResult

    from console.opening import Opening

_WITHOUT_KEYRING = {
    KeyTrouble.NO_KEYRING,
    KeyTrouble.KEYRING_LOCKED,
    KeyTrouble.KEYRING_SILENT,
    KeyTrouble.KEYRING_FAILED,
}


class FirstStart(KeyQuestion):
    """Takes a key, checks it with one request, and keeps it where it is safe."""

    SECRET = "Secret key"  # noqa: S105 - what is asked for
    PLACEHOLDER = "oi_sk_…"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "look_again", "Look again", priority=True),
    ]

    def __init__(self, opening: Opening, missing: KeyMissing, *, over_account: bool) -> None:
        """Build the screen, as a `KeyQuestion`."""
        super().__init__(opening, missing, over_account=over_account)
        self._storing: asyncio.Task[str] | None = None

    @property
    def _has_keyring(self) -> bool:
        return self.missing.reason not in _WITHOUT_KEYRING

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys, each with what it does."""
        if self.opening.giver:
            use = "uses it for this session only"
        elif self.opening.profile.key_store == ENCRYPTED_FILE:
            use = "keeps it in a file that a passphrase opens"
        elif self._has_keyring:
            use = "keeps it in the system keyring"
        else:
            use = "asks where to keep it"
        again = (("ctrl+r", "looks once more for the key that is stored"),)
        may_mend = not self._has_keyring and self.missing.reason is not KeyTrouble.NO_KEYRING
        return (("enter", f"checks the key and {use}"), *(again if may_mend else ()))

    def compose_others(self) -> ComposeResult:
        """The ways to have a key that this screen does not go."""
        heading = "Where no keyring exists" if self._has_keyring else "For longer than a session"
        yield Static(Content(heading), classes="help-group")
        steps = "\n".join(self.missing.steps or other_ways(self.opening.profile))
        yield Static(Content.styled(steps, "$muted"))

    def answer(self, secret: str) -> None:
        """Check and keep what was entered."""
        try:
            key = check_key(secret)
        except KeyUnavailableError as error:
            self.tell(error.words, trouble=True)
        else:
            self._sign_in(key)

    @work(exclusive=True, exit_on_error=False)
    async def _sign_in(self, key: SecretStr) -> None:
        self.tell(f"Asking {self.opening.profile.host}…")
        try:
            await self.opening.check(key)
        except ApiError as error:
            self.tell(f"{error.words} Nothing was stored.", trouble=True)
            return
        kept = await self._keep(key)
        if kept is None:
            self.tell("Nothing was stored.")
        else:
            self.post_message(self.KeyAccepted(key, kept))

    async def _keep(self, key: SecretStr) -> str | None:
        """Keep a key that works; says where it is, or nothing when the person wants it nowhere."""
        if giver := self.opening.giver:
            words = f"{self.opening.profile.name} takes its key from {giver}; change it there too."
            return await self._keep_otherwise(key, words)
        if self.opening.profile.key_store == ENCRYPTED_FILE:
            return await self._keep_encrypted(key)
        if not self._has_keyring:
            return await self._keep_otherwise(key, self.missing.words)
        return await self._keep_in_keyring(key)

    async def _keep_in_keyring(self, key: SecretStr) -> str | None:
        self.tell("The key works. Waiting for the system keyring… esc skips it")
        self._storing = asyncio.create_task(self.opening.keep(key))
        try:
            await asyncio.wait((self._storing,))
            return _saved_in(self._storing.result())
        except asyncio.CancelledError:
            if not self._storing.cancelled():
                self._storing.cancel()
                raise
            why = "The system keyring was skipped."
        except KeyUnavailableError as error:
            why = error.words
        except AccountError as error:
            return f"Key saved in the system keyring, but the profile was not. {error.words}"
        finally:
            self._storing = None
        return await self._keep_otherwise(key, why)

    async def _keep_otherwise(self, key: SecretStr, why: str) -> str | None:
        """Let the person say where the key is to be, as the keyring does not take it."""
        self.tell(why, trouble=True)
        choices = [Choice("session", "s", "For this session only", "gone when the console ends")]
        if self.opening.giver is None:
            note = "in a file, for the starts to come"
            choices.append(Choice("file", "p", "Encrypted with a passphrase", note))
        chosen = await self.app.push_screen_wait(Menu("Where shall the key be?", choices))
        if chosen == "file":
            return await self._keep_encrypted(key)
        if chosen == "session":
            self.opening.keys.remember(self.opening.profile.name, key)
            return "The key is used for this session only."
        return None

    async def _keep_encrypted(self, key: SecretStr) -> str | None:
        passphrase = await self.app.push_screen_wait(NewPassphrase(self.opening.profile.name))
        if passphrase is None:
            return None
        self.tell("Encrypting the key…")
        try:
            return _saved_in(await self.opening.keep(key, passphrase))
        except KeyUnavailableError as error:
            return await self._keep_otherwise(key, error.words)
        except AccountError as error:
            return f"Key saved, but the profile, which says where, was not. {error.words}"

    @work(exclusive=True, exit_on_error=False)
    async def action_look_again(self) -> None:
        """Look for the stored key once more; what was typed stays."""
        self.tell("Looking for the key…")
        found = await self.opening.find_key()
        if isinstance(found, KeyMissing):
            self.missing = found
            self.tell(found.words, trouble=True)
        else:
            self.post_message(self.KeyAccepted(found.key, found.notice or ""))

    async def action_leave(self) -> None:
        """Wait no longer for the keyring; or leave, when nothing is waited for."""
        if self._storing is not None:
            self._storing.cancel()
        else:
            await super().action_leave()


def _saved_in(place: str) -> str:
    return f"Key saved in {place}."
