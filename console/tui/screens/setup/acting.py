"""What an operator does on the way to the first call: each form begins with what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.actions.saving.reach import answering
from console.actions.setting_up import carriers_of, newest
from console.actions.writes import Differs, Done, told
from console.tui.screens.agents.acting import ActingOnAgents
from console.tui.screens.calls.acting import Acting
from console.tui.screens.credentials.getting import ask_for_credential
from console.tui.screens.credentials.view import name_of
from console.tui.screens.numbers.getting import ask_to_buy, ask_to_register
from console.tui.screens.numbers.view import shown

if TYPE_CHECKING:
    from console.actions.numbers import Result
    from console.api.records.agent import Agent


class SetupActing(ActingOnAgents, Acting):
    """Gets a credential, an agent and a number, and makes a call, for one screen."""

    @work(exit_on_error=False)
    async def do_add_credential(self, provider: str = "") -> None:
        """Ask for a carrier's key, and keep it on the platform."""
        result = await ask_for_credential(self.app, self.account, provider.strip())
        if isinstance(result, Done | Differs):
            self.say(f"“{name_of(result.record)}” is kept.")
        elif result is not None:
            self.say(told(result), trouble=True)

    @work(exit_on_error=False)
    async def do_register_number(self, number: str = "") -> None:
        """Make a number known, by the newest of the carriers' keys."""
        carriers = carriers_of(self.account.session.credentials.records.values())
        agent = self.agent_to_speak()
        result = await ask_to_register(
            self.app,
            self.account,
            number=number.strip(),
            credential_id=carriers[0].id if carriers else "",
            agent_id=agent.id if agent else "",
        )
        self._tell_of_number(result, "registered")

    @work(exit_on_error=False)
    async def do_buy_number(self, _: str = "") -> None:
        """Search what is on offer, and buy one number of it."""
        agent = self.agent_to_speak()
        result = await ask_to_buy(
            self.app,
            self.account,
            self.surroundings.glyphs,
            agent_id=agent.id if agent else "",
        )
        self._tell_of_number(result, "bought")

    def appeared(self, agent_id: str) -> None:
        """Stay: the number and the call come before the fine points of an agent."""

    def agent_to_speak(self) -> Agent | None:
        """Who answers the number that came last; else the agent that did."""
        session = self.account.session
        ids = [answering(each) or "" for each in session.numbers.records.values()]
        known = (session.agents.records.get(each) for each in reversed(ids))
        return next(filter(None, known), None) or newest(session.agents.records.values())

    def _tell_of_number(self, result: Result | None, what: str) -> None:
        if isinstance(result, Done | Differs):
            self.say(f"{shown(result.record)} is {what}.")
        elif result is not None:
            self.say(told(result), trouble=True)
