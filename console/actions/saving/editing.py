"""Saving models and agents: read again, compare, send only what changed, once, and read back."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.attempt import Attempt, nothing_was_done
from console.actions.calls import Refused
from console.actions.saving.plan import (
    Kind,
    SavePlan,
    fields_that_differ,
    overtaken,
    plan_save,
)
from console.actions.saving.reach import reach_of_agent, reach_of_model
from console.actions.saving.text_history import TEXTS, TextHistory
from console.api.errors import ApiError
from console.archive.errors import ArchiveError
from console.archive.versions import Source

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import Any

    from console.actions.journal import Journal
    from console.api.endpoints.resource import Resource
    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.archive.store import Archive
    from console.live.changes import Change
    from console.session import Session

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Saved:
    """The server has what was sent."""

    record: Model | Agent
    read_back: bool = True
    """False if it took the change but could not be asked again."""


@dataclass(frozen=True, slots=True)
class Differs:
    """The server took the change and has made something else of it."""

    record: Model | Agent
    """As it is there now."""
    fields: tuple[str, ...]
    """The fields that are not as they were sent."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Nothing was sent: somebody changed the same fields since the plan was made."""

    record: Model | Agent
    """As it is there now, to plan anew with."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """The answer was lost, and reading has not shown the change. It is not to be sent again."""

    error: ApiError
    record: Model | Agent | None
    """As it was there after the attempt, if it could be read: still without the change."""
    again: Callable[[], Awaitable[SaveResult]]
    """Reads once more, to learn what became of it. Sends nothing."""


SaveResult = Saved | Differs | Overtaken | Refused | Unsure


class Editing:
    """The saves of one account, with the history of its texts.

    Each save needs two reads besides its PATCH: the API has no version check on write (the API
    notes, LLM models), so the moment between them stays, and is as short as can be.
    """

    def __init__(self, session: Session, journal: Journal, archive: Archive, *, by: str) -> None:
        """Save as somebody: see `sign`."""
        self._session = session
        self._journal = journal
        self._archive = archive
        self._history = TextHistory(archive, session.clock, by)

    def sign(self, by: str) -> None:
        """Save as somebody from now on: what the history calls this console's user."""
        self._history.by = by

    async def reread(self, kind: Kind, record_id: str) -> Model | Agent:
        """The record as the server has it now; its texts go into the history.

        Raises:
            ApiError: it could not be read.
        """
        record = await self._group(kind).get(record_id)
        await self.remember(kind, record)
        return record

    async def remember(self, kind: Kind, record: Model | Agent, *, ours: bool = False) -> None:
        """Put the texts of a record into the history, those that are new.

        Args:
            kind: what the record is.
            record: as it was read.
            ours: whether this console has made them.
        """
        await self._history.keep(kind, record, ours=TEXTS[kind] if ours else ())

    async def follow(self) -> None:
        """Put the texts of what the session reads into the history, until cancelled."""
        session = self._session
        waiting: asyncio.Queue[tuple[Kind, Model | Agent]] = asyncio.Queue()

        def hear(kind: Kind, records: Mapping[str, Model | Agent], change: Change) -> None:
            for record_id in (*change.added, *change.changed):
                waiting.put_nowait((kind, records[record_id]))

        stop = (
            session.models.on_change.add(lambda c: hear(Kind.MODEL, session.models.records, c)),
            session.agents.on_change.add(lambda c: hear(Kind.AGENT, session.agents.records, c)),
        )
        try:
            while True:
                await self.remember(*await waiting.get())
        finally:
            for each in stop:
                each()

    def plan(
        self,
        kind: Kind,
        opened_raw: Mapping[str, Any],
        edited_fields: Mapping[str, Any],
        now_raw: Mapping[str, Any],
    ) -> SavePlan:
        """What a save would change, what stands against it and whom it touches."""
        reach = reach_of_model if kind is Kind.MODEL else reach_of_agent
        touched = reach(self._session, str(now_raw["id"]))
        return plan_save(kind, opened_raw, edited_fields, now_raw, touched)

    async def save(
        self, plan: SavePlan, *, source: Source = Source.SAVED, note: str = ""
    ) -> SaveResult:
        """Carry a plan out: one PATCH, whatever happens. A saved record's draft is dropped.

        Args:
            plan: with something to change and without conflicts.
            source: `RESTORED` if an older version is put back.
            note: for the history.

        Raises:
            ValueError: the plan changes nothing or has conflicts.
            JournalError: the journal cannot be written; nothing was sent.
        """
        if plan.conflicts or not plan.changed:
            raise ValueError("A plan can be saved when it changes something without conflict.")
        try:
            current = await self.reread(plan.kind, plan.record_id)
        except ApiError as error:
            return Refused(error)
        if overtaken(plan, current.raw):
            return Overtaken(current)
        what = f"{plan.kind} {plan.record_id}: {', '.join(plan.changed)}"
        attempt = await Attempt.begin(self._journal, f"save_{plan.kind}", what)
        sending = _Sending(plan, source, note, attempt)
        try:
            answer = await self._group(plan.kind).update(plan.record_id, plan.changed)
        except ApiError as error:
            if nothing_was_done(error):
                await attempt.refused(error)
                return Refused(error)
            return await self._look_for(sending, error)
        return await self._confirm(sending, answer)

    async def _confirm(self, sending: _Sending, answer: Model | Agent) -> SaveResult:
        """Read back what the server has acknowledged."""
        plan = sending.plan
        try:
            record = await self._group(plan.kind).get(plan.record_id)
        except ApiError:
            await self._finish(sending, answer)
            return Saved(answer, read_back=False)
        await self._finish(sending, record)
        if differing := fields_that_differ(plan, record.raw):
            return Differs(record, differing)
        await self._drop_draft(plan.record_id)
        return Saved(record)

    async def _look_for(self, sending: _Sending, lost: ApiError) -> SaveResult:
        """Find out by reading what became of a save without an answer."""
        plan = sending.plan

        async def again() -> SaveResult:
            return await self._look_for(sending, lost)

        try:
            record = await self._group(plan.kind).get(plan.record_id)
        except ApiError:
            await sending.attempt.unknown(lost.words)
            return Unsure(lost, None, again)
        differing = fields_that_differ(plan, record.raw)
        if not differing:
            await self._finish(sending, record)
            await self._drop_draft(plan.record_id)
            return Saved(record)
        await self.remember(plan.kind, record)
        await sending.attempt.unknown(lost.words)
        if not overtaken(plan, record.raw):
            return Unsure(lost, record, again)
        return Differs(record, differing)

    async def _finish(self, sending: _Sending, record: Model | Agent) -> None:
        plan = sending.plan
        await sending.attempt.done(f"{plan.kind} {plan.record_id}")
        await self._history.keep(
            plan.kind, record, ours=plan.changed, source=sending.source, note=sending.note
        )
        session = self._session
        (session.models if plan.kind is Kind.MODEL else session.agents).look_again()

    async def _drop_draft(self, record_id: str) -> None:
        try:
            await self._archive.drafts.drop(record_id)
        except ArchiveError as error:
            _log.warning("A draft was not dropped: %s", error)

    def _group(self, kind: Kind) -> Resource[Any]:
        client = self._session.client
        return client.models if kind is Kind.MODEL else client.agents


@dataclass(frozen=True, slots=True)
class _Sending:
    plan: SavePlan
    source: Source
    note: str
    attempt: Attempt
