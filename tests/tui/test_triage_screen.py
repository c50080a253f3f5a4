"""The triage as an operator works through it, on the failures that the sandbox plants."""

from __future__ import annotations

import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from console.actions.looking_back.failures_file import failures_file
from console.insight.slowness import FIELD
from console.insight.troubles import TroubleKind
from console.tui.dialogs.calls_export import CallsExport
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.export import Export
from console.tui.screens.history.screen import HistoryScreen
from console.tui.screens.triage.reading import GroupCallScreen
from console.tui.screens.triage.screen import TriageScreen
from console.tui.widgets.reader import Reader
from tests.console_pilot import Console, opened
from tests.planted import REASONS

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

SEEDED: dict[str, Any] = {"seed": 7, "calls_per_minute": 20.0, "history": 160, "live": 10}


@asynccontextmanager
async def at_triage(folder: Path, **world: Any) -> AsyncGenerator[tuple[Console, TriageScreen]]:
    """The console with the triage in front, and all calls looked over."""
    async with opened(folder, **world) as console:
        await console.press("g", "t")
        await console.until(lambda: isinstance(console.app.screen, TriageScreen))
        screen = console.app.screen
        assert isinstance(screen, TriageScreen)
        account = screen.account
        await console.until(
            lambda: account.history.progress.state == "complete" and account.diagnoses.reading.read
        )
        yield console, screen


@asynccontextmanager
async def at_triage_of_nothing(folder: Path) -> AsyncGenerator[tuple[Console, TriageScreen]]:
    async with opened(folder, history=0) as console:
        await console.press("g", "t")
        await console.until(lambda: isinstance(console.app.screen, TriageScreen))
        screen = console.app.screen
        assert isinstance(screen, TriageScreen)
        yield console, screen


def drawn(console: Console) -> list[str]:
    """What is drawn, line by line."""
    strips = console.app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
    return [re.sub(" {2,}", "  ", strip.text) for strip in strips]


def glance(screen: TriageScreen) -> str:
    return " ".join(screen.query_one("#glance", Reader).text.split())


def failed(screen: TriageScreen) -> dict[str, set[str]]:
    """The calls of the groups of failures, by their keys."""
    return {
        group.key.removesuffix(f" {group.kind}"): set(group.call_ids)
        for group in screen.groups.values()
        if group.kind in {TroubleKind.FAILED, TroubleKind.ENDED_BADLY}
    }


def slow(screen: TriageScreen) -> set[str]:
    return {key for key, group in screen.groups.items() if group.kind is TroubleKind.SLOW}


def planted(console: Console) -> dict[str, set[str]]:
    """What went wrong with each call that has ended, asked of the sandbox itself."""
    with console.sandbox.api() as api:
        answers = [
            api.get("/calls", params={"limit": 100, "offset": offset}).raise_for_status().json()
            for offset in (0, 100, 200)
        ]
    ended = [call["id"] for page in answers for call in page["items"] if call["ended_at"]]
    with ThreadPoolExecutor(16) as asking:
        behind = list(asking.map(console.sandbox.behind, ended))
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for call_id, each in zip(ended, behind, strict=True):
        if key := REASONS.get(each["end_reason"]):
            groups[key].add(call_id)
    return dict(groups)


async def reads_one_after_the_other(console: Console, screen: TriageScreen) -> None:
    assert screen.table.move_to("busy ended badly")
    ids = screen.groups["busy ended badly"].call_ids
    await console.press("n")
    await console.until(lambda: isinstance(console.app.screen, GroupCallScreen))
    await console.until(lambda: console.inspector.call)
    assert f"1 of {len(ids)}" in console.line("status")
    assert "WHY IT FAILED" in console.inspector.text
    await console.press("n")
    await console.until(lambda: console.inspector.call and console.inspector.call.id == ids[1])
    assert f"2 of {len(ids)}" in console.line("status")
    await console.press("N")
    await console.until(lambda: console.inspector.call and console.inspector.call.id == ids[0])
    await console.press("N")
    await console.until(lambda: "no newer call" in console.line("status"))
    await console.press("escape")
    await console.until(lambda: console.app.screen is screen)


async def counts_anew_under_a_cursor_that_stays(console: Console, screen: TriageScreen) -> None:
    assert screen.table.move_to("agent_crashed")
    screen.action_perform("set_slowness", "felt 60000")
    while slow(screen):
        assert screen.table.cursor_id == "agent_crashed"
        await console.passes(1)
        await console.pilot.pause()
    await console.until(lambda: not screen.doubt)
    assert "60,000 ms a turn" in console.line("status")

    screen.account.diagnoses.judge_slowness(FIELD)
    screen.action_perform("export_calls")
    assert "counting anew" in screen.doubt
    await console.until(lambda: isinstance(console.app.screen, Confirm))
    assert any("agent crashed" in line and "counting anew" in line for line in drawn(console))
    await console.press("y")
    await console.until(lambda: isinstance(console.app.screen, CallsExport))
    await console.press("escape")
    await console.until(lambda: not screen.doubt)
    assert screen.table.cursor_id == "agent_crashed"

    before = screen.groups
    screen.take_span("2 h")
    assert screen.groups == before
    assert "counting 2 h" in console.line("figures")
    await console.until(lambda: screen.shown == "2 h")
    await console.press("right_square_bracket", "right_square_bracket")
    await console.until(lambda: screen.shown == "7 d" and not screen.doubt)
    assert screen.table.cursor_id == "agent_crashed"


