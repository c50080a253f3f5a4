"""The console at its list of credentials, for whoever tests it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.tui.screens.credentials.adding import AddCredential
from console.tui.screens.credentials.screen import CredentialsScreen
from console.tui.terminal.secret_input import SecretInput

if TYPE_CHECKING:
    from console.api.records.credential import Credential
    from tests.console_pilot import Console

TWILIO = "Twilio – production"
TELNYX = "Telnyx EU"
SPEECH = "ElevenLabs – creator"
SPARE = "SendGrid (not used yet)"


async def credentials_of(console: Console) -> CredentialsScreen:
    """Go to the list and wait until it shows what the account has, and what uses that."""
    await console.press("g", "r")
    await console.until(lambda: isinstance(console.app.screen, CredentialsScreen))
    screen = console.app.screen
    assert isinstance(screen, CredentialsScreen)
    session = console.session
    await console.until(lambda: session.credentials.freshness.last_good is not None)
    await console.until(lambda: len(screen.table.ids) == len(session.credentials.records))
    return screen


async def known(console: Console, screen: CredentialsScreen) -> None:
    """Wait until it is known what uses each credential."""
    await console.until(lambda: not screen.view.reads)
    await console.pilot.pause()


def record_of(console: Console, name: str) -> Credential:
    records = console.session.credentials.records.values()
    return next(record for record in records if record.name == name)


async def at(console: Console, name: str) -> CredentialsScreen:
    """Go to the list and put the cursor on a credential of which all uses are known."""
    screen = await credentials_of(console)
    await known(console, screen)
    screen.table.move_to(record_of(console, name).id)
    await console.pilot.pause()
    return screen


async def in_front(console: Console, kind: type[Any]) -> None:
    await console.until(lambda: isinstance(console.app.screen, kind))
    await console.pilot.pause()


def sent(console: Console, method: str) -> list[Any]:
    """The bodies of what was sent to the credentials."""
    requests = console.sandbox.requests(method)
    return [each["body"] for each in requests if each["path"].startswith("/v1/credentials")]


async def add_credential(console: Console, provider: str, name: str, key: str) -> None:
    """Fill the form that is coming in front, and send it."""
    await in_front(console, AddCredential)
    await console.type(provider)
    await console.press("tab")
    await console.type(name)
    await console.press("enter")
    console.app.screen.query_one("#field-key", SecretInput).value = key
    await console.pilot.pause()
    await console.press("ctrl+s")
