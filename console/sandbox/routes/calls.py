"""Calls: placing, reading, stopping."""

import base64
import json
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from console.sandbox.answers import Answer, invalid
from console.sandbox.keys import publishable_key, secret_key
from console.sandbox.pages import Cursor, Limit, Offset, cursor_page, offset_page
from console.sandbox.routes.deps import AWorld
from console.sandbox.schemas.base import PROBLEMS, CursorPage, OffsetPage
from console.sandbox.schemas.calls import (
    Call,
    CallPatch,
    CallRequest,
    WebCall,
    WebCallRequest,
    WebCallTokenRequest,
)  # fmt: skip
from console.sandbox.world.calls import Call as WorldCall
from console.sandbox.world.clock import iso
from console.sandbox.world.orders import Order
from console.sandbox.world.world import World

SERVER_URL = "wss://voice.oneinbox.ai"
_TALK_SECONDS = (22.0, 55.0)
_TOKEN_SECONDS = 900

router = APIRouter(
    prefix="/calls", tags=["calls"], dependencies=[Depends(secret_key)], responses=PROBLEMS
)
token_router = APIRouter(
    tags=["calls"], dependencies=[Depends(publishable_key)], responses=PROBLEMS
)
AgentFilter = Annotated[str | None, Query(description="Only this agent's calls.")]
StatusFilter = Annotated[str | None, Query(description="Only calls in this status.")]


@router.post("", status_code=201, response_model=Call, summary="Create call")
async def create(body: CallRequest, world: AWorld) -> Response:
    """Place an outbound call; `to_number`'s last digits may decide how it goes."""
    numbers = world.account.numbers.all_real(phone_number=body.from_number)
    if not numbers:
        words = f"{body.from_number} is not a registered phone number of this account."
        raise invalid(body.from_number, words, "body", "from_number")
    order = _order(
        body,
        world,
        type="outbound",
        from_number=body.from_number,
        to_number=body.to_number,
        carrier=numbers[0]["provider"],
        credential_broken=world.account.has_broken_key(numbers[0]),
        scheduled_at=body.scheduled_at.timestamp() if body.scheduled_at else None,
        overrides=body.overrides.model_dump(exclude_none=True),
    )
    return Answer(world.place(order).record(world.clock.now()), 201)


@router.post("/web", status_code=201, response_model=WebCall, summary="Start web call")
async def create_web(body: WebCallRequest, world: AWorld) -> Response:
    """Open a room for a browser; somebody joins it within seconds."""
    overrides = body.overrides.model_dump(exclude_none=True)
    return _web_call(_order(body, world, type="web", overrides=overrides), world)


@token_router.post(
    "/web-calls/token", status_code=201, response_model=WebCall,
    summary="Create web call token (publishable key)",
)  # fmt: skip
async def create_web_token(body: WebCallTokenRequest, world: AWorld) -> Response:
    """The same for a browser with a publishable key, from a registered origin."""
    return _web_call(_order(body, world, type="web"), world)


@router.get("", response_model=OffsetPage[Call], summary="List calls")
async def index(
    world: AWorld,
    agent_id: AgentFilter = None,
    status: StatusFilter = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Whole calls, the newest first."""
    calls = list(_matching(world, agent_id, status))
    page = offset_page(calls, limit, offset)
    return Answer(page | {"items": _records(page["items"], world)})


@router.get("/cursor", response_model=CursorPage[Call], summary="List calls by cursor")
async def by_cursor(
    world: AWorld,
    agent_id: AgentFilter = None,
    status: StatusFilter = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """The same in pages that neither repeat nor skip a call while new ones arrive."""
    page = cursor_page(lambda before: _numbered(world, agent_id, status, before), limit, cursor)
    return Answer(page | {"items": _records(page["items"], world)})


@router.get("/{call_id}", response_model=Call, summary="Get call")
async def read(call_id: str, world: AWorld) -> Response:
    """One call as it is now."""
    return Answer(world.call(call_id).record(world.clock.now()))


@router.post("/{call_id}/stop", response_model=Call, summary="Stop call")
async def stop(call_id: str, world: AWorld) -> Response:
    """End a call; nothing happens to one that has ended."""
    return Answer(world.stop(call_id).record(world.clock.now()))


@router.patch("/{call_id}", response_model=Call, summary="Set a call's outcome")
async def set_outcome(call_id: str, body: CallPatch, world: AWorld) -> Response:
    """Put a person's judgement in place of the analysis'."""
    return Answer(world.set_outcome(call_id, body.outcome).record(world.clock.now()))


@router.delete("/{call_id}", status_code=204, summary="Delete call")
async def delete(call_id: str, world: AWorld) -> Response:
    """Forget a call."""
    world.forget(call_id)
    return Response(status_code=204)


def _order(body: WebCallTokenRequest, world: World, *, type: str, **facts: Any) -> Order:
    """What was asked for, with the agent and its model as they are now."""
    account = world.account
    agent = account.agents.real(body.agent_id)
    spec = world.spec_of(agent["id"])
    return Order(
        agent=agent,
        model=account.models.real(agent["llm_id"]),
        slug=spec.slug if spec else "",
        usual_greeting=spec.first_message if spec else None,
        type=type,
        created_at=world.clock.now(),
        variables=body.variables,
        guesses=spec.variables[0] if spec else {},
        metadata={**body.metadata, "concurrency_at_dispatch": world.live_count()},
        requested=True,
        holds=_TALK_SECONDS,
        **facts,
    )


def _web_call(order: Order, world: World) -> Response:
    call = world.place(order)
    record = call.record(world.clock.now())
    shown = {name: record[name] for name in ("id", "agent_id", "type", "status", "created_at")}
    room = call.plan.room
    token = _participant_token(room, call.plan.id, order.created_at)
    joining = {"room_name": room, "server_url": SERVER_URL, "participant_token": token}
    return Answer(shown | joining, 201)


def _participant_token(room: str, identity: str, now: float) -> str:
    """Something that looks like a JSON web token; nobody signs it and nothing accepts it."""
    parts = (
        {"alg": "HS256", "typ": "JWT"},
        {"sub": f"guest-{identity}", "video": {"room": room}, "exp": int(now) + _TOKEN_SECONDS},
        {"sandbox": iso(now)},
    )
    encoded = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts)
    return ".".join(part.rstrip("=") for part in encoded)


def _numbered(
    world: World, agent_id: str | None, status: str | None, before: int | None
) -> Iterator[tuple[int, WorldCall]]:
    for call in _matching(world, agent_id, status, before):
        yield call.number, call


def _matching(
    world: World, agent_id: str | None, status: str | None, before: int | None = None
) -> Iterator[WorldCall]:
    now = world.clock.now()
    for call in world.calls():
        if before is not None and call.number >= before:
            continue
        if agent_id is not None and call.plan.order.agent["id"] != agent_id:
            continue
        if status is not None and call.status(now) != status:
            continue
        yield call


def _records(calls: list[WorldCall], world: World) -> list[dict[str, Any]]:
    now = world.clock.now()
    return [call.record(now) for call in calls]
