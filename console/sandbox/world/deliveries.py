"""What was sent to webhooks. Nothing leaves this machine: deliveries follow from the calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.sandbox.world.chance import chance
from console.sandbox.world.clock import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from console.sandbox.world.calls import Call
    from console.sandbox.world.orders import Record
    from console.sandbox.world.plans import Plan

_RETRY_SECONDS = 60.0
_LOST_SHARE = 0.04


def deliveries_of(webhook: Record, calls: Iterable[Call], now: float) -> Iterator[Record]:
    """The messages to a webhook about these calls, in the calls' order, each latest first."""
    for call in calls:
        if call.plan.order.agent["webhook_id"] != webhook["id"]:
            continue
        for moment, event in reversed(_events(call.plan)):
            if event in webhook["events"] and webhook["created_at"] <= iso(moment) <= iso(now):
                yield _delivery(webhook["id"], call.plan, event, moment, now)


def trial_delivery(webhook_id: str, number: int, now: float) -> Record:
    """The message that is sent to try a webhook out."""
    return {"id": f"del_test_{number}", "webhook_id": webhook_id, "event": "call.started"} | _done(
        now
    )


def _events(plan: Plan) -> list[tuple[float, str]]:
    landed = plan.ends_at + plan.lands_after
    if plan.answers_at is None:
        return [(plan.ends_at, "call.failed")]
    events = [
        (plan.answers_at, "call.started"),
        (plan.ends_at, "call.ended"),
        (landed, "transcript.final"),
        (landed, "call.analyzed"),
    ]
    if plan.order.agent["enable_recording"]:
        events.append((landed, "call.recording.available"))
    return events


def _delivery(webhook_id: str, plan: Plan, event: str, moment: float, now: float) -> Record:
    named = {"id": f"del_{plan.id[5:]}_{event}", "webhook_id": webhook_id, "event": event}
    if chance(plan.name, event).random() >= _LOST_SHARE:
        return named | _done(moment)
    retried = moment + _RETRY_SECONDS
    if now >= retried:
        return named | _done(retried) | {"attempt": 2, "created_at": iso(moment)}
    return named | {
        "status": "failed",
        "attempt": 1,
        "response_status": 502,
        "response_body": "<html><body>Bad Gateway</body></html>",
        "error": "The endpoint answered 502.",
        "next_retry_at": iso(retried),
        "completed_at": None,
        "created_at": iso(moment),
    }


def _done(moment: float) -> Record:
    return {
        "status": "delivered",
        "attempt": 1,
        "response_status": 200,
        "response_body": "ok",
        "error": None,
        "next_retry_at": None,
        "completed_at": iso(moment + 0.2),
        "created_at": iso(moment),
    }
