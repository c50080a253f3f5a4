"""Agents."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from console.sandbox.answers import Answer, ApiProblem
from console.sandbox.keys import secret_key
from console.sandbox.pages import Limit, Offset, offset_page
from console.sandbox.routes.deps import AWorld, merged
from console.sandbox.schemas.agents import Agent, AgentFields, AgentInFull, AgentPatch, AgentRequest
from console.sandbox.schemas.base import PROBLEMS, OffsetPage
from console.sandbox.world.account import AGENT_DEFAULTS, GENERAL_PROMPT
from console.sandbox.world.world import World

_LISTENING = {
    "deepgram": {"nova-3", "flux-en", "flux-multi"},
    "whisper": None,
    "assembly_ai": None,
    "azure": None,
}
_SPEAKING = {"cartesia", "deepgram", "elevenlabs", "openai", "shisa", "minimax"}
_CONFIGURATIONS = {"transcriber", "tts"}

router = APIRouter(
    prefix="/agents", tags=["agents"], dependencies=[Depends(secret_key)], responses=PROBLEMS
)


@router.post("", status_code=201, response_model=Agent, summary="Create agent")
async def create(body: AgentRequest, world: AWorld) -> Response:
    """Make an agent; it gets a model with a general prompt unless one is named."""
    _check(body, world)
    account = world.account
    fields = AGENT_DEFAULTS | merged(AGENT_DEFAULTS, body.changes(), _CONFIGURATIONS)
    if not body.llm_id:
        fields["llm_id"] = account.models.add(
            {
                "name": f"{body.name} – model",
                "provider": "openai",
                "model": "gpt-4.1-mini",
                "system_prompt": GENERAL_PROMPT,
                "temperature": 0.7,
                "max_tokens": 4000,
                "tool_ids": [],
                "knowledge_base_ids": [],
                "custom_websocket_url": None,
            }
        )["id"]
    agent = account.agents.add(fields)
    account.note("create", "agent", agent["id"])
    return Answer(agent, 201)


@router.get("", response_model=OffsetPage[Agent], summary="List agents")
async def index(world: AWorld, limit: Limit = 20, offset: Offset = 0) -> Response:
    """All agents, the oldest first."""
    return Answer(offset_page(list(world.account.agents), limit, offset))


@router.get("/{agent_id}", response_model=AgentInFull, summary="Get agent")
async def read(agent_id: str, world: AWorld) -> Response:
    """One agent, with the prompt its model gets: the job description and then the model's own."""
    agent = world.account.agents.real(agent_id)
    prompt = world.account.models.real(agent["llm_id"])["system_prompt"]
    job = agent["job_description"]
    effective = f"{job}\n\n{prompt}" if job else prompt
    return Answer({"effective_system_prompt": effective} | world.account.agents.get(agent_id))


@router.patch("/{agent_id}", response_model=Agent, summary="Update agent")
async def update(agent_id: str, body: AgentPatch, world: AWorld) -> Response:
    """Change an agent; its next call is the first to notice."""
    agent = world.account.agents.real(agent_id)
    _check(body, world)
    agent = world.account.agents.change(agent_id, merged(agent, body.changes(), _CONFIGURATIONS))
    world.account.note("update", "agent", agent_id)
    return Answer(agent)


@router.delete("/{agent_id}", status_code=204, summary="Delete agent")
async def delete(agent_id: str, world: AWorld) -> Response:
    """Remove an agent; its numbers stay, without one."""
    account = world.account
    account.agents.remove(agent_id)
    for number in account.numbers.all_real(agent_id=agent_id):
        account.numbers.change(number["id"], {"agent_id": None})
    account.note("delete", "agent", agent_id)
    return Response(status_code=204)


def _check(body: AgentFields, world: World) -> None:
    """Refuse what is not there or cannot be configured.

    Raises:
        NotFoundError: a model, webhook or credential that the account does not have.
        ApiProblem: 400 for a transcriber or voice that no provider offers.
    """
    account = world.account
    if body.llm_id:
        account.models.get(body.llm_id)
    if body.webhook_id:
        account.webhooks.get(body.webhook_id)
    if body.tts and body.tts.credential_id:
        account.credentials.get(body.tts.credential_id)
    if body.tts and body.tts.provider not in _SPEAKING:
        known = ", ".join(sorted(_SPEAKING))
        raise ApiProblem(400, f"Unknown TTS provider {body.tts.provider!r}. Known: {known}.")
    if heard := body.transcriber:
        if heard.provider not in _LISTENING:
            known = ", ".join(_LISTENING)
            raise ApiProblem(400, f"Unknown transcriber {heard.provider!r}. Known: {known}.")
        models = _LISTENING[heard.provider]
        if models and heard.model not in models:
            known = ", ".join(sorted(models))
            words = f"{heard.provider} has no model {heard.model!r}. Known: {known}."
            raise ApiProblem(400, words)
