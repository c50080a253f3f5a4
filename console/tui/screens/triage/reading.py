"""Reading the calls of a group one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.looking_back.kept_calls import KeptCalls
from console.tui.screens.calls.reading import CallScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.insight.triage import Group
    from console.live.board import Row
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings


class GroupCallScreen(CallScreen):
    """A call of a group; the keys for matches go on to the next call, or back."""

    def __init__(
        self,
        group: Group,
        call_id: str,
        account: OpenAccount,
        surroundings: Surroundings,
        *,
        read: Callable[[str], None],
    ) -> None:
        """Open a call.

        Args:
            group: the group, as it was then: its calls stay in their order.
            call_id: the call to begin with.
            account: the opened account.
            surroundings: zone, signs and time.
            read: told each call that is gone on to.
        """
        super().__init__(call_id, account, surroundings, next_with_match=self._next)
        self._group = group
        self._read = read

    def status(self) -> Content:
        """Which of the group's calls it is, and how to go on."""
        ids = self._group.call_ids
        return Content.assemble(
            (f" {self._group.words}", "bold $accent"),
            f"  {ids.index(self._call_id) + 1:,} of {len(ids):,}",
            ("  n next  N previous", "$muted"),
        )

    def no_more(self, step: int) -> str:
        """What to say after the last call of the group, and before its first."""
        return f"There is no {'older' if step > 0 else 'newer'} call in this group."

    async def _next(self, step: int) -> Row | None:
        account, ids = self.account, self._group.call_ids
        kept = KeptCalls(account.session, account.archive.calls, account.history.on_kept)
        at = ids.index(self._call_id) + step
        while 0 <= at < len(ids):
            row = account.session.board.rows.get(ids[at]) or await kept.row(ids[at])
            if row is not None:
                self._read(ids[at])
                return row
            at += step
        return None
