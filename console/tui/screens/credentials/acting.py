"""What an operator does to credentials from their list: the questions and the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.actions.calls import Refused
from console.actions.writes import Differs, Done, Overtaken, Unsure, told
from console.api.errors import Trouble
from console.api.records.credential import Credential
from console.insight.provider_keys import CARRIERS
from console.tui.action_screen import ActionScreen
from console.tui.dialogs.new_name import NewName
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.screens.credentials.getting import ask_for_credential
from console.tui.screens.credentials.metadata import EditMetadata
from console.tui.screens.credentials.rotating import RotateKey
from console.tui.screens.credentials.view import CredentialsView, in_sentences, name_of
from console.tui.written import sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from pydantic import SecretStr

    from console.actions.credentials import Result
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings


class CredentialActing(ActionScreen):
    """The actions on credentials, for a screen that has an account and a view of them."""

    account: OpenAccount
    surroundings: Surroundings
    view: CredentialsView

    # What a screen says

    def acted_on(self, credential_ids: Iterable[str]) -> None:
        """Take the marks off credentials for which an action was done."""
        raise NotImplementedError

    def await_credential(self, credential_id: str) -> None:
        """Bring a credential that has just come under the reader's eyes."""
        raise NotImplementedError

    # A new credential

    @work(exit_on_error=False)
    async def do_add_credential(self, provider: str = "") -> None:
        """Ask for provider, name and key, and keep them on the platform."""
        result = await ask_for_credential(self.app, self.account, provider.strip())
        if isinstance(result, Done | Differs):
            carries = (result.record.provider or "").lower() in CARRIERS
            next_step = " Numbers can go by it now: g n." if carries else ""
            self.say(f"“{name_of(result.record)}” is kept.{next_step}")
            self.await_credential(result.record.id)
        elif result is not None:
            self.say(told(result), trouble=True)

    # Its name, and what stands beside the key

    @work(exit_on_error=False)
    async def do_rename_credential(self, name: str = "") -> None:
        """Ask for another name until it is taken or given up."""
        credential = self.situation().under
        if not isinstance(credential, Credential):
            return
        proposed, refused = name.strip() or name_of(credential), ""
        while True:
            question = NewName(
                f"Rename “{name_of(credential)}”",
                yes="Rename",
                about="Its key stays, and so does everything that uses it.",
                check=lambda typed: "" if typed else "Without a name nobody finds it again.",
                proposed=proposed,
                refused=refused,
            )
            chosen = await self.app.push_screen_wait(question)
            if chosen is None:
                return
            proposed = chosen
            renaming = self.account.credentials.rename(credential, chosen)
            result = await sent(self.app, renaming, "it was renamed")
            if not isinstance(result, Refused):
                self._tell_of_name(result, name_of(credential), chosen)
                return
            refused = told(result)

    def _tell_of_name(self, result: Result, before: str, wanted: str) -> None:
        match result:
            case Done(record=record):
                self.acted_on((record.id,))
                self.say(f"“{before}” is called “{name_of(record)}” now.")
            case Overtaken(record=record):
                words = f"Somebody else has called it “{name_of(record)}” meanwhile"
                self.say(f"{words}; nothing was sent.", trouble=True)
            case Differs(record=record):
                words = f"The platform calls it “{name_of(record)}”, not “{wanted}”."
                self.say(words, trouble=True)
            case _:
                self.say(told(result), trouble=True)

    @work(exit_on_error=False)
    async def do_edit_metadata(self, _: str = "") -> None:
        """Ask for what stands beside the key until it is taken or given up."""
        credential = self.situation().under
        if not isinstance(credential, Credential):
            return
        given: Mapping[str, Any] | None = None
        refused = ""
        while True:
            question = EditMetadata(credential, given=given, refused=refused)
            given = await self.app.push_screen_wait(question)
            if given is None:
                return
            sending = self.account.credentials.set_metadata(credential, given)
            result = await sent(self.app, sending, "the metadata was changed")
            if isinstance(result, Refused):
                refused = told(result)
                continue
            done = isinstance(result, Done)
            said = f"The metadata of “{name_of(credential)}” is sent." if done else told(result)
            self.say(said, trouble=not done)
            return

    # A new key

    @work(exit_on_error=False)
    async def do_rotate_credential(self, _: str = "") -> None:
        """Name what uses it, take the new key, and watch the next calls over it."""
        credential = self.situation().under
        if not isinstance(credential, Credential):
            return
        self.view.look_through()
        uses = self.view.uses(credential)

        async def rotate(key: SecretStr) -> Result:
            rotating = self.account.credentials.rotate(credential.id, key)
            return await sent(self.app, rotating, "the key was changed")

        result = await self.app.push_screen_wait(RotateKey(credential, uses, send=rotate))
        if result is None:
            return
        if isinstance(result, Done | Unsure):
            self.account.credentials.watch.begin(credential.id, uses)
        if isinstance(result, Done):
            self.acted_on((credential.id,))
            self.say(f"“{name_of(credential)}” has its new key: its next calls are watched.")
        else:
            self.say(told(result), trouble=True)

    def warn_of(self, credential_id: str) -> None:
        """Say, on whatever screen is in front, that calls fail since a key was changed."""
        credential = self.account.session.credentials.records.get(credential_id)
        if credential is None or (aftermath := self.view.aftermath(credential)) is None:
            return
        words = aftermath.words(name_of(credential), self.view.now())
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, ActionScreen):
                screen.say(words, trouble=True)
                break

    # Giving one up

    @work(exit_on_error=False)
    async def do_delete_credential(self, _: str = "") -> None:
        """Say what breaks; delete it once its name was typed."""
        credential = self.situation().under
        if not isinstance(credential, Credential):
            return
        self.view.look_through()
        name = name_of(credential)
        question = TypedConfirm(
            f"Delete “{name}”?",
            yes="Delete",
            name=credential.name or "",
            id_=credential.id,
            breaks=in_sentences(self.view.uses(credential)),
            about="The key is gone with it: nobody can bring it back from here. What uses it "
            "fails from its next call on.",
        )
        if not await self.app.push_screen_wait(question):
            return
        deleting = self.account.credentials.delete(credential.id)
        result = await sent(self.app, deleting, f"“{name}” was deleted")
        match result:
            case Done():
                self.acted_on((credential.id,))
                self.say(f"“{name}” is deleted.")
            case Refused(error=error) if error.kind is Trouble.NOT_FOUND:
                self.account.session.credentials.look_again()
                self.say(f"“{name}” was gone already.")
            case _:
                self.say(f"“{name}” is not deleted: {told(result)}", trouble=True)
