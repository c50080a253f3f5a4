"""The tour: once at the first start, never again after, and whenever it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from console.accounts.once import remember_shown, tour_marker, was_shown
from console.actions.keys.key_map import STANDARD_KEYS, map_keys
from console.tui.dialogs.tour import Tour
from console.tui.tour_steps import steps
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console_pilot import Console


def title(console: Console) -> str:
    return str(console.app.screen.query_one("#tour-title", Static).content)


def is_shown(console: Console) -> bool:
    return isinstance(console.app.screen, Tour)


class TestTheMarker:
    def test_remembers_from_one_start_to_the_next(self) -> None:
        assert not was_shown(tour_marker())
        remember_shown(tour_marker())
        assert was_shown(tour_marker())
        assert tour_marker().stat().st_mode & 0o077 == 0

    def test_is_not_missed_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "state").write_text("no folder")
        marker = tmp_path / "state" / "tour-shown"
        remember_shown(marker)
        assert not was_shown(marker)


class TestTheSteps:
    def test_are_five_and_short(self) -> None:
        told = steps(STANDARD_KEYS)
        assert len(told) == 5
        assert all(len(step.words) <= 3 * 60 for step in told)

    def test_name_the_keys_of_the_person(self) -> None:
        keys = map_keys("standard", {"filter": ["F"], "move_down": ["e"], "move_up": ["u"]})
        words = " ".join(step.words for step in steps(keys))
        assert "F narrows the list" in words
        assert "e u move" in words


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["laptop", "small"])
async def test_it_comes_once_points_at_five_things_and_leaves_no_key_to_the_board(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size, tour=tour_marker(), live=4, history=0) as console:
        await console.until(lambda: is_shown(console))
        await console.until(lambda: was_shown(tour_marker()))
        for at in range(1, 6):
            await console.until(lambda at=at: f"{at} of 5" in title(console))
            panel = console.app.screen.query_one("#tour").region
            assert panel in console.app.screen.region
            await console.press("x", "question_mark")
            assert is_shown(console), "the board below was not asked to stop a call"
            await console.press("enter")
        await console.until(lambda: console.app.screen is console.board)

        await console.press("colon")
        await console.type("tour")
        await console.press("enter")
        await console.until(lambda: is_shown(console))
        await console.press("enter", "left")
        await console.until(lambda: "1 of 5" in title(console))
        await console.press("escape")
        assert console.app.screen is console.board


async def test_it_does_not_come_again(tmp_path: Path) -> None:
    remember_shown(tour_marker())
    async with opened(tmp_path, tour=tour_marker(), empty=True) as console:
        await console.passes(5)
        await console.pilot.pause()
        assert console.app.screen is console.board
