"""The list of calls that are placed again: one line each, before it begins and while it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.redial.run import Stage, Target
from console.insight.phone import display
from console.insight.spans import ago
from console.insight.telling import telling
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from console.api.records.call import Call
    from console.tui.glyphs import Glyphs

_TONES = {
    Stage.DIALLING: Tone.ACCENT,
    Stage.LIVE: Tone.GOOD,
    Stage.REFUSED: Tone.ALARM,
    Stage.UNSURE: Tone.WARN,
    Stage.ENDED: Tone.PLAIN,
}
_IN_THE_END = (Stage.ENDED, Stage.LEFT_OUT, Stage.ABORTED)


class RedialTable(LiveTable[Target]):
    """Whom a run calls, and what has become of each."""

    def __init__(
        self,
        *,
        agent: Callable[[Call], str],
        now: Callable[[], datetime],
        glyphs: Glyphs,
    ) -> None:
        """Build the list.

        Args:
            agent: the name of a call's agent.
            now: the server's time.
            glyphs: the signs to draw with.
        """
        self._agent = agent
        self._now = now
        self._failed = glyphs.failed
        self._signs = {
            Stage.WAITING: glyphs.queued,
            Stage.DIALLING: glyphs.waiting,
            Stage.LIVE: glyphs.talking,
            Stage.ENDED: glyphs.completed,
            Stage.REFUSED: glyphs.failed,
            Stage.UNSURE: glyphs.unknown,
            Stage.LEFT_OUT: glyphs.ended,
            Stage.ABORTED: glyphs.ended,
        }
        columns = (
            Column("stage", "", self._stage, 11, importance=9),
            Column("to", "TO", self._to, 17, importance=8),
            Column("news", "", self._news, Flexible(20, 5), importance=7, ticks=True),
            Column("who", "ABOUT", self._who, Flexible(10, 2), importance=5),
            Column("agent", "AGENT", self._agent_cell, Flexible(10, 2), importance=6),
            Column("from", "FROM", self._from, 17, importance=4),
        )
        super().__init__(columns, glyphs=glyphs, marks=False, sorts=False, id="redial-table")

    def put(self, targets: Iterable[Target]) -> None:
        """Show the calls as they stand now."""
        records = {target.call.id: target for target in targets}
        changed = [id_ for id_ in records if records[id_] != self._shown.get(id_)]
        self._shown = records
        self.show(records, changed=changed)

    _shown: dict[str, Target] = {}  # noqa: RUF012 - replaced whole, never changed

    def _stage(self, target: Target) -> Cell:
        tone = _TONES.get(target.stage, Tone.DIM)
        sign = self._signs[target.stage]
        if target.stage is Stage.ENDED and not target.completed:
            sign, tone = self._failed, Tone.WARN
        return Cell(f"{sign} {target.stage.value}", tone)

    def _to(self, target: Target) -> Cell:
        tone = Tone.DIM if target.stage in {Stage.LEFT_OUT, Stage.ABORTED} else Tone.PLAIN
        return Cell(display(target.to) if target.to else "–", tone)

    def _news(self, target: Target) -> Cell:
        if target.stage is Stage.WAITING and target.not_before:
            seconds = (target.not_before - self._now()).total_seconds()
            return Cell(f"not before {ago(seconds)}" if seconds > 0 else "", Tone.DIM)
        tone = Tone.DIM if target.stage in _IN_THE_END else _TONES.get(target.stage, Tone.DIM)
        return Cell(target.words, tone)

    def _who(self, target: Target) -> Cell:
        return Cell(" · ".join(telling(target.call.variables)), Tone.DIM)

    def _agent_cell(self, target: Target) -> Cell:
        return Cell(self._agent(target.call), Tone.DIM)

    def _from(self, target: Target) -> Cell:
        return Cell(display(target.call.from_number or ""), Tone.DIM)
