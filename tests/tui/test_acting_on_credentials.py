"""Adding, renaming, rotating and deleting credentials: asked first, sent once, told truly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widgets import Input

from console.accounts.paths import state_folder
from console.sandbox.faults.fault import Fault
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.new_name import NewName
from console.tui.dialogs.pick import Pick
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.screens.credentials.adding import AddCredential
from console.tui.screens.credentials.metadata import EditMetadata
from console.tui.screens.credentials.rotating import RotateKey
from console.tui.screens.credentials.screen import CredentialsScreen
from console.tui.terminal.secret_input import SecretInput
from tests.console_pilot import Console, opened
from tests.tui.at_credentials import (
    SPARE,
    SPEECH,
    TELNYX,
    TWILIO,
    at,
    credentials_of,
    in_front,
    record_of,
    sent,
)
from tests.tui.at_numbers import asked

if TYPE_CHECKING:
    from pathlib import Path

KEY = "0123456789abcdef0123456789abcdef"
QUIET: dict[str, Any] = {"history": 0}


def key_field(console: Console) -> SecretInput:
    return console.app.screen.query_one("#field-key", SecretInput)


async def paste_key(console: Console, key: str = KEY) -> None:
    """Put the cursor into the field of the key and fill it as a paste does."""
    key_field(console).focus()
    key_field(console).insert_text_at_cursor(key)
    await console.pilot.pause()


async def start_adding(console: Console, provider: str = "twilio", name: str = "Main") -> None:
    await console.press("n")
    await in_front(console, AddCredential)
    await console.type(provider)
    await console.press("tab")
    await console.type(name)


def names(console: Console) -> set[str | None]:
    return {each.name for each in console.session.credentials.records.values()}


async def said(console: Console, words: str) -> None:
    await in_front(console, CredentialsScreen)
    await console.until(lambda: words in console.line("status"))


class TestAdding:
    async def test_sends_name_provider_key_and_metadata_once(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), **QUIET) as console:
            screen = await credentials_of(console)
            await start_adding(console)
            await console.press("tab")
            await paste_key(console)
            await console.until(lambda: "✓ 32 characters" in asked(console))
            await console.press("tab", "tab")
            await console.type("AC00")
            await console.press("ctrl+s")
            await in_front(console, CredentialsScreen)
            await said(console, "“Main” is kept. Numbers can go by it now")
            assert sent(console, "POST") == [
                {
                    "name": "Main",
                    "provider": "twilio",
                    "api_key": KEY,
                    "metadata": {"account_sid": "AC00"},
                }
            ]
            await console.until(lambda: "Main" in names(console))
            await console.until(lambda: record_of(console, "Main").id == screen.table.cursor_id)

    async def test_offers_every_named_provider(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await credentials_of(console)
            await console.press("n")
            await in_front(console, AddCredential)
            await console.press("enter")
            await in_front(console, Pick)
            await console.type("calendar")
            await console.press("enter")
            await in_front(console, AddCredential)
            assert console.app.screen.query(Input).first().value == "cal.com"
            assert console.app.screen.focused is console.app.screen.query_one("#field-name")

    async def test_takes_a_provider_that_is_not_named_as_it_is_typed(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await credentials_of(console)
            await start_adding(console, provider="Vonage", name="V")
            assert "The platform does not name this one" in asked(console)
            await paste_key(console)
            await console.press("ctrl+s")
            await console.until(lambda: "Unknown provider 'Vonage'" in asked(console))
            assert isinstance(console.app.screen, AddCredential)
            assert key_field(console).value == ""
            assert "type it again" in asked(console)

    async def test_proposes_metadata_only_where_it_is_usual_and_untouched(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await credentials_of(console)
            await start_adding(console, provider="twilio", name="M")
            await console.pilot.pause()
            values = [field.value for field in console.app.screen.query(Input)]
            assert "account_sid" in values
            await console.press("shift+tab", "ctrl+u")
            await console.type("telnyx")
            await console.pilot.pause()
            values = [field.value for field in console.app.screen.query(Input)]
            assert "account_sid" not in values

    async def test_says_at_each_field_what_is_missing_and_sends_nothing(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await credentials_of(console)
            await console.press("n")
            await in_front(console, AddCredential)
            await console.press("ctrl+s")
            await console.until(lambda: "Whose key is it?" in asked(console))
            words = asked(console)
            assert "Without a name nobody finds it again." in words
            assert "The key is missing." in words
            assert sent(console, "POST") == []

    async def test_sends_a_key_that_looks_unusual_only_when_it_is_said_twice(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await credentials_of(console)
            await start_adding(console)
            await paste_key(console, f"AC{KEY}")
            assert "This looks like the Account SID" in asked(console)
            await console.press("ctrl+s")
            await console.until(lambda: "Once more sends it all the same." in asked(console))
            assert sent(console, "POST") == []
            await console.press("ctrl+s")
            await said(console, "“Main” is kept")
            assert [body["api_key"] for body in sent(console, "POST")] == [f"AC{KEY}"]

    async def test_asks_before_what_was_typed_is_lost(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await credentials_of(console)
            await start_adding(console)
            await console.press("escape")
            await in_front(console, Confirm)
            await console.press("n")
            await in_front(console, AddCredential)
            await console.press("escape")
            await in_front(console, Confirm)
            await console.press("y")
            await in_front(console, CredentialsScreen)

    async def test_whose_answer_is_lost_is_looked_for_and_never_sent_again(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await credentials_of(console)
            await start_adding(console)
            await paste_key(console)
            console.sandbox.fault("drop", method="POST")
            await console.press("ctrl+s")
            await in_front(console, Confirm)
            assert "It is not known whether the credential was added" in asked(console)
            await console.press("y")
            await in_front(console, Confirm)
            await console.press("n")
            await in_front(console, CredentialsScreen)
            await said(console, "The answer was lost")
            assert len(sent(console, "POST")) == 1

    async def test_without_a_journal_sends_nothing(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await credentials_of(console)
            (state_folder() / "journal.jsonl").mkdir(parents=True)
            await start_adding(console)
            await paste_key(console)
            await console.press("ctrl+s")
            await console.until(lambda: "Nothing was sent. The journal" in asked(console))
            assert sent(console, "POST") == []

    async def test_is_refused_on_a_profile_for_reading(self, tmp_path: Path) -> None:
        async with opened(tmp_path, read_only=True, **QUIET) as console:
            await credentials_of(console)
            await console.press("n")
            await said(console, "This profile is read-only.")


class TestRenaming:
    async def test_changes_the_name(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, SPARE)
            await console.press("enter")
            await in_front(console, NewName)
            console.app.screen.query_one(Input).value = "Mail"
            await console.press("enter")
            await said(console, f"“{SPARE}” is called “Mail” now.")
            assert sent(console, "PATCH") == [{"name": "Mail"}]

    async def test_says_what_somebody_else_has_called_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, SPARE)
            await console.press("colon")
            await console.type("rename Mine")
            await console.press("enter")
            await in_front(console, NewName)
            assert console.app.screen.query_one(Input).value == "Mine"
            console.sandbox.edit("credentials", record_of(console, SPARE).id, name="Theirs")
            await console.press("enter")
            await said(console, "Somebody else has called it “Theirs” meanwhile")
            assert sent(console, "PATCH") == []

    async def test_that_is_refused_is_asked_again_with_the_reason(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, SPARE)
            console.sandbox.fault("status", status=409, method="PATCH", text="That name is taken.")
            await console.press("enter")
            await in_front(console, NewName)
            console.app.screen.query_one(Input).value = "Mail"
            await console.press("enter")
            await console.until(lambda: "That name is taken." in asked(console))
            assert console.app.screen.query_one(Input).value == "Mail"


class TestRotating:
    async def test_names_what_uses_it_puts_the_key_in_place_and_watches(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, size=(80, 24), **QUIET) as console:
            screen = await at(console, TELNYX)
            await console.press("r")
            await in_front(console, RotateKey)
            words = asked(console)
            assert f"A new key for “{TELNYX}”" in words
            assert "4 numbers of this carrier may use it" in words
            assert "Perhaps +49 30 23125140 (Buchhaltung Berlin)." in words
            await paste_key(console)
            assert "▲ Keys of telnyx usually begin with KEY." in asked(console)
            await console.press("enter")
            assert "Once more sends it all the same." in asked(console)
            await console.press("enter", "enter")
            await said(console, "has its new key: its next calls are watched")
            assert sent(console, "PATCH") == [{"api_key": KEY}]
            record = record_of(console, TELNYX)
            assert screen.view.aftermath(record) is not None

    async def test_sends_no_masked_key(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, SPEECH)
            await console.press("r")
            await in_front(console, RotateKey)
            await paste_key(console, "sk_••••5d1e")
            await console.press("ctrl+s")
            assert "This is a masked key" in asked(console)
            assert sent(console, "PATCH") == []

    async def test_that_is_refused_asks_for_the_key_again(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, SPEECH)
            await console.press("r")
            await in_front(console, RotateKey)
            await paste_key(console)
            console.sandbox.fault("status", status=400, method="PATCH", text="No good key.")
            await console.press("ctrl+s")
            await console.until(lambda: "Not changed: No good key." in asked(console))
            assert key_field(console).value == ""
            assert "type it again" in asked(console)

    async def test_whose_answer_is_lost_is_watched_all_the_same(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await at(console, SPEECH)
            await console.press("r")
            await in_front(console, RotateKey)
            await paste_key(console)
            console.sandbox.fault("drop", method="PATCH")
            await console.press("ctrl+s")
            await in_front(console, Confirm)
            await console.press("n")
            await said(console, "The answer was lost")
            assert screen.view.aftermath(record_of(console, SPEECH)) is not None
            assert len(sent(console, "PATCH")) == 1


class TestTheMetadata:
    async def test_is_sent_as_names_and_values(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, TWILIO)
            await console.press("m")
            await in_front(console, EditMetadata)
            assert "The platform does not show what is there already" in asked(console)
            await console.press("tab")
            await console.type("AC01")
            await console.press("ctrl+s")
            await said(console, "is sent.")
            assert sent(console, "PATCH") == [{"metadata": {"account_sid": "AC01"}}]

    async def test_begins_with_what_the_platform_shows(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, TWILIO)
            shown = {"account_sid": "AC01", "tries": 3}
            record = record_of(console, TWILIO)
            console.sandbox.edit("credentials", record.id, metadata=shown)
            console.session.credentials.look_again()
            await console.until(lambda: "metadata" in record_of(console, TWILIO).raw)
            await console.press("m")
            await in_front(console, EditMetadata)
            assert "The platform does not show" not in asked(console)
            await console.press("tab", "end")
            await console.type("9")
            await console.press("ctrl+s")
            await console.until(lambda: sent(console, "PATCH"))
            assert sent(console, "PATCH") == [{"metadata": {"account_sid": "AC019", "tries": 3}}]

    async def test_needs_a_name_for_each_value(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, SPARE)
            await console.press("m")
            await in_front(console, EditMetadata)
            await console.press("tab")
            await console.type("42")
            await console.press("ctrl+s")
            assert "“42” needs a name." in asked(console)
            assert sent(console, "PATCH") == []


class TestDeleting:
    async def test_says_what_breaks_and_takes_the_name_as_the_answer(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, SPEECH)
            await console.press("delete")
            await in_front(console, TypedConfirm)
            assert "hears or speaks with it." in asked(console)
            await console.type("ElevenLabs")
            await console.press("enter")
            assert isinstance(console.app.screen, TypedConfirm)
            await console.type(" creator")
            await console.press("enter")
            await said(console, f"“{SPEECH}” is deleted.")
            await console.until(lambda: SPEECH not in names(console))

    async def test_is_refused_in_the_platforms_words_while_numbers_need_it(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, size=(200, 45), **QUIET) as console:
            await at(console, TELNYX)
            await console.press("delete")
            await in_front(console, TypedConfirm)
            assert "4 numbers of this carrier may use it" in asked(console)
            await console.type("Telnyx EU")
            await console.press("enter")
            await said(console, "is not deleted: Still used by +49")

    async def test_of_what_was_gone_already_says_so(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await at(console, SPARE)
            await console.press("delete")
            await in_front(console, TypedConfirm)
            with console.sandbox.api() as api:
                api.delete(f"/credentials/{record_of(console, SPARE).id}").raise_for_status()
            await console.type("sendgrid not used yet")
            await console.press("enter")
            await said(console, "was gone already")


class TestTheNewerPath:
    async def test_is_found_and_written_to(self, tmp_path: Path) -> None:
        """Where the platform knows credentials as integrations alone, nothing else is different."""
        missing = Fault(kind="status", status=404, path="/v1/credentials*")
        async with opened(tmp_path, faults=(missing,), **QUIET) as console:
            screen = await credentials_of(console)
            assert len(screen.table.ids) == 7
            await start_adding(console)
            await paste_key(console)
            await console.press("ctrl+s")
            await said(console, "“Main” is kept")
            posts = [each["path"] for each in console.sandbox.requests("POST")]
            assert posts == ["/v1/integrations"]
