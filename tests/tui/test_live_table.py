"""The table on a screen: keys, mouse, messages, and what is asked for and repainted."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import MouseScrollDown

from console.tui.glyphs import ASCII
from console.tui.theme import VARIABLES
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Sorting, Tone
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from textual.geometry import Region
    from textual.pilot import Pilot

STYLES = Path(__file__).parents[2] / "styles" / "live_table.tcss"


@dataclass(frozen=True)
class Call:
    """A record, as far as these tests need one."""

    agent: str
    cost: float | None = None
    outcome: str = ""


def some_calls(count: int = 30) -> dict[str, Call]:
    return {f"call-{n:02}": Call(f"Agent {n:02}", cost=(n * 7) % 30) for n in range(count)}


class Desk(App[None]):
    """A table and all that it tells."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.seconds = 0
        self.asked: list[str] = []
        self.told: list[object] = []
        columns: tuple[Column[Call], ...] = (
            Column("agent", "AGENT", self.agent, 10, sort=lambda call: call.agent, importance=9),
            Column("cost", "COST", self.cost, 6, align="right", sort=lambda call: call.cost),
            Column("age", "AGE", self.age, 5, align="right", ticks=True, flashes=False),
            Column("outcome", "OUTCOME", lambda call: Cell(call.outcome), Flexible(8)),
        )
        self.table = LiveTable(columns, empty=Content("No calls yet."), id="calls", **options)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def agent(self, call: Call) -> Cell:
        self.asked.append(call.agent)
        return Cell(call.agent, Tone.STRONG)

    def cost(self, call: Call) -> Cell:
        return Cell("" if call.cost is None else f"{call.cost:g}")

    def age(self, _: Call) -> Cell:
        return Cell(f"{self.seconds} s")

    def compose(self) -> ComposeResult:
        yield self.table

    def on_live_table_highlighted(self, message: LiveTable.Highlighted) -> None:
        self.told.append(("highlighted", message.id))

    def on_live_table_selected(self, message: LiveTable.Selected) -> None:
        self.told.append(("selected", message.id))

    def on_live_table_sort_changed(self, message: LiveTable.SortChanged) -> None:
        self.told.append(message.sorting)

    def on_live_table_marks_changed(self, message: LiveTable.MarksChanged) -> None:
        self.told.append(("marked", set(message.marked)))

    def lines(self) -> list[str]:
        """What the table shows, without the spaces at the end."""
        return [self.table.render_line(y).text.rstrip() for y in range(self.table.size.height)]

    def styles_of(self, line: int, text: str) -> list[Any]:
        """The styles in which a text stands on a line."""
        segments = self.table.render_line(line)
        return [segment.style for segment in segments if text in segment.text]


@asynccontextmanager
async def desk(
    calls: dict[str, Call], *, size: tuple[int, int] = (60, 11), **options: Any
) -> AsyncGenerator[tuple[Desk, Pilot[None]]]:
    """A desk with calls on it, the table in focus and nothing told yet."""
    app = Desk(**options)
    async with app.run_test(size=size) as pilot:
        app.table.focus()
        app.table.show(calls)
        await pilot.pause()
        app.told.clear()
        app.asked.clear()
        yield app, pilot


class Repaints:
    """Notes which regions a table asks to be painted again."""

    def __init__(self, table: LiveTable[Any]) -> None:
        self.regions: list[Region] = []
        self._set_dirty = table._set_dirty  # pyright: ignore[reportPrivateUsage]
        table._set_dirty = self  # pyright: ignore[reportPrivateUsage]

    def __call__(self, *regions: Region) -> None:
        assert regions, "the whole table was repainted"
        self.regions += regions
        self._set_dirty(*regions)

    @property
    def lines(self) -> Sequence[int]:
        return sorted({region.y for region in self.regions})


