"""How two calls are laid out beside each other, without a screen."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from rich.cells import cell_len

from console.api.records.call import Call
from console.insight.catalogue import built_in
from console.insight.comparison import facts_of
from console.tui.glyphs import UNICODE
from console.tui.screens.comparison.page import Pair, comparison_page


def call(**fields: Any) -> Call:
    return Call.read({"id": "call_1", "to_number": "+442079460958", **fields})


def page(one: Call, other: Call, width: int) -> list[str]:
    pair = Pair(one, other, facts_of(one, other, built_in(), {}), UNICODE, UTC)
    return [
        "".join(cell.text for cell in line).rstrip()
        for paragraph in comparison_page(pair, width)
        for line in paragraph.lines
    ]


TALK = [
    {"role": "agent", "content": "Hello, this is Aria from Acme, calling about your order."},
    {"role": "user", "content": "Yes?"},
]


class TestThePage:
    @pytest.mark.parametrize("width", [40, 78, 158])
    def test_fits_the_width(self, width: int) -> None:
        one = call(messages=TALK, variables={"a_very_long_name_of_a_variable": "x" * 200})
        assert max(map(cell_len, page(one, call(messages=TALK), width))) <= width

    def test_sets_talks_beside_each_other_where_there_is_room(self) -> None:
        other = call(messages=[*TALK, {"role": "agent", "content": "Bye."}])
        lines = page(call(messages=TALK), other, 158)
        assert any(line.count("Hello, this is Aria") == 2 for line in lines)
        narrow = page(call(messages=TALK), other, 78)
        assert [line[:2] for line in narrow if "Hello, this" in line] == ["A ", "B "]

    def test_says_that_neither_has_a_transcript(self) -> None:
        assert "Neither call has a transcript." in page(call(), call(status="failed"), 78)

    def test_shows_that_one_call_tells_nothing(self) -> None:
        (line,) = (line for line in page(call(), call(status="failed"), 78) if "status" in line)
        assert line.split() == ["status", "–", "failed"]
