"""An agent's figures whole, for the pane: a table beside what is usual, and small charts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from console.insight.figures import STAGES
from console.insight.local_time import time_of_day
from console.insight.spans import took
from console.tui.screens.figures import words
from console.tui.widgets.charts import Point, Stack, bar, curve, stacked, step_width
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

    from console.insight.figures import Performance
    from console.insight.shifts import Shift, Shifts
    from console.insight.slowness import Thresholds
    from console.tui.glyphs import Glyphs
    from console.tui.screens.figures.rows import FareRow
    from console.tui.screens.figures.words import Limits
    from console.tui.widgets.reader import Line

_BESIDE_FROM = 74
_GAP = 3
_HEIGHT = 4
_AXIS = 6
_NAME = 11
_NUMBER = 12
_NARROW_NUMBER = 10
_SHIFT = 7
_STAGE = 5
_TIME = 8
_OUTCOMES = 6
_COUNT = 6
_BLANK: Line = ()

_FIGURES: tuple[
    tuple[str, Callable[[Performance, Limits], Cell], Callable[[Shifts], Shift | None]], ...
] = (
    ("answered", lambda it, _: words.percent(it.answer_rate), lambda by: by.answer_rate),
    ("failed", lambda it, _: words.failures(it), lambda by: by.failure_rate),
    ("average", lambda it, _: words.length(it.mean_seconds), lambda by: by.mean_seconds),
    ("median", lambda it, _: words.length(it.median_seconds), lambda by: by.median_seconds),
    ("turn p50", lambda it, by: _in_a_word(it.turn.p50, by.p50), lambda by: by.p50),
    ("turn p95", lambda it, by: _in_a_word(it.turn.p95, by.p95), lambda by: by.p95),
    ("turns", lambda it, _: words.count(it.turn.n), lambda _: None),
    (
        "cost a call",
        lambda it, _: words.cost_of_one(it.cents_per_call),
        lambda by: by.cents_per_call,
    ),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the pane shows.

    Attributes:
        row: the agent's figures.
        span: the span in words: "24 h".
        glyphs: the signs to draw with.
        zone: the person's.
    """

    row: FareRow
    span: str
    glyphs: Glyphs
    zone: tzinfo


def figures_page(seen: Seen, width: int) -> list[Paragraph]:
    """The pane laid out for a width: in two columns where there is room for them."""
    title = (Cell(seen.row.name, Tone.STRONG), Cell(f"  last {seen.span}", Tone.DIM))
    if not seen.row.now.calls:
        nothing = (Cell(f"No call ended in the last {seen.span}.", Tone.DIM),)
        return _parted((title, _BLANK, nothing))
    two = width >= _BESIDE_FROM
    room = (width - _GAP) // 2 if two else width
    table, outcomes = [*_table(seen, room)], [*_outcomes(seen, room)]
    charts = [*_calls(seen, room), *_latency(seen, room), *_stages(seen, room)]
    if not two:
        return _parted((title, _BLANK, *table, *charts, *outcomes))
    gap = Cell(" " * _GAP)
    beside = zip_longest((*table, *outcomes), charts, fillvalue=_BLANK)
    lines = [(*fit(left, room, right=False), gap, *right) for left, right in beside]
    return _parted((title, _BLANK, *lines))


def nothing_page(_: int) -> list[Paragraph]:
    """What is shown without a row."""
    return _parted([(Cell("Put the cursor on an agent to see its charts here.", Tone.DIM),)])


def _parted(lines: Sequence[Line]) -> list[Paragraph]:
    """Each line by itself: when they change, the one at the top stays there."""
    return [Paragraph(str(number), (line,)) for number, line in enumerate(lines)]


def _table(seen: Seen, width: int) -> Iterator[Line]:
    """The figures of the span, those of the days before, and what is notable."""
    row, glyphs = seen.row, seen.glyphs
    roomy = width >= _NAME + 2 * _NUMBER + _SHIFT
    room = _NUMBER if roomy else _NARROW_NUMBER

    def line(name: str, now: Cell, usual: Cell, shift: Shift | None) -> Line:
        return (
            Cell(f"{name:<{_NAME}}", Tone.DIM),
            Cell(f"{now.text or glyphs.ended:>{room}}", now.tone if now.text else Tone.DIM),
            Cell(f"{usual.text or glyphs.ended:>{room}} ", Tone.DIM),
            words.shifted(shift, glyphs),
        )

    before = "7 D BEFORE" if roomy else "BEFORE"
    yield (Cell(f"{'':<{_NAME}}{seen.span.upper():>{room}}{before:>{room}}", Tone.DIM),)
    usual_calls = Cell() if row.usual_calls is None else words.count(row.usual_calls)
    yield line("calls", words.count(row.now.calls), usual_calls, row.shifts.calls)
    for name, cell, shift in _FIGURES:
        yield line(name, cell(row.now, row.limits), cell(row.usual, row.limits), shift(row.shifts))
    yield _BLANK


