"""A session with all four secrets: API key, carrier key, SIP password, token of a web call.

The token is shown and copied by design, when somebody asks for that and as long as the dialog is
open; see `console/tui/dialogs/web_call.py`. Nothing else may tell any of them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from console.sandbox import keys as sandbox_keys
from console.tui.dialogs.bundle import BundleExport
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.export import Export
from console.tui.dialogs.web_call import WebCallJoin
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.credentials.screen import CredentialsScreen
from console.tui.screens.first_start import FirstStart
from console.tui.screens.journal import JournalScreen
from console.tui.screens.numbers.screen import NumbersScreen
from console.tui.terminal.secret_input import SecretInput
from tests.console_pilot import Console, opened
from tests.tui.at_credentials import add_credential, credentials_of, in_front
from tests.tui.at_numbers import asked, drawn, numbers_of
from tests.tui.test_acting_on_numbers import OWN, fill, pick, registering
from tests.tui.witness import Witness

if TYPE_CHECKING:
    import pytest

API_KEY = "oi_sk_8f31sentinelA77q0zz1"
WRONG_KEY = "oi_sk_5d02sentinelW64r8yy3"
CARRIER_KEY = "KEY0192sentinelC55p3kk7"
SIP_PASSWORD = "sIp-sentinel-9w8e7r6t5z"


async def enters_a_key(console: Console, witness: Witness) -> None:
    """Type a wrong key and one that does; the wrong one is echoed by the server."""
    await console.press("colon", *"key", "enter")
    await in_front(console, FirstStart)
    field = console.app.screen.query_one(SecretInput)
    field.focus()
    await console.type(WRONG_KEY)
    await console.press("home", "shift+end", "ctrl+c")
    assert witness.tells() == []
    await console.press("enter")
    await console.until(lambda: "Nothing was stored." in asked(console))
    assert witness.tells() == []
    console.sandbox.fault("status", status=401, text=f"No such key: {API_KEY}", times=1)
    await console.type(API_KEY)
    await console.press("enter")
    await console.until(lambda: "‹key›" in asked(console))
    assert witness.tells() == []
    await console.press("escape")
    await in_front(console, CallsScreen)


async def adds_a_carrier(console: Console) -> None:
    await credentials_of(console)
    await console.press("n")
    await add_credential(console, "telnyx", "Mine", CARRIER_KEY)
    await in_front(console, CredentialsScreen)
    await console.until(lambda: f"••••{CARRIER_KEY[-4:]}" in "\n".join(drawn(console)))


async def registers_a_trunk(console: Console) -> None:
    await numbers_of(console)
    form = await registering(console)
    fill(form, number=OWN)
    await pick(console, form, "way", "sip trunk telnyx")
    fill(form, address="sip.acme.example", user="acme", password=SIP_PASSWORD)
    await console.press("ctrl+s")
    await in_front(console, Confirm)
    await console.press("y")
    await in_front(console, NumbersScreen)


async def joins_a_web_call(console: Console, witness: Witness) -> None:
    """Start a web call; its token is told when it is asked for, and until the dialog is closed."""
    await console.press("g", "c")
    await in_front(console, CallsScreen)
    await console.press("w", "ctrl+s", "y")
    await in_front(console, WebCallJoin)
    dialog = console.app.screen
    assert isinstance(dialog, WebCallJoin)
    token = dialog._call.participant_token  # pyright: ignore[reportPrivateUsage]
    assert token is not None
    witness.secrets = [*witness.secrets, token.get_secret_value()]
    assert witness.tells() == []
    await console.press("v")
    assert set(witness.tells()) == {"screen", "picture"}
    await console.press("v")
    assert witness.tells() == []
    await console.press("t")
    await console.until(lambda: witness.copied)
    assert set(witness.tells()) == {"clipboard"}
    witness.copied.clear()
    console.app.copy_to_clipboard("something else")
    await console.press("escape")
    await console.passes(2)
    await in_front(console, CallsScreen)


async def takes_away(console: Console) -> list[Path]:
    """Export the calls and bundle one, to files."""
    written: list[Path] = []
    for key, kind, turns in (("E", Export, 2), ("b", BundleExport, 1)):
        await console.press(key)
        await in_front(console, kind)
        await console.press(*["tab"] * turns, "f", "enter")
        await console.until(lambda: "Written to" in "\n".join(drawn(console)))
        written += [each for each in Path.cwd().iterdir() if each.is_file()]
        await console.press("escape")
        await in_front(console, CallsScreen)
    return written


def fails(api_key: str, carrier_key: str) -> None:
    """Fail with secrets at hand, one of them in the words."""
    raise RuntimeError(f"Cannot send {api_key}, whatever {len(carrier_key)}")


class TestASession:
    async def test_tells_no_secret_anywhere(
        self,
        tmp_path: Path,
        log: pytest.LogCaptureFixture,
        copied: list[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        (tmp_path / "taken").mkdir()
        monkeypatch.chdir(tmp_path / "taken")
        monkeypatch.setattr(sandbox_keys, "SECRET_KEY", API_KEY)
        monkeypatch.setattr("tests.console_pilot.SECRET_KEY", API_KEY)
        async with opened(tmp_path, live=3, history=5) as console:
            secrets = [API_KEY, WRONG_KEY, CARRIER_KEY, SIP_PASSWORD]
            witness = Witness(console, tmp_path, log, copied, secrets)

            await enters_a_key(console, witness)
            await adds_a_carrier(console)
            assert witness.tells() == []
            await registers_a_trunk(console)
            assert witness.tells() == []
            await joins_a_web_call(console, witness)
            taken = await takes_away(console)
            assert len(taken) >= 2
            await console.press("a")
            await in_front(console, JournalScreen)
            assert witness.tells() == []
            try:
                fails(API_KEY, CARRIER_KEY)
            except RuntimeError as error:
                console.app.crashes.note(error)
            assert (witness.tells(), witness.holds()) == ([], [])

            names = ("journal.jsonl", "demo.sqlite3-wal", "crash-")
            assert all(any(name in each for each in witness.files()) for name in names)
        assert witness.tells() == []

    async def test_would_be_found_out(
        self, tmp_path: Path, log: pytest.LogCaptureFixture, copied: list[str]
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            witness = Witness(console, tmp_path, log, copied, [CARRIER_KEY])
            (tmp_path / "left").write_text(CARRIER_KEY[3:12])
            os.environ["LEFT"] = CARRIER_KEY
            console.board.say(CARRIER_KEY)
            await console.pilot.pause()
            told = witness.tells()
            del os.environ["LEFT"]
            assert told == ["screen", "picture", "environment", str(tmp_path / "left")]
