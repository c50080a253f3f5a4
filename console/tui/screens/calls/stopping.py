"""Stopping calls, whatever screen it is done from: the question, the sending, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from console.insight.phone import display, other_side
from console.tui.dialogs.confirm import Confirm
from console.tui.screens.calls.view import BoardView, about, is_web

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.api.errors import ApiError
    from console.api.records.call import Call
    from console.opened import OpenAccount


@dataclass(frozen=True, slots=True)
class Stopped:
    """What came of it.

    Attributes:
        results: for each call that was to be stopped the error that kept it from it, or `None`.
        already_over: how many calls had ended while the question stood.
    """

    results: Mapping[str, ApiError | None]
    already_over: int

    @property
    def done(self) -> tuple[str, ...]:
        """The ids of the calls that were stopped."""
        return tuple(call_id for call_id, error in self.results.items() if error is None)

    @property
    def trouble(self) -> bool:
        """Whether any could not be stopped."""
        return len(self.done) < len(self.results)

    @property
    def words(self) -> str:
        """As it is told to the operator."""
        parts = [f"{len(self.done)} stopped"] if self.done else []
        parts += [f"{self.already_over} had already ended"] if self.already_over else []
        parts += [f"{call_id}: {error.words}" for call_id, error in self.results.items() if error]
        return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class Stopping:
    """Asks about calls in the words of one screen, and stops them."""

    account: OpenAccount
    view: BoardView

    def question(self, calls: Sequence[Call]) -> Confirm:
        """The question before: it names each call."""
        one = len(calls) == 1
        what = "this call" if one else f"{len(calls)} calls"
        return Confirm(
            f"Stop {what}?",
            yes=f"Stop {what}",
            named=[self._named(call) for call in calls],
            consequence="Whoever is on the line is cut off; the transcript follows."
            if one
            else "Whoever is on these lines is cut off; the transcripts follow.",
            danger=True,
        )

    async def stop(self, calls: Sequence[Call]) -> Stopped:
        """Stop those that still live.

        Raises:
            JournalError: the journal cannot be written; the rest was not sent.
        """
        rows = self.account.session.board.rows
        still_live = [call.id for call in calls if call.id in rows and not rows[call.id].ended]
        results = await self.account.calls.stop(still_live)
        return Stopped(results, len(calls) - len(still_live))

    def _named(self, call: Call) -> Content:
        row = self.account.session.board.rows.get(call.id)
        time = self.view.time(row) if row else ""
        side = "web call" if is_web(call) else display(other_side(call) or "–")
        return Content.assemble(
            (f"{time:>7}  ", "$muted"),
            Content(self.view.agent(call)),
            "  ",
            (side, "bold"),
            (f"  {about(call)}", "$muted"),
        )
