"""What an operator does to calls from a screen that shows them: the questions and the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from console.actions import curl, drafting
from console.actions.action import Situation
from console.actions.calls import (
    PhoneCallDraft,
    Refused,
    Started,
    Unsure,
    redial_draft,
)
from console.actions.journal import JournalError
from console.api.errors import ApiError, Trouble
from console.api.records.call import Call, WebCall
from console.api.vocabulary import is_terminal
from console.insight.conversation import as_text
from console.insight.phone import display
from console.insight.state import Kind
from console.live.board import Presence, Row
from console.tui.action_screen import ActionScreen
from console.tui.dialogs.call_fields import FormData
from console.tui.dialogs.call_form import CallForm, Fields, Taken
from console.tui.dialogs.call_question import Question, phone_question, web_question
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.menu import Choice, Menu
from console.tui.dialogs.web_call import WebCallJoin
from console.tui.screens.calls.view import BoardView, about, is_web, other_side, our_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from console.api.records.agent import Agent
    from console.live.changes import Change
    from console.tui.opened import OpenAccount, Surroundings


_NOT_THERE = (Presence.GONE, Presence.EXPECTED, Presence.NOT_SEEN)


class Acting(ActionScreen):
    """The actions on calls, for any screen that has an account and a view of the board."""

    account: OpenAccount
    surroundings: Surroundings
    view: BoardView

    def do_start_call(self, number: str = "") -> None:
        """Open the form of a phone call, with the agent and number of the call under the cursor."""
        session = self.account.session
        like = next(iter(self.situation().calls), None)
        self._open_form(
            FormData(
                agents=self._agents(),
                models=session.models.records,
                numbers=list(session.numbers.records.values()),
                agent_id=(like and like.agent_id) or "",
                from_number=(like and our_side(like)) or "",
                to_number=number,
            ),
            web=False,
        )

    def do_start_web_call(self, _: str = "") -> None:
        """Open the form of a web call."""
        like = next(iter(self.situation().calls), None)
        self._open_form(
            FormData(
                agents=self._agents(),
                models=self.account.session.models.records,
                agent_id=(like and like.agent_id) or "",
            ),
            web=True,
        )

    @work(exit_on_error=False)
    async def do_stop_calls(self, _: str = "") -> None:
        """Ask, then end the calls that still live."""
        calls = [call for call in self.situation().calls if not is_terminal(call.status)]
        one = len(calls) == 1
        what = "this call" if one else f"{len(calls)} calls"
        if not await self.app.push_screen_wait(
            Confirm(
                f"Stop {what}?",
                yes=f"Stop {what}",
                named=[self._named(call) for call in calls],
                consequence="Whoever is on the line is cut off; the transcript follows."
                if one
                else "Whoever is on these lines is cut off; the transcripts follow.",
                danger=True,
            )
        ):
            return
        rows = self.account.session.board.rows
        still_live = [call.id for call in calls if call.id in rows and not rows[call.id].ended]
        try:
            results = await self.account.calls.stop(still_live)
        except JournalError as error:
            self.say(f"Not stopped. {error}", trouble=True)
            return
        self.acted_on(call_id for call_id, error in results.items() if error is None)
        self._say_stopped(results, already_over=len(calls) - len(still_live))

    @work(exit_on_error=False)
    async def do_redial(self, _: str = "") -> None:
        """Ask, then call the same number again."""
        call = self.situation().calls[0]
        draft = redial_draft(call)
        if await self.app.push_screen_wait(self._dial_question(draft).dialog()):
            answer = await self._dial(draft)
            if isinstance(answer, Refused):
                self.say(f"Not dialled: {answer.error.words}", trouble=True)
            else:
                self._tell(answer)

    @work(exit_on_error=False)
    async def do_copy(self, _: str = "") -> None:
        """Choose what of the call goes to the clipboard."""
        call = self.situation().calls[0]
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
        if not data.agents:
            self.say("There is no agent to speak. Create one first.", trouble=True)
            return
        if not web and not data.numbers:
            self.say("There is no registered number to call from.", trouble=True)
            return
        check = self._check_web_call if web else self._check_phone_call
        send = self._send_web_call if web else self._send_phone_call
        form = CallForm(data, web=web, check=check, send=send, when=self._when)
        self.app.push_screen(form, self._tell)

    def _check_phone_call(self, fields: Fields, variables: Fields) -> Question:
        return self._dial_question(self._phone_draft(fields, variables), drafting.empty(variables))

    def _check_web_call(self, fields: Fields, variables: Fields) -> Question:
        draft = drafting.web_call(fields, variables)
        name = self._agent_name(draft.agent_id)
        return web_question(draft, name, empty=drafting.empty(variables))

    async def _send_phone_call(self, fields: Fields, variables: Fields) -> Taken | Refused:
        return await self._dial(self._phone_draft(fields, variables))

    async def _send_web_call(self, fields: Fields, variables: Fields) -> Taken | Refused:
        try:
            return await self.account.calls.start_web(drafting.web_call(fields, variables))
        except JournalError as error:
            return _not_journalled(error)

    async def _dial(self, draft: PhoneCallDraft) -> Taken | Refused:
        try:
            return await self.account.calls.start(draft)
        except JournalError as error:
            return _not_journalled(error)

    def _tell(self, answer: Taken | None) -> None:
        """Say what became of a request to start a call, and follow the call."""
        match answer:
            case Started(call=Call() as call):
                word = "Scheduled" if call.scheduled_at else "Dialling"
                self.say(f"{word} {display(call.to_number or '')}.")
                self.follow(call.id)
            case Started(call=WebCall() as web_call):
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

    def situation_of(self, rows: Sequence[Row], *, marked: bool = False) -> Situation:
        """What is in front of the operator, given the rows that an action would act on."""
        return Situation(
            calls=tuple(row.call for row in rows),
            marked=marked,
            gone=all(row.presence in _NOT_THERE for row in rows),
            read_only=self.account.profile.read_only,
        )

    def acted_on(self, call_ids: Iterable[str]) -> None:
        """Take note of calls for which an action was done, so that no mark is left on them."""

    def follow(self, call_id: str) -> None:
        """Bring a call that was just started under the reader's eyes."""

    def _phone_draft(self, fields: Fields, variables: Mapping[str, str]) -> PhoneCallDraft:
        clock, zone = self.surroundings.clock, self.surroundings.zone
        return drafting.phone_call(fields, variables, now=clock.now(), zone=zone)

    def _when(self, text: str) -> str:
        now, zone = self.surroundings.clock.now(), self.surroundings.zone
        moment = drafting.when(text, now, zone)
        return drafting.moment_words(moment, now, zone) if moment else ""

    def _dial_question(self, draft: PhoneCallDraft, empty: Sequence[str] = ()) -> Question:
        now, zone = self.surroundings.clock.now(), self.surroundings.zone
        moment = draft.scheduled_at
        return phone_question(
            draft,
            self._agent_name(draft.agent_id),
            drafting.moment_words(moment, now, zone) if moment else "",
            empty=empty,
            busy="" if moment else self._on_the_line(draft.to_number),
        )

    def _on_the_line(self, number: str) -> str:
        """What a number is doing right now; empty when it is not on the line."""
        for row in self.account.session.board.rows.values():
            state = self.view.state(row)
            scheduled = state.kind is Kind.SCHEDULED
            if other_side(row.call) == number and not row.ended and not scheduled:
                return f"{state.word} {self.view.time(row)}, {self.view.agent(row.call)}"
        return ""

    def _say_stopped(self, results: Mapping[str, ApiError | None], already_over: int) -> None:
        failed = {call_id: error for call_id, error in results.items() if error}
        stopped = len(results) - len(failed)
        parts = [f"{stopped} stopped"] if stopped else []
        parts += [f"{already_over} had already ended"] if already_over else []
        parts += [f"{call_id}: {error.words}" for call_id, error in failed.items()]
        self.say("; ".join(parts) + ".", trouble=bool(failed))

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

    def _agents(self) -> Sequence[Agent]:
        agents = self.account.session.agents.records.values()
        return sorted(agents, key=lambda agent: (agent.name or agent.id).casefold())

    def _agent_name(self, agent_id: str) -> str:
        agent = self.account.session.agents.records.get(agent_id)
        return (agent and agent.name) or agent_id


def _not_journalled(error: JournalError) -> Refused:
    return Refused(ApiError(Trouble.SETUP, f"Nothing was sent. {error}"))
