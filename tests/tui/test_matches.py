"""What a filter looks for is marked where it stands, and gone to from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.matches import with_matches
from console.tui.widgets.reader import Line, Page, Paragraph, Reader
from tests.tui.reading import ReadingApp

if TYPE_CHECKING:
    from textual.app import ComposeResult

SAID: tuple[Line, ...] = (
    (Cell("CUSTOMER", Tone.STRONG), Cell("  "), Cell("A refund, please: I want my money")),
    (Cell("          "), Cell("back. Refunds take long.")),
    (),
)


def page(_: int) -> list[Paragraph]:
    return [Paragraph("message 0", SAID)]


def marked(text: str, said: Page = page) -> list[str]:
    shown = with_matches(said, parse(text, HISTORY))(80)
    cells = [cell for paragraph in shown for line in paragraph.lines for cell in line]
    plain = ["".join(c.text for c in line) for part in shown for line in part.lines]
    assert plain == ["".join(c.text for c in line) for part in said(80) for line in part.lines]
    return [cell.text for cell in cells if cell.tone is Tone.MATCH]


class TestTheMarks:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("refund", ["refund", "Refunds"]),
            ('"money back"', ["money", "back"]),
            ("customer", []),
            ("!refund", []),
            ("status:failed", []),
            ("please or long", ["please", "long"]),
        ],
    )
    def test_stand_on_what_was_said(self, text: str, found: list[str]) -> None:
        assert marked(text) == found

    def test_keep_wide_and_composed_characters_whole(self) -> None:
        def said(_: int) -> list[Paragraph]:
            return [Paragraph("message 0", ((Cell("Grüße, 東京 cafe\u0301"),),))]

        assert marked("grusse or cafe", said) == ["Grüße", "cafe\u0301"]


class Desk(ReadingApp):
    """A reader alone."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader()

    def compose(self) -> ComposeResult:
        yield self.reader


class TestAReaderOfMatches:
    async def test_goes_from_one_to_the_next_and_says_when_there_is_none(self) -> None:
        def long(_: int) -> list[Paragraph]:
            lines = tuple((Cell(f"line {n}" + " refund" * (n in {3, 60})),) for n in range(90))
            return [Paragraph("text", lines)]

        async with Desk().run_test(size=(60, 20)) as pilot:
            app = pilot.app
            assert isinstance(app, Desk)
            app.reader.open(with_matches(long, parse("refund", HISTORY)))
            assert app.reader.match == (0, 2)
            assert app.reader.go_to_match(1)
            await pilot.pause()
            assert "line 0" in app.reader.render_line(0).text
            assert app.reader.go_to_match(1)
            await pilot.pause()
            assert app.reader.match == (2, 2)
            shown = [app.reader.render_line(y).text for y in range(20)]
            assert any("line 60" in line for line in shown)
            assert not app.reader.go_to_match(1)
            assert app.reader.go_to_match(-1)
            assert app.reader.match == (1, 2)
