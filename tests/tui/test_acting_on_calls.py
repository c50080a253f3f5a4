"""Starting, stopping and redialling from the board: asked first, sent once, told truly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from textual.widgets import Collapsible, Input, Static

from console.actions.calls import Refused
from console.actions.journal import Phase
from console.api.errors import ApiError, Trouble
from console.live.board import REQUEST_ID, Presence
from console.tui.dialogs.call_fields import owner
from console.tui.dialogs.call_form import CallForm
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.web_call import WebCallJoin
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BUSY: dict[str, Any] = {"calls_per_minute": 20.0, "history": 60}
NUMBER = "+14155550111"


async def open_form(console: Console, number: str = NUMBER) -> CallForm:
    """Open the form by its command and choose its agent and the number to call from."""
    await console.press("colon")
    await console.type(f"start {number}")
    await console.press("enter")
    form = console.app.screen
    assert isinstance(form, CallForm)
    for name in ("agent_id", "from_number"):
        choose(form, name, choices(console, name)[0])
    await console.pilot.pause()
    return form


def choices(console: Console, name: str) -> list[str]:
    session = console.session
    if name == "agent_id":
        return [a.id for a in session.agents.records.values() if a.name == "Sales EN – Aria"]
    return [n.phone_number or "" for n in session.numbers.records.values()]


def choose(form: CallForm, name: str, value: str) -> None:
    form.selects[name].value = value


def fill(form: CallForm, **values: str) -> None:
    for widget in form.query(Input):
        if widget.name in values:
            widget.value = values[widget.name]


def dialled(console: Console) -> list[dict[str, Any]]:
    return console.sandbox.requests("POST", "/v1/calls")


def shown(console: Console) -> str:
    return "\n".join(str(widget.render()) for widget in console.app.screen.query(Static))


class TestTheFormOfACall:
    async def test_shows_its_buttons_and_keys_at_80x24_whatever_the_agent_asks_for(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, size=(80, 24), history=0) as console:
            form = await open_form(console)
            form.query_one(Collapsible).collapsed = False
            await console.pilot.pause()
            screen = form.region
            fields = form.query_one(".form-fields")
            assert fields.max_scroll_y > 0
            for pinned in (".dialog-title", "#cancel", "#send", ".dialog-keys"):
                region = form.query_one(pinned).region
                assert region.height > 0, pinned
                assert screen.contains_region(region), pinned
            last = form.query_one("#field-metadata")
            last.focus()
            await console.until(lambda: fields.region.contains_region(last.region))

    async def test_begins_with_the_agent_and_the_number_of_the_call_under_the_cursor(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **BUSY) as console:
            session = console.session
            ours = {number.phone_number for number in session.numbers.records.values()}
            call = next(
                row.call
                for row in session.board.rows.values()
                if row.call.direction == "outbound" and row.call.from_number in ours
            )
            assert console.table.move_to(call.id)
            await console.press("s")
            form = console.app.screen
            assert isinstance(form, CallForm)
            assert form.selects["agent_id"].value == call.agent_id
            assert form.selects["from_number"].value == call.from_number
            assert form.focused is form.query_one("#field-to_number")

    async def test_offers_the_agents_own_number_until_the_person_chooses_one(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            form = await open_form(console)
            owners = {
                number.phone_number: owner(number)
                for number in console.session.numbers.records.values()
            }
            before = form.selects["agent_id"].value
            first, second = list({of for of in owners.values() if of and of != before})[:2]
            form.selects["from_number"].clear()
            for agent_id in (first, second):
                choose(form, "agent_id", agent_id)
                await console.pilot.pause()
                assert owners[str(form.selects["from_number"].value)] == agent_id
            chosen = next(number for number, of in owners.items() if of == first)
            choose(form, "from_number", chosen or "")
            other = next(a.id for a in console.session.agents.records.values() if a.id != second)
            choose(form, "agent_id", other)
            await console.pilot.pause()
            assert form.selects["from_number"].value == chosen

    async def test_says_which_moment_a_schedule_means_while_it_is_typed(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            form = await open_form(console)
            field = form.query_one("#field-when", Input)
            note = form.query_one("#problem-when", Static)
            field.value = "in 10 m"
            await console.pilot.pause()
            assert str(note.render()).startswith("today ")
            assert str(note.render()).endswith(" UTC")
            field.value = "25:99"
            await console.pilot.pause()
            assert "no such time" in str(note.render())
            field.value = ""
            await console.pilot.pause()
            assert not note.display

    async def test_does_not_lose_what_was_typed_without_a_question(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            form = await open_form(console)
            fill(form, customer_name="Ana")
            await console.press("escape")
            assert "Discard this call?" in shown(console)
            await console.press("n")
            assert console.app.screen is form
            await console.press("escape", "y")
            await console.until(lambda: console.app.screen is console.board)

    async def test_closes_at_once_when_nothing_was_typed(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await open_form(console)
            await console.press("escape")
            await console.until(lambda: console.app.screen is console.board)


class TestTheQuestionBeforeDialling:
    async def test_lists_what_is_sent_and_names_what_was_left_empty(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            form = await open_form(console)
            fill(form, customer_name="Ana [/b]", order_id="")
            form.query_one("#field-metadata", Input).value = "source=desk"
            form.query_one("#field-llm--temperature", Input).value = "0.2"
            await console.press("ctrl+s")
            asked = shown(console)
            assert "customer_name=Ana [/b]" in asked
            assert "order_id" in next(line for line in asked.splitlines() if "empty:" in line)
            assert "source=desk" in asked
            assert "llm.temperature=0.2" in asked
            assert "Sales EN – Aria" in asked

    async def test_warns_when_that_number_is_on_the_line_right_now(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=6, history=0) as console:
            call = next(
                row.call
                for row in console.session.board.rows.values()
                if row.call.direction == "outbound" and not row.ended
            )
            assert console.table.move_to(call.id)
            await console.pilot.pause()
            await console.press("r")
            assert "On the line right now" in shown(console)


def screen_text(console: Console) -> str:
    """What is drawn, line by line."""
    strips = console.app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
    return "\n".join(strip.text for strip in strips)


class TestStartingAPhoneCall:
    async def test_asks_for_the_variables_of_the_agents_prompt(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            form = await open_form(console)
            names = [widget.name for widget in form.query(".form-variable")]
            assert {"customer_name", "order_id"} <= set(names)

    async def test_checks_the_number_while_it_is_typed(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            form = await open_form(console, "")
            field = form.query_one("#field-to_number", Input)
            field.value = "+4420794609"
            await console.pilot.pause()
            assert "too short" in shown(console)
            field.value = "+442079460958"
            await console.pilot.pause()
            assert "United Kingdom" in shown(console)

    async def test_sends_nothing_until_the_number_is_confirmed(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await open_form(console)
            await console.press("ctrl+s")
            assert isinstance(console.app.screen, Confirm)
            assert "Dial +1 415-555-0111?" in shown(console)
            await console.press("n")
            assert dialled(console) == []
            assert isinstance(console.app.screen, CallForm)

    async def test_sends_what_was_filled_in_and_follows_the_call_to_its_transcript(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            form = await open_form(console)
            fill(form, customer_name="Ana [/b]", order_id="ORD-1")
            await console.press("ctrl+s", "y")
            await console.until(lambda: console.app.screen is console.board)
            (request,) = dialled(console)
            body = request["body"]
            assert body["to_number"] == NUMBER
            assert body["variables"]["customer_name"] == "Ana [/b]"
            await console.until(lambda: "Dialling" in console.line("status"))
            call_id = console.table.cursor_id or ""
            assert console.row(call_id).call.to_number == NUMBER
            await console.until(lambda: console.row(call_id).ended)
            await console.until(lambda: "AGENT" in console.inspector.text.upper())
            assert console.table.cursor_id == call_id

    async def test_a_repeated_key_dials_once(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await open_form(console)
            await console.press("ctrl+s", "ctrl+s", "y", "ctrl+s", "ctrl+s")
            await console.until(lambda: console.app.screen is console.board)
            assert len(dialled(console)) == 1

    async def test_shows_the_servers_words_at_their_field_and_keeps_the_form(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            number_id = next(iter(console.session.numbers.records))
            console.sandbox.edit("phone-numbers", number_id, phone_number="12")
            await console.press("ctrl+r")
            await console.until(
                lambda: console.session.numbers.records[number_id].phone_number == "12"
            )
            form = await open_form(console)
            choose(form, "from_number", "12")
            await console.press("ctrl+s", "y")
            await console.until(lambda: "Not started" in shown(console))
            assert console.app.screen is form
            assert form.query_one("#field-to_number", Input).value == NUMBER
            assert "pattern" in str(form.query_one("#problem-from_number", Static).render())

    async def test_that_found_no_connection_keeps_the_form_to_try_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        words = "No connection to api: connection refused."
        refused = Refused(ApiError(Trouble.UNREACHABLE, words))

        async def send(*_: object) -> Refused:
            return refused

        async with opened(tmp_path, history=0) as console:
            form = await open_form(console)
            with monkeypatch.context() as nobody_listens:
                nobody_listens.setattr(form, "_send", send)
                await console.press("ctrl+s", "y")
                await console.until(lambda: "Nothing was sent. Try again?" in shown(console))
            assert dialled(console) == []
            await console.press("ctrl+s", "y")
            await console.until(lambda: console.app.screen is console.board)
            assert len(dialled(console)) == 1

    async def test_a_lost_answer_is_settled_by_looking_never_by_dialling_again(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            await open_form(console)
            console.sandbox.fault("lost", method="POST", path="/v1/calls", times=1)
            await console.press("ctrl+s", "y")
            await console.until(lambda: console.app.screen is console.board)
            await console.until(
                lambda: (
                    any(row.call.to_number == NUMBER for row in rows(console))
                    and all(row.presence is Presence.HERE for row in rows(console))
                )
            )
            assert len(dialled(console)) == 1
            journal = console.board.account.journal
            await console.until(
                lambda: (
                    [entry.phase for entry in journal.entries()]
                    == [Phase.SENDING, Phase.UNKNOWN, Phase.DONE]
                )
            )

    async def test_an_answer_that_never_comes_is_not_seen_after_a_minute(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            await open_form(console)
            console.sandbox.fault("drop", method="POST", path="/v1/calls", times=1)
            await console.press("ctrl+s", "y")
            await console.until(lambda: [r.presence for r in rows(console)] == [Presence.EXPECTED])
            await console.passes(60)
            await console.until(lambda: [r.presence for r in rows(console)] == [Presence.NOT_SEEN])

    async def test_is_refused_where_the_journal_cannot_be_written(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            (tmp_path / "xdg_state_home").write_text("a file where the folder should be")
            form = await open_form(console)
            await console.press("ctrl+s", "y")
            await console.until(lambda: "journal" in shown(console))
            assert console.app.screen is form
            assert dialled(console) == []


def rows(console: Console) -> list[Any]:
    return list(console.session.board.rows.values())


class TestStartingAWebCall:
    async def test_shows_the_address_and_hides_the_token_until_asked(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.press("w")
            form = console.app.screen
            assert isinstance(form, CallForm)
            choose(form, "agent_id", choices(console, "agent_id")[0])
            await console.press("ctrl+s", "y")
            await console.until(lambda: isinstance(console.app.screen, WebCallJoin))
            assert "wss://" in shown(console)
            assert "Whoever holds the token can join" in shown(console)
            assert "eyJ" not in shown(console)
            await console.press("v")
            assert "eyJ" in shown(console)

    async def test_follows_the_call_once_the_board_has_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=5, history=0) as console:
            await console.press("w", "ctrl+s", "y")
            await console.until(lambda: isinstance(console.app.screen, WebCallJoin))
            (written,) = console.sandbox.requests("POST", "/v1/calls/web")
            request_id = written["body"]["metadata"][REQUEST_ID]

            def under_the_cursor() -> str:
                return console.row(console.table.cursor_id or "").call.metadata.get(REQUEST_ID, "")

            await console.until(lambda: under_the_cursor() == request_id)


class TestStopping:
    async def test_names_the_calls_and_stops_all_that_are_marked(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=4, history=0) as console:
            await console.press("space", "space")
            marked = console.table.marked
            await console.press("x")
            assert "Stop 2 calls?" in shown(console)
            await console.press("y")
            await console.until(lambda: all(console.row(call_id).ended for call_id in marked))
            asked = {request["path"] for request in console.sandbox.requests("POST")}
            assert asked == {f"/v1/calls/{call_id}/stop" for call_id in marked}
            await console.until(lambda: "2 stopped" in console.line("status"))
            assert console.table.marked == frozenset()

    async def test_escape_stops_nothing(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=2, history=0) as console:
            await console.press("x", "escape")
            assert console.sandbox.requests("POST") == []

    async def test_does_not_stop_what_ended_while_the_question_stood(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=1, history=0) as console:
            call_id = console.table.cursor_id or ""
            await console.press("x")
            console.sandbox.edit(
                "calls", call_id, status="completed", updated_at="2026-06-01T11:00:00Z"
            )
            await console.until(lambda: console.row(call_id).ended)
            await console.press("y")
            await console.until(lambda: "already ended" in console.line("status"))
            assert console.sandbox.requests("POST") == []

    async def test_is_refused_in_words_on_a_read_only_profile(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=1, history=0, read_only=True) as console:
            assert "read-only" in console.line("place")
            assert " stop" not in console.line("footer")
            await console.press("x")
            assert console.app.screen is console.board
            assert "read-only" in console.line("status")


class TestRedialling:
    async def test_calls_the_same_number_with_the_same_variables(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            earlier = next(
                row.call
                for row in console.session.board.rows.values()
                if row.ended and row.call.direction == "outbound" and row.call.variables
            )
            assert console.table.move_to(earlier.id)
            await console.pilot.pause()
            await console.press("r")
            assert "Dial" in shown(console)
            await console.press("y")
            await console.until(lambda: dialled(console))
            body = dialled(console)[0]["body"]
            assert body["to_number"] == earlier.to_number
            assert body["variables"] == earlier.raw["variables"]
            assert body["agent_id"] == earlier.agent_id


class TestCopying:
    async def test_offers_what_the_call_has(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("y")
            await console.press("u")
            await console.until(lambda: console.app.screen is console.board)
            assert console.app.clipboard.startswith("curl http://127.0.0.1")
            assert "oi_sk" not in console.app.clipboard


class TestTheCommandLine:
    async def test_completes_with_tab_and_runs_with_enter(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("colon")
            await console.type("fail")
            await console.press("tab", "enter")
            assert "failures only" in console.line("status")

    async def test_says_the_keys_and_how_many_more_there_are(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.press("colon")
            drawn = screen_text(console)
            assert re.search(r"stop +x +Stop calls", drawn)
            assert re.search(r"\d+ more: ↓", drawn)

    async def test_completes_columns_fields_and_their_values(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("colon")
            await console.type("sort co")
            await console.press("tab")
            field = console.app.screen.query_one("#command-input", Input)
            assert field.value == "sort cost "
            field.value = "filter stat"
            await console.pilot.pause()
            await console.press("tab")
            assert field.value == "filter status:"
            await console.type("fai")
            await console.press("tab", "enter")
            assert "status:failed" in console.line("status")

    async def test_keeps_the_line_and_says_what_was_wrong(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("colon")
            await console.type("stpo x")
            await console.press("enter")
            assert "Did you mean “stop”" in shown(console)
            await console.press("escape")
            assert console.app.screen is console.board

    async def test_says_why_an_action_cannot_be_done(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.press("colon")
            await console.type("redial")
            await console.press("enter")
            assert "no call under the cursor" in console.line("status")


class TestHelpAndPalette:
    async def test_help_lists_every_action_and_says_what_does_not_work_now(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.press("question_mark")
            assert "Narrows as you type" in shown(console)
            assert "Previous pane  not now: There is no call" in shown(console)
            assert "not now: There is no call under the cursor." in shown(console)
            await console.press("escape")
            assert console.app.screen is console.board

    async def test_the_journal_lists_what_was_sent(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=1, history=0) as console:
            await console.press("x", "y")
            await console.until(lambda: len(console.board.account.journal.entries()) == 2)
            await console.press("a")
            drawn = screen_text(console)
            assert "stop call" in drawn
            assert "done" in drawn
            assert "times in UTC" in drawn

    async def test_the_journal_tells_two_dials_of_one_number_apart(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            for _ in range(2):
                await open_form(console)
                await console.press("ctrl+s", "y")
                await console.until(lambda: console.app.screen is console.board)
            await console.press("a")
            lines = screen_text(console).splitlines()
            for row in rows(console):
                (line,) = [line for line in lines if row.call.id in line]
                assert "start call" in line
                assert "Sales EN – Aria" in line

    async def test_the_palette_shows_each_actions_key(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.press("ctrl+p")
            await console.until(lambda: "Start a phone call  s" in screen_text(console))
