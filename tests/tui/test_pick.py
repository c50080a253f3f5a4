"""A list to choose from, narrowed as one types."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.widgets import OptionList

from console.tui.dialogs.pick import Pick, PickOption, fitting

SALES = PickOption("1", "After sales", "en")
ENGLISH = PickOption("2", "Reception", "speaks English, as do sales")
FIRST = PickOption("3", "Sales EN", "de")
OPTIONS = (ENGLISH, SALES, FIRST)


class TestWhatFits:
    @pytest.mark.parametrize(
        ("text", "fit"),
        [
            ("", [ENGLISH, SALES, FIRST]),
            ("sales", [FIRST, SALES, ENGLISH]),
            ("  EN ", [FIRST, ENGLISH, SALES]),
            ("en sales", [FIRST, ENGLISH, SALES]),
            ("nobody", []),
        ],
    )
    def test_stands_in_the_name_before_it_stands_in_a_note(
        self, text: str, fit: list[PickOption]
    ) -> None:
        found = fitting(OPTIONS, text)
        assert [each.words for each in found] == [each.words for each in fit]


def shown(pick: Pick) -> list[str]:
    options = pick.query_one(OptionList)
    return [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]


async def typed(text: str, *, free: str = "") -> tuple[list[str], str | None]:
    """What the list shows once a text is typed, and what enter takes then."""
    taken: list[str | None] = []
    app: App[None] = App()
    async with app.run_test() as pilot:
        pick = Pick("Whose?", OPTIONS, chosen="2", free=free)
        await app.push_screen(pick, taken.append)
        await pilot.press(*text)
        await pilot.pause()
        lines = shown(pick)
        await pilot.press("enter")
        await pilot.pause()
    return lines, taken[0] if taken else None


class TestFreeText:
    async def test_is_offered_last_and_taken_where_nothing_else_fits(self) -> None:
        assert await typed("acme", free="may be refused") == (["acme  may be refused"], "acme")

    async def test_never_hides_what_is_called_so(self) -> None:
        lines, taken = await typed("sales", free="may be refused")
        assert lines[-1] == "sales  may be refused"
        assert taken == "3"

    async def test_is_not_offered_beside_an_option_of_that_very_name(self) -> None:
        lines, taken = await typed("reception", free="may be refused")
        assert (lines, taken) == (["Reception  speaks English, as do sales"], "2")

    async def test_is_not_offered_where_only_what_there_is_can_be_taken(self) -> None:
        assert await typed("acme") == ([], None)
