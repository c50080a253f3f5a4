"""From a group to its calls: listed, read one after the other, acted on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from console.actions.action import Place
from console.actions.registry import BY_NAME
from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from console.tui.dialogs.confirm import Confirm
from console.tui.navigation import Among, Destination, Go
from console.tui.screens.calls.taking_away import TakingAway
from console.tui.screens.triage.on_group import OnGroup
from console.tui.screens.triage.reading import GroupCallScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.call import Call
    from console.insight.triage import Group


_ON_THE_WHOLE_GROUP = frozenset({"redial_many", "set_outcome", "export_calls"})


class GroupCalls(OnGroup, TakingAway):
    """The actions on the calls of the group under the cursor.

    Attributes:
        last_read: by the key of each group the call of it that was read last.
    """

    last_read: dict[str, str]

    def action_perform(self, name: str, argument: str = "") -> None:
        """Do the action; one on all calls of a group asks first while more may come to it."""
        group = self.under
        shows_a_run = name == "redial_many" and self.account.redialling.run is not None
        whole = name in _ON_THE_WHOLE_GROUP and not shows_a_run
        if group and whole and self.doubt and not BY_NAME[name].why_not(self.situation()):
            self._ask_first(group, name, argument)
        else:
            super().action_perform(name, argument)

    @work(exclusive=True, group="asking", exit_on_error=False)
    async def _ask_first(self, group: Group, name: str, argument: str) -> None:
        calls = "1 call" if group.count == 1 else f"{group.count:,} calls"
        question = Confirm(
            f"{BY_NAME[name].title} before all is counted?",
            yes="Go on",
            named=[Content.assemble((group.words, "bold"), (f"  {calls}, {self.doubt}", "$muted"))],
            consequence="More calls may come to the group, or leave it; the line above the list "
            "says when all is counted.",
        )
        if not await self.app.push_screen_wait(question):
            return
        if self.under and self.under.key == group.key:
            super().action_perform(name, argument)
        else:
            self.say("The group is no longer under the cursor.", trouble=True)

    async def chosen_calls(self) -> Sequence[Call]:
        """The calls of the group under the cursor, as they were last read."""
        group = self.under
        if group is None:
            return ()
        wanted = parse("", HISTORY).among(group.call_ids)
        page = await self.account.archive.calls.page(wanted, {}, limit=len(group.call_ids))
        rows = self.account.session.board.rows
        kept = {call.id: call for call in page.calls}
        board = {each: rows[each].call for each in group.call_ids if each in rows}
        return tuple((kept | board).values())

    async def first_call(self) -> Call | None:
        """The group's latest call."""
        group = self.under
        if group is None:
            return None
        row = self.account.session.board.rows.get(group.call_ids[0])
        return row.call if row else await self.account.archive.calls.get(group.call_ids[0])

    def do_show_calls_of_group(self, _: str = "") -> None:
        """Go to the history with the group's calls alone."""
        if group := self.under:
            by_now = f", {self.doubt}" if self.doubt else ""
            among = Among(f"{group.words}, last {self.shown}{by_now}", group.call_ids)
            self.post_message(Go(Destination(Place.HISTORY, among=among)))

    def do_next_failure(self, _: str = "") -> None:
        """Read the group's next call: the latest first, then the one after that read last."""
        self._read_call(1)

    def do_previous_failure(self, _: str = "") -> None:
        """Read the group's call before the one that was read last."""
        self._read_call(-1)

    def _read_call(self, step: int) -> None:
        group = self.under
        if group is None:
            return
        ids, last = group.call_ids, self.last_read.get(group.key, "")
        at = ids.index(last) + step if last in ids else 0
        if not 0 <= at < len(ids):
            way = "older" if at else "newer"
            self.say(f"There is no {way} call in this group.")
            at = max(0, min(at, len(ids) - 1))
        self._note_read(group.key, ids[at])
        self.app.push_screen(
            GroupCallScreen(
                group,
                ids[at],
                self.account,
                self.surroundings,
                read=partial(self._note_read, group.key),
            )
        )

    def _note_read(self, key: str, call_id: str) -> None:
        self.last_read[key] = call_id
