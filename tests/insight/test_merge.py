from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.insight.lines import bare, lines_of
from console.insight.merge import Agreed, Conflict, Merge, Side, merge

PROMPT = "You are Aria.\n\n## Rules\nBe kind.\nBe brief.\n\n## End\nSay goodbye.\n"

line_texts = st.sampled_from(["", "a", "b", "c", "Be kind."])
endings = st.sampled_from(["\n", "\r\n"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of few kinds of lines, whose last line may lack its ending."""
    ended = draw(st.lists(st.tuples(line_texts, endings), max_size=8))
    return "".join(line + ending for line, ending in ended) + draw(line_texts)


def all_lines(merged: Merge) -> Counter[str]:
    """Every line that the merge has or offers."""
    found = Counter[str]()
    for chunk in merged.chunks:
        sides = (chunk.lines,) if isinstance(chunk, Agreed) else (chunk.ours, chunk.theirs)
        for lines in sides:
            found.update(lines)
    return found


class TestWhenOneSideChanged:
    @given(texts(), texts())
    def test_that_side_is_the_result(self, base: str, changed: str) -> None:
        assert merge(base, changed, base).text({}) == changed
        assert merge(base, base, changed).text({}) == changed

    @given(texts(), texts())
    def test_the_same_change_on_both_sides_is_taken_once(self, base: str, changed: str) -> None:
        assert merge(base, changed, changed).text({}) == changed

    def test_each_chunk_says_whose_lines_it_has(self) -> None:
        ours = PROMPT.replace("Be kind.", "Be very kind.")
        theirs = PROMPT.replace("Say goodbye.", "Say thank you.")
        whose = {
            line: chunk.who
            for chunk in merge(PROMPT, ours, theirs).chunks
            if isinstance(chunk, Agreed)
            for line in chunk.lines
        }
        assert whose["Be very kind.\n"] is Side.OURS
        assert whose["Say thank you.\n"] is Side.THEIRS
        assert whose["Be brief.\n"] is Side.BASE
        both = merge(PROMPT, ours, ours).chunks[1]
        assert both == Agreed(("Be very kind.\n",), Side.BOTH)


class TestWhenBothSidesChangedDifferentPlaces:
    def test_both_changes_are_kept(self) -> None:
        ours = PROMPT.replace("Be kind.", "Be very kind.")
        theirs = "Note: new.\n" + PROMPT.replace("## End", "## Goodbye")
        merged = merge(PROMPT, ours, theirs)
        assert merged.clean
        assert merged.text({}) == "Note: new.\n" + ours.replace("## End", "## Goodbye")

    def test_a_deletion_here_and_an_addition_there_are_both_kept(self) -> None:
        merged = merge("a\nb\nc\nd\n", "a\nc\nd\n", "a\nb\nc\nd\ne\n")
        assert merged.text({}) == "a\nc\nd\ne\n"

    def test_a_long_prompt_full_of_blank_lines_is_no_exception(self) -> None:
        base = "\n".join(f"Rule {at}.\n\n- always" for at in range(300))
        ours = base.replace("Rule 20.", "Rule twenty.").replace("Rule 250.", "Rule 250!")
        theirs = base.replace("Rule 21.\n", "").replace("Rule 100.", "Rule 100.\n\n- never")
        merged = merge(base, ours, theirs)
        assert merged.clean
        assert merged.text({}) == theirs.replace("Rule 20.", "Rule twenty.").replace(
            "Rule 250.", "Rule 250!"
        )

    @given(st.lists(st.booleans(), min_size=1), st.lists(st.booleans(), min_size=1))
    def test_whatever_lines_they_are(self, ours_at: list[bool], theirs_at: list[bool]) -> None:
        """Ours changes some even groups of lines, theirs some odd ones, with kept lines between."""
        base = [f"line {at}\n" for at in range(4 * max(len(ours_at), len(theirs_at)))]
        ours, theirs, both = list(base), list(base), list(base)
        for group, changed in enumerate(ours_at):
            if changed:
                ours[4 * group] = both[4 * group] = f"ours {group}\n"
        for group, changed in enumerate(theirs_at):
            if changed:
                theirs[4 * group + 2] = both[4 * group + 2] = f"theirs {group}\n"
        merged = merge("".join(base), "".join(ours), "".join(theirs))
        assert merged.clean
        assert merged.text({}) == "".join(both)


class TestWhenBothSidesChangedTheSamePlace:
    merged = merge("a\nb\nc\n", "a\nours\nc\n", "a\ntheirs\nc\n")

    def test_it_is_a_conflict_with_all_three_versions(self) -> None:
        assert not self.merged.clean
        assert self.merged.conflicts == (1,)
        assert self.merged.chunks[1] == Conflict(("b\n",), ("ours\n",), ("theirs\n",))

    @pytest.mark.parametrize(
        ("choice", "text"),
        [
            (Side.BASE, "a\nb\nc\n"),
            (Side.OURS, "a\nours\nc\n"),
            (Side.THEIRS, "a\ntheirs\nc\n"),
            (Side.BOTH, "a\nours\ntheirs\nc\n"),
        ],
    )
    def test_the_choice_decides(self, choice: Side, text: str) -> None:
        assert self.merged.text({1: choice}) == text

    def test_there_is_no_text_before_the_choice(self) -> None:
        with pytest.raises(ValueError, match=r"undecided conflicts: \[1\]"):
            self.merged.text({})

    def test_a_line_changed_here_and_deleted_there_is_a_conflict(self) -> None:
        merged = merge("a\nb\nc\n", "a\nB\nc\n", "a\nc\n")
        assert merged.chunks[1] == Conflict(("b\n",), ("B\n",), ())

    def test_neighbouring_lines_changed_apart_are_a_conflict(self) -> None:
        assert not merge("a\nb\n", "A\nb\n", "a\nB\n").clean

    def test_lines_added_at_the_same_place_can_both_be_taken(self) -> None:
        merged = merge("a\n", "a\nours\n", "a\ntheirs\n")
        assert merged.text({1: Side.BOTH}) == "a\nours\ntheirs\n"

    @given(texts(), texts())
    def test_choosing_one_side_everywhere_gives_that_side_when_nothing_is_shared(
        self, ours: str, theirs: str
    ) -> None:
        merged = merge("only in the base\n", "x\n" + ours, "y\n" + theirs)
        assert merged.text(dict.fromkeys(merged.conflicts, Side.OURS)) == "x\n" + ours
        assert merged.text(dict.fromkeys(merged.conflicts, Side.THEIRS)) == "y\n" + theirs


class TestAnyMerge:
    @given(texts(), texts(), texts())
    def test_loses_no_line_that_a_side_wrote(self, base: str, ours: str, theirs: str) -> None:
        offered = all_lines(merge(base, ours, theirs))
        for side in (ours, theirs):
            written = Counter(lines_of(side)) - Counter(lines_of(base))
            assert written <= offered

    @given(texts(), texts(), texts())
    def test_makes_up_no_line(self, base: str, ours: str, theirs: str) -> None:
        known = {*lines_of(base), *lines_of(ours), *lines_of(theirs)}
        assert set(all_lines(merge(base, ours, theirs))) <= known

    @given(texts(), texts(), texts())
    def test_is_the_same_seen_from_the_other_side(self, base: str, ours: str, theirs: str) -> None:
        here, there = merge(base, ours, theirs), merge(base, theirs, ours)
        assert here.conflicts == there.conflicts
        assert here.text(dict.fromkeys(here.conflicts, Side.OURS)) == there.text(
            dict.fromkeys(there.conflicts, Side.THEIRS)
        )

    def test_of_empty_texts_is_empty(self) -> None:
        assert merge("", "", "").text({}) == ""


class TestLineEndings:
    def test_stay_as_they_are_on_each_line(self) -> None:
        merged = merge("a\r\nb\nc\r\nd\n", "A\r\nb\nc\r\nd\n", "a\r\nb\nc\r\nD\n")
        assert merged.text({}) == "A\r\nb\nc\r\nD\n"

    def test_a_missing_last_one_stays_missing(self) -> None:
        assert merge("a\nb\nc", "A\nb\nc", "a\nb\nc").text({}) == "A\nb\nc"

    def test_a_last_one_added_on_one_side_is_added(self) -> None:
        assert merge("a\nb\nc", "A\nb\nc", "a\nb\nc\n").text({}) == "A\nb\nc\n"

    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_both_versions_of_an_unended_last_line_do_not_run_together(self, ending: str) -> None:
        merged = merge(f"a{ending}b", f"a{ending}ours", f"a{ending}theirs")
        assert merged.text({1: Side.BOTH}) == f"a{ending}ours{ending}theirs"

    @given(texts(), texts(), texts(), st.sampled_from(Side))
    def test_every_chosen_line_stays_a_line_of_its_own(
        self, base: str, ours: str, theirs: str, choice: Side
    ) -> None:
        merged = merge(base, ours, theirs)
        chosen = [
            line
            for chunk in merged.chunks
            for line in (chunk.lines if isinstance(chunk, Agreed) else chunk.lines_of(choice))
        ]
        text = merged.text(dict.fromkeys(merged.conflicts, choice))
        assert [bare(line) for line in lines_of(text)] == [bare(line) for line in chosen]
