"""How long callers wait for an answer: a call's turns, stage by stage, in milliseconds."""

from __future__ import annotations

import math
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from console.api.records.latency import Latency

FEWEST_FOR_P95 = 20
"""A 95th percentile of fewer turns is noise."""

_SHORT = {"eou_delay": "eou", "kb": "kb", "llm_ttft": "llm", "tts_ttfb": "tts"}
_ORDER = ("eou", "kb", "llm", "tool", "tts")
_TOOL = "tool:"


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer of the agent.

    Attributes:
        number: the platform's turn number.
        total_ms: the sum of the stages; the silence a caller feels can be longer.
        stages: name and milliseconds in the order in which they happen: `eou` (noticing that the
            caller stopped), `kb` (knowledge base), `llm` (first token), `tool:<name>`, `tts`
            (first audio).
    """

    number: int
    total_ms: float
    stages: tuple[tuple[str, float], ...]


def turns_of(latency: Latency) -> tuple[Turn, ...]:
    """A call's turns by number.

    A turn's total is the sum of its eou_delay, llm_ttft, tts_ttfb, kb and tool events (the API
    notes, Calls); transcription runs while the caller talks and doesn't count.
    """
    return tuple(
        Turn(number, sum(stages.values()), tuple(sorted(stages.items(), key=_place)))
        for number, stages in sorted(_stages_by_turn(latency).items())
    )


def stage_group(name: str) -> str:
    """The stage without the tool's name: `tool` for `tool:lookup_order`."""
    return name.partition(":")[0]


def slowest(turns: Iterable[Turn]) -> Turn | None:
    """The turn with the longest total, the first of several; None without turns."""
    return max(turns, key=lambda turn: turn.total_ms, default=None)


def slowest_total(latency: Latency) -> float | None:
    """What the longest turn took, told without making the turns; None without any."""
    totals = (sum(stages.values()) for stages in _stages_by_turn(latency).values())
    return max(totals, default=None)


def percentile(values: Iterable[float], p: float) -> float | None:
    """The `p`th percentile (0 to 100) with linear interpolation; None without values."""
    ordered = sorted(values)
    return _interpolate(ordered.__getitem__, len(ordered), p) if ordered else None


def p95(turns_by_ms: Mapping[int, int]) -> float | None:
    """The 95th percentile of turn totals; None when they are too few to mean anything.

    Args:
        turns_by_ms: how many turns took so many milliseconds.
    """
    enough = sum(turns_by_ms.values()) >= FEWEST_FOR_P95
    return percentile_of_counts(turns_by_ms, 95) if enough else None


def percentile_of_counts(counts: Mapping[int, int] | Mapping[float, int], p: float) -> float | None:
    """The `p`th percentile of values that are given as how many there are of each.

    Ten thousand calls have a hundred thousand turns, but only some thousand different totals.
    """
    ordered = sorted(counts.items())
    ends = list(accumulate(count for _, count in ordered))
    if not ends:
        return None
    return _interpolate(lambda place: ordered[bisect(ends, place)][0], ends[-1], p)


def _stages_by_turn(latency: Latency) -> dict[int, dict[str, float]]:
    stages_by_turn: dict[int, dict[str, float]] = {}
    for event in latency.events:
        name = event.type if event.type.startswith(_TOOL) else _SHORT.get(event.type)
        if name is not None and math.isfinite(event.ms) and event.ms >= 0:
            stages = stages_by_turn.setdefault(event.turn, {})
            stages[name] = stages.get(name, 0.0) + event.ms
    return stages_by_turn


def _interpolate(value_at: Callable[[int], float], count: int, p: float) -> float:
    place = (count - 1) * p / 100
    below = math.floor(place)
    above = min(below + 1, count - 1)
    return value_at(below) + (value_at(above) - value_at(below)) * (place - below)


def _place(stage: tuple[str, float]) -> int:
    return _ORDER.index(stage_group(stage[0]))
