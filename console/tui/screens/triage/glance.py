"""A group whole: what its trouble means, what to do about it, and whom it touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.insight.phone import display
from console.tui.screens.triage.columns import fault_cell, percent, since_words, trend_cell
from console.tui.screens.triage.columns import sign as sign_of
from console.tui.widgets.inspector.fields import field_lines
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import flow, wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from console.insight.triage import Group
    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line

_NOTHING = "Put the cursor on a group to see here what it means and what to do."
_NOT_EXPLAINED = "The catalogue of failures does not know this reason; it stands as it came."
_HOW_TO_EXPLAIN = ":explain shows the row of failures.toml that explains it from now on."
_Field = tuple[str, "Sequence[str]"]
"""A name, and the parts of what stands beside it."""
_NAMES = 13
_MOST = 5
_TALL = 14
"""Lines from which on there is room for air."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What is shown of a group.

    Attributes:
        group: the group.
        span: what the span is called.
        now: the server's time.
        moment: how a moment is called.
        agent: what an agent is called, by its id.
        tall: whether there is room for air.
    """

    group: Group
    span: str
    now: datetime
    moment: Callable[[datetime], str]
    agent: Callable[[str], str]
    tall: bool


def glance_page(seen: Glance, glyphs: Glyphs, width: int) -> list[Paragraph]:
    """The group laid out for a width."""
    group = seen.group
    sign = sign_of(group.kind, glyphs)
    first, *rest = wrap(group.words, width - 2 - len(_fault(group)) - 2)
    title: list[Line] = [(Cell(f"{sign.text} ", sign.tone), Cell(first, Tone.STRONG))]
    title += [(Cell("  "), Cell(line, Tone.STRONG)) for line in rest]
    title[-1] += (Cell(f"  {_fault(group)}", Tone.DIM),)
    air: tuple[Line, ...] = ((),) if seen.tall else ()
    facts = flow(_facts(seen), Cell(f" {glyphs.dot} ", Tone.DIM), width)
    blocks = (_advice(group), _touched(seen), _seen_as(group))
    return [
        Paragraph("title", (*title, *facts, *air)),
        *(
            Paragraph(f"block {number}", (*lines, *air))
            for number, block in enumerate(blocks)
            if (lines := [line for name, parts in block for line in _field(name, parts, width)])
        ),
    ]


def nothing_page(width: int) -> list[Paragraph]:
    """What is shown without a group."""
    return [Paragraph("nothing", tuple((Cell(text, Tone.DIM),) for text in wrap(_NOTHING, width)))]


def is_tall(lines: int) -> bool:
    """Whether a pane of so many lines has room for air."""
    return lines >= _TALL


def _facts(seen: Glance) -> Iterator[Line]:
    group = seen.group
    calls = "1 call" if group.count == 1 else f"{group.count:,} calls"
    yield (Cell(calls), Cell(f", {percent(group.share)} of {seen.span}", Tone.DIM))
    if group.trend.before is not None:
        yield (trend_cell(group.trend), Cell(f" (before {group.trend.before:,})", Tone.DIM))
    last = since_words(group.last, seen.now)
    yield (Cell("last ", Tone.DIM), Cell(last if last == "now" else f"{last} ago"))
    yield (Cell("first ", Tone.DIM), Cell(seen.moment(group.first)))


def _advice(group: Group) -> Iterator[_Field]:
    row = group.row
    if row is None:
        yield "What it is", [_NOT_EXPLAINED]
        yield "What to do", [_HOW_TO_EXPLAIN]
        return
    yield "What it is", [row.means]
    yield "What to do", [row.next]
    yield "Again", [f"{row.advice[:1].upper()}{row.advice[1:]}."]


def _touched(seen: Glance) -> Iterator[_Field]:
    group = seen.group
    yield "Agents", _counted(group.agents, seen.agent)
    yield "Our numbers", _counted(group.numbers, display)
    yield "Carriers", _counted(group.carriers, str)
    yield "Countries", _counted(group.countries, str)
    yield "People", _counted(group.people, display)


def _seen_as(group: Group) -> Iterator[_Field]:
    yield "Seen as", _counted(group.seen_as, str, most=3)


def _counted(
    counts: Counter[str], name_of: Callable[[str], str], *, most: int = _MOST
) -> list[str]:
    """The most frequent with their counts, and how many more there are."""
    named = [f"{name_of(key)} {count:,}" for key, count in counts.most_common(most)]
    rest = len(counts) - len(named)
    return [*named, *([f"{rest:,} more"] if rest else [])]


def _field(name: str, parts: Sequence[str], width: int) -> Iterator[Line]:
    """A name and beside it what belongs to it; of several parts none is broken."""
    if len(parts) == 1:
        yield from field_lines(name, parts[0], _NAMES, width)
        return
    room = width - _NAMES - 2
    pieces = [(Cell(f"{part},"),) for part in parts[:-1]] + [(Cell(part),) for part in parts[-1:]]
    for number, line in enumerate(flow(pieces, Cell(" "), room)):
        label = "" if number else name
        yield (Cell(f"{label:<{_NAMES + 2}}", Tone.DIM), *line)


def _fault(group: Group) -> str:
    return f"fault: {fault_cell(group).text}"
