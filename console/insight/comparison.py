"""Two calls beside each other: what is different about them, and who said what when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from console.insight.conversation import Said, Used, conversation_of
from console.insight.endings import outcome_words
from console.insight.figures import STAGES, spread_of
from console.insight.latency import slowest, stage_group, turns_of
from console.insight.phone import display
from console.insight.reasons import reason_of
from console.insight.spans import clock, took

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from console.api.records.call import Call
    from console.insight.catalogue import Catalogue

_NOTABLE = 1.25
"""How many times as much a number must be to count as a difference: none is ever the same."""

Item = Said | Used


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that both calls tell; empty where one does not.

    Attributes:
        name: what it is called.
        one: the first call's.
        other: the second one's.
        differs: whether the difference means anything.
    """

    name: str
    one: str
    other: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was said in both calls at the same place in the talk: the greeting, each answer.

    Attributes:
        one: of the first call.
        other: of the second one.
    """

    one: tuple[Item, ...]
    other: tuple[Item, ...]


def facts_of(
    one: Call, other: Call, catalogue: Catalogue, agents: Mapping[str, str]
) -> tuple[Fact, ...]:
    """What the calls tell, that which differs first.

    Args:
        one: a call.
        other: another.
        catalogue: explains why calls end.
        agents: the names of agents by their ids.
    """
    left, right = _words(one, catalogue, agents), _words(other, catalogue, agents)
    numbers, others = _numbers(one), _numbers(other)
    facts = [
        *(_fact(name, left, right) for name in _joined(left, right)),
        *(_measure(name, numbers, others) for name in _joined(numbers, others)),
        *(
            _fact(name, one.variables, other.variables)
            for name in _joined(one.variables, other.variables)
        ),
    ]
    told = [fact for fact in facts if fact.one or fact.other]
    return tuple(sorted(told, key=lambda fact: not fact.differs))


def exchanges_of(one: Call, other: Call) -> tuple[Exchange, ...]:
    """Both talks, exchange by exchange: the first is the greeting, if the agent spoke first."""
    pairs = zip_longest(
        _exchanges(conversation_of(one)), _exchanges(conversation_of(other)), fillvalue=()
    )
    return tuple(Exchange(tuple(left), tuple(right)) for left, right in pairs)


def _words(call: Call, catalogue: Catalogue, agents: Mapping[str, str]) -> dict[str, str]:
    reason = reason_of(call, catalogue)
    used = Counter(item.name for item in conversation_of(call) if isinstance(item, Used))
    failed = sum(item.failed for item in conversation_of(call) if isinstance(item, Used))
    tools = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in used.items())
    return {
        "agent": agents.get(call.agent_id or "", call.agent_id or ""),
        "type": call.type or "",
        "status": (call.status or "").replace("_", " "),
        "why it ended": f"{reason.words} {reason.code}".strip() if reason else "",
        "outcome": outcome_words(call),
        "from": display(call.from_number or ""),
        "to": display(call.to_number or ""),
        "model": _run_by(call, "llm", "llm_ttft"),
        "voice": _run_by(call, "tts", "tts_ttfb"),
        "transcriber": _run_by(call, "stt", "stt"),
        "worker": call.latency.worker.get("worker_id", ""),
        "tools": f"{tools} ({failed} failed)" if failed else tools,
        "sentiment": call.analysis.sentiment or "",
    }


def _numbers(call: Call) -> dict[str, tuple[float, str]]:
    """Numbers with how they read."""
    turns = turns_of(call.latency)
    totals = spread_of(turn.total_ms for turn in turns)
    worst = slowest(turns)
    found: dict[str, tuple[float | None, str]] = {
        "length": (call.duration_seconds, clock(call.duration_seconds or 0)),
        "connecting": _ms(sum(call.latency.connect.values()) or None),
        "turns": (float(totals.n), str(totals.n)) if totals.n else (None, ""),
        "turn p50": _ms(totals.p50, totals.n),
        "turn p95": _ms(totals.p95, totals.n),
        "slowest turn": _ms(worst.total_ms if worst else None),
    }
    for stage in STAGES:
        times = [ms for turn in turns for name, ms in turn.stages if stage_group(name) == stage]
        spread = spread_of(times)
        found[f"{stage} p50"] = _ms(spread.p50, spread.n)
    cents = call.cost_cents
    found["cost"] = (cents, "" if cents is None else f"{cents:g} ¢")
    return {name: (value, text) for name, (value, text) in found.items() if value is not None}


def _run_by(call: Call, part: str, stage: str) -> str:
    """What did a part of the work: provider and model where the record names both."""
    provider = call.latency.providers.get(part, "")
    timed = call.latency.stages.get(stage)
    exact = (timed and timed.provider) or ""
    return exact if exact.startswith(provider) else provider


def _ms(ms: float | None, n: int | None = None) -> tuple[float | None, str]:
    """A time, and how it reads: with the number of those that it stands for, if it does."""
    of = "" if n is None else f"  n={n}"
    return ms, "" if ms is None else took(ms) + of


def _fact(name: str, one: Mapping[str, str], other: Mapping[str, str]) -> Fact:
    left, right = one.get(name, ""), other.get(name, "")
    return Fact(name, left, right, left != right)


def _measure(
    name: str, one: Mapping[str, tuple[float, str]], other: Mapping[str, tuple[float, str]]
) -> Fact:
    left, right = one.get(name), other.get(name)
    if left is None or right is None:
        return Fact(name, left[1] if left else "", right[1] if right else "", differs=True)
    less, more = sorted((left[0], right[0]))
    return Fact(name, left[1], right[1], differs=more > less and more >= less * _NOTABLE)


def _joined(one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    yield from dict.fromkeys((*one, *other))


def _exchanges(items: Sequence[Item]) -> list[list[Item]]:
    """Each begins where the person speaks after the agent."""
    exchanges: list[list[Item]] = [[]]
    agent_spoke = True
    for item in items:
        asks = isinstance(item, Said) and item.role == "user"
        if asks and agent_spoke:
            exchanges.append([])
        agent_spoke = not asks
        exchanges[-1].append(item)
    return exchanges
