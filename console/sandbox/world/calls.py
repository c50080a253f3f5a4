"""A call of the account: its plan, what was changed about it, and its record at a moment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any

from console.sandbox.world.artefacts import analysis_of, messages_of, transcript_of
from console.sandbox.world.clock import iso, iso_or_none
from console.sandbox.world.latency import latency_of, turns_of

if TYPE_CHECKING:
    from console.sandbox.world.orders import Record
    from console.sandbox.world.plans import Plan

_RECORDING_SECONDS = 4 * 3600
_CENTS_PER_MINUTE = {"twilio": 1.4, "telnyx": 0.9, None: 0.0}


@dataclass(slots=True)
class Call:
    """A call and all that was done to it.

    Attributes:
        number: its place in the order of creation.
        outcome: set by the client, over the analysis.
        touched_at: when a client last changed it.
        address: where recordings are reached.
        edits: fields that the control endpoint set, over the derived record.
    """

    number: int
    plan: Plan
    address: str
    outcome: str | None = None
    touched_at: float = 0.0
    edits: Record = field(default_factory=dict[str, Any])

    def status(self, now: float) -> Any:
        """The status as the record shows it."""
        return self.edits["status"] if "status" in self.edits else self.plan.status(now)

    def is_live(self, now: float) -> bool:
        """Whether it has not ended yet."""
        return now < self.plan.ends_at

    def talked_seconds(self, now: float) -> float | None:
        """How long the conversation was; None before its end, or if there was none."""
        answered, ended = self.plan.answers_at, self.plan.ends_at
        return ended - answered if answered is not None and now >= ended else None

    def cost_cents(self, now: float) -> int | None:
        """What the carrier takes, by the begun minute; None before the end."""
        if self.is_live(now):
            return None
        minutes = ceil((self.talked_seconds(now) or 0.0) / 60)
        return round(minutes * _CENTS_PER_MINUTE[self.plan.order.carrier])

    def record(self, now: float) -> Record:
        """The call as the API shows it at this moment."""
        plan, order = self.plan, self.plan.order
        began = plan.answers_at if plan.answers_at is not None and now >= plan.answers_at else None
        ended = plan.ends_at if now >= plan.ends_at else None
        landed = now >= plan.ends_at + plan.lands_after
        talked = self.talked_seconds(now)
        messages = messages_of(plan) if landed else []
        analysis = analysis_of(plan) if landed else {}
        record: Record = {
            "id": plan.id,
            "agent_id": order.agent["id"],
            "type": order.type,
            "status": plan.status(now),
            "from_number": order.from_number,
            "to_number": order.to_number,
            "room_name": plan.room if now >= plan.dials_at else None,
            "direction": "outbound" if order.type == "outbound" else "inbound",
            "scheduled_at": iso_or_none(order.scheduled_at),
            "variables": dict(order.variables),
            "started_at": iso_or_none(began),
            "ended_at": iso_or_none(ended),
            "duration_seconds": None if talked is None else round(talked),
            "end_reason": plan.end_reason if ended else None,
            "transcript": transcript_of(messages) or None,
            "messages": messages,
            "recording_url": self._recording_url(now) if landed and began else None,
            "analysis": analysis,
            "latency": latency_of(plan, now),
            "cost_cents": self.cost_cents(now),
            "metadata": {**order.metadata, **(plan.fate.metadata if ended else {})},
            "created_at": iso(order.created_at),
            "updated_at": iso(self._updated_at(now)),
            "twilio_call_sid": _sid(plan) if now >= plan.dials_at else None,
            "outcome": self.outcome or analysis.get("outcome"),
            "ai_summary": analysis.get("summary"),
            "credits_used": None if talked is None else round(talked / 60, 2),
        }
        return record | self.edits

    def _updated_at(self, now: float) -> float:
        plan = self.plan
        moments = [plan.dials_at, plan.answers_at, plan.ends_at, plan.ends_at + plan.lands_after]
        if plan.talk and plan.answers_at is not None:
            spoken = (plan.answers_at + turn.ends * plan.pace for turn in turns_of(plan.talk))
            moments += [moment for moment in spoken if moment < plan.ends_at]
        passed = [moment for moment in moments if moment is not None and moment <= now]
        return max(plan.order.created_at, self.touched_at, *passed)

    def _recording_url(self, now: float) -> str | None:
        """A link that is another one at each read and works for four hours."""
        if not self.plan.order.agent["enable_recording"]:
            return None
        expires = int(now) + _RECORDING_SECONDS
        link = f"{self.address}/recordings/{self.plan.id}.wav"
        return f"{link}?expires={expires}&signature={self.signature(expires)}"

    def signature(self, expires: int) -> str:
        """What makes a link to the recording work until a moment."""
        return hashlib.sha256(f"{self.plan.name}{expires}".encode()).hexdigest()[:32]


def _sid(plan: Plan) -> str | None:
    if plan.order.carrier != "twilio":
        return None
    return "CA" + hashlib.md5(plan.name.encode(), usedforsecurity=False).hexdigest()
