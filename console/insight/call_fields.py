"""What the filter language can ask of a call, by its names for the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from console.api.vocabulary import normal
from console.insight.endings import outcome_words, reason_words
from console.insight.filter_language import MOMENT
from console.insight.latency import slowest_total
from console.insight.matching import VARIABLE
from console.insight.phone import our_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from console.api.records.call import Call

_STATUS_WORDS = {"in_progress": "talking", "initiated": "connecting"}


class Facts(NamedTuple):
    """What a call shares with many others, in normal form; empty where it says nothing."""

    agent: str
    """The agent's id, exactly."""
    status: str
    type: str
    way: str
    reason: str
    """The end reason."""
    outcome: str
    number: str
    """Our number."""


def facts_of(call: Call) -> Facts:
    """What a call shares with many others."""
    return Facts(
        agent=call.agent_id or "",
        status=normal(call.status),
        type=normal(call.type),
        way=normal(call.direction),
        reason=normal(call.end_reason),
        outcome=normal(outcome_words(call)),
        number=our_side(call) or "",
    )


def fact_text(field: str, value: str, agents: Mapping[str, str]) -> str:
    """How a fact reads to a filter: all the names for it, each a line.

    An agent's name and id, a status with the word that is shown for it.

    Args:
        field: its name in `Facts`.
        value: what the call says.
        agents: the names of agents by their ids, as far as they are known.
    """
    if field == "agent":
        return f"{agents.get(value, '')}\n{value}"
    if field == "status":
        return f"{status_words(value)}\n{value}"
    if field == "reason":
        return f"{reason_words(value)}\n{value}"
    return value


def status_words(status: str) -> str:
    """A status, in its normal form, by the word that is shown for it."""
    return _STATUS_WORDS.get(status, status.replace("_", " "))


def fields_of(call: Call, agents: Mapping[str, str]) -> dict[str, str]:
    """All that can be asked of a call, by field; numbers are plain numbers as text.

    Time changes nothing of it: what is only true at a moment, such as a call being stuck, is for
    the board to add.
    """
    facts = facts_of(call)._asdict()
    moment = moment_of(call)
    return {
        **{name: fact_text(name, value, agents) for name, value in facts.items()},
        "to": call.to_number or "",
        "from": call.from_number or "",
        "id": call.id,
        "dur": _number(call.duration_seconds),
        "cost": _number(call.cost_cents),
        "slow": _number(slowest_ms(call)),
        MOMENT: _number(moment.timestamp() if moment else None),
        "said": "\n".join(said(call)),
        "summary": summary(call),
        **{f"{VARIABLE}{name}": value for name, value in call.variables.items()},
    }


def moment_of(call: Call) -> datetime | None:
    """The time that a call stands at in the history: of its creation, as near as it tells."""
    return call.created_at or call.scheduled_at or call.started_at or call.updated_at


def slowest_ms(call: Call) -> float | None:
    """The longest of a call's turns, where any was measured."""
    return slowest_total(call.latency)


def said(call: Call) -> Iterator[str]:
    """All that was said in a call, and what tools were asked and answered."""
    for message in call.messages:
        for text in (message.content, message.name, message.arguments):
            if text:
                yield text
    if not call.messages and call.transcript:
        yield call.transcript


def summary(call: Call) -> str:
    """What was made of the call, in prose."""
    return "\n".join(filter(None, (call.analysis.summary, call.ai_summary)))


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)
