"""Starting, stopping and redialling calls.

A request that dials is sent once, whatever happens. When its answer is lost, the draft stays on
the board as "checking" until a list shows a call that carries its request id, or 60 s pass.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

from console.actions.attempt import Attempt, nothing_was_done
from console.actions.journal import masked
from console.api.errors import ApiError, Trouble
from console.api.records.call import Call, WebCall
from console.live.board import REQUEST_ID, Settled, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from console.actions.journal import Journal
    from console.session import Session

C = TypeVar("C", Call, WebCall)


@dataclass(frozen=True, slots=True)
class PhoneCallDraft:
    """What a phone call is to be started with; names and defaults are the API's."""

    agent_id: str
    to_number: str
    from_number: str
    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])
    scheduled_at: datetime | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict[str, Any])
    metadata: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class WebCallDraft:
    """What a web call is to be started with."""

    agent_id: str
    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])
    overrides: Mapping[str, Any] = field(default_factory=dict[str, Any])
    metadata: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Started(Generic[C]):
    """The platform has taken the call."""

    call: C


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was started, and that is certain."""

    error: ApiError

    @property
    def words(self) -> str:
        """Why; and that it may be tried again, where no connection came about."""
        lost = not self.error.sent and self.error.kind in {Trouble.UNREACHABLE, Trouble.TIMEOUT}
        return f"{self.error.words} Nothing was sent. Try again?" if lost else self.error.words


@dataclass(frozen=True, slots=True)
class Unsure:
    """The request may have been taken; its answer was lost."""

    request_id: str
    error: ApiError


def redial_draft(call: Call) -> PhoneCallDraft:
    """The draft that calls the same number again as the given call did.

    Overrides are not in a call's record, so a redial cannot repeat them.

    Raises:
        ValueError: the call has no numbers or no agent, or its variables cannot be read.
    """
    if not (call.agent_id and call.to_number and call.from_number):
        raise ValueError("Only a phone call between two numbers can be redialled.")
    if "variables" in call.unreadable:
        raise ValueError("The variables of this call cannot be read.")
    inbound = call.direction == "inbound"
    variables: Mapping[str, Any] = call.raw.get("variables") or {}
    return PhoneCallDraft(
        agent_id=call.agent_id,
        to_number=call.from_number if inbound else call.to_number,
        from_number=call.to_number if inbound else call.from_number,
        variables=variables,
    )


class CallActions:
    """The writes on calls, each with its line in the journal before and after.

    A start whose answer was lost gets one more line when it is known what became of it.
    """

    def __init__(self, session: Session, journal: Journal) -> None:
        self._session = session
        self._journal = journal
        self._unsure: dict[str, Attempt] = {}
        self._writing: set[asyncio.Task[None]] = set()
        session.board.on_settled.add(self._hear_what_became)

    async def start(self, draft: PhoneCallDraft) -> Started[Call] | Refused | Unsure:
        """Dial, once.

        Raises:
            JournalError: the journal cannot be written; nothing was sent.
        """
        request_id = uuid4().hex
        numbers = f"from {masked(draft.from_number)} to {masked(draft.to_number)}"
        what = f"{self._agent_name(draft.agent_id)} {numbers}"
        attempt = await Attempt.begin(self._journal, "start_call", what)
        self._session.live.expect(
            request_id,
            {
                "agent_id": draft.agent_id,
                "to_number": draft.to_number,
                "from_number": draft.from_number,
                "variables": dict(draft.variables),
            },
        )
        sent = self._session.clock.monotonic()
        try:
            call = await self._session.client.calls.start(
                agent_id=draft.agent_id,
                to_number=draft.to_number,
                from_number=draft.from_number,
                scheduled_at=draft.scheduled_at,
                variables=draft.variables,
                overrides=draft.overrides,
                metadata={**draft.metadata, REQUEST_ID: request_id},
            )
        except ApiError as error:
            return await self._failed_start(error, attempt, request_id)
        await attempt.done(f"call {call.id}")
        self._session.live.put(call, sent=sent, for_request=request_id)
        return Started(call)

    async def start_web(self, draft: WebCallDraft) -> Started[WebCall] | Refused | Unsure:
        """Open a web call, once.

        Raises:
            JournalError: the journal cannot be written; nothing was sent.
        """
        request_id = uuid4().hex
        name = self._agent_name(draft.agent_id)
        attempt = await Attempt.begin(self._journal, "start_web_call", name)
        try:
            web_call = await self._session.client.calls.start_web(
                agent_id=draft.agent_id,
                variables=draft.variables,
                overrides=draft.overrides,
                metadata={**draft.metadata, REQUEST_ID: request_id},
            )
        except ApiError as error:
            return await self._failed_start(error, attempt, request_id)
        await attempt.done(f"call {web_call.id}")
        self._session.link.answered()
        self._session.live.look_again(web_call.id)
        return Started(web_call)

    async def stop(self, call_ids: Iterable[str]) -> dict[str, ApiError | None]:
        """Stop calls one after the other; one that fails does not keep the next from it.

        A stop is a no-op on a call that has ended, so its lost answer is settled by reading.

        Returns:
            For each id the error that kept it from being stopped, or `None`.

        Raises:
            JournalError: the journal cannot be written; the rest was not sent.
        """
        results: dict[str, ApiError | None] = {}
        for call_id in call_ids:
            attempt = await Attempt.begin(self._journal, "stop_call", f"call {call_id}")
            self._session.live.doing(call_id, "stopping")
            sent = self._session.clock.monotonic()
            try:
                call = await self._session.client.calls.stop(call_id)
            except ApiError as error:
                results[call_id] = error
                self._session.live.doing(call_id, None)
                await attempt.failed(error)
            else:
                results[call_id] = None
                self._session.live.put(call, sent=sent)
                await attempt.done(f"call {call_id}")
            self._session.live.look_again(call_id)
        return results

    def _agent_name(self, agent_id: str) -> str:
        agent = self._session.agents.records.get(agent_id)
        return (agent and agent.name) or agent_id

    async def _failed_start(
        self, error: ApiError, attempt: Attempt, request_id: str
    ) -> Refused | Unsure:
        await attempt.failed(error)
        if nothing_was_done(error):
            self._session.live.forget(request_id)
            return Refused(error)
        self._unsure[request_id] = attempt
        call_id = self._session.board.resolve(place_of(request_id))
        if call_id != place_of(request_id):  # seen while the answer was waited for
            self._hear_what_became(Settled(request_id, call_id))
        self._session.live.look_again()
        return Unsure(request_id, error)

    def _hear_what_became(self, settled: Settled) -> None:
        attempt = self._unsure.get(settled.request_id)
        if attempt is None:
            return
        if settled.call_id is None:
            end = attempt.unknown("not seen after 60 s")
        else:
            del self._unsure[settled.request_id]
            end = attempt.done(f"found as {settled.call_id}")
        task = asyncio.ensure_future(end)
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)
