"""What the triage says of figures, of groups and of how much is known, without a screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.actions.looking_back.diagnosing import Reading
from console.history.progress import Progress, State
from console.insight.catalogue import built_in
from console.insight.slowness import FELT, FIELD
from console.insight.triage import Group, Trend, Triage
from console.insight.troubles import TroubleKind
from console.tui.glyphs import UNICODE
from console.tui.screens.triage.columns import (
    GroupColumns,
    percent,
    redial_words,
    since_words,
    slow_words,
    trend_cell,
)
from console.tui.screens.triage.coverage import coverage, doubt, empty_state
from console.tui.screens.triage.figures import figures_of
from console.tui.screens.triage.filtering import filter_fields
from console.tui.screens.triage.glance import Glance, glance_page
from console.tui.widgets.live_table.columns import Cell, Tone
from tests.tui.reading import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.tui.widgets.live_table.columns import Column

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LOOKED_OVER = Reading(12_000, 40_000, True, False, NOW - HOUR, "")


def group(row: str | None = "busy", **fields: Any) -> Group:
    explained = built_in().rows[row] if row else None
    of_group: dict[str, Any] = {
        "kind": TroubleKind.FAILED,
        "key": row or "said:odd",
        "words": explained.name if explained else "ODD",
        "row": explained,
        "trend": Trend(6, 1),
        "share": 0.041,
        "buckets": (0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2),
        "first": NOW - 30 * HOUR,
        "last": NOW - timedelta(minutes=2),
        "agents": Counter({"agt_1": 5, "agt_2": 1}),
        "numbers": Counter({"+15739693824": 6}),
        "people": Counter({f"+88017112317{each:02}": 1 for each in range(6)}),
        "carriers": Counter({"twilio": 6}),
        "countries": Counter({"Bangladesh": 6}),
        "seen_as": Counter({"SIP 486 in end_reason": 6}),
        "call_ids": tuple("abcdef"),
    }
    return Group(**of_group | fields)


def texts(columns: Sequence[Column[Group]], of: Group) -> list[str]:
    cells = [column.cell(of) for column in columns]
    return [
        cell.text if isinstance(cell, Cell) else "".join(each.text for each in cell)
        for cell in cells
    ]


class TestTheColumns:
    COLUMNS = GroupColumns(lambda: NOW, UNICODE)

    def test_tell_how_many_how_it_goes_and_whose_turn_it_is(self) -> None:
        assert texts(self.COLUMNS.wide(), group()) == [
            "✕", "6", "4.1%", "▁▁▁▁▁▁▁▁▅▅██ ×6", "busy", "person", "2 m", "after 15 min",
        ]  # fmt: skip

    def test_have_half_the_parts_and_one_word_for_the_fault_where_it_is_narrow(self) -> None:
        assert texts(self.COLUMNS.narrow(), group("unavailable"))[2:6] == [
            "4.1%", "▁▁▁▁▅█ ×6", "unavailable", "contact",
        ]  # fmt: skip

    def test_say_that_nobody_has_explained_a_reason(self) -> None:
        assert texts(self.COLUMNS.wide(), group(None))[4:] == ["ODD", "not in catalogue", "2 m", ""]

    @pytest.mark.parametrize(
        ("row", "words"),
        [("country_blocked", "once mended"), ("declined", "no"), ("agent_crashed", "at once")],
    )
    def test_say_whether_to_call_again(self, row: str, words: str) -> None:
        assert redial_words(group(row)) == words

    def test_raise_no_alarm_for_what_may_be_chance(self) -> None:
        assert trend_cell(Trend(2, 0)) == ("new", Tone.WARN)
        assert trend_cell(Trend(3, 0)) == ("new", Tone.ALARM)
        assert trend_cell(Trend(1, 3)) == ("÷3", Tone.GOOD)
        assert trend_cell(Trend(4, 4), short=True) == ("=", Tone.DIM)

    def test_write_small_shares_with_a_decimal(self) -> None:
        assert [percent(share) for share in (0.001, 0.0994, 0.41)] == ["0.1%", "9.9%", "41%"]

    def test_call_what_goes_on_now(self) -> None:
        assert since_words(NOW, NOW) == "now"


class TestTheFigures:
    FOUND = Triage(NOW - HOUR, NOW, 1012, 64, 41, 9, 0.027, ())

    def test_compare_the_failures_with_the_time_before(self) -> None:
        line = figures_of(self.FOUND, "24 h", UNICODE, roomy=True).plain
        assert line == (
            " ✕ 41 of 1,012 calls failed in 24 h 4.1%   before 2.7% ▲"
            "   – 9 ended badly   △ 14 with other trouble"
        )

    def test_are_short_in_a_small_terminal(self) -> None:
        better = replace(self.FOUND, rate_before=0.2)
        line = figures_of(better, "24 h", UNICODE, roomy=False).plain
        assert line == " ✕ 41 of 1,012 in 24 h 4.1%  before 20% ▼  – 9  △ 14"

    def test_say_beside_the_number_that_they_are_not_all(self) -> None:
        line = figures_of(self.FOUND, "24 h", UNICODE, roomy=True, doubt="so far").plain
        assert line.startswith(" ✕ 41 of 1,012 calls so far failed in 24 h 4.1%")
        line = figures_of(self.FOUND, "24 h", UNICODE, roomy=False, doubt="counting anew").plain
        assert line.startswith(" ✕ 41 of 1,012 counting anew in 24 h 4.1%")

    def test_say_nothing_of_a_time_that_is_not_known(self) -> None:
        unknown = replace(self.FOUND, rate_before=None, troubled=41, ended_badly=0)
        assert (
            figures_of(unknown, "2 h", UNICODE, roomy=False).plain == " ✕ 41 of 1,012 in 2 h 4.1%"
        )


class TestHowMuchIsKnown:
    def words(self, since: timedelta | None, state: State = State.RUNNING, **more: Any) -> str:
        reading = replace(LOOKED_OVER, **more)
        known = None if since is None else NOW - since
        kept = Progress(known, NOW - 30 * HOUR, 9, state, "")
        return coverage(
            reading,
            kept,
            begins=NOW - 4 * HOUR,
            middle=NOW - 2 * HOUR,
            moment=lambda moment: f"{moment:%H:%M}",
        )

    def test_is_not_said_when_it_is_all(self) -> None:
        assert self.words(5 * HOUR) == ""

    def test_is_said_while_the_calls_are_looked_over(self) -> None:
        assert self.words(5 * HOUR, complete=False) == "looked over 12,000 of about 40,000 calls…"
        assert self.words(5 * HOUR, trouble="No disk.") == "Not read on: No disk."

    def test_is_said_while_the_history_does_not_go_back_far_enough(self) -> None:
        assert self.words(HOUR) == "known since 13:00, reading on"
        assert self.words(3 * HOUR) == "all known; the time before since 11:00, reading on"
        assert self.words(HOUR, State.PAUSED).endswith("paused: z in the history reads on")
        assert self.words(None) == "no more calls are known yet"

    def test_is_said_when_there_are_too_many(self) -> None:
        assert self.words(5 * HOUR, full=True) == "the latest 12,000 calls alone, since 13:00"

    @pytest.mark.parametrize(
        ("since", "state", "counted", "anew", "words"),
        [
            (5, State.RUNNING, True, False, ""),
            (5, State.RUNNING, False, False, "so far"),
            (5, State.COMPLETE, False, True, "counting anew"),
            (1, State.RUNNING, True, True, "so far"),
            (1, State.COMPLETE, True, False, ""),
        ],
    )
    def test_is_a_doubt_about_the_figures_while_it_is_not_all_of_the_span(
        self, since: int, state: State, counted: bool, anew: bool, words: str
    ) -> None:
        kept = Progress(NOW - since * HOUR, NOW - 30 * HOUR, 9, state, "")
        reading = replace(LOOKED_OVER, complete=False, anew=anew)
        assert doubt(reading, kept, counted=counted, begins=NOW - 2 * HOUR) == words

    def test_is_part_of_what_an_empty_list_says(self) -> None:
        good = Triage(NOW - HOUR, NOW, 1012, 0, 0, 0, None, ())
        assert "None of 1,012 calls failed" in empty_state(good, "24 h", filtered=False).plain
        partly = empty_state(good, "24 h", filtered=False, doubt="so far").plain
        assert "No trouble in the last 24 h, so far." in partly
        none = replace(good, calls=0)
        assert "No calls are known" in empty_state(none, "2 h", filtered=False).plain
        assert "Nothing fits" in empty_state(good, "24 h", filtered=True).plain


class TestAGroupAtAGlance:
    def page(self, of: Group, width: int = 60) -> list[str]:
        seen = Glance(of, "24 h", NOW, lambda moment: f"{moment:%H:%M}", str.upper, tall=False)
        return lines_of(glance_page(seen, UNICODE, width))

    def test_tells_what_it_is_what_to_do_and_whom_it_touches(self) -> None:
        assert self.page(group()) == [
            "✕ busy  fault: person",
            "6 calls, 4.1% of 24 h · ×6 (before 1) · last 2 m ago",
            "first 08:00",
            "What it is     The line was busy.",
            "What to do     Try again later.",
            "Again          Redial after 15 min.",
            "Agents         AGT_1 5, AGT_2 1",
            "Our numbers    +1 573-969-3824 6",
            "Carriers       twilio 6",
            "Countries      Bangladesh 6",
            "People         +880 1711-231700 1, +880 1711-231701 1,",
            "               +880 1711-231702 1, +880 1711-231703 1,",
            "               +880 1711-231704 1, 1 more",
            "Seen as        SIP 486 in end_reason 6",
        ]

    def test_says_how_to_explain_what_nobody_has_explained(self) -> None:
        assert any("failures.toml" in line for line in self.page(group(None)))

    def test_fits_a_narrow_pane(self) -> None:
        long = group(words="a reason that goes on and on " * 3)
        assert max(map(len, self.page(long, width=30))) <= 30


def test_a_filter_finds_a_group_by_whom_it_touches() -> None:
    fields = filter_fields(group(), str.upper)
    assert (fields["count"], fields["fault"], fields["redial"]) == ("6", "person", "later")
    assert "AGT_1 agt_1" in fields["agent"]
    assert "+8801711231700" in fields["to"]
    assert "SIP 486 in end_reason" in fields["reason"]


def test_slowness_is_told_with_what_it_is_measured_by() -> None:
    assert slow_words(FELT) == "from a median of 1,500 ms a turn on"
    assert slow_words(FIELD) == "from a 95th percentile of 7,000 ms a turn on"