def _in_a_word(ms: float | None, thresholds: Thresholds) -> Cell:
    if ms is None:
        return Cell()
    text = f"{words.verdict(ms, thresholds)} {ms / 1000:.1f}s".strip()
    return Cell(text, words.tone(ms, thresholds))


def _calls(seen: Seen, width: int) -> Iterator[Line]:
    """Ended calls over time, those that failed at the foot of each column."""
    glyphs, parts = seen.glyphs, seen.row.fare.course.parts
    step = step_width(len(parts), width - _AXIS)
    top = max(part.calls for part in parts)
    yield (
        Cell("CALLS", Tone.DIM),
        Cell(f"  {glyphs.bar_full}", Tone.GOOD),
        Cell(" ended", Tone.DIM),
        Cell(f"  {glyphs.failed}", Tone.ALARM),
        Cell(f" failed  in {_length(seen)} each", Tone.DIM),
    )
    stacks = [Stack(part.fine, part.failed) for part in parts]
    for number, line in enumerate(stacked(stacks, height=_HEIGHT, step=step, glyphs=glyphs)):
        label = f"{top:,}" if not number else "0" if number == _HEIGHT - 1 else ""
        yield (Cell(f"{label:>{_AXIS - 1}} ", Tone.DIM), *line)
    yield _times(seen, step)
    yield _BLANK


def _latency(seen: Seen, width: int) -> Iterator[Line]:
    """The median and the 95th percentile over time, on one scale."""
    parts, limits = seen.row.fare.course.parts, seen.row.limits
    turns = [part.turn for part in parts]
    top = max((each.p95 or each.p50 or 0 for each in turns), default=0)
    if not top:
        return
    step = step_width(len(parts), width - _AXIS)
    yield (Cell("LATENCY OF TURNS", Tone.DIM), Cell(f"  up to {took(top)}", Tone.DIM))
    for name, values, thresholds in (
        ("p50", [each.p50 for each in turns], limits.p50),
        ("p95", [each.p95 for each in turns], limits.p95),
    ):
        points = [
            Point(
                ms, Tone.ACCENT if not words.verdict(ms, thresholds) else words.tone(ms, thresholds)
            )
            for ms in values
        ]
        line = curve(points, top=top, step=step, glyphs=seen.glyphs)
        yield (Cell(f"{name:>{_AXIS - 1}} ", Tone.DIM), *line)
    yield _BLANK


def _stages(seen: Seen, width: int) -> Iterator[Line]:
    """What a turn consists of: each stage's median as a bar, on to its 95th percentile."""
    stages = seen.row.now.stages
    if not stages:
        return
    room = max(4, width - _STAGE - 2 * _TIME - 1)
    top = max(spread.p95 or spread.p50 or 0 for spread in stages.values())
    heads = f"{'p50':>{_TIME}}{'p95':>{_TIME}}"
    yield (Cell(f"{'STAGES OF A TURN':<{_STAGE + room + 1}}{heads}", Tone.DIM),)
    for stage in STAGES:
        spread = stages.get(stage)
        if spread is None or spread.p50 is None:
            continue
        p95 = "" if spread.p95 is None else took(spread.p95)
        yield (
            Cell(f"{stage:<{_STAGE}}", Tone.DIM),
            *bar(spread.p50, spread.p95 or 0, top, room, seen.glyphs),
            Cell(f" {took(spread.p50):>{_TIME}}"),
            Cell(f"{p95:>{_TIME}}", Tone.DIM),
        )
    yield _BLANK


def _outcomes(seen: Seen, width: int) -> Iterator[Line]:
    """What came of the calls, the most frequent first."""
    outcomes = seen.row.fare.course.outcomes
    if not outcomes:
        return
    name_room = min(18, width // 2)
    room = max(4, width - name_room - _COUNT - 7)
    top = max(outcomes.values())
    yield (Cell("OUTCOMES", Tone.DIM),)
    for name, count in list(outcomes.items())[:_OUTCOMES]:
        yield (
            *fit(Cell(name), name_room, right=False, ellipsis=seen.glyphs.ellipsis),
            Cell(" "),
            *bar(count, 0, top, room, seen.glyphs),
            Cell(f"{count:>{_COUNT},}"),
            Cell(f"{count / seen.row.now.calls:>6.0%}", Tone.DIM),
        )
    yield _BLANK


def _times(seen: Seen, step: int) -> Line:
    """When the first column began, and that the last one is now."""
    course = seen.row.fare.course
    begins = course.parts[0].begins.astimezone(seen.zone)
    first = time_of_day(begins) if course.step.total_seconds() <= 3600 else f"{begins:%-d %b}"
    room = max(len(course.parts) * step, len(first) + 4)
    return (Cell(f"{'':<{_AXIS}}{first}{'now':>{room - len(first)}}", Tone.DIM),)


def _length(seen: Seen) -> str:
    minutes = int(seen.row.fare.course.step.total_seconds()) // 60
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
