"""What stands over every pane: which call this is, how it is, and what it was started with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.vocabulary import normal
from console.insight.phone import display
from console.insight.spans import ago, clock, took
from console.insight.state import CallState, Kind, Level, state_of
from console.insight.telling import who
from console.tui.widgets.live_table.columns import Cell, Tone

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line

HEIGHT = 4
_OLD_SECONDS = 10


def heading(
    call: Call,
    agent: Agent | None,
    now: datetime,
    *,
    glyphs: Glyphs,
    zone: tzinfo,
    as_of_seconds: float | None = None,
) -> list[Line]:
    """The lines of the heading.

    Args:
        call: the call.
        agent: its agent, when known.
        now: the current moment.
        glyphs: the signs to draw with.
        zone: the zone that times are shown in.
        as_of_seconds: how old what is known of the call is; told when it is no longer fresh.
    """
    state = state_of(call, now, agent.max_duration_seconds if agent else None)
    return [
        _title(call, agent, glyphs),
        _state(call, state, now, glyphs),
        _times(call, glyphs, zone, as_of_seconds),
        _variables(call, glyphs),
    ]


def sign(state: CallState, glyphs: Glyphs) -> Cell:
    """The sign of a state in the colour that it has."""
    if state.level is Level.ALARM:
        return Cell(glyphs.stuck, Tone.ALARM)
    warned = state.level is Level.WARN
    signs = {
        Kind.SCHEDULED: Cell(glyphs.scheduled, Tone.DIM),
        Kind.QUEUED: Cell(glyphs.queued, Tone.WARN if warned else Tone.DIM),
        Kind.RINGING: Cell(glyphs.waiting, Tone.WARN if warned else Tone.ACCENT),
        Kind.TALKING: Cell(glyphs.talking, Tone.WARN if warned else Tone.GOOD),
        Kind.FAILED: Cell(glyphs.failed, Tone.ALARM),
        Kind.COMPLETED: Cell(glyphs.completed, Tone.DIM),
        Kind.ENDED: Cell(glyphs.ended, Tone.DIM),
        Kind.UNKNOWN: Cell(glyphs.unknown, Tone.WARN),
    }
    return signs[state.kind]


def _title(call: Call, agent: Agent | None, glyphs: Glyphs) -> Line:
    other = call.from_number if call.direction == "inbound" else call.to_number
    number = display(other) if other else "web call" if call.type == "web" else ""
    agent_name = (agent and agent.name) or call.agent_id or ""
    parts = [part for part in (who(call.variables), number, agent_name) if part] or [call.id]
    return (Cell(f" {glyphs.dot} ".join(parts), Tone.STRONG),)


def _state(call: Call, state: CallState, now: datetime, glyphs: Glyphs) -> Line:
    mark = sign(state, glyphs)
    line = [mark, Cell(f" {state.word} {_time_of(call, state, now)}".rstrip(), mark.tone)]
    own = call.to_number if call.direction == "inbound" else call.from_number
    if own:
        line += [Cell("   at " if call.direction == "inbound" else "   from ", Tone.DIM)]
        line += [Cell(display(own))]
    if ending := _ending(call):
        line += [Cell(f" {glyphs.dot} ", Tone.DIM), Cell(ending.replace("_", " "))]
    return tuple(line)


def _ending(call: Call) -> str | None:
    """The outcome, else the reason of the end; "none" is the platform's name for no outcome."""
    outcome = call.outcome or call.analysis.outcome
    return outcome if outcome and normal(outcome) != "none" else call.end_reason


def _time_of(call: Call, state: CallState, now: datetime) -> str:
    if state.since is None:
        return ""
    seconds = (now - state.since).total_seconds()
    if state.kind is Kind.SCHEDULED:
        return f"in {ago(-seconds)}"
    if not state.kind.over:
        return clock(seconds)
    talked = f"{clock(call.duration_seconds)}, " if call.duration_seconds else ""
    return f"{talked}{ago(seconds)} ago"


def _times(call: Call, glyphs: Glyphs, zone: tzinfo, as_of_seconds: float | None) -> Line:
    old = as_of_seconds is not None and as_of_seconds >= _OLD_SECONDS
    age = f"read {ago(as_of_seconds or 0)} ago   " if old else ""
    parts: list[str] = []
    if began := call.started_at or call.created_at:
        word = "Started" if call.started_at else "Created"
        parts.append(f"{word} {began.astimezone(zone):%H:%M:%S}")
    if connect := sum(call.latency.connect.values()):
        parts.append(f"connect {took(connect)}")
    if call.cost_cents is not None:
        parts.append(f"{call.cost_cents:g} ¢")
    return (Cell(age, Tone.WARN), Cell(f" {glyphs.dot} ".join(parts), Tone.DIM))


def _variables(call: Call, glyphs: Glyphs) -> Line:
    line: list[Cell] = []
    for name, value in call.variables.items():
        line += [Cell(f" {glyphs.dot} ", Tone.DIM)] if line else []
        line += [Cell(f"{name} ", Tone.DIM), Cell(value)]
    return tuple(line)
