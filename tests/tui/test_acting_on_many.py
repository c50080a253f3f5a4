"""Many calls at once from the board: redialled at a pace, corrected, taken away."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from textual.widgets import Button, Input, Static

from console.actions.redial.run import Stage
from console.tui.dialogs.calls_export import CallsExport
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.pick import Pick
from console.tui.dialogs.redial_looking import RedialLooking
from console.tui.dialogs.redial_many import RedialMany
from console.tui.dialogs.redial_progress import RedialProgress
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

CRASHES, DECLINED, BLOCKED = "+1415555{}0194", "+14155550196", "+8801711000000"


async def failed_calls(console: Console, *numbers: str) -> list[str]:
    """Place calls that fail, wait for their end, and mark them."""
    session = console.session
    agent_id = next(iter(session.agents.records))
    ours = next(iter(session.numbers.records.values())).phone_number or ""
    for number in numbers:
        call = await session.client.calls.start(
            agent_id=agent_id, to_number=number, from_number=ours
        )
        session.live.put(call)
    rows = session.board.rows
    console.sandbox.advance(120)
    session.live.look_again()
    await console.until(lambda: all(row.ended for row in rows.values()))
    await console.until(lambda: all(row.call.analysis.summary for row in rows.values()))
    await console.until(lambda: set(console.table.ids) == set(rows))
    console.table.mark(rows)
    await console.pilot.pause()
    return list(rows)


def dialled(console: Console) -> list[str]:
    return [each["body"]["to_number"] for each in console.sandbox.requests("POST", "/v1/calls")]


def said(console: Console, selector: str) -> str:
    return str(console.app.screen.query_one(selector, Static).render())


def shown(screen: Screen[Any]) -> list[str]:
    strips = screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
    return [strip.text for strip in strips]


async def dialog(console: Console, kind: type) -> None:
    await console.until(lambda: isinstance(console.app.screen, kind))
    await console.pilot.pause()


class TestRedialling:
    async def test_takes_the_keys_while_it_looks_into_the_calls(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await failed_calls(console, DECLINED, BLOCKED)
            (under, marked), found = (
                (console.table.cursor_id, console.table.marked),
                asyncio.Event(),
            )
            looking = RedialLooking(found.wait)
            console.app.push_screen(looking)
            await console.until(lambda: looking.has_class("-shown"))
            await console.until(lambda: "Looking what was since" in "".join(shown(looking)))
            await console.press("j", "space", "X")
            assert console.app.screen is looking
            found.set()
            await console.until(lambda: console.app.screen is console.board)
            assert (console.table.cursor_id, console.table.marked) == (under, marked)

            console.app.push_screen(RedialLooking(asyncio.Event().wait))
            await dialog(console, RedialLooking)
            await console.press("escape")
            await console.until(lambda: console.app.screen is console.board)

    async def test_is_seen_before_dials_at_its_pace_and_goes_on_elsewhere(
        self, tmp_path: Path
    ) -> None:
        crashing = [CRASHES.format(n) for n in range(11)]
        async with opened(tmp_path, history=0, size=(80, 24)) as console:
            await failed_calls(console, *crashing, DECLINED, BLOCKED)
            placed = len(dialled(console))
            await console.press("R")
            await dialog(console, RedialMany)
            assert said(console, "#redial-title") == "Redial 11 calls?"
            assert "declined: calling again makes no sense" in said(console, "#redial-left-out")
            screen = console.app.screen
            for pinned in ("#redial-title", "#redial-pace", "#yes", ".dialog-keys"):
                assert screen.region.contains_region(screen.query_one(pinned).region), pinned

            await console.press("space")
            assert said(console, "#redial-title") == "Redial 12 calls?"
            screen.query_one("#per-minute", Input).value = "60"
            screen.query_one("#typed", Input).focus()
            await console.type("11")
            assert screen.query_one("#yes", Button).disabled
            await console.press("enter", "backspace")
            assert isinstance(console.app.screen, RedialMany)
            await console.type("2")
            await console.press("enter")
            await dialog(console, RedialProgress)
            assert console.table.marked == {
                row.call.id
                for row in console.session.board.rows.values()
                if row.call.to_number == DECLINED
            }

            run = console.board.account.redialling.run
            assert run is not None
            await console.until(lambda: run.counts[Stage.LIVE] == 2)
            assert len(dialled(console)) == placed + 2
            await console.press("p")
            assert said(console, "#redial-title").startswith("Paused at 2 of 12")
            await console.press("p", "escape")
            assert "redialling 2 of 12  R shows" in console.line("status")
            await console.press("g", "a")
            assert "redialling" in console.line("status")
            await console.until(lambda: run.placed > 2)

            await console.press("q")
            await dialog(console, Confirm)
            assert "what is live goes on" in said(console, ".dialog-note")
            await console.press("n", "colon")
            await console.type("redialling")
            await console.press("enter")
            await dialog(console, RedialProgress)
            await console.press("x")
            await dialog(console, Confirm)
            await console.press("y")
            assert run.left == 0
            placed = len(dialled(console))
            await console.passes(5)
            assert len(dialled(console)) == placed

    async def test_is_refused_in_a_read_only_profile(self, tmp_path: Path) -> None:
        async with opened(tmp_path, read_only=True) as console:
            await console.press("R")
            assert "This profile is read-only." in console.line("status")


class TestOutcomesAndExport:
    async def test_of_the_marked_calls(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            ids = await failed_calls(console, CRASHES.format(1), DECLINED)
            await console.press("E")
            await dialog(console, CallsExport)
            await console.press("tab", "tab", "f")
            path, field = (
                tmp_path / "taken.json",
                console.app.screen.query_one("#export-path", Input),
            )
            assert field.value.startswith("./calls-20")
            field.value = str(tmp_path)
            await console.press("enter")
            await console.until(lambda: "exists" in said(console, "#export-said"))
            field.value = str(path)
            await console.until(lambda: said(console, "#export-said").startswith("enter writes"))
            await console.press("enter")
            await console.until(lambda: "Written to" in said(console, "#export-said"))
            assert {each["id"] for each in json.loads(path.read_text("utf-8"))} == set(ids)

            await console.press("escape", "O")
            await dialog(console, Pick)
            await console.type("wrong person")
            await console.press("enter")
            await dialog(console, Confirm)
            assert said(console, ".dialog-title") == (
                "Set the outcome of 2 calls to “wrong person”?"
            )
            await console.press("y")
            rows = console.session.board.rows
            await console.until(
                lambda: all(rows[call_id].call.outcome == "wrong person" for call_id in ids)
            )
            await console.until(lambda: not console.table.marked)
            assert "2 calls: “wrong person”." in console.line("status")
