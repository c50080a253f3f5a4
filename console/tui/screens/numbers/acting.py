"""What an operator does to whole numbers from their list: the questions and the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.actions.journal import JournalError
from console.actions.saving.reach import answering, counted
from console.actions.uses import what_stops
from console.actions.writes import Differs, Done, told
from console.api.records.number import PhoneNumber
from console.tui.action_screen import ActionScreen
from console.tui.dialogs.notice import Notice
from console.tui.dialogs.pick import Pick
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.navigation import Go
from console.tui.screens.numbers.choices import agent_options, agents_called
from console.tui.screens.numbers.getting import ask_to_buy, ask_to_register
from console.tui.screens.numbers.jumps import calls_of
from console.tui.screens.numbers.questions import assign_question
from console.tui.screens.numbers.view import NumbersView, shown
from console.tui.written import sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from console.actions.numbers import Result
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_NOBODY_ANSWERS = "nobody answers"
_MOST_NAMED = 6
"""Numbers that are named one by one where many of them stand in the same place."""


class NumberActing(ActionScreen):
    """The actions on numbers, for a screen that has an account and a view of the numbers."""

    account: OpenAccount
    surroundings: Surroundings
    view: NumbersView

    # What a screen says

    def acted_on(self, number_ids: Iterable[str]) -> None:
        """Take the marks off numbers for which an action was done."""
        raise NotImplementedError

    def await_number(self, number_id: str) -> None:
        """Bring a number that has just come under the reader's eyes."""
        raise NotImplementedError

    # Giving numbers to an agent

    @work(exit_on_error=False)
    async def do_assign_numbers(self, agent: str = "") -> None:
        """Choose an agent, or take the one that is named; ask; give it the numbers."""
        numbers = self.situation().numbers
        agent_id = await self._agent(agent, counted(len(numbers), "number"))
        if agent_id is None:
            return
        others = [each for each in numbers if (answering(each) or "") != agent_id]
        name = self.view.agent_name(agent_id)
        if not others:
            self.say(f"Nothing to do: {name} is who answers already.")
        elif await self.app.push_screen_wait(assign_question(numbers, agent_id, self.view)):
            self.acted_on({each.id for each in numbers} - {each.id for each in others})
            await self._assign(others, agent_id)

    async def _agent(self, called: str, what: str) -> str | None:
        """The id of the agent that is named or chosen, empty for none; `None` to do nothing."""
        session = self.account.session
        options = agent_options(session, nobody=_NOBODY_ANSWERS)
        if called.strip():
            found = agents_called(session, called)
            if len(found) == 1:
                return found[0]
            if not found:
                self.say(f"There is no agent called “{called.strip()}”.", trouble=True)
                return None
            options = [option for option in options if option.value in found]
        return await self.app.push_screen_wait(Pick(f"Give {what} to", options))

    async def _assign(self, numbers: Sequence[PhoneNumber], agent_id: str) -> None:
        results: list[tuple[PhoneNumber, Result]] = []
        stopped = ""
        try:
            async for number, result in self.account.numbers.assign(numbers, agent_id or None):
                results.append((number, result))
                if isinstance(result, Done):
                    self.acted_on((number.id,))
                self.say(f"{len(results)} of {len(numbers)}…")
        except JournalError as error:
            stopped = str(error)
        done = [number for number, result in results if isinstance(result, Done)]
        if len(done) == len(numbers):
            what = shown(done[0]) if len(done) == 1 else counted(len(done), "number")
            name = self.view.agent_name(agent_id)
            self.say(f"{name} answers {what} now." if agent_id else f"Nobody answers {what} now.")
            return
        left = [self._stands(number, result) for number, result in results if number not in done]
        left += [self._stays(number, stopped) for number in numbers[len(results) :]]
        await self._tell_of_part(done, left, agent_id)

    async def _tell_of_part(
        self, done: Sequence[PhoneNumber], left: Sequence[str], agent_id: str
    ) -> None:
        """Say which numbers stand where, when not all of them have come to where they should."""
        if not done and len(left) == 1:
            self.say(left[0], trouble=True)
            return
        sentences = list(left[:_MOST_NAMED])
        if more := left[_MOST_NAMED:]:
            sentences.append(f"and {len(more)} more")
        name = self.view.agent_name(agent_id)
        if len(done) <= _MOST_NAMED:
            sentences += [f"{shown(number)}  {name} answers now." for number in done]
        else:
            sentences.append(f"{name} answers the {len(done)} others now.")
        total = counted(len(done) + len(left), "number")
        await self.app.push_screen_wait(Notice(f"{len(done)} of {total} done", sentences))
        self.say("Those that are not done are still marked." if self.situation().marked else "")

    def _stands(self, number: PhoneNumber, result: Result) -> str:
        """With whom a number is, and why not with whom it should be."""
        return self._stays(getattr(result, "record", number), told(result))

    def _stays(self, number: PhoneNumber, why: str) -> str:
        return f"{shown(number)}  still {self.view.agent_name(answering(number))}: {why}"

    # Giving a number up

    @work(exit_on_error=False)
    async def do_delete_number(self, _: str = "") -> None:
        """Say what stops ringing; delete it once the number was typed."""
        number = self.situation().under
        if not isinstance(number, PhoneNumber):
            return
        question = TypedConfirm(
            f"Delete {shown(number)}?",
            yes="Delete",
            name=shown(number),
            id_=number.id,
            called="number",
            breaks=what_stops(self.account.session, number),
            about="It stops ringing here: whoever calls it reaches no agent. What becomes of it "
            "at its carrier is not documented. This cannot be taken back.",
        )
        if not await self.app.push_screen_wait(question):
            return
        deleting = self.account.numbers.delete(number.id)
        result = await sent(self.app, deleting, f"{shown(number)} was deleted")
        if isinstance(result, Done):
            self.acted_on((number.id,))
            self.say(f"{shown(number)} is deleted.")
        else:
            self.say(f"{shown(number)} is not deleted: {told(result)}", trouble=True)

    # Getting numbers

    @work(exit_on_error=False)
    async def do_register_number(self, number: str = "") -> None:
        """Make a number known that one has already."""
        answer = await ask_to_register(self.app, self.account, number=number.strip())
        if answer is not None:
            self._tell_of_new(answer, "registered")

    @work(exit_on_error=False)
    async def do_buy_number(self, _: str = "") -> None:
        """Search what is on offer, and buy one number of it."""
        answer = await ask_to_buy(self.app, self.account, self.surroundings.glyphs)
        if answer is not None:
            self._tell_of_new(answer, "bought")

    def _tell_of_new(self, result: Result, what: str) -> None:
        """Say what became of a number that was to come."""
        if isinstance(result, Done | Differs):
            number = result.record
            agent_id = answering(number)
            next_step = (
                f"{self.view.agent_name(agent_id)} answers it."
                if agent_id
                else "Nobody answers it yet: t gives it to an agent."
            )
            self.say(f"{shown(number)} is {what}. {next_step}")
            self.await_number(number.id)
        else:
            self.say(told(result), trouble=True)

    # Going elsewhere

    def do_show_calls_of_number(self, _: str = "") -> None:
        """Go to the board with this number's calls alone."""
        number = self.situation().under
        if isinstance(number, PhoneNumber):
            self.post_message(Go(calls_of(number)))
