"""Two calls side by side, on a screen over the list that they were marked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from console.actions.action import Place
from console.archive.errors import ArchiveError
from console.insight.comparison import facts_of
from console.tui.navigation import Destination, Jump
from console.tui.screens.comparison.page import Pair, comparison_page
from console.tui.screens.detail_screen import DetailScreen
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.reader import Paragraph, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from console.api.records.call import Call
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_BETWEEN = " "


def comparison_of(one: str, other: str) -> Destination:
    """The way to two calls beside each other."""
    return Destination(Place.COMPARISON, _BETWEEN.join((one, other)))


class ComparisonScreen(DetailScreen):
    """Shows both as they were last read; a call that lives is not followed here."""

    PLACE = Place.COMPARISON

    def __init__(self, record_id: str, account: OpenAccount, surroundings: Surroundings) -> None:
        """Open the two calls of a destination that `comparison_of` made."""
        super().__init__(account, surroundings)
        one, _, other = record_id.partition(_BETWEEN)
        self._ids = (one, other)
        self._calls: tuple[Call, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Both calls."""
        yield Reader(glyphs=self.surroundings.glyphs, id="comparison")

    def follow_account(self) -> None:
        """Read both."""
        self._read()
        self.query_one(Reader).focus()

    def freshness(self) -> Freshness:
        """How old the calls are, at most."""
        return self.account.session.live.freshness

    def subject(self) -> str:
        """What is compared."""
        return "Two calls"

    def status(self) -> Content:
        """How much is different."""
        if not self._calls:
            return Content()
        count = sum(fact.differs for fact in self._pair().facts)
        return Content.styled(f" {count} facts differ", "$muted")

    def jumps(self) -> Sequence[Jump]:
        """Each of the calls."""
        return tuple(
            Jump(letter, f"Call {letter}", call.id, Destination(Place.CALL, call.id))
            for letter, call in zip("AB", self._calls, strict=False)
        )

    def to_top(self) -> None:
        """Go to the first line."""
        self.query_one(Reader).action_scroll_to_top()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        try:
            found = [await self._call(call_id) for call_id in self._ids]
        except ArchiveError as error:
            self.say(str(error), trouble=True)
            return
        if missing := [id_ for id_, call in zip(self._ids, found, strict=True) if call is None]:
            words = f"No longer kept: {', '.join(missing)}. Escape goes back."
            line = (Cell(words, Tone.WARN),)
            self.query_one(Reader).show(lambda _: [Paragraph("missing", (line,))])
            return
        self._calls = tuple(call for call in found if call is not None)
        pair = self._pair()
        self.query_one(Reader).show(lambda width: comparison_page(pair, width))
        self.show_status()

    async def _call(self, call_id: str) -> Call | None:
        """A call as the board has it, else as it is kept."""
        row = self.account.session.board.rows.get(call_id)
        return row.call if row else await self.account.archive.calls.get(call_id)

    def _pair(self) -> Pair:
        one, other = self._calls
        agents = self.account.session.agents.records.values()
        facts = facts_of(
            one,
            other,
            self.account.diagnoses.rules.catalogue,
            {agent.id: agent.name for agent in agents if agent.name},
        )
        return Pair(one, other, facts, self.surroundings.glyphs, self.surroundings.zone)
