"""What an operator does to calls from a screen that shows them: the questions and the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.actions.action import Situation
from console.actions.calls import Refused, Started, Unsure, redial_draft
from console.actions.export import curl
from console.actions.journal import JournalError
from console.api.records.call import Call, WebCall
from console.api.vocabulary import is_terminal
from console.insight.conversation import as_text
from console.insight.phone import display, other_side, our_side
from console.live.board import Presence, Row
from console.tui.dialogs.call_fields import FormData
from console.tui.dialogs.menu import Choice, Menu
from console.tui.screens.calls.starting import Starting, hindrance
from console.tui.screens.calls.stopping import Stopping
from console.tui.screens.calls.taking_away import TakingAway

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.agent import Agent
    from console.live.changes import Change
    from console.opened import OpenAccount
    from console.tui.dialogs.call_form import Taken
    from console.tui.screens.calls.view import BoardView
    from console.tui.surroundings import Surroundings


NOT_THERE = (Presence.GONE, Presence.EXPECTED, Presence.NOT_SEEN)
"""The platform does not know such a call, any more or as yet: there is nothing to stop."""


class Acting(TakingAway):
    """The actions on calls, for any screen that has an account and a view of the board."""

    account: OpenAccount
    surroundings: Surroundings
    view: BoardView

    def do_start_call(self, number: str = "") -> None:
        """Open the form of a phone call, with the agent and number of what is under the cursor."""
        session = self.account.session
        like = self.situation().call
        self._open_form(
            FormData(
                agents=self._agents(),
                models=session.models.records,
                numbers=list(session.numbers.records.values()),
                agent_id=self._agent_in_front(),
                from_number=(like and our_side(like)) or "",
                to_number=number,
            ),
            web=False,
        )

    def do_start_web_call(self, _: str = "") -> None:
        """Open the form of a web call."""
        self._open_form(
            FormData(
                agents=self._agents(),
                models=self.account.session.models.records,
                agent_id=self._agent_in_front(),
            ),
            web=True,
        )

    @work(exit_on_error=False)
    async def do_stop_calls(self, _: str = "") -> None:
        """Ask, then end the calls that still live."""
        calls = [call for call in self.situation().calls if not is_terminal(call.status)]
        stopping = Stopping(self.account, self.view)
        if not await self.app.push_screen_wait(stopping.question(calls)):
            return
        try:
            stopped = await stopping.stop(calls)
        except JournalError as error:
            self.say(f"Not stopped. {error}", trouble=True)
            return
        self.acted_on(stopped.done)
        self.say(stopped.words, trouble=stopped.trouble)

    @work(exit_on_error=False)
    async def do_redial(self, _: str = "") -> None:
        """Ask, then call the same number again."""
        call = self.situation().call
        if call is None:
            return
        draft = redial_draft(call)
        starting = self._starting()
        if await self.app.push_screen_wait(starting.question(draft).dialog()):
            answer = await starting.dial(draft)
            if isinstance(answer, Refused):
                self.say(f"Not dialled: {answer.words}", trouble=True)
            else:
                self._tell(answer)

    @work(exit_on_error=False)
    async def do_copy(self, _: str = "") -> None:
        """Choose what of the call goes to the clipboard."""
        call = self.situation().call
        if call is None:
            return
        texts = {
            "id": call.id,
            "number": other_side(call) or "",
            "transcript": as_text(call),
            "curl": curl.read_call(self.account.profile.base_url, call.id),
        }
        choices = (
            Choice("id", "i", "Call id", call.id),
            Choice("number", "n", "Number", texts["number"] or "a web call has none"),
            Choice("transcript", "t", "Transcript", "" if texts["transcript"] else "not there yet"),
            Choice("curl", "u", "curl that reads it", "the key is left to the shell"),
        )
        chosen = await self.app.push_screen_wait(Menu("Copy", choices))
        if chosen is None:
            return
        if texts[chosen]:
            self.app.copy_to_clipboard(texts[chosen])
        else:
            self.say("There is nothing to copy yet.", trouble=True)

    def _open_form(self, data: FormData, *, web: bool) -> None:
        if words := hindrance(data, web=web):
            self.say(words, trouble=True)
        else:
            self.app.push_screen(self._starting().form(data, web=web), self._tell)

    def _starting(self) -> Starting:
        return Starting(self.account, self.surroundings, self.view)

    def _tell(self, answer: Taken | None) -> None:
        """Say what became of a request to start a call, and follow the call."""
        match answer:
            case Started(call=Call() as call):
                word = "Scheduled" if call.scheduled_at else "Dialling"
                self.say(f"{word} {display(call.to_number or '')}.")
                self.follow(call.id)
            case Started(call=WebCall() as web_call):
                from console.tui.dialogs.web_call import WebCallJoin

                self.app.push_screen(WebCallJoin(web_call))
                self._follow_when_there(web_call.id)
            case Unsure():
                self.say("The answer was lost; looking whether the call was taken. Not sent again.")
            case None:
                pass

    def _follow_when_there(self, call_id: str) -> None:
        """Follow a call that the board learns of only by its next read."""
        session = self.account.session
        if call_id in session.board.rows:
            self.follow(call_id)
            return

        def hear(change: Change) -> None:
            if call_id in change.added:
                stop_hearing()
                self.call_later(self.follow, call_id)

        stop_hearing = session.live.on_change.add(hear)

    def situation_of(
        self, rows: Sequence[Row], *, marked: bool = False, under: Row | None = None
    ) -> Situation:
        """What is in front of the operator.

        Args:
            rows: those that an action on many would act on.
            marked: whether they are marked.
            under: the row under the cursor.
        """
        return Situation(
            calls=tuple(row.call for row in rows),
            under=under.call if under else None,
            rows=len(rows),
            marked=marked,
            gone=all(row.presence in NOT_THERE for row in rows),
            read_only=self.account.profile.read_only,
        )

    def follow(self, call_id: str) -> None:
        """Bring a call that was just started under the reader's eyes."""

    def _agent_in_front(self) -> str:
        """The id of the call's agent, or of the agent, under the cursor; empty without one."""
        situation = self.situation()
        calls = (situation.call,) if situation.call else situation.calls
        ids = [call.agent_id for call in calls] + [each.id for each in situation.agents]
        return next((agent_id for agent_id in ids if agent_id), "")

    def _agents(self) -> Sequence[Agent]:
        agents = self.account.session.agents.records.values()
        return sorted(agents, key=lambda agent: (agent.name or agent.id).casefold())
