"""A whole agent at a glance, for the pane beside the list."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from console.insight.phone import display, other_side
from console.insight.prompt import placeholders
from console.insight.prompt_checks import measure
from console.insight.state import Kind
from console.tui.screens.agents.columns import (
    language_of,
    name_of,
    runs_on,
)
from console.tui.screens.agents.facts import provider_of
from console.tui.screens.agents.figures import counted
from console.tui.screens.calls.view import is_web
from console.tui.screens.day_figures import rate_cell, slowest_cell
from console.tui.widgets.inspector.fields import names_width, section
from console.tui.widgets.inspector.heading import sign
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import flow, wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber
    from console.insight.day import Figures
    from console.live.board import Row
    from console.tui.glyphs import Glyphs
    from console.tui.screens.calls.view import BoardView
    from console.tui.widgets.reader import Line

_NOTHING = "Put the cursor on an agent to see it whole here."
_LAST = 6
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Glance:
    """What is shown of an agent.

    Attributes:
        agent: the agent.
        model: its model, when that is known.
        voice: what its voice is called.
        sharing: how many agents use the model.
        answered: the numbers whose inbound calls come to it.
        backed: the numbers whose fallback it is.
        live: how many calls live with it.
        day: what its calls of the last 24 hours add up to.
        since: why the figures of the day are not whole yet; empty when they are.
        draft: since when unsaved changes are kept, in words; empty when none are.
        last: its last calls: sign, state, how long ago, who, what came of it.
    """

    agent: Agent
    model: Model | None
    voice: str
    sharing: int
    answered: Sequence[PhoneNumber]
    backed: Sequence[PhoneNumber]
    live: int
    day: Figures
    since: str
    draft: str
    last: Sequence[Line]


def glance_page(seen: Glance, glyphs: Glyphs, width: int) -> list[Paragraph]:
    """The agent laid out for a width."""
    agent, joint = seen.agent, f" {glyphs.dot} "
    made = _made(seen)
    column = names_width([field for fields in made.values() for field in fields], width)
    return [
        Paragraph(
            "name", tuple((Cell(line, Tone.STRONG),) for line in wrap(name_of(agent), width))
        ),
        Paragraph("fares", (*flow(_fares(seen, glyphs), Cell(joint, Tone.DIM), width), ())),
        *_unsaved(seen.draft, glyphs, width),
        *_titled("FIRST MESSAGE", list(_first_message(agent, width))),
        *_titled("NUMBERS", list(_numbers(seen, width, joint))),
        *_titled("LAST CALLS", seen.last),
        *(
            paragraph
            for title, fields in made.items()
            for paragraph in section(title, fields, width, column)
        ),
    ]


def nothing_page(width: int) -> list[Paragraph]:
    """What is shown without an agent."""
    return [Paragraph("nothing", tuple((Cell(text, Tone.DIM),) for text in wrap(_NOTHING, width)))]


def last_calls(agent_id: str, rows: Iterable[Row], view: BoardView, glyphs: Glyphs) -> list[Line]:
    """The agent's last calls that the board has: how each stands, since when, who, what came."""
    theirs = (
        row
        for row in rows
        if row.call.agent_id == agent_id and view.last_state(row).kind is not Kind.SCHEDULED
    )
    newest = heapq.nlargest(_LAST, theirs, key=lambda row: row.call.created_at or _LONG_AGO)
    return [_call_line(row, view, glyphs) for row in newest]


def _call_line(row: Row, view: BoardView, glyphs: Glyphs) -> Line:
    call, state = row.call, view.state(row)
    mark = sign(state, glyphs)
    who = "web call" if is_web(call) else display(other_side(call) or "–")
    result = view.told(call).result if row.ended else ""
    return (
        Cell(f"{mark.text} {view.time(row):>6}  ", mark.tone),
        Cell(f"{who:<18}"),
        Cell(result or state.word, Tone.ALARM if state.kind is Kind.FAILED else Tone.DIM),
    )


