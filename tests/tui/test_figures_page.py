"""What the pane of the figures and its charts show, without a screen."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from console.actions.looking_back.performing import ALL, Fare
from console.insight.courses import course_of
from console.insight.figures import Compared, Sample, performance_of
from console.insight.slowness import FELT, FIELD
from console.tui.glyphs import ASCII, UNICODE, Glyphs
from console.tui.screens.figures import words
from console.tui.screens.figures.page import Seen, figures_page
from console.tui.screens.figures.rows import ALL_ID, rows_of
from console.tui.widgets.charts import Point, Stack, bar, curve, stacked
from console.tui.widgets.live_table.columns import Tone

NOW = datetime(2026, 3, 2, 14, 20, tzinfo=UTC)
DAY = timedelta(days=1)


def sample(hours_ago: float, *, failed: bool = False, ms: float = 900) -> Sample:
    turns = array("f", [ms] * 4)
    return Sample(
        "agt_1", NOW - hours_ago * timedelta(hours=1), True, not failed, failed,
        seconds=60, cost_cents=2, turns_ms=turns, stages_ms={"llm": turns}, outcome="Sold",
    )  # fmt: skip


def a_fare(*samples: Sample) -> Fare:
    usual = [sample(30) for _ in range(70)]
    return Fare(
        Compared(performance_of(samples), performance_of(usual)),
        course_of(samples, now=NOW, span=DAY),
    )


def page(width: int, glyphs: Glyphs = UNICODE, *samples: Sample) -> str:
    row = rows_of(
        {ALL: a_fare(*samples)}, {}, now=NOW, span=DAY, whole=True, limits=words.Limits()
    )[ALL_ID]
    lines = [
        "".join(cell.text for cell in line).rstrip()
        for paragraph in figures_page(Seen(row, "24 h", glyphs, UTC), width)
        for line in paragraph.lines
    ]
    assert max(map(cell_len, lines)) <= width
    return "\n".join(lines)


BUSY = (*[sample(0.2, ms=1600) for _ in range(20)], *[sample(3, failed=True)] * 10)


class TestThePage:
    @pytest.mark.parametrize("width", [38, 46, 78])
    def test_fits_the_width(self, width: int) -> None:
        text = page(width, UNICODE, *BUSY)
        for title in ("CALLS", "LATENCY OF TURNS", "STAGES OF A TURN", "OUTCOMES"):
            assert title in text

    def test_sets_the_figures_beside_the_usual_ones_and_says_what_is_notable(self) -> None:
        lines = [" ".join(line.split()) for line in page(46, UNICODE, *BUSY).splitlines()]
        assert "calls 30 10 –" not in lines
        assert "failed 33% 0% ↑33" in lines
        assert "turn p50 bad 1.6s slow 0.9s ↑78%" in lines
        assert "turns 120 280" in lines

    def test_says_that_there_was_no_call(self) -> None:
        assert "No call ended in the last 24 h." in page(46)

    def test_has_a_twin_in_ascii(self) -> None:
        assert page(46, ASCII, *BUSY).replace("¢", "").isascii()


class TestRows:
    def test_are_all_agents_and_each_that_there_is_or_was(self) -> None:
        rows = rows_of(
            {ALL: a_fare(), "agt_gone": a_fare()},
            {},
            now=NOW,
            span=DAY,
            whole=False,
            limits=words.Limits(),
        )
        assert [(row.id, row.name) for row in rows.values()] == [
            (ALL_ID, "all agents"),
            ("agt_gone", "agt_gone"),
        ]
        assert rows[ALL_ID].usual_calls is None


class TestAVerdict:
    @pytest.mark.parametrize(
        ("ms", "text", "tone"),
        [
            (None, "", Tone.PLAIN),
            (799, "0.8s", Tone.PLAIN),
            (800, "△ 0.8s", Tone.WARN),
            (1500, "▲ 1.5s", Tone.ALARM),
        ],
    )
    def test_is_a_sign_before_it_is_a_colour(self, ms: float, text: str, tone: Tone) -> None:
        cell = words.latency(ms, FELT, UNICODE)
        assert (cell.text, cell.tone) == (text, tone)

    def test_goes_by_the_limit_that_a_person_has_chosen(self) -> None:
        strict = replace(FIELD, bad_ms=6000)
        assert words.Limits.by(strict) == words.Limits(FELT, strict)
        assert words.Limits.by(FELT) == words.Limits(FELT, FIELD)


class TestCharts:
    def test_show_whatever_failed_at_the_foot_of_a_column(self) -> None:
        lines = stacked([Stack(99, 1), Stack(0, 0), Stack(50, 0)], height=2, step=1, glyphs=UNICODE)
        assert ["".join(cell.text for cell in line) for line in lines] == ["█  ", "✕ █"]

    def test_leave_a_gap_between_broad_columns(self) -> None:
        (line,) = stacked([Stack(1, 0), Stack(1, 0)], height=1, step=3, glyphs=UNICODE)
        assert "".join(cell.text for cell in line) == "██ ██ "

    def test_show_a_dot_where_nothing_was_measured(self) -> None:
        line = curve([Point(100), Point(None), Point(50)], top=100, step=1, glyphs=UNICODE)
        assert "".join(cell.text for cell in line) == "█·▅"

    def test_draw_a_bar_on_to_a_further_value(self) -> None:
        line = bar(50, 100, 200, 8, UNICODE)
        assert "".join(cell.text for cell in line) == "██░░    "

    def test_draw_no_bar_of_nothing_and_some_bar_of_little(self) -> None:
        assert [bar(value, 0, 1000, 8, UNICODE)[0].text for value in (0, 1)] == ["", "█"]


def test_a_length_is_told_to_the_nearest_second() -> None:
    assert words.length(52.96).text == "0:53"
    assert words.length(59.7).text == "1:00"
