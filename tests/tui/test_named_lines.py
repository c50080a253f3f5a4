"""What a question is about, as far as the screen has room for it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.content import Content
from textual.widgets import Static

from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.styles import style_sheets
from console.tui.theme import VARIABLES, dark_theme

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from textual.pilot import Pilot


class Asking(App[None]):
    """An app with the console's styles and nothing but a question."""

    CSS_PATH = style_sheets()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def on_mount(self) -> None:
        theme = dark_theme(None)
        self.register_theme(theme)
        self.theme = theme.name


def deletion(count: int) -> TypedConfirm:
    return TypedConfirm(
        "Delete “Telnyx EU”?",
        yes="Delete",
        name="Telnyx EU",
        id_="crd_1",
        breaks=[f"Number {at} is reached with it." for at in range(count)],
        about="The key is gone with it: nobody can bring it back from here.",
    )


def assignment(count: int) -> Confirm:
    return Confirm(
        "Give the numbers to Aria?",
        yes="Give",
        named=[Content(f"Number {at}") for at in range(count)],
        consequence="Inbound calls come to Aria.",
    )


@asynccontextmanager
async def asked(
    question: TypedConfirm | Confirm, size: tuple[int, int]
) -> AsyncGenerator[Pilot[None]]:
    app = Asking()
    async with app.run_test(size=size) as pilot:
        app.push_screen(question)
        await pilot.pause()
        await pilot.pause()
        yield pilot


def in_sight(question: TypedConfirm | Confirm) -> int:
    scroll = question.query_one(".dialog-names")
    return sum(scroll.region.contains_region(line.region) for line in scroll.children)


def more(question: TypedConfirm | Confirm) -> str:
    line = question.query_one(".dialog-more", Static)
    return str(line.render()) if line.display else ""


class TestWhatAQuestionNames:
    @pytest.mark.parametrize("make", [deletion, assignment])
    async def test_takes_the_room_that_the_screen_has(
        self, make: Callable[[int], TypedConfirm | Confirm]
    ) -> None:
        small, large = make(30), make(30)
        async with asked(small, (80, 24)):
            few = in_sight(small)
            assert more(small).startswith(f"{30 - few} more below")
            assert small.region.contains_region(small.query_one("#no").region)
            assert small.region.contains_region(small.query_one(".dialog-keys").region)
        async with asked(large, (160, 60)):
            assert in_sight(large) == 30
            assert more(large) == ""
        assert 3 <= few < 30

    async def test_says_how_much_is_left_as_it_is_scrolled(self) -> None:
        question = assignment(40)
        async with asked(question, (80, 24)) as pilot:
            before = int(more(question).split()[0])
            await pilot.press("j")
            await pilot.pause()
            assert more(question).startswith(f"{before - 1} more below")
            await pilot.press(*"j" * before)
            await pilot.pause()
            assert more(question).startswith("that is all")

    async def test_has_more_room_once_the_terminal_is_larger(self) -> None:
        question = deletion(20)
        async with asked(question, (80, 24)) as pilot:
            assert more(question)
            await pilot.resize_terminal(120, 60)
            await pilot.pause()
            await pilot.pause()
            assert in_sight(question) == 20
            assert more(question) == ""
