"""Phone numbers: searching, buying, registering, routing."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from console.sandbox.answers import Answer, ApiProblem, invalid
from console.sandbox.keys import secret_key
from console.sandbox.pages import Limit, Offset, offset_page
from console.sandbox.routes.deps import AWorld, merged
from console.sandbox.schemas.base import PROBLEMS, OffsetPage
from console.sandbox.schemas.numbers import (
    AvailableNumber,
    Number,
    NumberPatch,
    NumberRequest,
    PurchaseRequest,
)  # fmt: skip
from console.sandbox.world.account import number_fields
from console.sandbox.world.shop import numbers_for_sale
from console.sandbox.world.world import World

Country = Annotated[str, Query(pattern=r"^[A-Z]{2}$", description="ISO 3166 code.")]
Digits = Annotated[str, Query(pattern=r"^\d*$", max_length=7)]

router = APIRouter(
    prefix="/phone-numbers", tags=["phone numbers"], dependencies=[Depends(secret_key)],
    responses=PROBLEMS,
)  # fmt: skip


@router.post("", status_code=201, response_model=Number, summary="Register phone number")
async def register(body: NumberRequest, world: AWorld) -> Response:
    """Make a number of one's own known to the account."""
    _check(body, world)
    if body.credential_id is not None:
        world.account.credentials.get(body.credential_id)
    if world.account.numbers.all_real(phone_number=body.phone_number):
        raise ApiProblem(409, f"{body.phone_number} is already registered.")
    number = _keep(body.phone_number, body.provider, body, world)
    world.account.credential_of[number["id"]] = body.credential_id
    return Answer(number, 201)


@router.get("/search", response_model=list[AvailableNumber], summary="Search available numbers")
async def search(
    *,
    world: AWorld,
    country: Country = "US",
    area_code: Digits = "",
    contains: Digits = "",
    credential_id: str | None = None,
    limit: Limit = 10,
) -> Response:
    """Numbers that could be bought."""
    if credential_id:
        world.account.credentials.get(credential_id)
    return Answer(numbers_for_sale(world.options.seed, country, area_code, contains, limit))


@router.post("/purchase", status_code=201, response_model=Number, summary="Buy phone number")
async def purchase(body: PurchaseRequest, world: AWorld) -> Response:
    """Buy the number that was named, or the first one that fits."""
    _check(body, world)
    wanted = body.phone_number
    if wanted and world.account.numbers.all_real(phone_number=wanted):
        raise ApiProblem(409, f"{wanted} already belongs to this account.")
    if wanted is None:
        owned = {number["phone_number"] for number in world.account.numbers.all_real()}
        offers = numbers_for_sale(
            world.options.seed, body.country, body.area_code or "", body.contains or "", 100
        )
        free = [offer["phone_number"] for offer in offers if offer["phone_number"] not in owned]
        if not free:
            raise invalid(body.country, "No number fits these wishes.", "body", "country")
        wanted = free[0]
    return Answer(_keep(wanted, "twilio", body, world), 201)


@router.get("", response_model=OffsetPage[Number], summary="List phone numbers")
async def index(world: AWorld, limit: Limit = 20, offset: Offset = 0) -> Response:
    """All numbers, the oldest first."""
    return Answer(offset_page(list(world.account.numbers), limit, offset))


@router.get("/{number_id}", response_model=Number, summary="Get phone number")
async def read(number_id: str, world: AWorld) -> Response:
    """One number."""
    return Answer(world.account.numbers.get(number_id))


@router.patch("/{number_id}", response_model=Number, summary="Update phone number")
async def update(number_id: str, body: NumberPatch, world: AWorld) -> Response:
    """Give a number to another agent, name it, or route its calls."""
    number = world.account.numbers.real(number_id)
    _check(body, world)
    changes = merged(number, body.changes(), {"inbound_routing"})
    number = world.account.numbers.change(number_id, changes)
    world.account.note("update", "phone_number", number_id)
    return Answer(number)


@router.delete("/{number_id}", status_code=204, summary="Delete phone number")
async def delete(number_id: str, world: AWorld) -> Response:
    """Give a number up."""
    world.account.numbers.remove(number_id)
    world.account.note("delete", "phone_number", number_id)
    return Response(status_code=204)


def _keep(
    phone_number: str, provider: str, body: NumberRequest | PurchaseRequest, world: World
) -> dict[str, Any]:
    routing = body.inbound_routing
    fields = number_fields(phone_number, provider) | {
        "friendly_name": body.friendly_name,
        "agent_id": body.agent_id,
        "inbound_routing": routing.model_dump(exclude_unset=True) if routing else None,
    }
    number = world.account.numbers.add(fields)
    world.account.note("create", "phone_number", number["id"])
    return number


def _check(body: NumberRequest | PurchaseRequest | NumberPatch, world: World) -> None:
    """Raise NotFoundError for an agent that the account does not have."""
    routing = body.inbound_routing
    fallback = routing.fallback if routing else None
    for identity in (
        body.agent_id,
        routing.agent_id if routing else None,
        fallback.agent_id if fallback else None,
    ):
        if identity is not None:
            world.account.agents.get(identity)
