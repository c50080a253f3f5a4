"""A history of calls as a busy account has it, made from a seed: the same every time.

The words follow the law of real talk: few are in nearly every call, most in hardly any.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from console.api.records.call import Call

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LATEST = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
AGENTS = {f"agt_{number:04x}": f"Agent {number} of sales" for number in range(40)}
OURS = [f"+1415555{number:04d}" for number in range(60)]
_GAP_SECONDS = 7.8
"""On average, so that 1,000,000 calls are 90 days."""
_ENDS: Sequence[tuple[int, str, str, str | None]] = (
    (45, "completed", "agent_hangup", "Interested"),
    (15, "completed", "user_hangup", "Not Interested"),
    (8, "completed", "voicemail", "Voicemail"),
    (6, "Completed", "call_transfer", "appointment_booked"),
    (12, "no_answer", "no_answer", None),
    (7, "busy", "user_busy", None),
    (4, "failed", "sip_603", None),
    (2, "failed", "sip_503", None),
    (1, "canceled", "originator_cancel", None),
)
_STAGES = ("eou_delay", "llm_ttft", "tts_ttfb")


class History:
    """Calls from the latest back."""

    def __init__(self, seed: int = 1, vocabulary: int = 30_000) -> None:
        self._random = random.Random(seed)
        self.words = self._vocabulary(vocabulary)
        """From the most frequent to the rarest."""
        weights = accumulate(1 / (rank + 3) for rank in range(len(self.words)))
        self._said = self._random.choices(self.words, cum_weights=list(weights), k=1_000_000)

    def calls(self, count: int) -> Iterator[Call]:
        """So many calls."""
        moment = LATEST
        for number in range(count):
            moment -= timedelta(seconds=self._random.expovariate(1 / _GAP_SECONDS))
            yield Call.read(self._raw(number, moment))

    def _raw(self, number: int, created: datetime) -> dict[str, Any]:
        rng = self._random
        [(_, status, reason, outcome)] = rng.choices(_ENDS, [end[0] for end in _ENDS])
        answered = outcome is not None
        agent = min(int(rng.expovariate(0.15)), len(AGENTS) - 1)
        ours = OURS[agent * 3 % len(OURS) + rng.randrange(2)]
        theirs = f"+1{rng.randrange(2_000_000_000, 9_999_999_999)}"
        inbound = rng.random() < 0.25
        duration = round(rng.lognormvariate(4.2, 0.8)) if answered else 0
        turns = 4 + rng.randrange(6) if answered else 0
        stamp = created.isoformat(timespec="milliseconds")
        return {
            "id": f"call_{rng.getrandbits(80):020x}",
            "agent_id": f"agt_{agent:04x}",
            "type": "inbound" if inbound else "outbound",
            "direction": "inbound" if inbound else "outbound",
            "status": status,
            "from_number": theirs if inbound else ours,
            "to_number": ours if inbound else theirs,
            "room_name": f"call-{rng.getrandbits(32):08x}",
            "scheduled_at": None,
            "variables": {
                "customer_name": f"{self._word()} {self._word()}",
                "order_id": f"ORD-{number:07d}",
                "plan": rng.choice(("Starter", "Team", "Enterprise")),
                "attempt": str(1 + rng.randrange(4)),
            },
            "started_at": stamp if answered else None,
            "ended_at": (created + timedelta(seconds=duration)).isoformat(),
            "duration_seconds": duration,
            "end_reason": reason,
            "messages": [self._message(turn) for turn in range(2 * turns)],
            "recording_url": f"https://recordings.invalid/{rng.getrandbits(128):032x}.mp3",
            "analysis": {
                "outcome": outcome,
                "summary": self._sentence(15) if answered else None,
                "sentiment": "neutral",
                "extracted_data": {},
            },
            "latency": {
                "events": [
                    {"turn": turn, "type": stage, "ms": round(rng.lognormvariate(5.8, 0.5), 1)}
                    for turn in range(turns)
                    for stage in _STAGES
                ]
            },
            "cost_cents": round(duration * 0.15, 2),
            "metadata": {"campaign": f"spring-{agent % 7}", "concurrency_at_dispatch": 3},
            "created_at": stamp,
            "updated_at": (created + timedelta(seconds=duration + 3)).isoformat(),
            "outcome": outcome,
        }

    def _message(self, turn: int) -> dict[str, str]:
        return {"role": ("agent", "user")[turn % 2], "content": self._sentence(9)}

    def _sentence(self, length: int) -> str:
        begin = self._random.randrange(len(self._said) - length)
        return " ".join(self._said[begin : begin + length]).capitalize() + "."

    def _word(self) -> str:
        return self._said[self._random.randrange(len(self._said))]

    def _vocabulary(self, count: int) -> list[str]:
        rng = self._random
        words: dict[str, None] = {}
        while len(words) < count:
            syllables = rng.choices((1, 2, 3, 4), (2, 5, 4, 1))[0]
            word = "".join(
                rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiou") for _ in range(syllables)
            )
            words[word + rng.choice(("", "", "n", "r", "s", "t"))] = None
        return list(words)
