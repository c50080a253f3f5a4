"""A table as a person wants it: its columns, air between rows, no flashes."""

from __future__ import annotations

from dataclasses import replace

from console.tui.widgets.live_table.table import ROOMY, STILL
from tests.tui.test_live_table import desk, some_calls


async def test_columns_are_shown_as_they_are_chosen_and_as_they_came() -> None:
    async with desk(some_calls(2)) as (app, _):
        before = app.lines()
        app.table.choose(("cost", "agent"))
        assert app.lines()[0].split() == ["COST", "AGENT"]
        assert app.lines()[2].split() == ["7", "Agent", "01"]
        app.table.choose(None)
        assert app.lines() == before


async def test_a_column_that_is_not_shown_can_still_sort() -> None:
    async with desk(some_calls(3)) as (app, _):
        app.table.choose(("agent",))
        app.table.sort_by("cost", descending=True)
        assert app.table.ids == ["call-02", "call-01", "call-00"]


async def test_rows_can_have_air_between_them() -> None:
    async with desk(some_calls(), size=(60, 10)) as (app, pilot):
        app.add_class(ROOMY)
        app.table.repaint()
        await pilot.pause()
        lines = app.lines()
        assert all(f"Agent {n:02}" in line for n, line in enumerate(lines[1:9:2]))
        assert not any(line.strip(" ▐") for line in lines[2:9:2])
        await pilot.press("pagedown")
        assert app.table.cursor_id == "call-04"
        await pilot.click("#calls", offset=(8, 3))
        assert app.table.cursor_id == "call-05"
        app.remove_class(ROOMY)
        app.table.repaint()
        assert len([line for line in app.lines() if "Agent" in line]) == 9


async def test_nothing_flashes_where_nobody_wants_it() -> None:
    calls = some_calls(2)
    async with desk(calls) as (app, pilot):
        app.add_class(STILL)
        await pilot.pause()
        still = {str(style) for style in app.styles_of(2, "7")}
        calls["call-01"] = replace(calls["call-01"], cost=8)
        app.table.show(calls, changed=["call-01"])
        assert {str(style) for style in app.styles_of(2, "8")} == still
