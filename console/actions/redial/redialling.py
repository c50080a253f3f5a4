"""Placing many calls again, one after the other, while the person does something else.

Each is sent once, whatever happens: one whose answer was lost is looked for and never sent again.
What keeps all calls from being placed (the key, credit, the way to the server) pauses the run and
leaves the call to which it happened waiting, since nothing was started.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from console.actions.calls import Refused, Started, Unsure, redial_draft
from console.actions.journal import JournalError
from console.actions.redial.run import Progress, Run, Stage, targets_of
from console.actions.redial.storm import Storm, hits_all
from console.api.errors import ApiError, Trouble
from console.api.vocabulary import normal
from console.insight.endings import ending_words, outcome_words
from console.insight.phone import e164, other_side
from console.insight.reasons import reason_of
from console.insight.redial import plan_redial
from console.live.alarm import Alarm
from console.live.board import Presence, Settled, place_of
from console.live.listeners import Listeners

if TYPE_CHECKING:
    from datetime import datetime

    from console.actions.calls import CallActions
    from console.actions.redial.run import Pace, Target
    from console.api.records.call import Call
    from console.insight.catalogue import Catalogue
    from console.insight.redial import RedialPlan
    from console.live.changes import Change
    from console.session import Session

_LOOK_AGAIN = 30.0
"""Seconds after which a wait for a time of day is looked at again: clocks may be set."""


class Redialling:
    """The one run of an account, or none.

    Attributes:
        run: the last one that was begun, until `clear`.
        on_change: told whenever anything about it has changed.
    """

    def __init__(self, session: Session, calls: CallActions) -> None:
        self.run: Run | None = None
        self.on_change: Listeners[None] = Listeners()
        self._session = session
        self._calls = calls
        self._clock = session.clock
        self._alarm = Alarm(session.clock)
        self._catalogue: Catalogue | None = None
        self._next_dial = 0.0
        self._by_call: dict[str, str] = {}
        self._by_request: dict[str, str] = {}
        self._storm = Storm()

    @property
    def going(self) -> bool:
        """Whether there is anybody left to call, now or once it is resumed."""
        return self.run is not None and self.run.progress is not Progress.OVER

    @property
    def looking(self) -> bool:
        """Whether a call is looked for whose answer was lost."""
        return bool(self._by_request)

    def begin(self, plan: RedialPlan, pace: Pace, catalogue: Catalogue) -> Run:
        """Start to call those whom a plan names.

        Args:
            plan: whom to call, and whom not.
            pace: how fast, and how many at once.
            catalogue: by which a destination is looked at once more before its turn.

        Raises:
            RuntimeError: there is one that goes on.
        """
        if self.going:
            raise RuntimeError("One run at a time.")
        self.run = Run(targets_of(plan), pace)
        self._catalogue = catalogue
        self._next_dial = self._clock.monotonic()
        self._by_call, self._by_request = {}, {}
        self._storm.calm()
        self._changed()
        return self.run

    def pause(self, why: str = "") -> None:
        """Place no more calls for now; `why` says it when it was not a person who paused."""
        if self.run is not None and self.run.progress is Progress.GOING:
            self.run.progress, self.run.why = Progress.PAUSED, why
            self._changed()

    def resume(self) -> None:
        """Go on."""
        if self.run is not None and self.run.progress is Progress.PAUSED:
            self.run.progress, self.run.why = Progress.GOING, ""
            self._storm.calm()
            self._changed()

    def abort(self) -> None:
        """Call nobody any more; what is live goes on."""
        if self.run is not None:
            self.run.abort()
            self._changed()

    def clear(self) -> None:
        """Let go of a run that is over: somebody has seen how it ended."""
        if not self.going:
            self.run = None
            self.on_change.tell(None)

    async def follow(self) -> None:
        """Place calls as they become due, until cancelled."""
        stops = (
            self._session.live.on_change.add(self._hear),
            self._session.board.on_settled.add(self._hear_what_became),
        )
        self._session.link.listen(self._alarm.ring)
        try:
            while True:
                await self._alarm.wait(await self._step())
        finally:
            for stop in stops:
                stop()

    async def _step(self) -> float | None:
        """Place a call if it is time.

        Returns:
            Monotonic seconds at which to look again; None for as soon as something changes.
        """
        run = self.run
        if run is None or run.progress is not Progress.GOING:
            return None
        if trouble := self._no_way():
            self.pause(trouble)
            return None
        if self._on_the_line(run) >= run.pace.at_once:
            return None
        now = self._clock.monotonic()
        if now < self._next_dial:
            return self._next_dial
        return await self._place_next(run, now)

    async def _place_next(self, run: Run, now: float) -> float | None:
        target = run.due(self._server_now())
        if target is not None:
            await self._place(run, target)
            return now
        earliest = run.earliest()
        if earliest is None:
            return None
        return now + min((earliest - self._server_now()).total_seconds(), _LOOK_AGAIN)

    async def _place(self, run: Run, target: Target) -> None:
        target_id = target.call.id
        if why := self._no_more(target):
            run.change(target_id, stage=Stage.LEFT_OUT, words=why)
            self._changed()
            return
        run.change(target_id, stage=Stage.DIALLING)
        self._next_dial = self._clock.monotonic() + run.pace.interval
        self._changed()
        draft = replace(redial_draft(target.call), to_number=target.to)
        try:
            answer = await self._calls.start(draft)
        except JournalError as error:
            run.change(target_id, stage=Stage.WAITING)
            self.pause(str(error))
            return
        match answer:
            case Started(call=call):
                self._storm.calm()
                self._goes_on_as(run, target_id, call.id)
            case Refused(error=error):
                self._take_refusal(run, target_id, error)
            case Unsure(request_id=request_id, error=error):
                words = f"{error.words} Looking for it; not sent again."
                run.change(target_id, stage=Stage.UNSURE, words=words)
                self._by_request[request_id] = target_id
                call_id = self._session.board.resolve(place_of(request_id))
                if call_id != place_of(request_id):  # seen while the answer was waited for
                    self._hear_what_became(Settled(request_id, call_id))
                self._heed(error)
        self._changed()

    def _take_refusal(self, run: Run, target_id: str, error: ApiError) -> None:
        later = error.kind is Trouble.RATE_LIMITED
        heard = error.sent or error.status is not None
        if later or hits_all(error) or not heard:
            run.change(target_id, stage=Stage.WAITING)
        else:
            run.change(target_id, stage=Stage.REFUSED, words=error.words)
        if later:
            silence = max(error.retry_after or 0.0, run.pace.interval)
            self._next_dial = self._clock.monotonic() + silence
        self._heed(error)

    def _heed(self, error: ApiError) -> None:
        if why := self._storm.why_stop(error):
            self.pause(why)

    def _goes_on_as(self, run: Run, target_id: str, call_id: str) -> None:
        run.change(target_id, stage=Stage.LIVE, words="", call_id=call_id)
        self._by_call[call_id] = target_id
        self._look_at(run, call_id)

    def _look_at(self, run: Run, call_id: str) -> None:
        """See on the board what has become of one of the calls."""
        target_id, row = self._by_call[call_id], self._session.board.rows.get(call_id)
        if row is not None and row.ended:
            completed = normal(row.call.status) == "completed"
            words = _end_of(row.call)
            run.change(target_id, stage=Stage.ENDED, words=words, completed=completed)
        elif row is not None and row.presence is Presence.GONE:
            self._lose(run, target_id)

    def _lose(self, run: Run, target_id: str) -> None:
        if run.targets[target_id].stage is Stage.LIVE:
            words = "the platform no longer knows the call"
            run.change(target_id, stage=Stage.ENDED, words=words)

    def _hear(self, change: Change) -> None:
        run = self.run
        ours = self._by_call.keys() & {*change.added, *change.changed, *change.removed}
        if run is None or not ours:
            return
        for call_id in ours:
            if call_id in change.removed:
                self._lose(run, self._by_call[call_id])
            else:
                self._look_at(run, call_id)
        self._changed()

    def _hear_what_became(self, settled: Settled) -> None:
        run, target_id = self.run, self._by_request.get(settled.request_id)
        if run is None or target_id is None:
            return
        if settled.call_id is None:
            words = "the answer was lost and the call not seen for a minute; not sent again"
            run.change(target_id, words=words)
            del self._by_request[settled.request_id]
        else:
            del self._by_request[settled.request_id]
            self._goes_on_as(run, target_id, settled.call_id)
        self._changed()

    def _on_the_line(self, run: Run) -> int:
        """How many may be live: those that are looked for may be, too."""
        counts = run.counts
        return counts[Stage.DIALLING] + counts[Stage.LIVE] + len(self._by_request)

    def _no_way(self) -> str:
        """Why nothing can be sent at present; empty when it can."""
        link = self._session.link
        if link.up:
            return ""
        words = link.error.words if link.error else "no answer."
        return words if link.frozen else f"offline: {words}"

    def _no_more(self, target: Target) -> str:
        """Why a destination must not be called any more, by what is on the board by now."""
        rows = self._session.board.rows.values()
        known = [row.call for row in rows if e164(other_side(row.call) or "") == target.to]
        catalogue = self._catalogue
        reasons = {
            call.id: reason.row
            for call in known
            if catalogue is not None and (reason := reason_of(call, catalogue))
        }
        now = self._server_now()
        plan = plan_redial([target.call], reasons=reasons, known=known, now=now, mended=True)
        return plan.left_out[0].why if plan.left_out else ""

    def _server_now(self) -> datetime:
        return self._clock.now() + timedelta(seconds=self._session.client.clock_skew or 0.0)

    def _changed(self) -> None:
        self._alarm.ring()
        self.on_change.tell(None)


def _end_of(call: Call) -> str:
    """How a call ended, in a few words."""
    status = (call.status or "ended").replace("_", " ")
    if normal(call.status) == "completed":
        return " · ".join(filter(None, (status, outcome_words(call))))
    return ending_words(call) or status
