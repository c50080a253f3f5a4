"""Assigning, registering, buying and deleting numbers: asked first, sent once, told truly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, Static

from console.accounts.paths import state_folder
from console.actions.saving.reach import answering
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.notice import Notice
from console.tui.dialogs.pick import Pick
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.credentials.adding import AddCredential
from console.tui.screens.credentials.screen import CredentialsScreen
from console.tui.screens.numbers.buying import BuyNumber
from console.tui.screens.numbers.number import NumberScreen
from console.tui.screens.numbers.registering import RegisterNumber
from console.tui.terminal.secret_input import SecretInput
from console.tui.widgets.live_table.table import LiveTable
from tests.console_pilot import Console, opened
from tests.tui.at_credentials import add_credential
from tests.tui.at_numbers import (
    LONDON,
    PARIS,
    SPARE,
    agent_called,
    asked,
    drawn,
    id_of,
    numbers_of,
    record_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from console.tui.screens.numbers.screen import NumbersScreen

QUIET: dict[str, Any] = {"history": 0}
OWN = "+493012345678"
PASSWORD = "sentinel-trunk-password-4711"


def sent(console: Console, method: str, path: str = "/v1/phone-numbers") -> list[Any]:
    requests = console.sandbox.requests(method)
    return [each["body"] for each in requests if each["path"].startswith(path)]


async def mark(console: Console, screen: NumbersScreen, *numbers: str) -> None:
    screen.table.mark([id_of(console, number) for number in numbers])
    await console.pilot.pause()


async def choose(console: Console, text: str) -> None:
    """Narrow the list in front and take what is on top."""
    await console.until(lambda: isinstance(console.app.screen, Pick))
    await console.type(text)
    await console.press("enter")


async def in_front(console: Console, kind: type[Any]) -> None:
    await console.until(lambda: isinstance(console.app.screen, kind))
    await console.pilot.pause()


class TestGivingNumbersToAnAgent:
    async def test_names_who_answers_each_now_and_who_will(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            await mark(console, screen, LONDON, SPARE, PARIS)
            await console.press("t")
            await choose(console, "les tilleuls")
            await in_front(console, Confirm)
            words = asked(console)
            assert "Give 3 numbers to Réception Paris – Les Tilleuls?" in words
            assert [line for line in words.splitlines() if line.startswith("+")] == [
                "+1 737-555-0110    none               →  Réception Paris – Les Till…",
                "+33 1 99 00 18 30  Réception Paris – Les Tilleuls  already",
                "+44 20 7946 0180   Survey EN – Robin  →  Réception Paris – Les Till…",
            ]
            await console.press("n")
            await in_front(console, type(screen))
            assert sent(console, "PATCH") == []
            assert len(screen.table.marked) == 3

    async def test_sends_one_request_for_each_and_takes_the_marks_off(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            await mark(console, screen, LONDON, SPARE, PARIS)
            await console.press("t")
            await choose(console, "les tilleuls")
            await in_front(console, Confirm)
            await console.press("y")
            await console.until(lambda: "answers 2 numbers now" in console.line("status"))
            agent_id = agent_called(console, "Les Tilleuls")
            assert sent(console, "PATCH") == [{"agent_id": agent_id}] * 2
            assert not screen.table.marked
            await console.until(lambda: answering(record_of(console, SPARE)) == agent_id)

    async def test_of_a_part_that_fails_says_which_stand_where_and_keeps_their_marks(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            path = f"/v1/phone-numbers/{id_of(console, LONDON)}"
            console.sandbox.fault("status", method="PATCH", path=path, status=409, text="Moving.")
            await mark(console, screen, LONDON, SPARE)
            await console.press("t")
            await choose(console, "les tilleuls")
            await in_front(console, Confirm)
            await console.press("y")
            await in_front(console, Notice)
            words = asked(console)
            assert "1 of 2 numbers done" in words
            assert "+44 20 7946 0180  still Survey EN – Robin: Moving." in words
            assert "+1 737-555-0110  Réception Paris – Les Tilleuls answers now." in words
            await console.press("enter")
            assert screen.table.marked == {id_of(console, LONDON)}

    async def test_takes_the_agent_from_the_command_line(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            screen.table.move_to(id_of(console, SPARE))
            await console.press("colon")
            await console.type("assign survey")
            await console.press("enter")
            await in_front(console, Confirm)
            assert "Give +1 737-555-0110 to Survey EN – Robin?" in asked(console)

    async def test_says_that_nobody_is_called_so(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            await console.press("colon")
            await console.type("assign nobody at all")
            await console.press("enter")
            await in_front(console, type(screen))
            await console.until(lambda: "no agent called" in console.line("status"))

    async def test_can_leave_a_number_to_nobody_after_a_warning(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            screen.table.move_to(id_of(console, LONDON))
            await console.press("t")
            await choose(console, "nobody answers")
            await in_front(console, Confirm)
            assert "Inbound calls are answered by nobody from then on" in asked(console)
            await console.press("y")
            await console.until(lambda: "Nobody answers" in console.line("status"))
            assert sent(console, "PATCH") == [{"agent_id": None}]

    async def test_sends_nothing_that_the_journal_cannot_hold(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            journal = state_folder() / "journal.jsonl"
            journal.unlink(missing_ok=True)
            journal.mkdir(parents=True)
            await mark(console, screen, LONDON, SPARE)
            await console.press("t")
            await choose(console, "les tilleuls")
            await in_front(console, Confirm)
            await console.press("y")
            await in_front(console, Notice)
            assert "0 of 2 numbers done" in asked(console)
            assert "+1 737-555-0110  still none: " in asked(console)
            assert sent(console, "PATCH") == []
            assert len(screen.table.marked) == 2

    async def test_is_not_done_by_a_profile_that_may_only_read(self, tmp_path: Path) -> None:
        async with opened(tmp_path, read_only=True, **QUIET) as console:
            screen = await numbers_of(console)
            for key in ("t", "n", "b", "delete"):
                await console.press(key)
                assert console.app.screen is screen
                assert "read-only" in console.line("status")


class TestWhatTakesASingleNumber:
    async def test_takes_the_one_under_the_cursor_whichever_are_marked(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path) as console:
            screen = await numbers_of(console)
            marked, under = id_of(console, LONDON), id_of(console, PARIS)
            screen.table.mark([marked])
            screen.table.move_to(under)
            await console.press("enter")
            await console.until(lambda: isinstance(console.app.screen, NumberScreen))
            opened_screen = console.app.screen
            assert isinstance(opened_screen, NumberScreen)
            assert [number.id for number in opened_screen.situation().numbers] == [under]


class TestDeletingANumber:
    async def test_says_what_stops_and_takes_the_number_typed(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            number_id = id_of(console, LONDON)
            screen.table.move_to(number_id)
            await console.press("delete")
            await in_front(console, TypedConfirm)
            shown = "\n".join(drawn(console))
            assert "Survey EN – Robin no longer hears who calls it." in shown
            assert "It stops ringing here" in shown
            await console.type("442079460")
            await console.press("enter")
            assert isinstance(console.app.screen, TypedConfirm)
            await console.type("180")
            await console.press("enter")
            await console.until(lambda: number_id not in console.session.numbers.records)
            assert len(console.sandbox.requests("DELETE")) == 1
            assert "+44 20 7946 0180 is deleted." in console.line("status")

    async def test_that_may_not_have_happened_is_looked_for_and_never_sent_again(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            screen.table.move_to(id_of(console, LONDON))
            console.sandbox.fault("drop", method="DELETE")
            await console.press("delete")
            await in_front(console, TypedConfirm)
            await console.type("442079460180")
            await console.press("enter")
            await in_front(console, Confirm)
            assert "It is not known whether +44 20 7946 0180 was deleted." in asked(console)
            await console.press("y")
            await in_front(console, Confirm)
            await console.press("n")
            await console.until(lambda: "is not deleted: The answer was lost" in status(console))
            assert len(console.sandbox.requests("DELETE")) == 1


def files_with(folder: Path, text: str) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if text.encode() in path.read_bytes()]


def under_cursor(console: Console, screen: NumbersScreen) -> str | None:
    number = console.session.numbers.records.get(screen.table.cursor_id or "")
    return number and number.phone_number


def status(console: Console) -> str:
    return console.line("status")


async def registering(console: Console) -> RegisterNumber:
    await console.press("n")
    await in_front(console, RegisterNumber)
    form = console.app.screen
    assert isinstance(form, RegisterNumber)
    return form


async def pick(console: Console, form: RegisterNumber, row: str, text: str) -> None:
    form.query_one(f"#row-{row} ReferenceField").focus()
    await console.press("enter")
    await choose(console, text)
    await in_front(console, RegisterNumber)


def fill(form: RegisterNumber, **values: str) -> None:
    for name, value in values.items():
        form.query_one(f"#field-{name}", Input).value = value


class TestRegisteringANumber:
    async def test_checks_the_number_while_it_is_typed(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await numbers_of(console)
            form = await registering(console)
            note = form.query_one("#problem-number", Static)
            for typed, words in (
                ("+4930", "too short for Germany"),
                (OWN, "✓ +49 30 12345678 · Germany"),
                (LONDON, "This account has it already."),
            ):
                fill(form, number=typed)
                await console.pilot.pause()
                assert words in str(note.render())

    async def test_says_what_is_still_to_be_chosen_and_checks_a_trunk_while_it_is_typed(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await numbers_of(console)
            form = await registering(console)
            assert "choose one: enter lists them" in "\n".join(drawn(console))
            fill(form, number=OWN)
            await pick(console, form, "way", "sip trunk telnyx")
            note = form.query_one("#problem-address", Static)
            for typed, words in (
                ("sip.acme.", "▲ the host goes on after the dot"),
                ("sip:sip.acme.example:5060", "✓ sip:sip.acme.example:5060"),
                ("sip.acme.example:99999", "▲ a port is a number from 1 to 65535"),
            ):
                fill(form, address=typed)
                await console.pilot.pause()
                assert words in str(note.render())
            await console.press("ctrl+s")
            await console.until(lambda: form.query_one("#field-address").has_focus)
            assert sent(console, "POST") == []

    async def test_goes_by_a_credential_that_is_chosen(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            form = await registering(console)
            fill(form, number="+49 30 1234 5678", name="Night desk")
            await pick(console, form, "way", "telnyx eu")
            assert not form.query_one("#form-trunk").display
            await pick(console, form, "agent", "survey")
            await console.press("ctrl+s")
            await in_front(console, Confirm)
            words = asked(console)
            for part in ("+49 30 12345678", "Telnyx EU", "Survey EN – Robin", "Night desk"):
                assert part in words
            assert sent(console, "POST") == []
            await console.press("y")
            await in_front(console, type(screen))
            telnyx = next(
                each.id
                for each in console.session.credentials.records.values()
                if each.provider == "telnyx"
            )
            assert sent(console, "POST") == [
                {
                    "phone_number": OWN,
                    "provider": "telnyx",
                    "agent_id": agent_called(console, "Survey"),
                    "friendly_name": "Night desk",
                    "credential_id": telnyx,
                }
            ]
            await console.until(lambda: under_cursor(console, screen) == OWN)

    async def test_goes_by_a_trunk_whose_password_is_never_seen(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            form = await registering(console)
            fill(form, number=OWN)
            await pick(console, form, "way", "sip trunk telnyx")
            fill(form, address="sip.acme.example:5060", user="acme", password=PASSWORD)
            form.query_one("#field-password").focus()
            await console.press("home", "shift+end", "ctrl+c")
            assert PASSWORD not in console.app.clipboard
            await console.pilot.pause()
            seen = "\n".join(drawn(console))
            await console.press("ctrl+s")
            await in_front(console, Confirm)
            seen += asked(console)
            assert "sip.acme.example:5060 · acme · with a password" in seen
            await console.press("y")
            await in_front(console, type(screen))
            await console.pilot.pause()
            seen += "\n".join(drawn(console))
            assert PASSWORD not in seen
            (body,) = sent(console, "POST")
            assert body["provider_config"] == {
                "trunk_address": "sip.acme.example:5060",
                "auth_username": "acme",
                "auth_password": PASSWORD,
            }
            assert files_with(tmp_path, PASSWORD) == []

    async def test_shows_a_refusal_at_its_field_without_the_password(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await numbers_of(console)
            form = await registering(console)
            fill(form, number=OWN)
            await pick(console, form, "way", "sip trunk twilio")
            fill(form, address="sip.acme.example", password=PASSWORD)
            console.sandbox.fault("status", method="POST", status=400, text=f"Bad: {PASSWORD}")
            await console.press("ctrl+s")
            await in_front(console, Confirm)
            await console.press("y")
            await in_front(console, RegisterNumber)
            await console.until(lambda: "Not registered: Bad: ••••" in asked(console))
            assert form.query_one("#field-address", Input).value == "sip.acme.example"
            assert form.query_one("#field-password", SecretInput).value == PASSWORD
            assert PASSWORD not in "\n".join(drawn(console))
            assert PASSWORD not in console.app.crashes.redact(f"ValueError: {PASSWORD}")

    async def test_sends_nothing_while_something_is_missing(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await numbers_of(console)
            form = await registering(console)
            await console.press("ctrl+s")
            await console.until(lambda: "Which carrier brings its calls?" in asked(console))
            assert "starts with + and the country code" in asked(console)
            assert console.app.focused is form.query_one("#field-number")
            assert sent(console, "POST") == []

    async def test_gets_a_credential_on_the_way_and_goes_by_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, empty=True, **QUIET) as console:
            await numbers_of(console)
            form = await registering(console)
            form.query_one("#field-number", Input).value = OWN
            form.query_one("#row-way ReferenceField").focus()
            await console.press("enter")
            await choose(console, "add a credential")
            await add_credential(console, "telnyx", "Telnyx EU", "KEY0123456789abcdef")
            await in_front(console, RegisterNumber)
            await console.press("ctrl+s")
            await in_front(console, Confirm)
            assert "Telnyx EU" in asked(console)
            await console.press("y")
            await console.until(lambda: sent(console, "POST"))
            (credential,) = console.sandbox.api().get("/credentials").json()["items"]
            assert sent(console, "POST") == [
                {
                    "phone_number": OWN,
                    "provider": "telnyx",
                    "credential_id": credential["id"],
                }
            ]

    async def test_keeps_the_number_when_no_credential_is_added(self, tmp_path: Path) -> None:
        async with opened(tmp_path, empty=True, **QUIET) as console:
            await numbers_of(console)
            form = await registering(console)
            form.query_one("#field-number", Input).value = OWN
            form.query_one("#row-way ReferenceField").focus()
            await console.press("enter")
            await choose(console, "add a credential")
            await in_front(console, AddCredential)
            await console.press("escape")
            await in_front(console, RegisterNumber)
            assert form.query_one("#field-number", Input).value == OWN

    async def test_does_not_lose_what_was_typed_without_a_question(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            form = await registering(console)
            fill(form, name="Night desk")
            await console.press("escape")
            await in_front(console, Confirm)
            await console.press("n")
            assert console.app.screen is form
            await console.press("escape")
            await in_front(console, Confirm)
            await console.press("y")
            await in_front(console, type(screen))

    async def test_shows_its_buttons_and_keys_at_80x24(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), **QUIET) as console:
            await numbers_of(console)
            form = await registering(console)
            await pick(console, form, "way", "sip trunk twilio")
            for pinned in (".dialog-title", "#cancel", "#send", ".dialog-keys"):
                region = form.query_one(pinned).region
                assert region.height > 0, pinned
                assert form.region.contains_region(region), pinned


async def searching(console: Console, area_code: str = "415") -> BuyNumber:
    """Open the search and wait for what is on offer."""
    await console.press("b")
    await in_front(console, BuyNumber)
    dialog = console.app.screen
    assert isinstance(dialog, BuyNumber)
    await console.type(area_code)
    await console.press("enter")
    offers = dialog.query_one(LiveTable[Any])
    await console.until(lambda: len(offers.ids) > 0)
    return dialog


class TestBuyingANumber:
    async def test_lists_what_is_on_offer_and_buys_nothing_by_that(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), **QUIET) as console:
            await numbers_of(console)
            dialog = await searching(console)
            shown = "\n".join(drawn(console))
            assert "+1 415-" in shown
            assert "1.15 a month" in shown
            keys = dialog.query_one(".dialog-keys").region
            assert dialog.region.contains_region(keys)
            await console.press("escape")
            assert sent(console, "POST") == []

    async def test_says_that_it_costs_money_and_takes_the_number_typed(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            dialog = await searching(console)
            number = dialog.query_one(LiveTable[Any]).cursor_id or ""
            await console.press("enter")
            await in_front(console, TypedConfirm)
            shown = "\n".join(drawn(console))
            assert "This costs money, each month. 1.15 a month." in shown
            await console.press("y", "e", "s", "enter")
            assert isinstance(console.app.screen, TypedConfirm)
            assert sent(console, "POST") == []
            console.app.screen.query_one(Input).value = number
            await console.press("enter")
            await in_front(console, type(screen))
            assert sent(console, "POST") == [{"phone_number": number}]
            await console.until(lambda: under_cursor(console, screen) == number)
            assert "Nobody answers it yet: t gives it to an agent." in status(console)

    async def test_whose_answer_is_lost_is_found_in_the_list(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            dialog = await searching(console)
            number = dialog.query_one(LiveTable[Any]).cursor_id or ""
            console.sandbox.fault("lost", method="POST")
            await console.press("enter")
            await in_front(console, TypedConfirm)
            console.app.screen.query_one(Input).value = number
            await console.press("enter")
            await in_front(console, type(screen))
            assert "is bought" in status(console)
            assert len(sent(console, "POST")) == 1

    async def test_of_which_nobody_knows_is_looked_for_and_never_bought_again(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            dialog = await searching(console)
            number = dialog.query_one(LiveTable[Any]).cursor_id or ""
            console.sandbox.fault("drop", method="POST")
            await console.press("enter")
            await in_front(console, TypedConfirm)
            console.app.screen.query_one(Input).value = number
            await console.press("enter")
            await in_front(console, Confirm)
            assert f"It is not known whether {number} was bought." in asked(console)
            assert "nothing is sent a second time" in asked(console)
            await console.press("y")
            await in_front(console, Confirm)
            await console.press("n")
            await in_front(console, type(screen))
            assert "It was not sent again." in status(console)
            assert len(sent(console, "POST")) == 1

    @pytest.mark.parametrize("country", ["", "USA", "1!"])
    async def test_asks_for_a_country_of_two_letters(self, tmp_path: Path, country: str) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await numbers_of(console)
            await console.press("b")
            await in_front(console, BuyNumber)
            field = console.app.screen.query_one("#wish-country", Input)
            field.value = country
            field.focus()
            await console.press("enter")
            await console.until(lambda: "two letters" in asked(console))
            assert console.sandbox.requests("GET", "/v1/phone-numbers/search") == []

    async def test_says_why_nothing_could_be_searched(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            await numbers_of(console)
            console.sandbox.fault(
                "status", path="/v1/phone-numbers/search", status=400, text="No carrier yet."
            )
            await console.press("b")
            await in_front(console, BuyNumber)
            await console.press("enter")
            await console.until(lambda: "Not searched: No carrier yet." in asked(console))


class TestTheWaysFromANumber:
    async def test_to_its_calls_and_back(self, tmp_path: Path) -> None:
        async with opened(tmp_path, calls_per_minute=20.0, history=60) as console:
            screen = await numbers_of(console)
            screen.table.move_to(id_of(console, LONDON))
            await console.press("c")
            await in_front(console, CallsScreen)
            await console.pilot.pause()
            assert console.board.filter_text == f"to:{LONDON} or from:{LONDON}"
            rows = console.session.board.rows
            for call_id in console.table.ids:
                call = rows[call_id].call
                assert LONDON in {call.to_number, call.from_number}
            await console.press("escape")
            await in_front(console, type(screen))
            assert screen.table.cursor_id == id_of(console, LONDON)

    async def test_to_its_agent_and_its_carriers_credentials(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **QUIET) as console:
            screen = await numbers_of(console)
            screen.table.move_to(id_of(console, LONDON))
            ways = {jump.letter: jump.note for jump in screen.jumps()}
            assert ways == {"A": "Survey EN – Robin", "K": "Twilio", "C": "+44 20 7946 0180"}
            await console.press("g", "K")
            await in_front(console, CredentialsScreen)
