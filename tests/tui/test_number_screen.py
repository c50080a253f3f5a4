"""One number: its name, who answers, who takes over, what a caller hears."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from console.actions.forms.number_form import AGENT, FALLBACK, NAME, VOICEMAIL
from console.actions.saving.reach import answering, fallback
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.menu import Menu
from console.tui.dialogs.pick import Pick
from console.tui.screens.numbers.number import NumberScreen
from console.tui.screens.numbers.screen import NumbersScreen
from console.tui.widgets.form.field_row import FieldRow
from console.tui.widgets.form.line_field import LineField
from console.tui.widgets.form.prose_field import ProseField
from tests.console_pilot import Console, opened
from tests.tui.at_numbers import LONDON, agent_called, asked, drawn, id_of, numbers_of, record_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.actions.forms.field_spec import FieldSpec


@asynccontextmanager
async def at_the_number(
    tmp_path: Path,
    *,
    size: tuple[int, int] = (100, 30),
    laid: dict[str, Any] | None = None,
    read_only: bool = False,
) -> AsyncGenerator[tuple[Console, NumberScreen]]:
    """Open the number of the survey, with fields laid over it before."""
    async with opened(tmp_path, size=size, history=0, read_only=read_only) as console:
        screen = await numbers_of(console)
        number_id = id_of(console, LONDON)
        if laid:
            console.sandbox.edit("phone-numbers", number_id, **laid)
            console.session.numbers.look_again()
            await console.until(
                lambda: {**record_of(console, LONDON).raw, **laid} == record_of(console, LONDON).raw
            )
        screen.table.move_to(number_id)
        await console.press("enter")
        await console.until(lambda: isinstance(console.app.screen, NumberScreen))
        number = console.app.screen
        assert isinstance(number, NumberScreen)
        await console.pilot.pause()
        yield console, number


def row(screen: NumberScreen, spec: FieldSpec) -> FieldRow:
    return next(each for each in screen.query(FieldRow) if each.spec is spec)


async def name_it(console: Console, screen: NumberScreen, name: str) -> None:
    editor = row(screen, NAME).editor
    assert isinstance(editor, LineField)
    editor.value = name
    await console.until(lambda: screen.form is not None and NAME in screen.form.changed)


async def pick(console: Console, screen: NumberScreen, spec: FieldSpec, text: str) -> None:
    row(screen, spec).editor.focus()
    await console.press("enter")
    await console.until(lambda: isinstance(console.app.screen, Pick))
    await console.type(text)
    await console.press("enter")
    await console.until(lambda: console.app.screen is screen)
    await console.pilot.pause()


async def save(console: Console) -> str:
    """Ask to save; the words of the question."""
    await console.press("ctrl+s")
    await console.until(lambda: isinstance(console.app.screen, Confirm))
    await console.pilot.pause()
    return asked(console)


def patched(console: Console) -> list[Any]:
    return [each["body"] for each in console.sandbox.requests("PATCH")]


ROUTED: dict[str, Any] = {
    "inbound_routing": {"business_hours": {"from": 9}, "voicemail_message": "Leave a word."}
}


class TestTheScreenOfANumber:
    @pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["laptop", "wall"])
    async def test_shows_fields_and_facts_in_every_size(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with at_the_number(tmp_path, size=size, laid=ROUTED) as (console, _):
            shown = "\n".join(drawn(console))
            for part in ("Survey UK", "Survey EN – Robin", "Leave a word.", "nothing unsaved"):
                assert part in shown
            for part in ("LAST 24 HOURS", "CARRIER", "Twilio"):
                assert part in shown
            assert "Numbers › +44 20 7946 0180" in console.line("place")

    async def test_goes_through_its_fields_with_the_arrows(self, tmp_path: Path) -> None:
        async with at_the_number(tmp_path) as (console, screen):
            seen = [screen.focused]
            for _ in range(4):
                await console.press("down")
                seen.append(screen.focused)
            assert seen == [
                *(row(screen, spec).editor for spec in (NAME, AGENT, FALLBACK, VOICEMAIL)),
                screen.query_one("#facts"),
            ]

    async def test_takes_in_what_somebody_else_saves(self, tmp_path: Path) -> None:
        async with at_the_number(tmp_path) as (console, screen):
            console.sandbox.edit("phone-numbers", screen.number_id, friendly_name="Theirs")
            console.session.numbers.look_again()
            await console.until(lambda: "Theirs" in "\n".join(drawn(console)))
            assert screen.form is not None
            assert not screen.form.changed


class TestAReadOnlyProfile:
    async def test_can_look_at_every_field_change_none_and_leave_unasked(
        self, tmp_path: Path
    ) -> None:
        async with at_the_number(tmp_path, laid=ROUTED, read_only=True) as (console, screen):
            for spec in (NAME, AGENT, FALLBACK, VOICEMAIL):
                row(screen, spec).editor.focus()
                await console.until(lambda: "this profile is read-only" in console.line("status"))
                await console.press("x", "backspace", "delete", "ctrl+k", "space", "enter")
                assert console.app.screen is screen
                assert "nothing unsaved" in console.line("number-heading")
            await console.press("escape")
            await console.until(lambda: isinstance(console.app.screen, NumbersScreen))


class TestSavingANumber:
    async def test_shows_the_difference_and_sends_only_what_was_changed(
        self, tmp_path: Path
    ) -> None:
        async with at_the_number(tmp_path, laid=ROUTED) as (console, screen):
            await name_it(console, screen, "Night desk")
            await pick(console, screen, FALLBACK, "les tilleuls")
            words = await save(console)
            assert "Name       Survey UK  →  Night desk" in words
            assert "Fallback   none  →  Réception Paris – Les Tilleuls" in words
            assert patched(console) == []
            await console.press("y")
            await console.until(lambda: "Saved." in console.line("status"))
            agent_id = agent_called(console, "Les Tilleuls")
            assert patched(console) == [
                {
                    "friendly_name": "Night desk",
                    "inbound_routing": {"fallback": {"agent_id": agent_id}},
                }
            ]
            await console.until(lambda: fallback(record_of(console, LONDON)) == agent_id)

    async def test_clears_the_fallback_with_an_explicit_null(self, tmp_path: Path) -> None:
        laid = {"inbound_routing": {"fallback": {"agent_id": "agt_gone"}}}
        async with at_the_number(tmp_path, laid=laid) as (console, screen):
            await pick(console, screen, FALLBACK, "nobody takes over")
            assert "Fallback   agt_gone  →  none" in await save(console)
            await console.press("y")
            await console.until(lambda: "Saved." in console.line("status"))
            assert patched(console) == [{"inbound_routing": {"fallback": None}}]

    async def test_keeps_a_message_of_several_lines_exact(self, tmp_path: Path) -> None:
        async with at_the_number(tmp_path) as (console, screen):
            editor = row(screen, VOICEMAIL).editor
            assert isinstance(editor, ProseField)
            editor.focus()
            await console.type("One")
            await console.press("enter")
            await console.type("two")
            await save(console)
            await console.press("y")
            await console.until(lambda: "Saved." in console.line("status"))
            assert patched(console) == [{"inbound_routing": {"voicemail_message": "One\ntwo"}}]

    async def test_shows_a_refusal_word_for_word_and_keeps_what_was_entered(
        self, tmp_path: Path
    ) -> None:
        async with at_the_number(tmp_path) as (console, screen):
            await name_it(console, screen, "Night desk")
            console.sandbox.fault("status", method="PATCH", status=409, text="Being moved.")
            await save(console)
            await console.press("y")
            await console.until(lambda: "Being moved." in console.line("status"))
            assert screen.form is not None
            assert screen.form.entry(NAME) == "Night desk"

    async def test_sends_nothing_over_what_somebody_else_has_changed(self, tmp_path: Path) -> None:
        async with at_the_number(tmp_path) as (console, screen):
            await name_it(console, screen, "Mine")
            console.sandbox.edit("phone-numbers", screen.number_id, friendly_name="Theirs")
            await save(console)
            await console.press("y")
            await console.until(lambda: "Somebody else has changed it" in console.line("status"))
            assert patched(console) == []
            assert "Name       Theirs  →  Mine" in await save(console)

    async def test_whose_answer_is_lost_is_looked_for_and_not_sent_again(
        self, tmp_path: Path
    ) -> None:
        async with at_the_number(tmp_path) as (console, screen):
            await pick(console, screen, AGENT, "les tilleuls")
            console.sandbox.fault("lost", method="PATCH")
            await save(console)
            await console.press("y")
            await console.until(lambda: "Saved." in console.line("status"))
            assert len(patched(console)) == 1
            agent_id = agent_called(console, "Les Tilleuls")
            await console.until(lambda: answering(record_of(console, LONDON)) == agent_id)


class TestLeavingANumber:
    async def test_goes_back_at_once_when_nothing_is_changed(self, tmp_path: Path) -> None:
        async with at_the_number(tmp_path) as (console, _):
            await console.press("escape")
            await console.until(lambda: isinstance(console.app.screen, NumbersScreen))

    async def test_asks_what_becomes_of_unsaved_changes(self, tmp_path: Path) -> None:
        async with at_the_number(tmp_path) as (console, screen):
            await name_it(console, screen, "Night desk")
            await console.press("escape")
            await console.until(lambda: isinstance(console.app.screen, Menu))
            assert "+44 20 7946 0180 has unsaved changes: name" in asked(console)
            await console.press("c")
            await console.until(lambda: console.app.screen is screen)
            await console.press("escape")
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("D")
            await console.until(lambda: isinstance(console.app.screen, NumbersScreen))
            assert patched(console) == []
