from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.insight.difference import DiffLine, LineKind, changed_fields, diff_lines
from console.insight.lines import bare, lines_of

texts = st.text(alphabet="ab \n", max_size=40)


def drawn(old: str, new: str, context: int = 3) -> list[str]:
    """The difference the way it is drawn: numbers, sign and text."""
    signs = {LineKind.SAME: " ", LineKind.REMOVED: "-", LineKind.ADDED: "+", LineKind.GAP: "…"}
    return [
        f"{line.new_no or line.old_no or ''}{signs[line.kind]}{line.text}"
        for line in diff_lines(old, new, context)
    ]


def marked(lines: tuple[DiffLine, ...], kind: LineKind) -> list[str]:
    return [
        line.text[start:end] for line in lines if line.kind is kind for start, end in line.marks
    ]


AGENT: dict[str, Any] = {
    "name": "Aria",
    "temperature": 0.7,
    "tool_ids": ["a", "b"],
    "tts": {"voice_id": "v", "speed": 1},
}


class TestTheDifferenceOfTwoTexts:
    def test_is_nothing_when_they_are_the_same(self) -> None:
        assert diff_lines("a\nb", "a\nb") == ()
        assert diff_lines("", "") == ()

    def test_shows_a_changed_line_right_before_what_it_became(self) -> None:
        old = "Hi.\nConfirm {{oder_id}} first.\nThen ask for the name.\nBye.\n"
        new = "Hi.\nConfirm {{order_id}} first.\nThen ask for their name.\nBye.\n"
        assert drawn(old, new) == [
            "1 Hi.",
            "2-Confirm {{oder_id}} first.",
            "2+Confirm {{order_id}} first.",
            "3-Then ask for the name.",
            "3+Then ask for their name.",
            "4 Bye.",
        ]

    def test_finds_the_changed_line_among_new_ones(self) -> None:
        old = "Always confirm the order.\n"
        new = "Something else entirely!\nAlways confirm the new order.\n"
        assert drawn(old, new) == [
            "1+Something else entirely!",
            "1-Always confirm the order.",
            "2+Always confirm the new order.",
        ]

    def test_numbers_lines_as_each_text_counts_them(self) -> None:
        same = diff_lines("gone\nstays\n", "stays\n")[-1]
        assert same == DiffLine(LineKind.SAME, 2, 1, "stays")

    def test_leaves_out_what_is_far_from_any_change(self) -> None:
        old = "\n".join(f"line {number}" for number in range(1, 31))
        new = old.replace("line 10\n", "line ten\n").replace("line 20\n", "line twenty\n")
        assert drawn(old, new, context=1) == [
            "…8 unchanged lines",
            "9 line 9",
            "10-line 10",
            "10+line ten",
            "11 line 11",
            "…7 unchanged lines",
            "19 line 19",
            "20-line 20",
            "20+line twenty",
            "21 line 21",
            "…9 unchanged lines",
        ]

    def test_never_leaves_out_a_single_line_which_a_gap_would_not_shorten(self) -> None:
        assert drawn("a\nb\nc\n", "a\nb\nC\n", context=1) == ["1 a", "2 b", "3-c", "3+C"]

    def test_without_context_shows_only_the_changes(self) -> None:
        assert drawn("a\nb\nc\n", "a\nb\nC\n", context=0) == [
            "…2 unchanged lines",
            "3-c",
            "3+C",
        ]

    def test_tells_line_endings_when_nothing_else_differs(self) -> None:
        removed, added = diff_lines("a\r\n", "a\n")
        assert (removed.text, removed.ending) == ("a", "ends with CR LF")
        assert (added.text, added.ending) == ("a", "ends with LF")
        assert diff_lines("a", "a\n")[0].ending == "no line break at the end"

    def test_does_not_tell_of_a_line_break_that_came_with_the_lines_after_it(self) -> None:
        assert drawn("a", "a\nb") == ["1 a", "2+b"]
        assert drawn("a\nb", "a") == ["1 a", "2-b"]
        assert [line.ending for line in diff_lines("a\r\n", "a\nb\n")[:2]] == [
            "ends with CR LF",
            "ends with LF",
        ]

    @given(texts, texts)
    def test_holds_both_texts_whole(self, old: str, new: str) -> None:
        lines = diff_lines(old, new, context=100)
        if old == new:
            return
        old_lines = [line for line in lines if line.old_no]
        new_lines = [line for line in lines if line.new_no]
        assert [line.text for line in old_lines] == [bare(line) for line in lines_of(old)]
        assert [line.text for line in new_lines] == [bare(line) for line in lines_of(new)]
        assert [line.old_no for line in old_lines] == list(range(1, len(old_lines) + 1))
        assert [line.new_no for line in new_lines] == list(range(1, len(new_lines) + 1))


class TestTheMarksWithinALine:
    def test_are_the_words_that_differ(self) -> None:
        lines = diff_lines("Confirm {{oder_id}} first.", "Confirm {{order_id}} at first.")
        assert marked(lines, LineKind.REMOVED) == ["oder_id"]
        assert marked(lines, LineKind.ADDED) == ["order_id", " at"]

    def test_show_a_changed_space(self) -> None:
        lines = diff_lines("{{ name}} is here", "{{name}} is here")
        assert marked(lines, LineKind.REMOVED) == [" "]
        assert marked(lines, LineKind.ADDED) == []

    def test_are_none_for_a_line_that_became_another_altogether(self) -> None:
        lines = diff_lines("one two three", "quite other words")
        assert [line.marks for line in lines] == [(), ()]

    @given(st.text(alphabet="ab ,", max_size=30), st.text(alphabet="ab ,", max_size=30))
    def test_leave_the_same_rest_on_both_sides(self, old: str, new: str) -> None:
        lines = diff_lines(old, new)
        if len(lines) != 2 or not any(line.marks for line in lines):
            return
        rests: list[str] = []
        for line in lines:
            at, rest = 0, ""
            for start, end in line.marks:
                rest, at = rest + line.text[at:start], end
            rests.append(rest + line.text[at:])
        assert rests[0] == rests[1]


class TestChangedFields:
    def test_are_none_when_all_is_as_before(self) -> None:
        assert changed_fields(AGENT, dict(AGENT)) == {}

    def test_are_those_with_a_new_value_nested_ones_whole(self) -> None:
        after = {**AGENT, "name": "Ana", "tts": {"voice_id": "v", "speed": 1.1}}
        assert changed_fields(AGENT, after) == {
            "name": "Ana",
            "tts": {"voice_id": "v", "speed": 1.1},
        }

    def test_include_a_new_field_even_when_it_is_null(self) -> None:
        assert changed_fields({}, {"webhook_id": None}) == {"webhook_id": None}

    def test_leave_alone_what_was_not_edited(self) -> None:
        assert changed_fields(AGENT, {"name": "Ana"}) == {"name": "Ana"}

    def test_know_the_order_of_a_list_but_not_of_keys(self) -> None:
        after = {"tool_ids": ["b", "a"], "tts": {"speed": 1, "voice_id": "v"}}
        assert changed_fields(AGENT, after) == {"tool_ids": ["b", "a"]}

    @pytest.mark.parametrize(
        ("before", "after", "differs"),
        [
            (1, 1.0, False),
            (1, True, True),
            (0, False, True),
            ({"a": [0]}, {"a": [False]}, True),
            ("1", 1, True),
            (None, "", True),
            ([], {}, True),
        ],
    )
    def test_tell_numbers_from_truth_values(
        self, before: object, after: object, differs: bool
    ) -> None:
        assert bool(changed_fields({"field": before}, {"field": after})) is differs
