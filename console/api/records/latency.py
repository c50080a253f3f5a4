"""How long a call's parts took, in milliseconds (the API notes, Calls)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from console.api.fields import (
    maybe,
    members,
    read_count,
    read_line,
    read_list,
    read_number,
    read_numbers,
    read_object,
    read_pairs,
)

_NO_STAGES = frozenset({"events", "connect", "perceived", "providers", "worker"})


@dataclass(frozen=True, slots=True)
class Stage:
    """Figures of one stage of the pipeline over the whole call."""

    avg_ms: float | None
    p50_ms: float | None
    min_ms: float | None
    max_ms: float | None
    samples: int | None
    provider: str | None

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read what can be read of one stage."""
        came = read_object(raw)
        return cls(
            avg_ms=maybe(read_number, came.get("avg_ms")),
            p50_ms=maybe(read_number, came.get("p50_ms")),
            min_ms=maybe(read_number, came.get("min_ms")),
            max_ms=maybe(read_number, came.get("max_ms")),
            samples=maybe(read_count, came.get("samples")),
            provider=maybe(read_line, came.get("provider")),
        )


class LatencyEvent(NamedTuple):
    """One stage of one turn."""

    turn: int
    type: str
    """`stt`, `llm_ttft`, `tts_ttfb`, `eou_delay`, `kb` or `tool:<name>`; an open set."""
    ms: float

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read one event; of no use unless all three are there."""
        came = read_object(raw)
        return cls(
            read_count(came.get("turn")), read_line(came.get("type")), read_number(came.get("ms"))
        )


@dataclass(frozen=True, slots=True)
class Perceived:
    """The silence that the caller felt."""

    avg_ms: float | None = None
    p50_ms: float | None = None
    turns: int | None = None

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read what can be read of it."""
        came = read_object(raw)
        return cls(
            avg_ms=maybe(read_number, came.get("avg_ms")),
            p50_ms=maybe(read_number, came.get("p50_ms")),
            turns=maybe(read_count, came.get("turns")),
        )


@dataclass(frozen=True, slots=True)
class Latency:
    """Everything a call says about its own speed. Empty until a turn completes."""

    stages: Mapping[str, Stage] = field(default_factory=dict[str, Stage])
    """By stage: `stt`, `llm_ttft`, `tts_ttfb`, `eou_delay`."""
    events: tuple[LatencyEvent, ...] = ()
    connect: Mapping[str, float] = field(default_factory=dict[str, float])
    """`setup_ms`, `dispatch_to_answer_ms`, `answer_to_active_ms`, `active_to_greeting_ms`."""
    perceived: Perceived = field(default_factory=Perceived)
    providers: Mapping[str, str] = field(default_factory=dict[str, str])
    """By part: `stt`, `llm`, `tts`."""
    worker: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read a latency object; whatever in it is unreadable is left out."""
        came = members(raw)
        stages = {
            name: stage
            for name, value in came.items()
            if name not in _NO_STAGES and (stage := maybe(Stage.read, value))
        }
        events = (
            maybe(LatencyEvent.read, item) for item in maybe(read_list, came.get("events")) or ()
        )
        return cls(
            stages={read_line(name): stage for name, stage in stages.items()},
            events=tuple(event for event in events if event),
            connect=maybe(read_numbers, came.get("connect")) or {},
            perceived=maybe(Perceived.read, came.get("perceived")) or Perceived(),
            providers=maybe(read_pairs, came.get("providers")) or {},
            worker=maybe(read_pairs, came.get("worker")) or {},
        )
