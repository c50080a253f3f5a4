"""From when on a call is slow, and which part of it made it so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.insight.latency import percentile, stage_group, turns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.api.records.latency import Latency
    from console.insight.latency import Turn

_FEWEST_TURNS = 3
"""One slow answer of two is no habit."""
_UPPER_LIMITS_MS = {"eou": 500.0, "kb": 250.0, "llm": 750.0, "tool": 1000.0, "tts": 250.0}
_PROVIDED = {"llm": ("model", "llm_ttft"), "tts": ("voice", "tts_ttfb")}
_NAMES = {"eou": "end of speech", "kb": "knowledge base"}


class Measure(StrEnum):
    """What of a call's turns is compared."""

    MEDIAN = "median"
    P95 = "p95"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on answers take too long, in milliseconds.

    Attributes:
        name: what the thresholds are called.
        measure: what of the turns is compared with them.
        watch_ms: from here on it is worth a look.
        bad_ms: from here on a call is slow.
    """

    name: str
    measure: Measure
    watch_ms: float
    bad_ms: float

    def value(self, latency: Latency, turns: Sequence[Turn]) -> float | None:
        """A call's figure; the median that the caller felt where the record has it."""
        totals = [turn.total_ms for turn in turns]
        if self.measure is Measure.P95:
            return percentile(totals, 95)
        felt = latency.perceived.p50_ms
        return percentile(totals, 50) if felt is None else felt


FELT = Thresholds("felt", Measure.MEDIAN, 800, 1500)
"""What people feel: sluggish from 0.8 s on, and from 1.5 s on they drop out of the talk."""
FIELD = Thresholds("field", Measure.P95, 5000, 7000)
"""What systems in service are held to."""
PRESETS: Mapping[str, Thresholds] = {preset.name: preset for preset in (FELT, FIELD)}


def cause_of(latency: Latency, thresholds: Thresholds) -> str | None:
    """What made a call slow, such as `model: openai/gpt-4.1`; None for one that was not slow.

    The cause is the part that most exceeds what it may take; empty when none exceeds it. A call
    of fewer than three turns is not judged.
    """
    turns = turns_of(latency)
    if len(turns) < _FEWEST_TURNS:
        return None
    value = thresholds.value(latency, turns)
    if value is None or value < thresholds.bad_ms:
        return None
    spent: defaultdict[str, float] = defaultdict(float)
    for turn in turns:
        for stage, ms in turn.stages:
            spent[stage] += ms / len(turns)
    excess = {stage: ms - _UPPER_LIMITS_MS[stage_group(stage)] for stage, ms in spent.items()}
    worst = max(excess, key=excess.__getitem__)
    return _named(worst, latency) if excess[worst] > 0 else ""


def _named(stage: str, latency: Latency) -> str:
    group = stage_group(stage)
    if group == "tool":
        return stage.replace(":", ": ", 1)
    if group not in _PROVIDED:
        return _NAMES[group]
    part, name = _PROVIDED[group]
    figures = latency.stages.get(name)
    provider = (figures and figures.provider) or latency.providers.get(group)
    return f"{part}: {provider}" if provider else part
