"""Creating, copying and deleting agents.

A request that creates is sent once. When its answer is lost, the list is read: one new record of
that name is what was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from console.actions.attempt import Attempt
from console.actions.calls import Refused
from console.actions.saving.plan import Kind
from console.actions.writes import Done, Unsure, Write, is_gone, new_one, write_once
from console.api.errors import ApiError
from console.api.records.agent import Agent
from console.api.records.model import Model
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.actions.journal import Journal
    from console.actions.saving.editing import Editing
    from console.api.endpoints.resource import Resource
    from console.session import Session

R = TypeVar("R", Agent, Model)

AGENT_FIELDS = (
    "name", "llm_id", "webhook_id", "transcriber", "tts", "first_message", "end_call_phrases",
    "max_duration_seconds", "interruption_sensitivity", "silence_timeout_seconds",
    "enable_recording", "language", "dynamic_variables", "voicemail_detection",
    "voicemail_message", "responsiveness", "speed", "background_sound", "emotions",
    "job_description", "metadata",
)  # fmt: skip
"""What an agent can be created with (the API notes, Agents)."""

MODEL_FIELDS = (
    "name", "provider", "model", "system_prompt", "temperature", "max_tokens", "tool_ids",
    "knowledge_base_ids",
)  # fmt: skip
"""What a model can be created with (the API notes, LLM models)."""

_SOCKET = "custom_websocket_url"
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Created:
    """The agent is there."""

    agent: Agent
    model: Model | None = None
    """Its own copy of the model, if it was to have one."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """The agent is gone. Its texts are still in the history."""

    agent: Agent
    """As it was last."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It was not done, or not to its end."""

    error: ApiError
    sure: bool = True
    """False if the answer was lost and reading has not shown whether it was done."""
    left: Model | None = None
    """The copy of the model, if it was made before the agent could not be: nobody uses it."""


def fields_of(record: Agent | Model) -> dict[str, Any]:
    """What another record like this one is created with, exact, for a request's body."""
    names = AGENT_FIELDS if isinstance(record, Agent) else MODEL_FIELDS
    return {name: record.raw[name] for name in names if record.raw.get(name) is not None}


class AgentActions:
    """The writes on whole agents, each with its line in the journal before and after.

    All raise `JournalError` when the journal cannot be written; then nothing more is sent.
    """

    def __init__(self, session: Session, journal: Journal, editing: Editing) -> None:
        self._session = session
        self._client = session.client
        self._journal = journal
        self._editing = editing

    async def create(self, name: str) -> Created | Failed:
        """Make an agent by its name; the platform gives it a model with a general prompt."""
        return await self._create_agent({"name": name}, None)

    async def copy(self, agent_id: str, name: str, *, with_model: bool) -> Created | Failed:
        """Make another agent like this one.

        Args:
            agent_id: the agent to copy, which is read anew.
            name: the name of the copy.
            with_model: copy its model too; else both agents use the same one.
        """
        model: Model | None = None
        try:
            fields = fields_of(await self._client.agents.get(agent_id)) | {"name": name}
            if with_model and "llm_id" in fields:
                source = await self._client.models.get(str(fields["llm_id"]))
                made = await self._copy_model(source, f"{name} – model"[:_LONGEST_NAME])
                if isinstance(made, Failed):
                    return made
                model = made
                fields["llm_id"] = model.id
        except ApiError as error:
            return Failed(error)
        return await self._create_agent(fields, model)

    async def delete(self, agent_id: str) -> Deleted | Failed:
        """Delete an agent; its texts are put into the history before."""
        agents = self._client.agents
        try:
            agent = await agents.get(agent_id)
        except ApiError as error:
            return Failed(error)
        await self._editing.remember(Kind.AGENT, agent)

        async def delete() -> Agent:
            await agents.delete(agent_id)
            return agent

        write = Write(
            "delete_agent", _described(agent), delete, lambda: is_gone(agents, agent), _described
        )
        result = await write_once(self._journal, write)
        if not isinstance(result, Done):
            return _failed(result)
        self._session.agents.look_again()
        self._session.numbers.look_again()
        return Deleted(agent)

    async def _create_agent(
        self, fields: Mapping[str, Any], model: Model | None
    ) -> Created | Failed:
        made = await self._create(Kind.AGENT, self._client.agents, fields)
        self._session.agents.look_again()
        self._session.models.look_again()
        if isinstance(made, Failed):
            return Failed(made.error, made.sure, model)
        return Created(made, model)

    async def _copy_model(self, source: Model, name: str) -> Model | Failed:
        made = await self._create(
            Kind.MODEL, self._client.models, fields_of(source) | {"name": name}
        )
        socket = source.raw.get(_SOCKET)
        if isinstance(made, Failed) or not socket:
            return made
        # It cannot be given when a model is created, only afterwards.
        what = f"model {made.id}: {_SOCKET}"
        attempt = await Attempt.begin(self._journal, "save_model", what)
        try:
            made = await self._client.models.update(made.id, {_SOCKET: socket})
        except ApiError as error:
            await attempt.failed(error)
            return Failed(error, left=made)
        await attempt.done(what)
        return made

    async def _create(
        self, kind: Kind, group: Resource[R], fields: Mapping[str, Any]
    ) -> R | Failed:
        name = str(fields["name"])
        try:
            known = {record.id for record in await group.list()}
        except ApiError as error:
            return Failed(error)
        write = Write(
            f"create_{kind}",
            f"“{clean(name)}”",
            lambda: group.create(fields),
            lambda: new_one(group, known, lambda record: record.raw.get("name") == name),
            _described,
        )
        result = await write_once(self._journal, write)
        if not isinstance(result, Done):
            return _failed(result)
        await self._editing.remember(kind, result.record, ours=True)
        return result.record


def _failed(result: Refused | Unsure[Any]) -> Failed:
    return Failed(result.error, sure=isinstance(result, Refused))


def _described(record: Agent | Model) -> str:
    kind = Kind.AGENT if isinstance(record, Agent) else Kind.MODEL
    return f"{kind} {record.id} “{record.name}”"
