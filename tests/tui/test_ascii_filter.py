"""On terminals that have ASCII alone nothing else is drawn, and everything stays in its place."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from console.tui.ascii_filter import _TWINS, AsciiFilter  # pyright: ignore[reportPrivateUsage]


def filtered(*segments: Segment) -> list[Segment]:
    return AsciiFilter().apply([*segments], Color(0, 0, 0))


class TestSigns:
    def test_have_twins_of_their_width(self) -> None:
        bold = Style(bold=True)
        [segment] = filtered(Segment("▌ Save “Sales – EN”… a → b │", bold))
        assert segment == Segment('| Save "Sales - EN"~ a > b |', bold)
        for sign, twin in _TWINS.items():
            assert cell_len(chr(sign)) == cell_len(str(twin)) == 1

    def test_of_ascii_and_letters_stay(self) -> None:
        segments = [Segment("plain"), Segment("サポート é")]
        plain, letters = filtered(*segments)
        assert plain is segments[0]
        assert letters == segments[1]