def _unsaved(since: str, glyphs: Glyphs, width: int) -> Iterator[Paragraph]:
    if since:
        words = f"{glyphs.draft} Unsaved changes of {since} are kept."
        yield Paragraph("draft", (*((Cell(line, Tone.ACCENT),) for line in wrap(words, width)), ()))


def _fares(seen: Glance, glyphs: Glyphs) -> Iterator[Line]:
    day = seen.day
    if seen.live:
        yield (Cell(f"{glyphs.talking} {seen.live} live", Tone.GOOD),)
    else:
        yield (Cell("no call live", Tone.DIM),)
    yield (Cell(counted(day.calls, "call")), Cell(" in 24 h", Tone.DIM))
    if day.failed:
        rate = rate_cell(day)
        yield (Cell(f"{day.failed:,} failed {rate.text}", rate.tone),)
    if day.slowest_ms is not None:
        slowest = slowest_cell(day)
        yield (Cell("slowest turn ", Tone.DIM), slowest)
    if day.p95_ms is not None:
        yield (Cell("p95 ", Tone.DIM), Cell(f"{day.p95_ms / 1000:.1f}s"))
    if seen.since:
        yield (Cell(seen.since, Tone.DIM),)


def _first_message(agent: Agent, width: int) -> Iterator[Line]:
    """The whole text, its variables marked; a variable that a line's end breaks is not."""
    if not agent.first_message:
        yield (Cell("none", Tone.DIM),)
        return
    for line in wrap(agent.first_message, width):
        cells: list[Cell] = []
        end = 0
        for place in placeholders(line):
            cells += [
                Cell(line[end : place.start]),
                Cell(line[place.start : place.end], Tone.ACCENT),
            ]
            end = place.end
        yield (*cells, Cell(line[end:]))


def _numbers(seen: Glance, width: int, joint: str) -> Iterator[Line]:
    numbers = [(number, "") for number in seen.answered]
    numbers += [(number, "fallback") for number in seen.backed]
    if not numbers:
        yield (Cell("none: no inbound call reaches it", Tone.DIM),)
    longest = max((cell_len(_shown(number)) for number, _ in numbers), default=0)
    for number, note in numbers:
        shown = _shown(number)
        about = joint.join(part for part in (number.friendly_name, note) if part)
        if longest + 2 + cell_len(about) <= width:
            yield (Cell(shown), Cell(" " * (longest + 2 - cell_len(shown))), Cell(about, Tone.DIM))
        else:
            yield (Cell(shown),)
            yield from ((Cell(f"  {line}", Tone.DIM),) for line in wrap(about, width - 2))


def _made(seen: Glance) -> dict[str, list[tuple[str, str]]]:
    agent, model = seen.agent, seen.model
    prompt: list[tuple[str, str]] = []
    if model is not None:
        size = measure(model.system_prompt or "")
        others = seen.sharing - 1
        prompt = [
            ("name", model.name or model.id),
            ("runs on", runs_on(model) or "–"),
            ("prompt", f"{counted(size.words, 'word')}, about {size.tokens_estimate:,} tokens"),
            ("shared", f"with {counted(others, 'other agent')}" if others else "with nobody"),
        ]
    elif agent.llm_id:
        prompt = [("id", agent.llm_id)]
    provider, language = provider_of(agent), language_of(agent)
    voice = [("voice", seen.voice), ("provider", provider), ("language", language)]
    return {
        "MODEL": prompt,
        "VOICE": [field for field in voice if field[1]],
        "DEFAULTS OF VARIABLES": list(agent.dynamic_variables.items()),
        "AGENT": [("id", agent.id)],
    }


def _titled(title: str, lines: Sequence[Line]) -> list[Paragraph]:
    if not lines:
        return []
    return [
        Paragraph(title, ((Cell(title, Tone.DIM),),)),
        Paragraph(f"{title} .", (*lines, ())),
    ]


def _shown(number: PhoneNumber) -> str:
    return display(number.phone_number or number.id)