async def test_names_all_that_was_planted_and_leads_to_its_calls(tmp_path: Path) -> None:
    async with at_triage(tmp_path, **SEEDED) as (console, screen):
        await console.press("right_square_bracket")
        while failed(screen) != planted(console):
            await console.passes(1)
            await console.pilot.pause()
        groups = screen.groups
        assert {
            "country_blocked",
            "carrier_login",
            "agent_crashed",
            "busy ended badly",
        } <= groups.keys()
        assert {"stuck_waiting", "stuck_talking"} <= groups.keys()
        assert "slow:model: openai/gpt-4.1" in slow(screen)
        assert screen.table.ids == list(groups)
        count = sum(len(ids) for ids in failed(screen).values())
        told = re.search(r"✕ (\d+) of .*– (\d+) ended badly", console.line("figures"))
        assert told
        assert int(told[1]) + int(told[2]) == count
        assert "calls failed in 7 d" in console.line("figures")

        assert screen.table.move_to("country_blocked")
        await console.pilot.pause()
        assert "fault: account" in glance(screen)
        assert "Enable the country" in glance(screen)
        assert "Countries Bangladesh" in glance(screen)
        assert "Twilio 21215 in analysis.summary" in glance(screen)

        screen.action_perform("filter", "country:bangladesh kind:failed")
        blocked = set(groups["country_blocked"].call_ids)
        await console.press("enter")
        await console.until(lambda: isinstance(console.app.screen, HistoryScreen))
        history = console.app.screen
        assert isinstance(history, HistoryScreen)
        await console.until(lambda: set(history.table.ids) == blocked)
        await console.press("escape")
        await console.until(lambda: console.app.screen is screen)
        assert screen.filter_text == "country:bangladesh kind:failed"
        await console.press("escape")

        await reads_one_after_the_other(console, screen)
        await console.press("E")
        await console.until(lambda: isinstance(console.app.screen, CallsExport))
        await console.press("escape")

        await counts_anew_under_a_cursor_that_stays(console, screen)
        screen.action_perform("set_slowness", "quick")
        await console.until(lambda: "Write felt or field" in console.line("status"))


async def test_a_reason_that_nobody_has_explained_gets_a_row(tmp_path: Path) -> None:
    async with at_triage(tmp_path, history=12, calls_per_minute=20.0, size=(80, 24)) as (
        console,
        screen,
    ):
        call_id = next(i for i, row in console.session.board.rows.items() if row.ended)
        console.sandbox.edit(
            "calls",
            call_id,
            status="failed",
            end_reason="LINE_DEAD",
            updated_at=console.clock.now().isoformat(),
            analysis=None,
            ai_summary=None,
            messages=[],
        )
        console.session.live.watch(call_id)
        console.session.look_again()
        await console.until(lambda: "said:line_dead" in screen.groups)
        screen.table.move_to("said:line_dead")
        await console.pilot.pause()
        assert "LINE_DEAD fault: not in catalogue" in glance(screen)
        assert any("LINE_DEAD" in line and "not in cata" in line for line in drawn(console))

        await console.press("w")
        assert isinstance(console.app.screen, Export)
        assert any("[line_dead]" in line for line in drawn(console))
        await console.press("escape")

        path = failures_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('[busy]\nfault = "persn"\n', encoding="utf-8")
        await console.press("g", "c")
        await console.press("g", "t")
        await console.until(lambda: "line 2: busy.fault" in screen.status().plain)
        path.write_text(
            '[line_dead]\nname = "line dead"\nfault = "carrier"\nmeans = "It was cut."\n'
            'next = "Ask the carrier."\nredial = "never"\nwords = ["line_dead"]\n',
            encoding="utf-8",
        )
        await console.press("ctrl+r")
        await console.until(lambda: "line_dead" in screen.groups)
        screen.table.move_to("line_dead")
        await console.pilot.pause()
        assert "Ask the carrier." in glance(screen)
        assert "busy.fault" not in screen.status().plain


async def test_says_when_there_is_nothing(tmp_path: Path) -> None:
    async with at_triage_of_nothing(tmp_path) as (console, screen):
        await console.until(lambda: "No calls are known" in screen.table.empty.plain)
        await console.press("d")
        await console.press("w")
        await console.until(lambda: "last 7 d" in screen.table.empty.plain)
        await console.press("n")
        assert "no group under the cursor" in console.line("status")
