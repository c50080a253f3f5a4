"""How calls end, and which numbers, credentials and workers make them end that way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from console.sandbox.catalogue.catalogue import Conversation
    from console.sandbox.world.orders import Order


@dataclass(frozen=True, slots=True)
class Fate:
    """One way a call goes.

    Attributes:
        status: the word at the end.
        end_reason: the same for the record; a conversation's own ending when empty.
        answered: whether anybody picked up.
        waits: least and most seconds from dialling to the answer, or to giving up.
        endings: the endings of the conversations that fit; None for all between people.
        cut: least and most share of the conversation after which it breaks off.
        outcome: what the analysis says where there is no whole conversation.
        summary: likewise; may name `{to}` and `{worker}`.
        metadata: what the platform adds to the call's metadata.
        stays: seconds it stays in its last live state before the platform gives up on it.
    """

    status: str
    end_reason: str = ""
    answered: bool = False
    waits: tuple[float, float] = (2.0, 9.0)
    endings: frozenset[str] | None = None
    cut: tuple[float, float] | None = None
    outcome: str | None = "Not Connected"
    summary: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])
    stays: float | None = None

    def allows(self, conversation: Conversation) -> bool:
        """Whether a conversation ends the way this fate has it."""
        if self.endings is None:
            return conversation.ending not in {"voicemail", "agent_error"}
        return conversation.ending in self.endings


TALK = Fate("completed", answered=True)
SHORT_TALK = Fate(
    "completed", answered=True, waits=(3.0, 5.5),
    endings=frozenset({"agent_hangup", "user_hangup", "call_transfer"}),
)  # fmt: skip
VOICEMAIL = Fate(
    "completed", answered=True, waits=(9.0, 18.0), endings=frozenset({"voicemail"}),
)  # fmt: skip
BUSY = Fate(
    "busy", "user_busy", waits=(1.5, 4.0),
    summary="{to} was busy (SIP 486 Busy Here).", metadata={"sip_status": "486"},
)  # fmt: skip
NO_ANSWER = Fate("no_answer", "no_answer", waits=(24.0, 31.0), summary="Nobody answered at {to}.")
DECLINED = Fate(
    "failed", "sip_603", waits=(3.0, 8.0),
    summary="The call to {to} was declined (SIP 603 Decline).",
)  # fmt: skip
FORBIDDEN = Fate(
    "failed", "CARRIER_REJECTED", waits=(0.6, 1.6),
    summary="The carrier refused the call to {to}: SIP 403 Forbidden.",
)  # fmt: skip
UNAVAILABLE = Fate(
    "failed", "sip_480", waits=(4.0, 9.0),
    summary="{to} is temporarily unavailable (SIP 480).",
)  # fmt: skip
NOT_IN_SERVICE = Fate(
    "failed", "call_failed", waits=(0.8, 2.0),
    summary="Number {to} is not in service.", metadata={"carrier_error": "Twilio 13224"},
)  # fmt: skip
COUNTRY_BLOCKED = Fate(
    "failed", "carrier_rejected", waits=(0.5, 1.4),
    summary="Twilio error 21215: geo permission configuration is not permitting a call to {to}.",
)  # fmt: skip
WRONG_CREDENTIAL = Fate(
    "failed", "provider_auth_failed", waits=(0.4, 1.0),
    summary="The carrier did not accept the credential of the calling number.",
    metadata={"carrier_error": "Twilio 20003: Authenticate"},
)  # fmt: skip
CRASH = Fate(
    "failed", "agent_error", answered=True, cut=(0.15, 0.6), outcome=None,
    summary="The agent left the room without a goodbye: worker {worker} stopped answering.",
)  # fmt: skip
NEVER_JOINED = Fate(
    "failed", "participant_never_joined", waits=(15.0, 30.0),
    summary="Nobody joined the room with the token.",
)  # fmt: skip
STUCK_WAITING = Fate(
    "failed", "platform_timeout", stays=3600, summary="The call never left the platform."
)
STUCK_TALKING = Fate(
    "failed", "platform_timeout", answered=True, stays=3600, outcome=None,
    summary="The call went on beyond its longest duration; the platform closed it.",
)  # fmt: skip

MAGIC_NUMBERS: Mapping[str, Fate] = {
    "0199": BUSY,
    "0198": NO_ANSWER,
    "0197": VOICEMAIL,
    "0196": DECLINED,
    "0195": STUCK_WAITING,
    "0194": CRASH,
    "0193": STUCK_TALKING,
    "0192": FORBIDDEN,
}
"""Last four digits of a destination that decide how a call placed over the API goes."""

BLOCKED_PREFIX = "+880"
BROKEN_WORKER = "w-19"
_BROKEN_WORKER_SECONDS = 2400.0
_WORKERS = [*(f"w-{number}" for number in range(11, 23))]
_WORKER_SHARES = [0.2 if worker == BROKEN_WORKER else 1.0 for worker in _WORKERS]

_OUTBOUND = (
    (TALK, 70.0), (VOICEMAIL, 8.0), (NO_ANSWER, 10.0), (BUSY, 6.0), (DECLINED, 0.9),
    (UNAVAILABLE, 0.6), (FORBIDDEN, 0.4), (NOT_IN_SERVICE, 0.5), (STUCK_WAITING, 0.15),
)  # fmt: skip
_WEB = ((TALK, 95.0), (NEVER_JOINED, 4.0))
_INBOUND = ((TALK, 1.0),)


def pick_worker(rng: Random) -> str:
    """The machine that runs the agent's side."""
    return rng.choices(_WORKERS, _WORKER_SHARES)[0]


def decide(order: Order, worker: str, start: float, rng: Random) -> Fate:
    """How a call goes, from where it goes, who places it, and chance.

    Args:
        order: what was asked for.
        worker: the machine that runs the agent's side.
        start: when the world began; the planted troubles began shortly before.
        rng: the call's own chance.
    """
    if order.holds and not order.requested:
        return TALK
    if order.type == "outbound" and (refused := _refused_by_carrier(order)):
        return refused
    if order.requested:
        return MAGIC_NUMBERS.get((order.to_number or "")[-4:], SHORT_TALK)
    chances = {"outbound": _OUTBOUND, "web": _WEB}.get(order.type, _INBOUND)
    fate = rng.choices([each for each, _ in chances], [share for _, share in chances])[0]
    breaks = worker == BROKEN_WORKER and order.created_at > start - _BROKEN_WORKER_SECONDS
    return CRASH if breaks and fate.answered else fate


def _refused_by_carrier(order: Order) -> Fate | None:
    if order.to_number and order.to_number.startswith(BLOCKED_PREFIX):
        return COUNTRY_BLOCKED
    return WRONG_CREDENTIAL if order.credential_broken else None
