"""Starting calls, whatever screen it is done from: the form, the question, the sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.calls import PhoneCallDraft, Refused
from console.actions.forms import drafting
from console.actions.journal import JournalError
from console.api.errors import ApiError, Trouble
from console.insight.phone import other_side
from console.insight.state import Kind
from console.tui.dialogs.call_question import Question, phone_question, web_question

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from console.actions.calls import WebCallDraft
    from console.opened import OpenAccount
    from console.tui.dialogs.call_fields import FormData
    from console.tui.dialogs.call_form import CallForm, Fields, Taken
    from console.tui.screens.calls.view import BoardView
    from console.tui.surroundings import Surroundings

    Check = Callable[[Fields, Fields], Question]
    Send = Callable[[Fields, Fields], Awaitable[Taken | Refused]]


def hindrance(data: FormData, *, web: bool) -> str | None:
    """Why no form can be filled in with what there is, or `None`."""
    if not data.agents:
        return "There is no agent to speak. Create one first."
    if not web and not data.numbers:
        return "There is no registered number to call from."
    return None


@dataclass(frozen=True, slots=True)
class Starting:
    """Asks about calls in the words of one screen, and starts them."""

    account: OpenAccount
    surroundings: Surroundings
    view: BoardView

    def form(self, data: FormData, *, web: bool) -> CallForm:
        """The form that starts a call; see `hindrance`."""
        from console.tui.dialogs.call_form import CallForm

        check, send = self._web_call(data) if web else self._phone_call(data)
        return CallForm(data, web=web, check=check, send=send, when=self._when)

    def question(
        self, draft: PhoneCallDraft, *, empty: Sequence[str] = (), trial: str = ""
    ) -> Question:
        """The question before a phone call."""
        now, zone = self.surroundings.clock.now(), self.surroundings.zone
        moment = draft.scheduled_at
        return phone_question(
            draft,
            self._agent_name(draft.agent_id),
            drafting.moment_words(moment, now, zone) if moment else "",
            empty=empty,
            busy="" if moment else self._on_the_line(draft.to_number),
            trial=trial,
        )

    async def dial(self, draft: PhoneCallDraft) -> Taken | Refused:
        """Start a phone call, once."""
        try:
            return await self.account.calls.start(draft)
        except JournalError as error:
            return _not_journalled(error)

    def _phone_call(self, data: FormData) -> tuple[Check, Send]:
        clock, zone, trial = self.surroundings.clock, self.surroundings.zone, data.trial

        def draft(fields: Fields, variables: Fields) -> PhoneCallDraft:
            fixed = trial.overrides(fields.get("agent_id", "")) if trial else {}
            return drafting.phone_call(fields, variables, now=clock.now(), zone=zone, fixed=fixed)

        def check(fields: Fields, variables: Fields) -> Question:
            drafted = draft(fields, variables)
            words = trial.what(drafted.agent_id) if trial else ""
            return self.question(drafted, empty=drafting.empty(variables), trial=words)

        async def send(fields: Fields, variables: Fields) -> Taken | Refused:
            return await self.dial(draft(fields, variables))

        return check, send

    def _web_call(self, data: FormData) -> tuple[Check, Send]:
        trial = data.trial

        def draft(fields: Fields, variables: Fields) -> WebCallDraft:
            fixed = trial.overrides(fields.get("agent_id", "")) if trial else {}
            return drafting.web_call(fields, variables, fixed=fixed)

        def check(fields: Fields, variables: Fields) -> Question:
            drafted = draft(fields, variables)
            name = self._agent_name(drafted.agent_id)
            words = trial.what(drafted.agent_id) if trial else ""
            return web_question(drafted, name, empty=drafting.empty(variables), trial=words)

        async def send(fields: Fields, variables: Fields) -> Taken | Refused:
            try:
                return await self.account.calls.start_web(draft(fields, variables))
            except JournalError as error:
                return _not_journalled(error)

        return check, send

    def _when(self, text: str) -> str:
        now, zone = self.surroundings.clock.now(), self.surroundings.zone
        moment = drafting.when(text, now, zone)
        return drafting.moment_words(moment, now, zone) if moment else ""

    def _on_the_line(self, number: str) -> str:
        """What a number is doing right now; empty when it is not on the line."""
        for row in self.account.session.board.rows.values():
            state = self.view.state(row)
            scheduled = state.kind is Kind.SCHEDULED
            if other_side(row.call) == number and not row.ended and not scheduled:
                return f"{state.word} {self.view.time(row)}, {self.view.agent(row.call)}"
        return ""

    def _agent_name(self, agent_id: str) -> str:
        agent = self.account.session.agents.records.get(agent_id)
        return (agent and agent.name) or agent_id


def _not_journalled(error: JournalError) -> Refused:
    return Refused(ApiError(Trouble.SETUP, f"Nothing was sent. {error}"))
