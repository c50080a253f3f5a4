"""A call's whole life, decided when it is ordered; everything else follows from it and the time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from console.sandbox.world.chance import chance
from console.sandbox.world.fates import Fate, decide, pick_worker

if TYPE_CHECKING:
    from random import Random

    from console.sandbox.world.orders import Order
    from console.sandbox.world.talks import Repertoire, Talk

API_STOP = "api_stop"


@dataclass(frozen=True, slots=True)
class Plan:
    """When what happens to a call. Moments are seconds since 1970.

    Attributes:
        name: what the call's chance is drawn from; no two plans of a world share it.
        dials_at: when it leaves the queue.
        answers_at: when somebody picks up, if anybody ever does.
        ends_at: when it is over.
        lands_after: seconds from the end until messages and analysis are there.
        talk: the conversation, if it comes to one.
        pace: how much slower than its natural pace the conversation goes.
    """

    name: str
    id: str
    order: Order
    fate: Fate
    worker: str
    room: str
    dials_at: float
    answers_at: float | None
    ends_at: float
    lands_after: float
    talk: Talk | None
    pace: float

    def status(self, now: float) -> str:
        """The API's word for where the call is."""
        if now >= self.ends_at:
            return self.fate.status
        if self.answers_at is not None and now >= self.answers_at:
            return "in_progress"
        return "initiated" if now >= self.dials_at else "queued"

    @property
    def end_reason(self) -> str:
        """Why it ends: the fate's reason, or the conversation's own."""
        return self.fate.end_reason or (self.talk.conversation.ending if self.talk else "")

    def stopped(self, now: float) -> Plan:
        """The same call, ended by the API at this moment."""
        talking = self.answers_at is not None and now >= self.answers_at
        fate = Fate("completed" if talking else "canceled", API_STOP, answered=talking)
        answers_at = self.answers_at if talking else None
        return replace(self, fate=fate, ends_at=now, answers_at=answers_at)


def plan(
    name: str, order: Order, repertoire: Repertoire, start: float, *, fate: Fate | None = None
) -> Plan:
    """Decide a call's life.

    Args:
        name: names the call's own chance, e.g. `7/arrival/12`; the same name, the same life.
        order: what was asked for.
        repertoire: the conversations there are.
        start: when the world began.
        fate: how it goes, where that is not left to chance.
    """
    rng = chance(name)
    identity = f"call_{rng.getrandbits(80):020x}"
    worker = pick_worker(rng)
    fate = fate or decide(order, worker, start, rng)
    dials_at = max(order.scheduled_at or 0.0, order.created_at)
    if not order.requested:
        dials_at += rng.uniform(0.3, 2.5)
    decided_at = dials_at + rng.uniform(*fate.waits)
    talk = repertoire.choose(order.slug, fate.allows, rng) if fate.answered else None
    spoken = _spoken_seconds(order, talk, rng) if talk else 0.0
    seconds = spoken * rng.uniform(*fate.cut) if fate.cut else spoken
    longest = float(order.agent["max_duration_seconds"])
    if fate.stays is not None:
        seconds = fate.stays + (longest if talk else 0.0)
    elif seconds >= longest:
        seconds, fate = longest, replace(fate, end_reason="max_duration")
    return Plan(
        name=name,
        id=identity,
        order=order,
        fate=fate,
        worker=worker,
        room=f"{'web' if order.type == 'web' else 'call'}-{rng.getrandbits(32):08x}",
        dials_at=dials_at,
        answers_at=decided_at if fate.answered else None,
        ends_at=decided_at + seconds,
        lands_after=rng.uniform(2.0, 3.0),
        talk=talk,
        pace=spoken / talk.seconds if talk else 1.0,
    )


def _spoken_seconds(order: Order, talk: Talk, rng: Random) -> float:
    """How long the conversation takes, until the one or the other hangs up."""
    if order.holds:
        return rng.uniform(*order.holds)
    match talk.conversation.ending:
        case "max_duration":
            return float(order.agent["max_duration_seconds"])
        case "silence_timeout":
            return talk.seconds + order.agent["silence_timeout_seconds"]
        case _:
            return talk.seconds * rng.uniform(0.85, 1.25)
