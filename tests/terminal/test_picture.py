"""Only what differs is sent, and then the terminal shows what Textual drew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from console.tui.terminal.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 12, 3
CONSOLE = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)
STYLES = [Style(), Style(bold=True), Style(color="#ff8800"), Style(bgcolor="#000088", italic=True)]


def strip(text: str, style: Style | None = None) -> Strip:
    return Strip([Segment(text, style or STYLES[0])]).adjust_cell_length(WIDTH)


def whole(*lines: Strip) -> LayoutUpdate:
    """A new state of the whole screen."""
    return LayoutUpdate([[line] for line in lines], Region(0, 0, WIDTH, len(lines)))


def part(y: int, x: int, piece: Strip) -> ChopsUpdate:
    """A widget has drawn a part of a line anew."""
    end = x + piece.cell_length
    cuts = sorted({0, x, end, WIDTH})
    chops: list[dict[int, Strip | None]] = [dict.fromkeys(cuts[:-1]) for _ in range(HEIGHT)]
    chops[y][x] = piece
    return ChopsUpdate(chops, [(y, x, end)], [cuts[1:]] * HEIGHT)


def sent(picture: Picture, update: CompositorUpdate) -> str:
    difference = picture.reduce(update, CONSOLE)
    return difference.render_segments(CONSOLE) if difference else ""


def texts(sequences: str) -> list[str]:
    """What is written, without where and in which style."""
    return [text for text in re.split(r"\x1b\[[\d;]*[mH]", sequences) if text]


@pytest.fixture
def picture() -> Picture:
    picture = Picture()
    sent(picture, whole(strip("one 1"), strip("two 漢字 2"), strip("three 3")))
    return picture


class TestWhatIsSent:
    def test_is_nothing_when_the_same_is_drawn_again(self, picture: Picture) -> None:
        again = whole(strip("one 1"), strip("two 漢字 2"), strip("three 3"))
        assert picture.reduce(again, CONSOLE) is None

    def test_is_the_cell_that_differs(self, picture: Picture) -> None:
        update = whole(strip("one 9"), strip("two 漢字 2"), strip("three 3"))
        assert texts(sent(picture, update)) == ["9"]

    def test_is_each_place_of_a_line_that_differs(self, picture: Picture) -> None:
        update = whole(strip("One 1      !"), strip("two 漢字 2"), strip("three 3"))
        assert texts(sent(picture, update)) == ["O", "!"]

    def test_is_both_halves_of_a_wide_character(self, picture: Picture) -> None:
        update = whole(strip("one 1"), strip("two 漢  2"), strip("three 3"))
        assert texts(sent(picture, update)) == ["  2 "]

    def test_is_another_style_too(self, picture: Picture) -> None:
        update = whole(strip("one 1", STYLES[1]), strip("two 漢字 2"), strip("three 3"))
        assert "\x1b[0;1m" in sent(picture, update)

    @pytest.mark.parametrize("disputed", ["👩\u200d🚀", "🇩🇪", "e\u0301", "❤\ufe0f"])
    def test_is_what_is_beside_a_character_of_disputed_width_too(
        self, picture: Picture, disputed: str
    ) -> None:
        sent(picture, whole(strip(f"{disputed} one 1"), strip("two 漢字 2"), strip("three 3")))
        update = whole(strip(f"{disputed} one 9"), strip("two 漢字 2"), strip("three 3"))
        assert f"{disputed} one 9" in sent(picture, update)

    def test_is_everything_after_a_resize(self, picture: Picture) -> None:
        picture.forget()
        update = whole(strip("one 1"), strip("two 漢字 2"), strip("three 3"))
        assert [text.strip() for text in texts(sent(picture, update))] == [
            "one 1",
            "two 漢字 2",
            "three 3",
        ]

    def test_is_only_the_part_that_was_drawn_when_no_more_is_known(self) -> None:
        assert texts(sent(Picture(), part(1, 4, Strip([Segment("part")])))) == ["part"]


@st.composite
def pieces(draw: st.DrawFn, signs: Sequence[str] = "ab é漢🙂", width: int = WIDTH) -> Strip:
    words = st.lists(st.sampled_from(signs), min_size=1, max_size=6).map("".join)
    segments = draw(st.lists(st.tuples(words, st.sampled_from(STYLES)), max_size=4))
    return Strip([Segment(*segment) for segment in segments]).adjust_cell_length(width)


@st.composite
def parts(draw: st.DrawFn) -> tuple[int, int, Strip]:
    """A line, a column, and what is drawn there."""
    x = draw(st.integers(0, WIDTH - 1))
    width = draw(st.integers(1, WIDTH - x))
    return draw(st.integers(0, HEIGHT - 1)), x, draw(pieces(width=width))


class TestWhatIsShown:
    @given(
        st.lists(
            st.lists(pieces(["a", "b", " ", "e\u0301", "漢"]), min_size=HEIGHT, max_size=HEIGHT)
        )
    )
    def test_is_the_last_of_all_screens(self, screens: list[list[Strip]]) -> None:
        picture, terminal = Picture(), Terminal()
        terminal.write(sent(picture, whole(*[strip("")] * HEIGHT)))
        for lines in screens:
            terminal.write(sent(picture, whole(*lines)))
            drawn = Terminal()
            drawn.write(whole(*lines).render_segments(CONSOLE))
            assert terminal.looks() == drawn.looks()

    @given(st.lists(pieces(), min_size=HEIGHT, max_size=HEIGHT), st.lists(parts()))
    def test_is_the_screen_with_all_its_parts(
        self, lines: list[Strip], parts_: list[tuple[int, int, Strip]]
    ) -> None:
        picture, terminal = Picture(), Terminal()
        terminal.write(sent(picture, whole(*lines)))
        for y, x, piece in parts_:
            terminal.write(sent(picture, part(y, x, piece)))
            rest = lines[y].crop(x + piece.cell_length)
            lines[y] = Strip.join([lines[y].crop(0, x), piece, rest])
        drawn = Terminal()
        drawn.write(whole(*lines).render_segments(CONSOLE))
        assert terminal.looks() == drawn.looks()


class Terminal:
    """What a terminal makes of what is sent to it."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self._screen)
        self.write("\x1b[?7l")

    def write(self, sequences: str) -> None:
        self._stream.feed(sequences)

    def looks(self) -> list[list[pyte.screens.Char]]:
        return [[self._screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
