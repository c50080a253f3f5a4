"""From nothing to the first call's transcript, on one screen and over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, Static

from console.actions.setting_up import Stand, Step
from console.tui.dialogs.call_form import CallForm
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.new_name import NewName
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.screens.calls.reading import CallScreen
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.credentials.adding import AddCredential
from console.tui.screens.list_screen import ListScreen
from console.tui.screens.numbers.buying import BuyNumber
from console.tui.screens.numbers.registering import RegisterNumber
from console.tui.screens.setup.screen import SetupScreen
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.live_table.table import LiveTable
from tests.console_pilot import Console, opened
from tests.tui.at_credentials import add_credential
from tests.tui.at_numbers import asked, drawn

if TYPE_CHECKING:
    from pathlib import Path

EMPTY: dict[str, Any] = {"empty": True, "history": 0}
KEY = "0123456789abcdef0123456789abcdef"
OWN = "+15739693824"
THEIRS = "+14155550111"
SIZES = ((80, 24), (160, 45))


async def in_front(console: Console, kind: type[Any]) -> None:
    await console.until(lambda: isinstance(console.app.screen, kind))
    await console.pilot.pause()


async def set_up(console: Console) -> SetupScreen:
    """Go to the set-up and wait until it knows how every step stands."""
    await console.press("g", "s")
    await in_front(console, SetupScreen)
    screen = console.app.screen
    assert isinstance(screen, SetupScreen)
    await console.until(
        lambda: all(state.stand is not Stand.UNREAD for state in screen.states.values())
    )
    await console.pilot.pause()
    return screen


def at(screen: SetupScreen) -> str | None:
    return screen.query_one("#steps", LiveTable).cursor_id


def move(screen: SetupScreen, step: Step) -> None:
    screen.query_one("#steps", LiveTable).move_to(step)


def stand(screen: SetupScreen, step: Step) -> Stand:
    return screen.states[step].stand


def sent(console: Console, path: str) -> list[Any]:
    return [each["body"] for each in console.sandbox.requests("POST", path)]


async def done(console: Console, screen: SetupScreen, step: Step) -> None:
    await console.until(lambda: stand(screen, step) is Stand.DONE)
    await console.pilot.pause()


async def take_credential(console: Console, screen: SetupScreen) -> None:
    await console.press("enter")
    await add_credential(console, "twilio", "Twilio main", KEY)
    await in_front(console, SetupScreen)
    await done(console, screen, Step.CREDENTIAL)


async def take_agent(console: Console, screen: SetupScreen) -> None:
    await console.press("enter")
    await in_front(console, NewName)
    await console.type("Aria")
    await console.press("enter")
    await in_front(console, SetupScreen)
    await done(console, screen, Step.AGENT)


async def take_number(console: Console, screen: SetupScreen) -> None:
    await console.press("enter")
    await in_front(console, RegisterNumber)
    console.app.screen.query_one("#field-number", Input).value = OWN
    await console.press("ctrl+s")
    await in_front(console, Confirm)
    await console.press("y")
    await in_front(console, SetupScreen)
    await done(console, screen, Step.NUMBER)


async def fill_in_call(console: Console) -> None:
    await console.press("enter")
    await in_front(console, CallForm)
    console.app.screen.query_one("#field-to_number", Input).value = THEIRS
    await console.press("ctrl+s")
    await in_front(console, Confirm)


async def to_the_call(console: Console) -> SetupScreen:
    """Come so far that only the call is missing."""
    with console.sandbox.api() as api:
        api.post("/agents", json={"name": "Aria"}).raise_for_status()
        agent_id = api.get("/agents").json()["items"][0]["id"]
        body = {"phone_number": OWN, "provider": "twilio", "agent_id": agent_id}
        api.post("/phone-numbers", json=body).raise_for_status()
    console.session.look_again()
    await console.until(lambda: console.session.numbers.records)
    screen = await set_up(console)
    assert at(screen) == Step.CALL
    return screen


class TestFromNothing:
    @pytest.mark.parametrize("size", SIZES)
    async def test_leads_to_the_first_calls_transcript(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with opened(tmp_path, size=size, **EMPTY) as console:
            screen = await set_up(console)
            assert at(screen) == Step.CREDENTIAL
            assert "next: 1 credential" in console.line("setup-heading")
            await take_credential(console, screen)
            assert at(screen) == Step.AGENT
            await take_agent(console, screen)
            assert at(screen) == Step.NUMBER
            await take_number(console, screen)
            assert at(screen) == Step.CALL
            await fill_in_call(console)
            await console.press("y")
            await in_front(console, SetupScreen)
            await console.until(lambda: at(screen) == Step.RESULTS)
            assert stand(screen, Step.RESULTS) is Stand.UNDER_WAY
            assert "a call is under way" in console.line("setup-heading")
            await done(console, screen, Step.RESULTS)
            assert "everything is there" in console.line("setup-heading")
            (spoken,) = {each.call.messages for each in console.session.board.rows.values()}
            words = str(spoken[0].content)
            assert words in screen.query_one(Inspector).text
            assert any(words[:20] in line for line in drawn(console))

    async def test_gives_each_form_what_the_step_before_has_brought(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await set_up(console)
            await take_credential(console, screen)
            await take_agent(console, screen)
            await take_number(console, screen)
            await fill_in_call(console)
            await console.press("y")
            await console.until(lambda: sent(console, "/v1/calls"))
            with console.sandbox.api() as api:
                (credential,) = api.get("/credentials").json()["items"]
                (agent,) = api.get("/agents").json()["items"]
            (number,) = sent(console, "/v1/phone-numbers")
            assert (number["credential_id"], number["agent_id"]) == (credential["id"], agent["id"])
            (call,) = sent(console, "/v1/calls")
            assert (call["agent_id"], call["from_number"]) == (agent["id"], OWN)

    async def test_knows_what_was_there_before_it_was_opened(self, tmp_path: Path) -> None:
        async with opened(tmp_path, empty=False, history=40) as console:
            screen = await set_up(console)
            assert not console.session.board.rows, "the calls ended longer ago than the board keeps"
            await done(console, screen, Step.RESULTS)
            assert at(screen) == Step.RESULTS
            assert screen.query_one(Inspector).call is not None

    async def test_steps_can_be_done_in_another_order(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await set_up(console)
            move(screen, Step.AGENT)
            await take_agent(console, screen)
            assert at(screen) == Step.CREDENTIAL, "the first that is missing is the next"

    async def test_a_number_can_be_bought_for_the_agent_instead(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await set_up(console)
            move(screen, Step.AGENT)
            await take_agent(console, screen)
            await console.press("b")
            await in_front(console, BuyNumber)
            offers = console.app.screen.query(LiveTable[Any]).first()
            await console.press("enter")
            await console.until(lambda: offers.ids)
            await console.press("enter")
            await in_front(console, TypedConfirm)
            wanted = offers.cursor_id or ""
            console.app.screen.query_one(Input).value = wanted
            await console.press("enter")
            await in_front(console, SetupScreen)
            await done(console, screen, Step.NUMBER)
            (agent_id,) = console.session.agents.records
            (body,) = sent(console, "/v1/phone-numbers/purchase")
            assert body == {"phone_number": wanted, "agent_id": agent_id}
            assert stand(screen, Step.CREDENTIAL) is Stand.NEEDLESS

    async def test_escape_goes_back_to_the_list_that_it_was_opened_from(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            await set_up(console)
            await console.press("escape")
            await in_front(console, CallsScreen)


class TestTheCall:
    async def test_can_be_stopped_from_here(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await to_the_call(console)
            await fill_in_call(console)
            await console.press("y")
            await in_front(console, SetupScreen)
            await console.until(lambda: "talking" in screen.states[Step.CALL].words)
            await console.press("x")
            await in_front(console, Confirm)
            await console.press("y")
            await done(console, screen, Step.RESULTS)

    async def test_that_nobody_answers_leaves_the_step_open(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await to_the_call(console)
            await console.press("enter")
            await in_front(console, CallForm)
            console.app.screen.query_one("#field-to_number", Input).value = "+14155550199"
            await console.press("ctrl+s", "y")
            await in_front(console, SetupScreen)
            await console.until(lambda: stand(screen, Step.CALL) is Stand.FAILED)
            await console.pilot.pause()
            assert at(screen) == Step.CALL
            assert "next: 3 call" in console.line("setup-heading")
            assert "so there is no transcript" in screen.query_one(Inspector).text

    async def test_is_read_whole_where_there_is_no_room_beside_the_steps(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, size=(80, 24), **EMPTY) as console:
            screen = await to_the_call(console)
            await fill_in_call(console)
            await console.press("y")
            await done(console, screen, Step.RESULTS)
            await console.press("enter")
            await in_front(console, CallScreen)
            await console.press("escape")
            await in_front(console, SetupScreen)

    async def test_is_left_for_the_steps_where_it_stands_beside_them(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(160, 45), **EMPTY) as console:
            screen = await to_the_call(console)
            await fill_in_call(console)
            await console.press("y")
            await done(console, screen, Step.RESULTS)
            await console.press("enter")
            assert screen.query_one(Inspector).has_focus_within
            await console.press("escape")
            assert screen.focused is screen.query_one("#steps")
            await console.press("escape")
            await console.until(lambda: console.app.screen is not screen)

    async def test_is_not_started_without_a_number(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await set_up(console)
            move(screen, Step.CALL)
            await console.press("enter")
            assert "There is no agent to speak" in console.line("status")
            assert console.app.screen is screen


class TestWhatGoesWrong:
    async def test_a_refused_credential_stays_in_its_form(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await set_up(console)
            await console.press("enter")
            await add_credential(console, "vonage", "V", KEY)
            await console.until(lambda: "Unknown provider" in asked(console))
            assert isinstance(console.app.screen, AddCredential)
            await console.press("escape", "y")
            await in_front(console, SetupScreen)
            assert stand(screen, Step.CREDENTIAL) is Stand.MISSING
            assert at(screen) == Step.CREDENTIAL

    async def test_a_lost_answer_to_a_number_is_settled_by_reading(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await set_up(console)
            await take_credential(console, screen)
            move(screen, Step.NUMBER)
            console.sandbox.fault("lost", method="POST", path="/v1/phone-numbers", times=1)
            await take_number(console, screen)
            assert len(sent(console, "/v1/phone-numbers")) == 1
            assert "is registered" in console.line("status")

    async def test_a_lost_answer_to_a_call_is_looked_for_and_never_sent_again(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            screen = await to_the_call(console)
            console.sandbox.fault("lost", method="POST", path="/v1/calls", times=1)
            await fill_in_call(console)
            await console.press("y")
            await in_front(console, SetupScreen)
            assert "The answer was lost" in console.line("status")
            await done(console, screen, Step.RESULTS)
            assert len(sent(console, "/v1/calls")) == 1

    async def test_what_cannot_be_read_is_told_at_its_step(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            console.sandbox.fault("status", path="/v1/calls", status=500, text="Sorry.")
            await console.press("g", "s")
            await in_front(console, SetupScreen)
            screen = console.app.screen
            assert isinstance(screen, SetupScreen)
            await console.until(lambda: stand(screen, Step.NUMBER) is Stand.MISSING)
            assert stand(screen, Step.CALL) is Stand.UNREAD
            console.sandbox.mend()
            await console.until(lambda: stand(screen, Step.CALL) is Stand.MISSING)


class TestReadOnly:
    async def test_shows_how_it_stands_and_says_that_nothing_can_be_done(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, read_only=True, **EMPTY) as console:
            screen = await set_up(console)
            about = str(screen.query_one("#setup-about", Static).render())
            assert "This profile is read-only" in about
            assert "enter" not in "".join(drawn(console)[:9])
            for step in (Step.CREDENTIAL, Step.AGENT, Step.NUMBER, Step.CALL):
                move(screen, step)
                await console.press("enter")
                assert "This profile is read-only." in console.line("status")
            assert console.app.screen is screen
            assert console.sandbox.requests("POST") == []


class TestWhereThereIsNothingYet:
    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize(
        ("letter", "words"),
        [
            ("c", ("This account is empty.",)),
            ("a", ("No agents yet.", "n    creates one")),
            ("p", ("No prompts yet.", "g a  goes to the agents")),
            ("n", ("No phone numbers yet.", "n    registers", "b    searches")),
            ("r", ("No credentials yet.", "n    adds", "g n  goes to the numbers")),
        ],
    )
    async def test_every_list_says_what_to_do_and_offers_the_set_up(
        self, tmp_path: Path, letter: str, words: tuple[str, ...], size: tuple[int, int]
    ) -> None:
        async with opened(tmp_path, size=size, **EMPTY) as console:
            await console.press("g", letter)
            offered = "g s  sets phone calls up step by step, to the first transcript"
            await console.until(lambda: offered in "\n".join(drawn(console)))
            text = "\n".join(drawn(console))
            assert all(each in text for each in words)

    async def test_a_board_without_calls_offers_them_once_there_is_something(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.until(lambda: "No calls in the last hour." in "\n".join(drawn(console)))
            assert "s    starts a phone call" in "\n".join(drawn(console))

    async def test_a_read_only_profile_is_offered_nothing_that_it_cannot_do(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, read_only=True, **EMPTY) as console:
            await console.press("g", "n")
            await console.until(lambda: "No phone numbers yet." in "\n".join(drawn(console)))
            screen = console.app.screen
            assert isinstance(screen, ListScreen)
            assert "registers" not in screen.table.empty.plain
            assert "g s" in screen.table.empty.plain

    async def test_the_command_line_knows_the_way(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **EMPTY) as console:
            await console.press("colon")
            await console.type("setup")
            await console.press("enter")
            await in_front(console, SetupScreen)
