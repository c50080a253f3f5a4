"""Tools, knowledge bases and voices."""

from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from console.sandbox.answers import Answer, ApiProblem
from console.sandbox.keys import secret_key
from console.sandbox.pages import Limit, LongLimit, Offset, offset_page
from console.sandbox.routes.deps import AWorld
from console.sandbox.schemas.base import PROBLEMS, OffsetPage
from console.sandbox.schemas.tools import (
    KnowledgeBase,
    KnowledgeBasePatch,
    KnowledgeBaseRequest,
    Tool,
    ToolPatch,
    ToolRequest,
    Voice,
    VoiceRequest,
)  # fmt: skip
from console.sandbox.world.world import World

router = APIRouter(dependencies=[Depends(secret_key)], responses=PROBLEMS)


@router.post("/tools", status_code=201, response_model=Tool, tags=["tools"])
async def create_tool(body: ToolRequest, world: AWorld) -> Response:
    """Make a tool, to be attached to models by their `tool_ids`."""
    tool = world.account.tools.add(body.model_dump())
    world.account.note("create", "tool", tool["id"])
    return Answer(tool, 201)


@router.get("/tools", response_model=OffsetPage[Tool], tags=["tools"])
async def list_tools(world: AWorld, limit: Limit = 20, offset: Offset = 0) -> Response:
    """All tools, the oldest first."""
    return Answer(offset_page(list(world.account.tools), limit, offset))


@router.get("/tools/{tool_id}", response_model=Tool, tags=["tools"])
async def read_tool(tool_id: str, world: AWorld) -> Response:
    """One tool."""
    return Answer(world.account.tools.get(tool_id))


@router.patch("/tools/{tool_id}", response_model=Tool, tags=["tools"])
async def update_tool(tool_id: str, body: ToolPatch, world: AWorld) -> Response:
    """Change a tool."""
    tool = world.account.tools.change(tool_id, body.changes())
    world.account.note("update", "tool", tool_id)
    return Answer(tool)


@router.delete("/tools/{tool_id}", status_code=204, tags=["tools"])
async def delete_tool(tool_id: str, world: AWorld) -> Response:
    """Remove a tool that no model has."""
    world.account.tools.get(tool_id)
    _refuse_if_used("tool_ids", tool_id, world)
    world.account.tools.remove(tool_id)
    world.account.note("delete", "tool", tool_id)
    return Response(status_code=204)


@router.post(
    "/knowledge-bases", status_code=201, response_model=KnowledgeBase, tags=["knowledge bases"]
)
async def create_knowledge_base(body: KnowledgeBaseRequest, world: AWorld) -> Response:
    """Make a knowledge base; it is ready at once."""
    base = world.account.knowledge_bases.add(body.model_dump() | {"status": "ready"})
    world.account.note("create", "knowledge_base", base["id"])
    return Answer(base, 201)


@router.get("/knowledge-bases", response_model=OffsetPage[KnowledgeBase], tags=["knowledge bases"])
async def list_knowledge_bases(world: AWorld, limit: Limit = 20, offset: Offset = 0) -> Response:
    """All knowledge bases, the oldest first."""
    return Answer(offset_page(list(world.account.knowledge_bases), limit, offset))


@router.get("/knowledge-bases/{base_id}", response_model=KnowledgeBase, tags=["knowledge bases"])
async def read_knowledge_base(base_id: str, world: AWorld) -> Response:
    """One knowledge base."""
    return Answer(world.account.knowledge_bases.get(base_id))


@router.patch("/knowledge-bases/{base_id}", response_model=KnowledgeBase, tags=["knowledge bases"])
async def update_knowledge_base(base_id: str, body: KnowledgeBasePatch, world: AWorld) -> Response:
    """Change a knowledge base."""
    base = world.account.knowledge_bases.change(base_id, body.changes())
    world.account.note("update", "knowledge_base", base_id)
    return Answer(base)


@router.delete("/knowledge-bases/{base_id}", status_code=204, tags=["knowledge bases"])
async def delete_knowledge_base(base_id: str, world: AWorld) -> Response:
    """Remove a knowledge base that no model has."""
    world.account.knowledge_bases.get(base_id)
    _refuse_if_used("knowledge_base_ids", base_id, world)
    world.account.knowledge_bases.remove(base_id)
    world.account.note("delete", "knowledge_base", base_id)
    return Response(status_code=204)


@router.get("/voices", response_model=OffsetPage[Voice], tags=["voices"])
async def list_voices(
    world: AWorld, provider: str | None = None, limit: LongLimit = 50, offset: Offset = 0
) -> Response:
    """Voices that agents can speak with."""
    voices = [_voice(each) for each in world.account.voices if provider in {None, each["provider"]}]
    return Answer(offset_page(voices, limit, offset))


@router.post("/voices/import", status_code=201, response_model=Voice, tags=["voices"])
async def import_voice(body: VoiceRequest, world: AWorld) -> Response:
    """Take over a provider's voice."""
    if body.credential_id:
        world.account.credentials.get(body.credential_id)
    unknown = dict.fromkeys(("gender", "language", "accent", "preview_url"))
    voice = world.account.voices.add(body.model_dump() | unknown)
    world.account.note("create", "voice", voice["id"])
    return Answer(_voice(voice), 201)


def _voice(record: dict[str, Any]) -> dict[str, Any]:
    """A voice as it is shown: without times."""
    return {name: record[name] for name in Voice.model_fields}


def _refuse_if_used(field: str, identity: str, world: World) -> None:
    users = [model["name"] for model in world.account.models.all_real() if identity in model[field]]
    if users:
        raise ApiProblem(409, f"Still used by {', '.join(users)}.")