class TestWhatItShows:
    async def test_a_heading_and_a_line_for_each_row(self) -> None:
        async with desk({"a": Call("Sales EN", 12, "interested"), "b": Call("Réception")}) as (
            app,
            _,
        ):
            assert app.lines()[:3] == [
                "   AGENT         COST    AGE  OUTCOME",
                "▸  Sales EN        12    0 s  interested",
                "   Réception             0 s",
            ]

    async def test_text_that_looks_like_markup_is_shown_as_it_is(self) -> None:
        async with desk({"a": Call("[b]x[/b]", outcome="[/]")}) as (app, _):
            assert "[b]x[/b]" in app.lines()[1]
            assert app.lines()[1].endswith("[/]")

    async def test_an_empty_table_says_so(self) -> None:
        async with desk({}) as (app, _):
            assert app.lines()[1] == "   No calls yet."
            app.table.empty = Content("Nothing matches.")
            assert app.lines()[1] == "   Nothing matches."

    async def test_signs_can_be_ascii(self) -> None:
        async with desk(some_calls(), glyphs=ASCII) as (app, pilot):
            await pilot.press("space", ">")
            assert all(line.isascii() for line in app.lines())

    async def test_all_lines_are_as_wide_as_the_table(self) -> None:
        async with desk(some_calls(), size=(33, 11)) as (app, pilot):
            await pilot.press("space", ">", "j")
            assert {app.table.render_line(y).cell_length for y in range(11)} == {33}

    async def test_a_narrow_table_leaves_out_columns_that_can_be_brought_in(self) -> None:
        async with desk(some_calls(), size=(28, 11)) as (app, pilot):
            assert app.lines()[0].split() == ["AGENT", "COST"]
            await pilot.press("l")
            assert app.lines()[0].split() == ["AGENT", "AGE"]
            await pilot.press("l", "l", "l")
            assert app.lines()[0].split() == ["AGENT", "OUTCOME"]
            await pilot.press("h", "h", "h")
            assert app.lines()[0].split() == ["AGENT", "COST"]

    async def test_the_cursor_is_seen_without_focus_too(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            bright = app.styles_of(1, "▸")
            app.screen.set_focus(None)
            await pilot.pause()
            quiet = app.styles_of(1, "▹")
            assert quiet
            assert quiet != bright

    async def test_another_theme_changes_the_colours(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            before = app.styles_of(2, "Agent 01")
            app.theme = "textual-light"
            await pilot.pause()
            assert app.styles_of(2, "Agent 01") != before


class TestKeys:
    async def test_arrows_and_letters_move_the_cursor(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.press("j", "down", "j", "k", "up")
            assert app.table.cursor_id == "call-01"
            await pilot.press("G")
            assert app.table.cursor_id == "call-29"
            await pilot.press("home")
            assert app.table.cursor_id == "call-00"

    async def test_pages_turn_by_the_lines_in_sight_less_one(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.press("pagedown", "ctrl+f")
            assert app.table.cursor_id == "call-18"
            await pilot.press("pageup")
            assert app.table.cursor_id == "call-09"

    async def test_enter_chooses(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.press("j", "enter")
            assert app.told == [("highlighted", "call-01"), ("selected", "call-01")]

    async def test_space_marks_and_takes_marks_away(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.press("space", "space", "k", "space")
            assert app.table.marked == {"call-00"}
            assert ("marked", {"call-00", "call-01"}) in app.told
            assert app.lines()[1].startswith(" ◆")

    async def test_an_empty_table_bears_every_key(self) -> None:
        async with desk({}) as (app, pilot):
            await pilot.press("j", "k", "pagedown", "pageup", "home", "G", "space", "enter", "=")
            await pilot.press("l", "h", "<", ">")
            assert app.table.cursor_id is None


class TestMouse:
    async def test_a_click_puts_the_cursor_on_a_row(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.click("#calls", offset=(10, 4))
            assert app.told == [("highlighted", "call-03")]

    async def test_two_clicks_choose(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.double_click("#calls", offset=(10, 4))
            assert ("selected", "call-03") in app.told

    async def test_a_click_in_the_gutter_marks(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.click("#calls", offset=(1, 4))
            assert app.table.marked == {"call-03"}

    async def test_a_click_below_the_rows_does_nothing(self) -> None:
        async with desk(some_calls(2)) as (app, pilot):
            await pilot.click("#calls", offset=(10, 8))
            assert app.told == []

    async def test_clicks_on_a_title_sort_up_down_and_not_at_all(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            for _ in range(3):
                await pilot.click("#calls", offset=(4, 0))
            assert app.told == [Sorting("agent"), Sorting("agent", descending=True), Sorting()]

    async def test_numbers_sort_the_largest_first(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.click("#calls", offset=(16, 0))
            assert app.table.sorting == Sorting("cost", descending=True)
            assert app.table.ids[0] == "call-17"
            assert "COST▼" in app.lines()[0]

    async def test_a_column_without_a_value_cannot_be_sorted(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.click("#calls", offset=(32, 0))
            assert app.told == []

    async def test_the_wheel_moves_the_view_and_leaves_the_cursor(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            wheel = MouseScrollDown(app.table, 5, 5, 0, 0, 0, shift=False, meta=False, ctrl=False)
            app.table.post_message(wheel)
            await pilot.pause()
            assert app.lines()[1].split()[:2] == ["Agent", "03"]
            assert app.table.cursor_id == "call-00"


class TestSorting:
    async def test_keys_walk_through_the_columns_and_turn_the_order(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            await pilot.press(">", ">", "=")
            assert app.table.sorting == Sorting("cost", descending=True)
            await pilot.press("<", "<")
            assert app.table.sorting == Sorting()

    async def test_the_order_is_kept_while_records_change(self) -> None:
        calls = some_calls()
        async with desk(calls) as (app, _):
            app.table.sort_by("cost", descending=True)
            calls["call-05"] = replace(calls["call-05"], cost=1000)
            calls["new"] = Call("Newcomer", cost=999)
            app.table.show(calls, changed=["call-05"])
            assert list(app.table.ids[:2]) == ["call-05", "new"]

    async def test_a_row_that_moves_takes_the_cursor_along(self) -> None:
        calls = some_calls()
        async with desk(calls) as (app, pilot):
            app.table.sort_by("cost", descending=True)
            await pilot.press("home", *"jjjjj")
            assert app.lines()[6].startswith("▸  Agent 12")
            calls["call-12"] = replace(calls["call-12"], cost=14.5)
            app.table.show(calls, changed=["call-12"])
            assert app.lines()[6].startswith("▸  Agent 12")


class TestMessages:
    async def test_the_first_row_is_told_even_when_shown_before_there_is_a_screen(self) -> None:
        app = Desk()
        app.table.show(some_calls())
        async with app.run_test() as pilot:
            await pilot.pause()
            assert app.told == [("highlighted", "call-00")]

    async def test_a_cursor_that_stays_on_its_record_is_not_told_again(self) -> None:
        calls = some_calls()
        async with desk(calls) as (app, pilot):
            app.table.show({"new": Call("Newcomer")} | calls)
            await pilot.pause()
            assert app.told == []

    async def test_a_neighbour_that_takes_over_is_told(self) -> None:
        calls = some_calls()
        async with desk(calls) as (app, pilot):
            del calls["call-00"]
            app.table.show(calls)
            await pilot.pause()
            assert app.told == [("highlighted", "call-01")]

    async def test_marks_behind_a_filter_are_counted(self) -> None:
        calls = some_calls()
        async with desk(calls) as (app, _):
            app.table.mark(["call-01", "call-02", "unheard of"])
            app.table.show(calls, only={"call-02"})
            assert app.table.marked == {"call-01", "call-02"}
            assert app.table.hidden_marks == 1

    async def test_an_owner_can_move_the_cursor_to_a_record(self) -> None:
        async with desk(some_calls()) as (app, _):
            assert app.table.move_to("call-20")
            assert app.table.cursor_id == "call-20"
            assert any(line.startswith("▸  Agent 20") for line in app.lines())
            assert not app.table.move_to("unheard of")


class TestRepainting:
    async def test_showing_the_same_again_repaints_nothing(self) -> None:
        calls = some_calls()
        async with desk(calls) as (app, _):
            repaints = Repaints(app.table)
            app.table.show(dict(calls), changed=list(calls))
            app.table.tick()
            assert repaints.regions == []

    async def test_a_changed_cell_repaints_itself_alone(self) -> None:
        calls = some_calls()
        async with desk(calls, flashes=False) as (app, _):
            repaints = Repaints(app.table)
            calls["call-03"] = replace(calls["call-03"], outcome="interested")
            app.table.show(calls, changed=["call-03"])
            (region,) = repaints.regions
            assert (region.y, region.height) == (4, 1)
            assert region.width <= len("interested") + 1

    async def test_moving_the_cursor_repaints_two_lines(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            repaints = Repaints(app.table)
            await pilot.press("j")
            assert repaints.lines == [1, 2]

    async def test_rows_off_the_screen_are_not_even_asked(self) -> None:
        calls = some_calls()
        async with desk(calls) as (app, _):
            repaints = Repaints(app.table)
            below = [f"call-{n}" for n in range(15, 30)]
            calls |= {id_: replace(calls[id_], outcome="busy") for id_ in below}
            app.table.show(calls, changed=below)
            assert (app.asked, repaints.regions) == ([], [])

    async def test_rows_that_come_above_the_view_repaint_no_row(self) -> None:
        calls = some_calls(100)
        async with desk(calls) as (app, pilot):
            await pilot.press("G")
            repaints = Repaints(app.table)
            app.table.show({"new": Call("Newcomer")} | calls)
            assert repaints.regions == []

    async def test_a_tick_asks_only_for_what_time_changes(self) -> None:
        async with desk(some_calls()) as (app, _):
            repaints = Repaints(app.table)
            app.seconds = 5
            app.table.tick()
            assert app.asked == []
            assert repaints.lines == list(range(1, 11))
            assert all(region.width <= 5 for region in repaints.regions)

    async def test_losing_the_focus_repaints_the_cursor_line_alone(self) -> None:
        async with desk(some_calls()) as (app, pilot):
            repaints = Repaints(app.table)
            app.screen.set_focus(None)
            await pilot.pause()
            assert repaints.lines == [1]


class TestFlashing:
    async def test_a_changed_cell_flashes_once_and_calms_down(self) -> None:
        calls = some_calls()
        calls["call-03"] = replace(calls["call-03"], outcome="asked")
        async with desk(calls) as (app, pilot):
            calm = app.styles_of(4, "asked")
            calls["call-03"] = replace(calls["call-03"], outcome="asked again")
            app.table.show(calls, changed=["call-03"])
            assert app.styles_of(4, "asked again") != calm
            while app.styles_of(4, "asked again") != calm:
                await pilot.pause(0.02)

    async def test_times_never_flash(self) -> None:
        calls = some_calls()
        async with desk(calls) as (app, _):
            calm = app.styles_of(4, "0 s")
            app.seconds = 5
            app.table.show(calls, changed=list(calls))
            assert app.styles_of(4, "5 s") == calm

    async def test_nothing_flashes_when_it_is_switched_off(self) -> None:
        calls = some_calls()
        calls["call-03"] = replace(calls["call-03"], outcome="asked")
        async with desk(calls, flashes=False) as (app, _):
            calm = app.styles_of(4, "asked")
            calls["call-03"] = replace(calls["call-03"], outcome="asked again")
            app.table.show(calls, changed=["call-03"])
            assert app.styles_of(4, "asked again") == calm
