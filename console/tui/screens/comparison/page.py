"""Two calls laid out beside each other: facts that differ, facts that do not, both talks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from console.insight.comparison import exchanges_of
from console.insight.local_time import time_of_day
from console.insight.phone import display, other_side
from console.tui.widgets.inspector.transcript import transcript_page
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from console.api.records.call import Call
    from console.insight.comparison import Fact, Item
    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line

_BESIDE_FROM = 100
"""Terminal cells from which on two talks can be read beside each other."""
_NAME = 14
_GUTTER = 2
_BLANK: Line = ()
_SIDES = ("A", "B")


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared.

    Attributes:
        one: the first call.
        other: the second one.
        facts: what they tell, that which differs first.
        glyphs: the signs to draw with.
        zone: the person's.
    """

    one: Call
    other: Call
    facts: Sequence[Fact]
    glyphs: Glyphs
    zone: tzinfo


def comparison_page(pair: Pair, width: int) -> list[Paragraph]:
    """The comparison laid out for a width."""
    different = [fact for fact in pair.facts if fact.differs]
    same = [fact for fact in pair.facts if not fact.differs]
    none = pair.glyphs.ended
    return [
        Paragraph("calls", (*_heads(pair, width), _BLANK)),
        *_facts("DIFFERENT", different, width, Tone.PLAIN, none),
        *_facts("THE SAME, OR NEARLY SO", same, width, Tone.DIM, none),
        *_talks(pair, width),
    ]


def _heads(pair: Pair, width: int) -> Iterator[Line]:
    """Which call stands on which side: who it was with, when, and its id."""
    side = _side(width, _NAME)
    calls = (pair.one, pair.other)
    rows: list[list[Line]] = [
        [
            (Cell(f"{letter} ", Tone.ACCENT), Cell(_who(call), Tone.STRONG))
            for letter, call in zip(_SIDES, calls, strict=True)
        ],
        [(Cell(f"  {_when(call, pair.zone)}", Tone.DIM),) for call in calls],
        [(Cell(f"  {call.id}", Tone.DIM),) for call in calls],
    ]
    for left, right in rows:
        yield _beside((), left, right, side, _NAME)


def _who(call: Call) -> str:
    return display(other_side(call) or "") or "web call"


def _when(call: Call, zone: tzinfo) -> str:
    moment = call.started_at or call.created_at
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return f"{local:%d %b %Y} {time_of_day(local, seconds=True)}"


def _facts(
    title: str, facts: Sequence[Fact], width: int, tone: Tone, none: str
) -> Iterator[Paragraph]:
    if not facts:
        return
    side = _side(width, _NAME)
    yield Paragraph(title, ((Cell(title, Tone.DIM),),))
    for number, fact in enumerate(facts):
        lines = zip_longest(
            *(wrap(text or none, side) for text in (fact.one, fact.other)), fillvalue=""
        )
        yield Paragraph(
            f"{title} {number}",
            tuple(
                _beside(
                    (Cell("" if at else fact.name, Tone.DIM),),
                    (Cell(left, tone),),
                    (Cell(right, tone),),
                    side,
                    _NAME,
                )
                for at, (left, right) in enumerate(lines)
            ),
        )
    yield Paragraph(f"{title} .", (_BLANK,))


def _talks(pair: Pair, width: int) -> Iterator[Paragraph]:
    """Both talks, exchange by exchange: beside each other where there is room for it."""
    beside = width >= _BESIDE_FROM
    side = _side(width, 0) if beside else width - _GUTTER
    one, other = (_said(call, side, pair.glyphs) for call in (pair.one, pair.other))
    yield Paragraph("talks", ((Cell("WHAT WAS SAID", Tone.DIM),), _BLANK))
    if not one and not other:
        yield Paragraph("silence", ((Cell("Neither call has a transcript.", Tone.DIM),),))
    for number, exchange in enumerate(exchanges_of(pair.one, pair.other)):
        left, right = _lines(exchange.one, one), _lines(exchange.other, other)
        if beside:
            lines = [
                _beside((), first, second, side, 0)
                for first, second in zip_longest(left, right, fillvalue=_BLANK)
            ]
        else:
            lines = [
                (Cell(f"{letter} ", Tone.ACCENT), *line)
                for letter, side_lines in zip(_SIDES, (left, right), strict=True)
                for line in side_lines
            ]
        yield Paragraph(f"exchange {number}", tuple(lines))


def _said(call: Call, width: int, glyphs: Glyphs) -> dict[str, tuple[Line, ...]]:
    """The lines of each thing said, and of each tool used, by its paragraph's key."""
    paragraphs = transcript_page(call, None, lambda _: False, glyphs, width)
    return {paragraph.key: paragraph.lines for paragraph in paragraphs if call.messages}


def _lines(items: Sequence[Item], said: dict[str, tuple[Line, ...]]) -> list[Line]:
    return [line for item in items for line in said.get(f"message {item.index}", ())]


def _side(width: int, name: int) -> int:
    return max(8, (width - name - _GUTTER) // 2)


def _beside(name: Line, left: Line, right: Line, side: int, name_room: int) -> Line:
    head = fit(name, name_room, right=False) if name_room else []
    return (
        *head,
        *fit(left, side, right=False),
        Cell(" " * _GUTTER),
        *fit(right, side, right=False),
    )
