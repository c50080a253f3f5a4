"""What merges by itself, what does not, and how the places to decide are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from console.actions.saving.plan import Kind, plan_save
from console.actions.saving.reach import Reach
from console.insight.merge import Side
from console.tui.glyphs import UNICODE
from console.tui.saving.merge_page import merge_page
from console.tui.saving.merging import Settled, TextConflict, settle, text_conflict

if TYPE_CHECKING:
    from collections.abc import Mapping

PROMPT = "".join(f"Rule {number}.\n" for number in range(1, 21))
OPENED: dict[str, Any] = {"id": "llm_1", "system_prompt": PROMPT, "temperature": 0.5}


def settled(edited: dict[str, Any], **theirs: Any) -> Settled:
    return settle(plan_save(Kind.MODEL, OPENED, edited, OPENED | theirs, Reach()))


def changed(*numbers: int, to: str) -> str:
    text = PROMPT
    for number in numbers:
        text = text.replace(f"Rule {number}.", f"{to} {number}.")
    return text


def conflict_of(opened: str, ours: str, theirs: str) -> TextConflict:
    return text_conflict(("system_prompt", None), opened, ours, theirs)


def shown(
    conflict: TextConflict,
    choices: Mapping[int, Side] | None = None,
    current: int | None = None,
    width: int = 60,
) -> list[str]:
    page = merge_page(conflict, choices or {}, current, UNICODE)
    lines = [line for paragraph in page(width) for line in paragraph.lines]
    return ["".join(cell.text for cell in line).rstrip() for line in lines]


class TestTextsOnBothSides:
    def test_merge_by_themselves_where_they_do_not_touch(self) -> None:
        result = settled(
            {"system_prompt": changed(2, to="Ours")}, system_prompt=changed(9, to="Theirs")
        )
        both = changed(2, to="Ours").replace("Rule 9.", "Theirs 9.")
        assert result.plan.changed == {"system_prompt": both}
        assert result.plan.conflicts == ()
        assert [text.place for text in result.merged] == [("system_prompt", None)]
        assert (result.torn, result.values) == ((), ())

    def test_are_torn_where_they_touch(self) -> None:
        result = settled(
            {"system_prompt": changed(2, to="Ours")}, system_prompt=changed(2, to="Theirs")
        )
        [torn] = result.torn
        assert torn.merged.conflicts
        assert result.merged == ()
        assert result.plan.changed == {}

    def test_that_were_nothing_when_opened_are_torn_too(self) -> None:
        opened = OPENED | {"system_prompt": None}
        now = OPENED | {"system_prompt": "theirs"}
        plan = plan_save(Kind.MODEL, opened, {"system_prompt": "ours"}, now, Reach())
        [torn] = settle(plan).torn
        assert (torn.opened, torn.ours, torn.theirs) == ("", "ours", "theirs")

    def test_that_are_no_texts_any_more_are_a_choice_of_two(self) -> None:
        result = settled({"system_prompt": "ours"}, system_prompt=["a", "list"])
        assert [each.field for each in result.values] == ["system_prompt"]
        assert result.torn == ()


class TestValues:
    def test_are_a_choice_of_two(self) -> None:
        result = settled({"temperature": 0.9}, temperature=0.1)
        assert [(each.ours, each.theirs) for each in result.values] == [(0.9, 0.1)]


class TestThePage:
    def test_shows_all_three_sides_of_a_place_and_folds_the_rest(self) -> None:
        conflict = conflict_of(PROMPT, changed(10, to="Ours"), changed(10, to="Theirs"))
        [place] = conflict.merged.conflicts
        assert shown(conflict, current=place) == [
            "    … 6 unchanged lines",
            "    Rule 7.",
            "    Rule 8.",
            "    Rule 9.",
            "",
            "▸ ▲ 1 of 1  both changed this: whose shall it be?",
            "    o  OPENED",
            "      Rule 10.",
            "    y  YOURS",
            "      Ours 10.",
            "    s  THE SERVER'S",
            "      Theirs 10.",
            "",
            "    Rule 11.",
            "    Rule 12.",
            "    Rule 13.",
            "    … 7 unchanged lines",
        ]

    def test_sets_the_sides_beside_each_other_where_there_is_room(self) -> None:
        conflict = conflict_of(PROMPT, changed(10, to="Ours"), changed(10, to="Theirs"))
        lines = shown(conflict, width=120)
        assert any(
            line.split() == ["o", "OPENED", "y", "YOURS", "s", "THE", "SERVER'S"] for line in lines
        )
        assert any(
            line.split() == ["Rule", "10.", "Ours", "10.", "Theirs", "10."] for line in lines
        )

    def test_says_whose_lines_stand_by_themselves(self) -> None:
        lines = shown(conflict_of(PROMPT, changed(2, to="Ours"), changed(9, to="Theirs")))
        assert "  y Ours 2." in lines
        assert "  s Theirs 9." in lines

    def test_shows_what_a_decided_place_became(self) -> None:
        conflict = conflict_of(PROMPT, changed(10, to="Ours"), changed(10, to="Theirs"))
        [place] = conflict.merged.conflicts
        lines = shown(conflict, {place: Side.BOTH})
        at = lines.index("  ✓ 1 of 1  both")
        assert lines[at + 1 : at + 3] == ["  b Ours 10.", "  b Theirs 10."]

    def test_says_where_a_side_has_nothing(self) -> None:
        conflict = conflict_of(PROMPT, PROMPT.replace("Rule 10.\n", ""), changed(10, to="Theirs"))
        [place] = conflict.merged.conflicts
        lines = shown(conflict, current=place)
        assert lines[lines.index("    y  YOURS") + 1] == "      nothing"
        taken = shown(conflict, {place: Side.OURS})
        assert taken[taken.index("  ✓ 1 of 1  yours") + 1] == "  y removed"

    def test_is_never_wider_than_its_place_nor_steers_the_terminal(self) -> None:
        ours = changed(10, to="予約を確認してください。\x1b]0;x\x07 " + "y" * 200)
        for width in (60, 120):
            for line in shown(conflict_of(PROMPT, ours, changed(10, to="Theirs")), width=width):
                assert cell_len(line) <= width
                assert "\x1b" not in line
