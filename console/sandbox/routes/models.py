"""LLM models."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from console.sandbox.answers import Answer, ApiProblem
from console.sandbox.keys import secret_key
from console.sandbox.pages import Limit, Offset, offset_page
from console.sandbox.routes.deps import AWorld
from console.sandbox.schemas.base import PROBLEMS, OffsetPage
from console.sandbox.schemas.models import Model, ModelPatch, ModelRequest
from console.sandbox.world.world import World

_PROVIDERS = {"openai", "gemini", "anthropic", "groq", "custom"}

router = APIRouter(
    prefix="/models", tags=["models"], dependencies=[Depends(secret_key)], responses=PROBLEMS
)


@router.post("", status_code=201, response_model=Model, summary="Create model")
async def create(body: ModelRequest, world: AWorld) -> Response:
    """Make a model that agents can share."""
    if body.provider not in _PROVIDERS:
        known = ", ".join(sorted(_PROVIDERS))
        raise ApiProblem(400, f"Unknown model provider {body.provider!r}. Known: {known}.")
    _check(body, world)
    model = world.account.models.add(body.model_dump() | {"custom_websocket_url": None})
    world.account.note("create", "model", model["id"])
    return Answer(model, 201)


@router.get("", response_model=OffsetPage[Model], summary="List models")
async def index(world: AWorld, limit: Limit = 20, offset: Offset = 0) -> Response:
    """All models, the oldest first."""
    return Answer(offset_page(list(world.account.models), limit, offset))


@router.get("/{llm_id}", response_model=Model, summary="Get model")
async def read(llm_id: str, world: AWorld) -> Response:
    """One model."""
    return Answer(world.account.models.get(llm_id))


@router.patch("/{llm_id}", response_model=Model, summary="Update model")
async def update(llm_id: str, body: ModelPatch, world: AWorld) -> Response:
    """Change a model for all its agents; the last write wins."""
    world.account.models.get(llm_id)
    _check(body, world)
    model = world.account.models.change(llm_id, body.changes())
    world.account.note("update", "model", llm_id)
    return Answer(model)


@router.delete("/{llm_id}", status_code=204, summary="Delete model")
async def delete(llm_id: str, world: AWorld) -> Response:
    """Remove a model that no agent uses."""
    world.account.models.get(llm_id)
    users = [agent["name"] for agent in world.account.agents.all_real(llm_id=llm_id)]
    if users:
        raise ApiProblem(409, f"Still used by {', '.join(users)}.")
    world.account.models.remove(llm_id)
    world.account.note("delete", "model", llm_id)
    return Response(status_code=204)


def _check(body: ModelRequest | ModelPatch, world: World) -> None:
    """Raise NotFoundError for a tool or knowledge base that the account does not have."""
    for identity in body.tool_ids or ():
        world.account.tools.get(identity)
    for identity in body.knowledge_base_ids or ():
        world.account.knowledge_bases.get(identity)
