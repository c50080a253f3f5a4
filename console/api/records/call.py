"""A call, and the room of a web call (the API notes, Calls)."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from console.api.fields import (
    Line,
    Moment,
    Number,
    Pairs,
    Prose,
    Secret,
    maybe,
    read_list,
    read_prose,
)
from console.api.packed import PackedObject
from console.api.records.base import Record
from console.api.records.conversation import Analysis, Message
from console.api.records.latency import Latency


class Call(Record):
    """One phone or web call.

    What the board shows is read at once; the conversation and the figures are read from `raw`
    when they are first asked for, as a board holds thousands of calls and few are opened.
    """

    agent_id: Line = None
    type: Line = None
    """`web`, `outbound` or `inbound`."""
    status: Line = None
    """As it came; compare it through `console.api.vocabulary`."""
    from_number: Line = None
    to_number: Line = None
    room_name: Line = None
    direction: Line = None
    scheduled_at: Moment = None
    variables: Pairs
    started_at: Moment = None
    ended_at: Moment = None
    duration_seconds: Number = None
    end_reason: Line = None
    recording_url: Line = None
    """A signed link, valid for about four hours; `raw` has it exact."""
    cost_cents: Number = None
    """The carrier's estimate."""
    metadata: Pairs
    created_at: Moment = None
    updated_at: Moment = None
    twilio_call_sid: Line = None
    outcome: Line = None
    ai_summary: Prose = None
    credits_used: Number = None
    """1 is one active minute."""

    @classmethod
    def read_packed(cls, packed: bytes) -> Self:
        """Read a call that was packed, and keep it so.

        Raises:
            ValueError: it is no packed call.
        """
        raw = PackedObject.of(packed)
        return cls._read(raw.unpacked, raw)

    @classmethod
    def _kept(cls, raw: dict[str, Any]) -> Mapping[str, Any]:
        return PackedObject(raw)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """The conversation. Empty while the call lives and for 2–3 s after its end."""
        came = maybe(read_list, self.raw.get("messages"))
        return tuple(map(Message.read, came or maybe(read_list, self.raw.get("transcript")) or ()))

    @cached_property
    def transcript(self) -> str | None:
        """The conversation as one text, where the API gives one."""
        return maybe(read_prose, self.raw.get("transcript"))

    @cached_property
    def analysis(self) -> Analysis:
        """What the platform made of it; empty until the transcript is there."""
        return Analysis.read(self.raw.get("analysis"))

    @property
    def latency(self) -> Latency:
        """How fast it was, turn by turn; read anew each time, as it is larger than all else."""
        return Latency.read(self.raw.get("latency"))


class WebCall(Record):
    """A room that a browser can join to talk to an agent."""

    agent_id: Line = None
    type: Line = None
    status: Line = None
    room_name: Line = None
    server_url: Line = None
    participant_token: Secret = None
    """Short-lived, for one session and one participant. Whoever holds it can join."""
    created_at: Moment = None
