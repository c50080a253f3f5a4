"""The key of a provider: nowhere to be seen on any path, once it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr
from textual.widgets import Input

from console.tui.dialogs.confirm import Confirm
from console.tui.screens.credentials import key_entry
from console.tui.screens.credentials.adding import AddCredential
from console.tui.screens.credentials.rotating import RotateKey
from console.tui.screens.credentials.screen import CredentialsScreen
from console.tui.screens.journal import JournalScreen
from console.tui.terminal.secret_input import SecretInput
from tests.console_pilot import Console, opened
from tests.tui.at_credentials import SPEECH, at, in_front, record_of, sent
from tests.tui.at_numbers import asked, drawn
from tests.tui.witness import Witness, parts_of

if TYPE_CHECKING:
    from pathlib import Path

SENTINEL = "zq7sentinel4e1d90aa77c3kx"

REFUSALS: tuple[dict[str, Any], ...] = (
    {"kind": "status", "status": 422, "text": f"api_key: {SENTINEL!r} is not a key"},
    {"kind": "status", "status": 400, "text": f"Bad key {SENTINEL} given"},
    {"kind": "status", "status": 401, "text": f"No such key: {SENTINEL}"},
)
LOSSES: tuple[dict[str, Any], ...] = (
    {"kind": "status", "status": 500, "text": f"Trace: {SENTINEL}"},
    {"kind": "lost"},
    {"kind": "drop"},
    {"kind": "truncate"},
    {"kind": "html"},
    {"kind": "malformed"},
    {"kind": "empty"},
)


async def start_adding(console: Console) -> None:
    """Fill the form that adds, all but the key."""
    await console.press("n")
    await in_front(console, AddCredential)
    await console.type("deepgram")
    await console.press("tab")
    await console.type("Mine")


async def start_rotating(console: Console) -> None:
    await console.press("r")
    await in_front(console, RotateKey)


STARTS = [start_adding, start_rotating]


async def type_key(console: Console) -> None:
    console.app.screen.query_one("#field-key", SecretInput).focus()
    await console.type(SENTINEL)


async def back_to_the_list(console: Console) -> None:
    """Leave whatever lies over the list."""
    while not isinstance(console.app.screen, CredentialsScreen):
        await console.press("y" if "Discard" in asked(console) else "escape")
        await console.passes(0.25)


async def settle(console: Console) -> None:
    """Wait until what was sent has come to an end, and decline to look again."""
    await console.until(lambda: "Sending…" not in asked(console))
    await back_to_the_list(console)


def report_in(folder: Path) -> str:
    """The one report of a fault."""
    (report,) = folder.glob("crash-*")
    return report.read_text("utf-8")


@pytest.mark.parametrize("start", STARTS)
class TestTheKey:
    async def test_is_not_shown_or_copied_while_it_is_typed(
        self, tmp_path: Path, log: pytest.LogCaptureFixture, copied: list[str], start: Any
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            witness = Witness(console, tmp_path, log, copied, [SENTINEL])
            await at(console, SPEECH)
            await start(console)
            await type_key(console)
            assert console.app.screen.query_one("#field-key", Input).value == SENTINEL
            assert "•" * len(SENTINEL) in "\n".join(drawn(console))
            assert witness.tells() == []

            await console.press("home", "shift+end", "ctrl+c", "super+c", "f1")
            assert console.app.screen.query_one("#field-key", Input).value == SENTINEL
            assert witness.tells() == []
            await console.press("home", "shift+end", "ctrl+x")
            assert witness.tells() == []
            assert copied == []

    async def test_is_gone_when_the_form_is_left(
        self, tmp_path: Path, log: pytest.LogCaptureFixture, copied: list[str], start: Any
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            witness = Witness(console, tmp_path, log, copied, [SENTINEL])
            await at(console, SPEECH)
            await start(console)
            await type_key(console)
            await console.press("escape")
            await in_front(console, Confirm)
            assert witness.tells() == []
            await console.press("y")
            await in_front(console, CredentialsScreen)
            assert (sent(console, "POST"), sent(console, "PATCH")) == ([], [])
            assert (witness.tells(), witness.holds()) == ([], [])

    async def test_is_sent_once_and_gone(
        self, tmp_path: Path, log: pytest.LogCaptureFixture, copied: list[str], start: Any
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            witness = Witness(console, tmp_path, log, copied, [SENTINEL])
            await at(console, SPEECH)
            await start(console)
            await type_key(console)
            await console.press("ctrl+s")
            await in_front(console, CredentialsScreen)
            bodies = [*sent(console, "POST"), *sent(console, "PATCH")]
            assert [body["api_key"] for body in bodies] == [SENTINEL]
            await console.until(lambda: f"••••{SENTINEL[-4:]}" in "\n".join(drawn(console)))
            assert (witness.tells(), witness.holds()) == ([], [])
            await console.press("a")
            await in_front(console, JournalScreen)
            assert "done" in "\n".join(drawn(console))
            assert witness.tells() == []

    async def test_is_not_told_by_a_refusal_that_echoes_it(
        self, tmp_path: Path, log: pytest.LogCaptureFixture, copied: list[str], start: Any
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            witness = Witness(console, tmp_path, log, copied, [SENTINEL])
            await at(console, SPEECH)
            for fault in REFUSALS:
                await start(console)
                await type_key(console)
                for method in ("POST", "PATCH"):
                    console.sandbox.fault(method=method, path="/v1/credentials*", **fault)
                await console.press("ctrl+s")
                await console.until(lambda: "type it again" in asked(console))
                assert "Not " in asked(console)
                assert (witness.tells(), witness.holds()) == ([], []), fault
                console.sandbox.mend()
                await back_to_the_list(console)
            await console.press("a")
            await in_front(console, JournalScreen)
            assert "refused" in "\n".join(drawn(console))
            assert witness.tells() == []

    async def test_is_not_told_when_the_answer_is_lost_or_odd(
        self, tmp_path: Path, log: pytest.LogCaptureFixture, copied: list[str], start: Any
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            witness = Witness(console, tmp_path, log, copied, [SENTINEL])
            await at(console, SPEECH)
            for fault in LOSSES:
                await start(console)
                await type_key(console)
                for method in ("POST", "PATCH"):
                    console.sandbox.fault(method=method, path="/v1/credentials*", **fault)
                await console.press("ctrl+s")
                await console.until(
                    lambda: isinstance(console.app.screen, CredentialsScreen | Confirm)
                )
                assert witness.tells() == [], fault
                console.sandbox.mend()
                await settle(console)
                assert (witness.tells(), witness.holds()) == ([], []), fault

    async def test_is_in_no_report_of_a_fault_while_it_is_sent(
        self,
        tmp_path: Path,
        log: pytest.LogCaptureFixture,
        copied: list[str],
        monkeypatch: pytest.MonkeyPatch,
        start: Any,
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            witness = Witness(console, tmp_path, log, copied, [SENTINEL])
            await at(console, SPEECH)

            async def fail(*arguments: Any) -> None:
                fields: dict[str, Any] = arguments[-1]
                key = fields["api_key"]
                assert isinstance(key, SecretStr)
                raise RuntimeError(f"Cannot send {key.get_secret_value()}")

            credentials = type(console.session.client.credentials)
            monkeypatch.setattr(credentials, "create", fail)
            monkeypatch.setattr(credentials, "update", fail)
            await start(console)
            await type_key(console)
            await console.press("ctrl+s")
            await console.until(lambda: any(tmp_path.glob("crash-*")))
            assert "Cannot send [key removed]" in report_in(tmp_path)
            assert (witness.tells(), witness.holds()) == ([], [])

    async def test_is_in_no_report_of_a_fault_while_it_is_typed(
        self,
        tmp_path: Path,
        capfd: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        start: Any,
    ) -> None:
        def fail(_: str, key: str) -> None:
            raise RuntimeError(f"Cannot judge {key}")

        monkeypatch.setattr(key_entry, "doubt_about_key", fail)

        async def fill() -> None:
            async with opened(tmp_path, history=0) as console:
                await at(console, SPEECH)
                await start(console)
                await type_key(console)

        with pytest.raises(RuntimeError, match="Cannot judge"):
            await fill()
        told = "\n".join((report_in(tmp_path), *capfd.readouterr()))
        assert "Cannot judge [key removed]" in told
        assert not any(part in told for part in parts_of(SENTINEL))


class TestAKeyThatThePlatformGivesBack:
    async def test_is_masked_here(
        self, tmp_path: Path, log: pytest.LogCaptureFixture, copied: list[str]
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            await at(console, SPEECH)
            open_hearted = {"masked_key": SENTINEL, "api_key": SENTINEL}
            console.sandbox.edit("credentials", record_of(console, SPEECH).id, **open_hearted)
            console.session.credentials.look_again()
            await console.until(lambda: f"••••{SENTINEL[-4:]}" in "\n".join(drawn(console)))
            assert Witness(console, tmp_path, log, copied, [SENTINEL]).tells() == []
            await start_rotating(console)
            assert Witness(console, tmp_path, log, copied, [SENTINEL]).tells() == []
