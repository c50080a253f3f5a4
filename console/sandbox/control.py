"""The strings behind the world: endpoints outside `/v1`, for tests and demonstrations.

They need no key and no fault hits them.

- `GET /sandbox` how the world stands.
- `POST /sandbox/advance` `{"seconds": 30}` moves the clock ahead.
- `GET`, `POST`, `DELETE /sandbox/faults` what goes wrong (`console.sandbox.faults.fault`).
- `GET`, `DELETE /sandbox/requests` what was asked of the API: method, path, query, body, status.
- `GET /sandbox/calls/{id}` what was really done: the prompt and first message as they were
  filled, the providers after overrides, and how the call will go.
- `POST /sandbox/{collection}/{id}` lays any JSON over a record: `{"status": "in-progress"}`.
"""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from console.sandbox.answers import Answer
from console.sandbox.faults.fault import Fault, Faults
from console.sandbox.journal import Journal
from console.sandbox.keys import PUBLISHABLE_KEY, REGISTERED_ORIGIN, SECRET_KEY
from console.sandbox.routes.deps import AWorld
from console.sandbox.schemas.base import PROBLEMS
from console.sandbox.world.clock import iso, iso_or_none
from console.sandbox.world.talks import fill

router = APIRouter(prefix="/sandbox", tags=["sandbox"], responses=PROBLEMS)
_YEAR = 366 * 86_400
Collection = Annotated[
    Literal[
        "calls", "agents", "models", "credentials", "phone-numbers", "call-outcomes", "voices",
        "webhooks", "tools", "knowledge-bases", "audit-events",
    ],
    Path(description="As in the API's paths."),
]  # fmt: skip


class Advance(BaseModel):
    """How far the clock moves ahead, in simulated seconds."""

    seconds: Annotated[float, Field(ge=0, le=_YEAR, allow_inf_nan=False)]


@router.get("", summary="How the world stands")
async def state(request: Request, world: AWorld) -> Response:
    """The time, the seed, the keys, and how many calls there are."""
    return Answer(
        {
            "now": iso(world.clock.now()),
            "seed": world.options.seed,
            "speed": world.clock.speed,
            "calls": sum(1 for _ in world.calls()),
            "live": world.live_count(),
            "secret_key": SECRET_KEY,
            "publishable_key": PUBLISHABLE_KEY,
            "origin": REGISTERED_ORIGIN,
            "faults": [fault.model_dump() for fault in _faults(request)],
        }
    )


@router.post("/advance", summary="Move the clock ahead")
async def advance(body: Advance, world: AWorld) -> Response:
    """What happens in that time has happened afterwards."""
    world.clock.advance(body.seconds)
    return Answer({"now": iso(world.clock.now())})


@router.get("/faults", response_model=list[Fault], summary="What goes wrong")
async def faults(request: Request) -> Response:
    """The faults in force."""
    return Answer([fault.model_dump() for fault in _faults(request)])


@router.post("/faults", status_code=201, response_model=Fault, summary="Let something go wrong")
async def add_fault(body: Fault, request: Request) -> Response:
    """Begin with a fault; earlier ones stay in force."""
    _faults(request).add(body)
    return Answer(body.model_dump(), 201)


@router.delete("/faults", status_code=204, summary="Let all go well")
async def clear_faults(request: Request) -> Response:
    """End all faults."""
    _faults(request).clear()
    return Response(status_code=204)


@router.get("/requests", summary="What was asked")
async def requests(request: Request) -> Response:
    """The API's requests, the oldest first; a status of null was never answered."""
    return Answer(list(_journal(request)))


@router.delete("/requests", status_code=204, summary="Forget what was asked")
async def clear_requests(request: Request) -> Response:
    """Count from zero."""
    _journal(request).clear()
    return Response(status_code=204)


@router.get("/calls/{call_id}", summary="Behind a call")
async def behind(call_id: str, world: AWorld) -> Response:
    """What the call was really made with, and how it goes on."""
    plan = world.call(call_id).plan
    first_message = plan.order.first_message
    return Answer(
        {
            "id": plan.id,
            "system_prompt": plan.order.prompt,
            "first_message": fill(first_message, plan.order.values) if first_message else None,
            "providers": plan.order.providers,
            "overrides": plan.order.overrides,
            "worker": plan.worker,
            "answers_at": iso_or_none(plan.answers_at),
            "ends_at": iso(plan.ends_at),
            "ends_as": plan.fate.status,
            "end_reason": plan.end_reason,
        }
    )


@router.post("/{collection}/{record_id}", summary="Lay anything over a record")
async def edit(
    collection: Collection, record_id: str, fields: Annotated[dict[str, Any], Body()], world: AWorld
) -> Response:
    """Set fields of a record to any JSON at all; the API shows it from then on."""
    if collection == "calls":
        call = world.call(record_id)
        call.edits |= fields
        return Answer(call.record(world.clock.now()))
    table = getattr(world.account, _TABLES.get(collection, collection.replace("-", "_")))
    return Answer(table.edit(record_id, fields))


_TABLES = {"phone-numbers": "numbers", "call-outcomes": "outcomes"}


def _faults(request: Request) -> Faults:
    return request.app.state.faults


def _journal(request: Request) -> Journal:
    return request.app.state.journal
