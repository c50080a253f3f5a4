"""What stands over every pane: which call this is, how it is, and what it was started with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.api.vocabulary import normal
from console.insight.endings import result_words
from console.insight.local_time import time_of_day
from console.insight.phone import display
from console.insight.spans import ago, clock, running, took
from console.insight.state import CallState, Kind, Level
from console.insight.telling import who
from console.tui.widgets.inspector.failing import failure_words
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import flow

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.insight.reasons import Reason
    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line

_OLD_SECONDS = 10
_MOST_LINES = 2
_MOST_STATE_LINES = 4
_MOST_VARIABLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading tells.

    Attributes:
        call: the call.
        agent: its agent, when known.
        state: the call's state.
        now: the current moment.
        as_of_seconds: how old what is known of the call is; told when it is no longer fresh.
        doubt: why the record may not be the truth, if so.
        failure: why the call failed, if it did.
        about: whether the current moment is an estimate.
    """

    call: Call
    agent: Agent | None
    state: CallState
    now: datetime
    as_of_seconds: float | None = None
    doubt: str | None = None
    failure: Reason | None = None
    about: bool = False


def heading(told: Heading, glyphs: Glyphs, zone: tzinfo, width: int) -> list[Line]:
    """The lines of the heading; what does not fit into one goes on in the next."""
    state, course = _state(told, glyphs), _course(told)
    alone = told.doubt is not None or told.state.kind is Kind.FAILED
    groups = [
        (_title(told), _MOST_LINES),
        *((part, _MOST_STATE_LINES) for part in ((state, course) if alone else (state + course,))),
        (_times(told, zone), _MOST_LINES),
        (_variables(told.call), _MOST_VARIABLE_LINES),
    ]
    lines: list[Line] = []
    for parts, most in groups:
        flowing = flow(parts, Cell(f" {glyphs.dot} ", Tone.DIM), width)
        lines += flowing[:most]
        if len(flowing) > most:
            lines[-1] = (*lines[-1], Cell(f" {glyphs.ellipsis}", Tone.DIM))
    return lines


def sign(state: CallState, glyphs: Glyphs) -> Cell:
    """The sign of a state in the colour that it has; a worrying clock shows without colours too."""
    if state.kind is Kind.UNKNOWN:
        return Cell(glyphs.unknown, Tone.WARN)
    if state.level is not Level.CALM:
        stuck = state.level is Level.ALARM
        return Cell(glyphs.stuck, Tone.ALARM) if stuck else Cell(glyphs.late, Tone.WARN)
    signs = {
        Kind.SCHEDULED: Cell(glyphs.scheduled, Tone.DIM),
        Kind.QUEUED: Cell(glyphs.queued, Tone.DIM),
        Kind.RINGING: Cell(glyphs.waiting, Tone.ACCENT),
        Kind.TALKING: Cell(glyphs.talking, Tone.GOOD),
        Kind.FAILED: Cell(glyphs.failed, Tone.ALARM),
        Kind.COMPLETED: Cell(glyphs.completed, Tone.DIM),
        Kind.ENDED: Cell(glyphs.ended, Tone.DIM),
    }
    return signs[state.kind]


def _title(told: Heading) -> list[Line]:
    call = told.call
    other = call.from_number if call.direction == "inbound" else call.to_number
    number = display(other) if other else "web call" if normal(call.type) == "web" else ""
    agent_name = (told.agent and told.agent.name) or call.agent_id or ""
    parts = [part for part in (who(call.variables), number, agent_name) if part] or [call.id]
    return [(Cell(part, Tone.STRONG),) for part in parts]


def _state(told: Heading, glyphs: Glyphs) -> list[Line]:
    """The state, and what came of the call."""
    mark = sign(told.state, glyphs)
    parts: list[Line] = [(mark, Cell(f" {_state_words(told)}", mark.tone))]
    if told.doubt:
        parts.append((Cell(told.doubt, Tone.WARN),))
    elif told.state.kind.over and (result := _result(told)):
        failed = told.state.kind is Kind.FAILED
        parts.append((Cell(result, Tone.ALARM if failed else Tone.PLAIN),))
    return parts


def _result(told: Heading) -> str:
    """What came of the call; why it failed where the catalogue says more than its end reason."""
    result, failure = result_words(told.call), told.failure
    if failure is None or told.state.kind is Kind.COMPLETED or failure.words in result:
        return result
    return failure_words(failure)


def _state_words(told: Heading) -> str:
    state = told.state
    if state.since is None or state.kind.over or told.doubt:
        return state.word
    seconds = (told.now - state.since).total_seconds()
    if state.kind is Kind.SCHEDULED:
        return f"{state.word} in {ago(-seconds)}"
    return f"{state.word} {running(seconds, about=told.about)}"


def _course(told: Heading) -> list[Line]:
    """How long an ended call was, when it ended, and which number of the account it used."""
    call, state = told.call, told.state
    parts: list[Line] = []
    if state.kind.over and call.duration_seconds:
        parts.append((Cell(f"{clock(call.duration_seconds)} long"),))
    if state.kind.over and state.since:
        parts.append((Cell(f"ended {ago((told.now - state.since).total_seconds())} ago"),))
    inbound = call.direction == "inbound"
    if own := call.to_number if inbound else call.from_number:
        parts.append((Cell("at " if inbound else "from ", Tone.DIM), Cell(display(own))))
    return parts


def _times(told: Heading, zone: tzinfo) -> list[Line]:
    call, age = told.call, told.as_of_seconds
    parts: list[Line] = []
    if age is not None and age >= _OLD_SECONDS and not told.doubt:
        parts.append((Cell(f"read {ago(age)} ago", Tone.WARN),))
    texts: list[str] = []
    if began := call.started_at or call.created_at:
        word = "Started" if call.started_at else "Created"
        texts.append(f"{word} {time_of_day(began.astimezone(zone), seconds=True)}")
    if connect := sum(call.latency.connect.values()):
        texts.append(f"connect {took(connect)}")
    if call.cost_cents is not None:
        texts.append(f"{call.cost_cents:g} ¢")
    return parts + [(Cell(text, Tone.DIM),) for text in texts]


def _variables(call: Call) -> list[Line]:
    return [(Cell(f"{name} ", Tone.DIM), Cell(value)) for name, value in call.variables.items()]
