"""The account: call outcomes, usage, the audit trail, health."""

import re
from datetime import UTC, datetime

from fastapi import APIRouter, Depends
from starlette.responses import Response

from console.sandbox.answers import Answer, ApiProblem
from console.sandbox.keys import secret_key
from console.sandbox.pages import Cursor, Limit, cursor_page
from console.sandbox.routes.deps import AWorld
from console.sandbox.schemas.account import (
    AuditEvent,
    Health,
    Outcome,
    OutcomePatch,
    OutcomeRequest,
    Outcomes,
    Usage,
)  # fmt: skip
from console.sandbox.schemas.base import PROBLEMS, CursorPage
from console.sandbox.world.account import BUILTIN_OUTCOMES
from console.sandbox.world.clock import iso

_MAX_CALLS_PER_DAY = 10_000

router = APIRouter(tags=["account"], dependencies=[Depends(secret_key)], responses=PROBLEMS)
health_router = APIRouter(tags=["account"])


@router.get("/workspace/call-outcomes", response_model=Outcomes, summary="List call outcomes")
async def outcomes(world: AWorld) -> Response:
    """The platform's outcomes and the account's own."""
    items = list(world.account.outcomes)
    return Answer({"builtin": list(BUILTIN_OUTCOMES), "items": items, "total": len(items)})


@router.post("/workspace/call-outcomes", status_code=201, response_model=Outcome,
             summary="Create call outcome")  # fmt: skip
async def create_outcome(body: OutcomeRequest, world: AWorld) -> Response:
    """Make an outcome of one's own."""
    name = body.name or _name_for(body.label)
    if world.account.outcomes.all_real(name=name):
        raise ApiProblem(409, f"There is already an outcome {name!r}.")
    outcome = world.account.outcomes.add(
        {"name": name, "label": body.label, "description": body.description, "is_active": True}
    )
    world.account.note("create", "call_outcome", outcome["id"])
    return Answer(outcome, 201)


@router.patch("/workspace/call-outcomes/{outcome_id}", response_model=Outcome,
              summary="Update call outcome")  # fmt: skip
async def update_outcome(outcome_id: str, body: OutcomePatch, world: AWorld) -> Response:
    """Rename an outcome or switch it off."""
    outcome = world.account.outcomes.change(outcome_id, body.changes())
    world.account.note("update", "call_outcome", outcome_id)
    return Answer(outcome)


@router.get("/usage", response_model=Usage, summary="Get usage")
async def usage(world: AWorld) -> Response:
    """What was used today and this month."""
    now = world.clock.now()
    today = datetime.fromtimestamp(now, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    month = today.replace(day=1)
    calls = [call for call in world.calls() if call.plan.order.created_at >= month.timestamp()]
    made_today = sum(call.plan.order.created_at >= today.timestamp() for call in calls)
    return Answer(
        {
            "calls_made_today": made_today,
            "max_calls_per_day": _MAX_CALLS_PER_DAY,
            "calls_remaining_today": max(_MAX_CALLS_PER_DAY - made_today, 0),
            "calls_this_month": len(calls),
            "minutes_used_this_month": round(
                sum(call.talked_seconds(now) or 0.0 for call in calls) / 60, 1
            ),
            "cost_cents_this_month": sum(call.cost_cents(now) or 0 for call in calls),
            "kb_token_budget": 200_000,
            "period_start": iso(month.timestamp()),
        }
    )


@router.get("/audit-events", response_model=CursorPage[AuditEvent], summary="List audit events")
async def audit_events(
    world: AWorld,
    action: str | None = None,
    resource_type: str | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """What was changed over the API, the newest first."""
    numbered = (
        (number, {name: event[name] for name in AuditEvent.model_fields})
        for number, event in reversed(list(enumerate(world.account.audit_events)))
        if action in {None, event["action"]} and resource_type in {None, event["resource_type"]}
    )
    return Answer(
        cursor_page(
            lambda before: (each for each in numbered if before is None or each[0] < before),
            limit,
            cursor,
        )
    )


@health_router.get("/health", response_model=Health, summary="Health")
async def health(world: AWorld) -> Response:
    """Whether the platform is well; needs no key."""
    return Answer({"status": "ok", "details": {"now": iso(world.clock.now())}})


def _name_for(label: str) -> str:
    """A name made of a label, e.g. "Callback wanted" gives `callback_wanted`."""
    return re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_0123456789")[:40] or "outcome"
