"""How long each turn of a call took, stage by stage, in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from console.sandbox.world.chance import chance

if TYPE_CHECKING:
    from random import Random

    from console.sandbox.world.plans import Plan
    from console.sandbox.world.talks import Talk

_FIRST_TOKEN_MS = {
    "gpt-4.1-mini": 420,
    "gpt-4.1": 2300,  # the planted slow model
    "gemini-2.5-flash": 480,
    "claude-haiku-4-5": 560,
    "llama-3.3-70b-versatile": 240,
}
_FIRST_TOKEN_USUALLY_MS = 520
_FIRST_BYTE_MS = {"elevenlabs": 210, "cartesia": 130, "deepgram": 160, "openai": 340}
_STAGES = ("stt", "llm_ttft", "tts_ttfb", "eou_delay")
_FELT_MORE_THAN_SUM_MS = 210


@dataclass(frozen=True, slots=True)
class Turn:
    """The agent's answer to the user: when it was over, and the tools called for it."""

    ends: float
    tools: tuple[str, ...]


def turns_of(talk: Talk) -> list[Turn]:
    """The turns of a conversation; `ends` in seconds after the answer at its natural pace."""
    turns, tools, asked = list[Turn](), list[str](), False
    for line, ends in zip(talk.conversation.lines, talk.line_ends, strict=True):
        if line.role == "user":
            asked = True
        elif line.role == "tool_call":
            tools.append(line.name)
        elif line.role == "agent" and asked:
            turns.append(Turn(ends, tuple(tools)))
            tools, asked = [], False
    return turns


def latency_of(plan: Plan, now: float) -> dict[str, Any]:
    """The record's `latency` at a moment: empty until the first turn is over."""
    if plan.talk is None or plan.answers_at is None:
        return {}
    until = min(now, plan.ends_at)
    spoken = [
        turn for turn in turns_of(plan.talk) if plan.answers_at + turn.ends * plan.pace <= until
    ]
    if not spoken:
        return {}
    rng = chance(plan.name, "latency")
    providers = plan.order.providers
    connect = _connect(plan, rng)
    worker = {
        "worker_id": plan.worker,
        "load1": round(rng.uniform(0.2, 2.4), 2),
        "mem_pct": round(rng.uniform(31, 78), 1),
    }
    events = [
        {"turn": number, "type": stage, "ms": ms}
        for number, turn in enumerate(spoken, 1)
        for stage, ms in _stages(turn, providers, rng)
    ]
    return {
        **{stage: _stage(stage, events, providers) for stage in _STAGES},
        "events": events,
        "connect": connect,
        "perceived": _perceived(events, len(spoken)),
        "providers": {part: name.partition("/")[0] for part, name in providers.items()},
        "worker": worker,
    }


def _connect(plan: Plan, rng: Random) -> dict[str, float]:
    waited = (plan.answers_at or plan.dials_at) - plan.dials_at
    return {
        "setup_ms": round(rng.uniform(180, 520), 1),
        "dispatch_to_answer_ms": round(waited * 1000, 1),
        "answer_to_active_ms": round(rng.uniform(120, 480), 1),
        "active_to_greeting_ms": round(rng.uniform(250, 900), 1),
    }


def _stages(turn: Turn, providers: dict[str, str], rng: Random) -> list[tuple[str, float]]:
    """One turn's stages in the order in which they happen."""
    model = providers["llm"].partition("/")[2]
    voice = providers["tts"].partition("/")[0]
    first_token = _FIRST_TOKEN_MS.get(model, _FIRST_TOKEN_USUALLY_MS)
    stages = [("stt", _around(140, rng)), ("eou_delay", _around(310, rng))]
    if rng.random() < 0.15:
        stages.append(("kb", _around(90, rng)))
    stages.append(("llm_ttft", _around(first_token, rng)))
    stages += [(f"tool:{name}", _around(380, rng)) for name in turn.tools]
    stages.append(("tts_ttfb", _around(_FIRST_BYTE_MS.get(voice, 260), rng)))
    return stages


def _around(ms: float, rng: Random) -> float:
    """A time near `ms`; one in twenty-five takes three times as long."""
    slow = 3.0 if rng.random() < 0.04 else 1.0
    return round(ms * slow * rng.lognormvariate(0, 0.28), 1)


def _stage(stage: str, events: list[dict[str, Any]], providers: dict[str, str]) -> dict[str, Any]:
    times = [event["ms"] for event in events if event["type"] == stage]
    part = {"llm_ttft": "llm", "tts_ttfb": "tts"}.get(stage, "stt")
    return {
        "avg_ms": round(mean(times), 1),
        "p50_ms": round(median(times), 1),
        "min_ms": min(times),
        "max_ms": max(times),
        "samples": len(times),
        "provider": providers[part],
    }


def _perceived(events: list[dict[str, Any]], turns: int) -> dict[str, Any]:
    """The silence as it is felt: the turn's sum without hearing, which runs beside the speech."""
    sums = [
        sum(event["ms"] for event in events if event["turn"] == turn and event["type"] != "stt")
        + _FELT_MORE_THAN_SUM_MS
        for turn in range(1, turns + 1)
    ]
    return {"avg_ms": round(mean(sums), 1), "p50_ms": round(median(sums), 1), "turns": turns}
