"""The checks beside the prompt: a moment after the last key, in words, with a way to each."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from console.clock import SystemClock
from console.insight.prompt_checks import Finding, Severity
from console.tui.glyphs import ASCII, UNICODE, Glyphs
from console.tui.screens.prompts import checks
from console.tui.screens.prompts.checks import ChecksPane
from console.tui.screens.prompts.findings import FindingList
from console.tui.styles import style_sheets
from console.tui.surroundings import Surroundings
from console.tui.theme import VARIABLES
from tests.console_pilot import wait_until
from tests.tui.reading import Repaints

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    import pytest
    from textual.app import ComposeResult
    from textual.pilot import Pilot

GIVEN = {"customer_name": "Sales EN defaults", "order_id": "12 of the last 50 calls"}
IN_ORDER = "You speak with {{customer_name}} about {{order_id}}."
BROKEN = f"{IN_ORDER}\nConfirm {{{{oder_id}}}} first.\nAsk {{customer_name}} again.\nEnd {{{{"


class Desk(App[None]):
    """The pane alone."""

    CSS_PATH = [  # noqa: RUF012
        path for path in style_sheets() if Path(path).stem in {"live_table", "prompt_beside"}
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self.pane = ChecksPane(Surroundings(UTC, glyphs, SystemClock()))
        self.jumps: list[tuple[str, int, int]] = []
        self.done = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_checks_pane_jump(self, event: ChecksPane.Jump) -> None:
        self.jumps.append((event.agent, event.line, event.column))

    def on_checks_pane_done(self) -> None:
        self.done += 1

    def lines(self) -> list[str]:
        """What is drawn."""
        strips = self.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
        return [strip.text.rstrip() for strip in strips]


@asynccontextmanager
async def desk(
    text: str = "",
    *,
    first_messages: Mapping[str, str] | None = None,
    given: Mapping[str, str] = GIVEN,
    size: tuple[int, int] = (40, 20),
    glyphs: Glyphs = UNICODE,
) -> AsyncGenerator[tuple[Desk, Pilot[None]]]:
    """The pane, with a text that has been checked if there is one."""
    app = Desk(glyphs)
    async with app.run_test(size=size) as pilot:
        if text:
            app.pane.check(text, first_messages or {}, given, IN_ORDER)
            await wait_until(pilot, lambda: app.done)
            await pilot.pause()
        yield app, pilot


class TestWhatThePaneSays:
    async def test_is_that_it_checks_before_the_first_check(self) -> None:
        async with desk() as (app, _):
            assert "Checking…" in app.pane.text
            assert app.pane.findings == ()
            assert app.pane.summary.plain == "checking…"

    async def test_is_how_long_the_prompt_is_and_that_the_tokens_are_an_estimate(self) -> None:
        async with desk(IN_ORDER, size=(80, 20)) as (app, _):
            assert app.lines()[0] == "6 words · 52 characters · about 13 tokens (estimate)"

    async def test_is_that_there_is_nothing_to_mend(self) -> None:
        async with desk(IN_ORDER) as (app, _):
            assert "✓ nothing to mend" in app.pane.text
            assert app.pane.summary.plain == "✓ · 6 words · ~13 tokens"

    async def test_is_each_finding_with_sign_and_line_the_worst_first(self) -> None:
        async with desk(BROKEN, size=(80, 20)) as (app, _):
            drawn = [line for line in app.lines()[1:] if line]
            assert drawn == [
                "✕ 2  {{oder_id}} is given by no agent and no recent call; did you mean",
                "     {{order_id}}?",
                "✕ 4  {{: the {{ is not closed",
                "▲ 3  {customer_name}: single braces are not filled; write {{customer_name}}",
            ]
            assert app.pane.summary.plain == "✕ 2 ▲ 1 · 14 words · ~29 tokens"

    async def test_names_the_agent_whose_first_message_it_is_and_what_is_given_in_vain(
        self,
    ) -> None:
        first = {"Sales EN": "Hi {{name}}!"}
        given = {**GIVEN, "city": "the last call"}
        async with desk(IN_ORDER, first_messages=first, given=given, size=(80, 20)) as (app, _):
            drawn = [line for line in app.lines()[1:] if line]
            assert drawn[0].startswith("✕ 1  Sales EN: {{name}} is given by no agent")
            assert drawn[-1] == "·    city is given (the last call) but never used"

    async def test_has_twins_in_ascii(self) -> None:
        async with desk(BROKEN, glyphs=ASCII) as (app, _):
            assert app.pane.summary.plain.startswith("x 2 ! 1 ")

    async def test_shows_a_finding_as_text_and_not_as_markup(self) -> None:
        async with desk(f"{IN_ORDER} {{{{[bold]x[/bold]}}}}", size=(80, 20)) as (app, _):
            assert any("{{[bold]x[/bold]}}" in line for line in app.lines())


class TestVariablesThatNobodyGives:
    async def test_are_told_of_prompt_and_first_messages(self) -> None:
        first = {"Sales EN": "Hi {{name}}!"}
        async with desk(BROKEN, first_messages=first) as (app, _):
            assert app.pane.unknown_variables == {"oder_id", "name"}


class TestGoingToAFinding:
    async def test_is_asked_for_by_enter_on_the_one_under_the_cursor(self) -> None:
        async with desk(BROKEN) as (app, pilot):
            app.pane.focus()
            await pilot.press("j", "enter", "j", "enter", "k", "k", "k", "enter")
            assert app.jumps == [("", 4, 5), ("", 3, 5), ("", 2, 9)]

    async def test_is_asked_for_by_a_click_on_any_of_its_lines(self) -> None:
        async with desk(BROKEN) as (app, pilot):
            assert "call; did you mean" in app.pane.query_one(FindingList).text.split("\n")[1]
            await pilot.click(FindingList, offset=(8, 1))
            assert app.jumps == [("", 2, 9)]

    async def test_leads_to_the_beginning_where_it_is_about_the_whole(self) -> None:
        async with desk(" ", given={}) as (app, pilot):
            app.pane.focus()
            await pilot.press("enter")
            assert app.pane.findings == (Finding(Severity.ERROR, 0, 0, "the prompt is empty"),)
            assert app.jumps == [("", 1, 1)]

    async def test_with_nothing_found_asks_for_nothing(self) -> None:
        async with desk(IN_ORDER) as (app, pilot):
            app.pane.focus()
            await pilot.press("j", "enter", "k", "end", "enter")
            assert app.jumps == []
            assert app.pane.next_finding("", 1, 1) is None

    async def test_goes_on_from_where_one_is_through_first_messages_and_round(self) -> None:
        first = {"Sales EN": "Hi {{name}}!"}
        async with desk(BROKEN, first_messages=first) as (app, pilot):

            def after(line: int, column: int, agent: str = "") -> tuple[str, int]:
                found = app.pane.next_finding(agent, line, column)
                assert found is not None
                return found.agent, found.line

            assert [after(1, 1), after(2, 9), after(3, 1), after(3, 5)] == [
                ("", 2), ("", 3), ("", 3), ("", 4),
            ]  # fmt: skip
            assert after(4, 5) == ("Sales EN", 1)
            assert after(1, 4, "Sales EN") == ("", 2)
            after(3, 5)
            app.pane.focus()
            await pilot.press("enter")
            assert app.jumps == [("", 4, 5)]

    async def test_reaches_every_finding_once_also_several_in_one_line_or_place(self) -> None:
        text = "{{one}} {{ two }} {{{three}}} {four\n{{five}}"
        first = {"Zoe": "Hi {{six}} {{seven}}", "ann": "Hi {{eight}}"}
        async with desk(text, first_messages=first, given={"x": "the last call"}) as (app, _):
            placed = [finding for finding in app.pane.findings if finding.line]
            reached: list[Finding] = []
            place = "", 1, 1
            for _ in placed:
                found = app.pane.next_finding(*place)
                assert found is not None
                reached.append(found)
                place = found.agent, found.line, found.column
            assert set(reached) == set(placed)
            assert [each.agent for each in reached if each.agent] == ["Zoe", "Zoe", "ann"]
            assert app.pane.next_finding(*place) == reached[0]

    async def test_scrolls_to_what_is_out_of_sight(self) -> None:
        text = "\n".join(f"Say {{{{unknown_{number}}}}}." for number in range(40))
        async with desk(text, size=(60, 8)) as (app, pilot):
            app.pane.focus()
            await pilot.press("end")
            assert any("40  {{unknown_39}}" in line for line in app.lines())
            await pilot.press("home")
            assert any(" 1  {{unknown_0}}" in line for line in app.lines())


class TestChecking:
    async def test_waits_for_the_last_key_and_checks_what_stands_there_then(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checked: list[str] = []
        really = checks.examine

        def note(written: checks.Written) -> checks.Checked:
            checked.append(written.text)
            return really(written)

        monkeypatch.setattr(checks, "examine", note)
        async with desk() as (app, pilot):
            for text in ("{{o", "{{or", "{{order_id}} {{customer_name}}"):
                app.pane.check(text, {}, GIVEN, "")
            await wait_until(pilot, lambda: app.done)
            assert checked == ["{{order_id}} {{customer_name}}"]
            assert app.pane.findings == ()

    async def test_never_shows_an_older_text_over_a_newer_one(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import threading

        slow_began, slow_may_end = threading.Event(), threading.Event()
        really = checks.examine

        def hold_the_first(written: checks.Written) -> checks.Checked:
            if written.text == "slow":
                slow_began.set()
                slow_may_end.wait(timeout=20)
            return really(written)

        monkeypatch.setattr(checks, "examine", hold_the_first)
        async with desk() as (app, pilot):
            app.pane.check("slow", {}, {}, "")
            await wait_until(pilot, slow_began.is_set)
            app.pane.check("{{quick}}", {}, {}, "")
            await wait_until(pilot, lambda: app.done)
            slow_may_end.set()
            await pilot.pause()
            assert [finding.words for finding in app.pane.findings] == [
                "{{quick}} is given by no agent and no recent call"
            ]
            assert app.done == 1

    async def test_leaves_the_cursor_on_its_finding_when_that_moves(self) -> None:
        async with desk(BROKEN) as (app, pilot):
            app.pane.focus()
            await pilot.press("j")
            app.pane.check(f"One more line.\n{BROKEN}", {}, GIVEN, IN_ORDER)
            await wait_until(pilot, lambda: app.done == 2)
            await pilot.press("enter")
            assert app.jumps == [("", 5, 5)]

    async def test_that_finds_the_same_repaints_nothing(self) -> None:
        async with desk(BROKEN) as (app, pilot):
            repaints = Repaints(*app.pane.query("*"))
            app.pane.check(BROKEN, {}, GIVEN, IN_ORDER)
            await wait_until(pilot, lambda: app.done == 2)
            await pilot.pause()
            assert repaints.asked == []
