"""The list of credentials, as an operator looks at it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from console.api.records.call import Call
from console.tui.navigation import Destination
from console.tui.screens.agents.screen import AgentsScreen
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.credentials.screen import CredentialsScreen
from console.tui.screens.numbers.screen import NumbersScreen
from console.tui.widgets.reader import Reader
from tests.console_pilot import Console, opened
from tests.tui.at_credentials import (
    SPARE,
    SPEECH,
    TELNYX,
    TWILIO,
    at,
    credentials_of,
    in_front,
    known,
    record_of,
)
from tests.tui.at_numbers import drawn, line_with

if TYPE_CHECKING:
    from pathlib import Path


def names(console: Console, screen: CredentialsScreen) -> list[str]:
    records = console.session.credentials.records
    return [records[credential_id].name or "" for credential_id in screen.table.ids]


class TestTheListOfCredentials:
    @pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["laptop", "wall"])
    async def test_shows_key_and_users_in_every_size(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with opened(tmp_path, size=size, history=0) as console:
            screen = await credentials_of(console)
            await known(console, screen)
            title = line_with(console, "PROVIDER")
            assert all(word in title for word in ("NAME", "KEY", "USED BY"))
            assert ("CREATED" in title) == (size[0] > 100)
            row = line_with(console, "ElevenLabs")
            assert all(word in row for word in ("elevenlabs", "5d1e", "4 agents"))
            assert "perhaps 4 numbers" in line_with(console, TELNYX)

    @pytest.mark.parametrize(
        ("size", "key"), [((80, 24), " …oj-••••Hx4A"), ((160, 45), " sk-proj-••••Hx4A")]
    )
    async def test_shows_a_masked_key_whole_or_its_end(
        self, tmp_path: Path, size: tuple[int, int], key: str
    ) -> None:
        async with opened(tmp_path, size=size, history=0) as console:
            await credentials_of(console)
            assert key in line_with(console, "OpenAI")

    async def test_says_what_is_unused_and_counts_providers(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await credentials_of(console)
            await known(console, screen)
            assert "unused" in line_with(console, "SendGrid")
            assert "7 credentials   1 unused   twilio 2 · telnyx 1" in console.line("figures")

    async def test_calls_nothing_unused_before_all_is_read(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            console.sandbox.fault("status", status=500, path="/v1/tools", text="Out of order")
            screen = await credentials_of(console)
            await console.until(lambda: "Out of order" in console.line("figures"))
            assert "voices and tools are not known" in console.line("figures")
            assert "unused" not in "\n".join(drawn(console))
            console.sandbox.mend()
            await console.press("ctrl+r")
            await known(console, screen)
            assert "unused" in line_with(console, "SendGrid")
            assert "not known" not in console.line("figures")

    async def test_takes_in_that_an_agent_speaks_with_it_now(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await credentials_of(console)
            await known(console, screen)
            agent = next(iter(console.session.agents.records.values()))
            spare = record_of(console, SPARE)
            console.sandbox.edit("agents", agent.id, tts={"credential_id": spare.id})
            console.session.agents.look_again()
            await console.until(lambda: "1 agent" in line_with(console, "SendGrid"))

    async def test_draws_hostile_names_as_text(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await credentials_of(console)
            hostile = "[b]bold\x1b[31m\u202e[/b]"
            console.sandbox.edit("credentials", record_of(console, TELNYX).id, name=hostile)
            console.session.credentials.look_again()
            await console.until(lambda: "[b]bold␛[31m" in "\n".join(drawn(console)))


class TestThePane:
    async def test_names_what_would_stop_without_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await at(console, SPEECH)
            text = screen.query_one(Reader).text
            agents = [
                agent.name or ""
                for agent in console.session.agents.records.values()
                if agent.raw["tts"]["credential_id"] == record_of(console, SPEECH).id
            ]
            assert all(name in text for name in ("HEAR OR SPEAK WITH IT", *agents))
            assert "VOICES THROUGH IT" in text
            assert "Edmund" in text

    async def test_names_the_numbers_that_may_use_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            text = (await at(console, TELNYX)).query_one(Reader).text
            assert "PERHAPS REACHED WITH IT" in text
            assert "+49 30 23125140 (Buchhaltung Berlin)" in text
            assert "does not tell which credential" in text.replace("\n", " ")

    async def test_says_that_nothing_uses_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            text = (await at(console, SPARE)).query_one(Reader).text
            assert "Nothing that this account has uses it." in text

    async def test_shows_the_metadata_where_the_platform_does(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await at(console, TWILIO)
            record = record_of(console, TWILIO)
            console.sandbox.edit("credentials", record.id, metadata={"account_sid": "AC7f3a"})
            console.session.credentials.look_again()
            await console.until(lambda: "account_sid  AC7f3a" in screen.query_one(Reader).text)

    async def test_is_read_by_its_own_keys(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await at(console, SPEECH)
            await console.press("tab")
            assert screen.focused is screen.query_one(Reader)
            await console.press("tab")
            assert screen.focused is screen.table


class TestAKeyThatWasChanged:
    async def test_shows_how_its_calls_fare_and_tells_when_more_fail(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as console:
            screen = await at(console, TELNYX)
            view, record = screen.view, record_of(console, TELNYX)
            console.session.day.attend()
            await console.until(lambda: console.session.day.complete)
            screen.account.credentials.watch.begin(record.id, view.uses(record))
            await console.until(
                lambda: "No call over “Telnyx EU” has ended" in one_line(screen.query_one(Reader))
            )
            await console.press("g", "c")
            await in_front(console, CallsScreen)
            begun = screen.account.server_now() + timedelta(seconds=1)
            for number in range(2):
                fails(console, f"call_{number}", begun.isoformat())
            await console.until(lambda: "2 of 2 calls over “Telnyx EU”" in console.line("status"))
            await console.press("escape")
            await in_front(console, CredentialsScreen)
            await console.until(lambda: "1 failing since a new key" in console.line("figures"))
            assert "▲" in line_with(console, TELNYX)
            assert "▲ 2 of 2 calls over" in one_line(screen.query_one(Reader))
            assert "carrier's numbers that may use it" in one_line(screen.query_one(Reader))


def fails(console: Console, call_id: str, begun: str) -> None:
    """Let the board show a call through Telnyx that has failed."""
    record = {
        "id": call_id,
        "status": "failed",
        "created_at": begun,
        "direction": "outbound",
        "from_number": "+493023125140",
    }
    console.session.live.put(Call.read(record))


def one_line(reader: Reader) -> str:
    return " ".join(reader.text.split())


class TestNarrowingTheCredentials:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("provider:telnyx", {TELNYX}),
            ("used:unused", {SPARE}),
            ('used:"buchhaltung berlin"', {TELNYX}),
            ("used:voice name:eleven", {SPEECH}),
            ("key:b0qe", {TELNYX}),
        ],
    )
    async def test_by_what_the_columns_show(
        self, tmp_path: Path, text: str, expected: set[str]
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await credentials_of(console)
            await known(console, screen)
            await console.press("slash")
            await console.type(text)
            await console.press("enter")
            assert set(names(console, screen)) == expected

    async def test_offers_providers_names_and_kinds(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            values = (await credentials_of(console)).values()
            assert "telnyx" in values["provider"]
            assert f'"{TELNYX}"' in values["name"]
            assert values["used"] == ("unused", "number", "agent", "model", "voice", "tool")


class TestSortingTheCredentials:
    async def test_by_how_much_uses_them(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), history=0) as console:
            screen = await credentials_of(console)
            await known(console, screen)
            await console.press("colon")
            await console.type("sort used")
            await console.press("enter")
            await console.until(lambda: screen.table.sorting.column == "used")
            assert names(console, screen)[0] == SPEECH
            assert names(console, screen)[-1] == SPARE


class TestTheWaysFromACredential:
    async def test_lead_to_the_agents_that_use_it_and_back(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await at(console, SPEECH)
            await console.press("g", "A")
            await in_front(console, AgentsScreen)
            listed = console.app.screen
            assert isinstance(listed, AgentsScreen)
            users = {agent.id for agent in screen.view.uses(record_of(console, SPEECH)).agents}
            await console.until(lambda: set(listed.table.ids) == users)
            await console.press("escape")
            await in_front(console, CredentialsScreen)
            assert screen.table.cursor_id == record_of(console, SPEECH).id

    async def test_lead_to_the_numbers_that_may_use_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await at(console, TELNYX)
            await console.press("g", "N")
            await in_front(console, NumbersScreen)
            listed = console.app.screen
            assert isinstance(listed, NumbersScreen)
            await console.until(lambda: len(listed.table.ids) == 4)

    async def test_are_none_where_nothing_uses_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            assert (await at(console, SPARE)).jumps() == ()

    async def test_lead_to_the_one_agent_itself(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await at(console, "Deepgram")
            (agent,) = screen.view.uses(record_of(console, "Deepgram")).agents
            (jump,) = screen.jumps()
            assert jump.destination == Destination(jump.destination.place, agent.id)
            assert jump.note == agent.name


class TestMarks:
    async def test_are_for_lists_of_which_something_takes_several(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as console:
            screen = await credentials_of(console)
            await console.press("space")
            assert not screen.table.marked
            assert "mark" not in console.line("footer")
