"""Correcting what came of calls: the only thing about a call that may be changed.

Setting an outcome twice does no harm, so a lost answer is settled by reading the call again (the
API notes, Calls and Outcomes).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.actions.attempt import Attempt, nothing_was_done
from console.actions.redial.storm import Storm
from console.api.errors import ApiError
from console.api.vocabulary import normal
from console.archive.errors import ArchiveError
from console.insight.endings import outcome_words
from console.live.budget import Priority
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from console.actions.journal import Journal
    from console.api.records.call import Call
    from console.api.records.outcome import Outcome
    from console.archive.calls import Calls
    from console.session import Session

LONGEST = 100
"""Characters of an outcome."""


class Standing(StrEnum):
    """How it stands with one call."""

    DONE = "corrected"
    REFUSED = "refused"
    UNKNOWN = "not known"
    """The answer was lost, and so was that to the question how it stands."""
    NOT_SENT = "not sent"


@dataclass(frozen=True, slots=True)
class Correction:
    """What came of correcting one call; `words` say why it was not."""

    call_id: str
    standing: Standing
    words: str = ""


def labels(outcomes: Iterable[Outcome]) -> Sequence[str]:
    """What calls can be given, as calls have it: the labels, without those switched off."""
    usable = [each for each in outcomes if each.is_active is not False]
    return list(dict.fromkeys(label for each in usable if (label := each.label or each.name)))


def change_words(call: Call, outcome: str, arrow: str) -> str:
    """What an outcome changes about a call: one that is only spelled otherwise is the same."""
    now = outcome_words(call)
    if normal(now) == normal(outcome):
        return f"{clean(outcome)} already"
    return f"{now or 'none'} {arrow} {clean(outcome)}"


class OutcomeActions:
    """Writes outcomes, each with its line in the journal before and after."""

    def __init__(self, session: Session, journal: Journal, archive: Calls) -> None:
        self._session = session
        self._journal = journal
        self._archive = archive

    async def correct(self, call_ids: Iterable[str], outcome: str) -> AsyncIterator[Correction]:
        """Give calls an outcome, one after the other; who asks for no more sends no more.

        What would fail for all others as well ends it: the rest is not sent, and says so.

        Raises:
            JournalError: the journal cannot be written; the rest was not sent.
        """
        storm, stopped = Storm(), ""
        for call_id in call_ids:
            if stopped:
                yield Correction(call_id, Standing.NOT_SENT, stopped)
                continue
            await self._session.link.budget.take(Priority.ASKED)
            what = f"call {call_id} to “{outcome}”"
            attempt = await Attempt.begin(self._journal, "set_outcome", what)
            try:
                call = await self._set(call_id, outcome)
            except ApiError as error:
                await attempt.failed(error)
                stopped = storm.why_stop(error)
                done_nothing = nothing_was_done(error)
                standing = Standing.REFUSED if done_nothing else Standing.UNKNOWN
                yield Correction(call_id, standing, error.words)
                continue
            storm.calm()
            await self._take(call)
            if normal(call.outcome) == normal(outcome):
                await attempt.done(what)
                yield Correction(call_id, Standing.DONE)
            else:
                shown = f"the platform shows “{call.outcome}”" if call.outcome else "it has none"
                await attempt.unknown(shown)
                yield Correction(call_id, Standing.UNKNOWN, shown)

    async def _set(self, call_id: str, outcome: str) -> Call:
        """The call as it is afterwards: of the answer, or read again where that was lost.

        Raises:
            ApiError: it was refused, or nobody knows.
        """
        try:
            return await self._session.client.calls.set_outcome(call_id, outcome)
        except ApiError as error:
            if nothing_was_done(error):
                raise
            try:
                return await self._session.client.calls.get(call_id)
            except ApiError:
                raise error from None

    async def _take(self, call: Call) -> None:
        """Show the call as it is now, on the board and in the history."""
        if call.id in self._session.board.rows:
            self._session.live.put(call)
        with suppress(ArchiveError):  # it is read again like every call
            await self._archive.put((call,))
