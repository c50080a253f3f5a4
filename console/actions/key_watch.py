"""Watching the calls over a credential after its key was changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.insight.key_change import Aftermath, Fared
from console.insight.phone import our_side
from console.insight.state import Kind, state_of
from console.live.listeners import Listeners

if TYPE_CHECKING:
    from console.actions.uses import Uses
    from console.api.records.call import Call
    from console.live.changes import Change
    from console.session import Session

_DAY = timedelta(hours=24)


class KeyWatch:
    """Counts, for a day, what becomes of the calls begun since a key was changed.

    Which calls go by it is told by what used the credential at that time: its numbers, also those
    that only may use it, and the agents that hear, speak or think with it.

    Attributes:
        on_worse: told once after each change of a key, with the credential's id, when more calls
            fail than before.
    """

    def __init__(self, session: Session) -> None:
        self.on_worse: Listeners[str] = Listeners()
        self._session = session
        self._watched: dict[str, _Watched] = {}

    def begin(self, credential_id: str, uses: Uses) -> None:
        """The key of a credential was changed just now, or may have been."""
        if not self._watched:
            self._session.live.on_change.add(self._hear)
        models = {model.id for model in uses.models}
        agents = self._session.agents.records.values()
        self._watched[credential_id] = _Watched(
            changed_at=self._now(),
            agents=frozenset(
                [each.id for each in uses.agents]
                + [each.id for each in agents if each.llm_id in models]
            ),
            numbers=frozenset(
                each.phone_number
                for each in (*uses.numbers, *uses.perhaps)
                if each.phone_number is not None
            ),
        )
        self._session.day.attend()

    def aftermath(self, credential_id: str) -> Aftermath | None:
        """How calls over a credential have fared; None when its key was not changed in a day."""
        watched = self._watched.get(credential_id)
        if watched is None or self._now() - watched.changed_at >= _DAY:
            return None
        day, since = self._day(watched), watched.since
        before = Fared(max(0, day.ended - since.ended), max(0, day.failed - since.failed))
        return Aftermath(watched.changed_at, before, since)

    def _day(self, watched: _Watched) -> Fared:
        """What the last 24 hours add up to, those since the change among them."""
        day = self._session.day
        figures = [day.of_agents(watched.agents), *map(day.of_number, watched.numbers)]
        return Fared(sum(each.ended for each in figures), sum(each.failed for each in figures))

    def _hear(self, change: Change) -> None:
        now = self._now()
        for call_id in (*change.added, *change.changed):
            row = self._session.board.rows.get(call_id)
            if row is not None and (kind := state_of(row.call, now).kind).over:
                self._count(row.call, failed=kind is Kind.FAILED)

    def _count(self, call: Call, *, failed: bool) -> None:
        for credential_id, watched in self._watched.items():
            if not watched.concerns(call):
                continue
            watched.failed[call.id] = failed
            aftermath = self.aftermath(credential_id)
            if not watched.told and aftermath is not None and aftermath.is_worse:
                watched.told = True
                self.on_worse.tell(credential_id)

    def _now(self) -> datetime:
        """The server's time."""
        skew = self._session.client.clock_skew or 0.0
        return self._session.clock.now() + timedelta(seconds=skew)


@dataclass(slots=True)
class _Watched:
    changed_at: datetime
    agents: frozenset[str]
    numbers: frozenset[str]
    failed: dict[str, bool] = field(default_factory=dict[str, bool])
    """Calls that are over by their ids, and whether they failed."""
    told: bool = False

    @property
    def since(self) -> Fared:
        return Fared(len(self.failed), sum(self.failed.values()))

    def concerns(self, call: Call) -> bool:
        """Whether a call goes over the credential, and began in the day after the change."""
        begun = call.scheduled_at or call.created_at
        if begun is None or not timedelta() <= begun - self.changed_at < _DAY:
            return False
        return call.agent_id in self.agents or our_side(call) in self.numbers
