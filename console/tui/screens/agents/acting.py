"""What an operator does to whole agents from a screen that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.actions.action import Place
from console.actions.agents import Created, Deleted, Failed
from console.actions.export.agent import as_curl, as_json
from console.actions.forms.field_entry import problem_with
from console.actions.forms.field_spec import FIELDS
from console.actions.journal import JournalError
from console.actions.saving.reach import what_breaks
from console.api.errors import Trouble
from console.insight.spans import ago
from console.tui.action_screen import ActionScreen
from console.tui.dialogs.export import Export, Form
from console.tui.dialogs.menu import Choice, Menu
from console.tui.dialogs.new_name import NewName
from console.tui.dialogs.notice import Notice
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.navigation import Destination, Go
from console.tui.screens.agents.columns import model_words, name_of
from console.tui.screens.agents.jumps import numbers_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from console.api.records.agent import Agent
    from console.live.changes import Change
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_NAME = next(spec for spec in FIELDS if spec.path == ("name",))
_LONGEST_NAME = 255
_OWN, _SHARED = "own", "shared"


class ActingOnAgents(ActionScreen):
    """Creates, copies, deletes and exports agents, on any screen that has an account."""

    account: OpenAccount
    surroundings: Surroundings

    def appeared(self, agent_id: str) -> None:
        """Go to the form of an agent that was just made."""
        self.post_message(Go(Destination(Place.AGENT, agent_id)))

    def vanished(self, agent: Agent) -> None:
        """Take note that an agent was just deleted."""

    @work(exit_on_error=False)
    async def do_create_agent(self, name: str = "") -> None:
        """Ask for a name, then make an agent of it."""
        agents = self.account.agents
        await self._make(
            "Create an agent",
            agents.create,
            yes="Create",
            about="The platform gives it a model with a general prompt. Everything can be "
            "changed afterwards.",
            proposed=name,
        )

    @work(exit_on_error=False)
    async def do_copy_agent(self, _: str = "") -> None:
        """Ask whether with the model, then for the name, then make another like it."""
        agent = self.situation().agents[0]
        name = name_of(agent)
        with_model = await self._ask_for_model(agent)
        if with_model is None:
            return
        agents = self.account.agents
        await self._make(
            f"Copy “{name}”",
            lambda chosen: agents.copy(agent.id, chosen, with_model=with_model),
            yes="Copy",
            about="Its model is copied too: neither prompt changes with the other."
            if with_model
            else "Both use the same model: a change of the prompt reaches both.",
            proposed=copy_name(name, {name_of(each) for each in self._known()}),
        )

    @work(exit_on_error=False)
    async def do_delete_agent(self, _: str = "") -> None:
        """Say what breaks, take the typed name, then delete."""
        agent = self.situation().agents[0]
        name = name_of(agent)
        question = TypedConfirm(
            f"Delete “{name}”?",
            yes="Delete",
            name=agent.name or "",
            id_=agent.id,
            breaks=what_breaks(self.account.session, agent.id),
            about="It cannot be brought back. Its model stays, and so do its texts in the "
            "versions that this console keeps.",
        )
        if not await self.app.push_screen_wait(question):
            return
        self.say(f"Deleting “{name}”…")
        try:
            outcome = await self.account.agents.delete(agent.id)
        except JournalError as error:
            self.say(f"Not deleted, nothing was sent. {error}", trouble=True)
            return
        match outcome:
            case Deleted():
                self.say(f"“{name}” is deleted.")
                self.vanished(agent)
            case Failed(sure=False):
                await self.app.push_screen_wait(_unsure_of_deletion(name, outcome))
            case Failed(error=error) if error.kind is Trouble.NOT_FOUND:
                self.say(f"“{name}” was gone already.")
                self.account.session.agents.look_again()
            case Failed(error=error):
                self.say(f"Not deleted: {error.words}", trouble=True)

    def do_show_numbers_of_agent(self, _: str = "") -> None:
        """Go to the numbers that reach the agent."""
        agent = self.situation().agents[0]
        if jump := numbers_of(agent, self.account.session):
            self.post_message(Go(jump.destination))
        else:
            self.say(f"No number reaches “{name_of(agent)}”.")

    def do_export_agent(self, _: str = "") -> None:
        """Show the agent as text, to be copied or written to a file."""
        agent = self.situation().agents[0]
        age = self.account.session.agents.freshness.age(self.surroundings.clock.monotonic())
        self.app.push_screen(
            Export(
                name_of(agent),
                f"read {ago(age)} ago" if age is not None else "",
                (
                    Form("JSON", as_json(agent), ".json"),
                    Form("curl", as_curl(self.account.profile.base_url, agent), ".sh"),
                ),
                self.surroundings.glyphs,
            )
        )

    async def _ask_for_model(self, agent: Agent) -> bool | None:
        """Whether the copy is to have a model of its own; `None` when nothing is to be copied."""
        if not agent.llm_id:
            return False
        model = self.account.session.models.records.get(agent.llm_id)
        chosen = await self.app.push_screen_wait(
            Menu(
                f"Copy “{name_of(agent)}”",
                (
                    Choice(_OWN, "o", "With a model of its own", "a copy of the prompt"),
                    Choice(_SHARED, "s", "Sharing the model", model_words(agent, model)),
                ),
            )
        )
        return None if chosen is None else chosen == _OWN

    async def _make(
        self,
        title: str,
        make: Callable[[str], Awaitable[Created | Failed]],
        *,
        yes: str,
        about: str,
        proposed: str,
    ) -> None:
        """Ask for a name until it is taken or given up; what was typed is kept meanwhile."""
        name, refused = proposed, ""
        while True:
            chosen = await self.app.push_screen_wait(
                NewName(title, yes=yes, about=about, check=_problem, proposed=name, refused=refused)
            )
            if chosen is None:
                return
            name = chosen
            self.say(f"Making “{name}”…")
            try:
                outcome = await make(name)
            except JournalError as error:
                refused = f"Nothing was sent. {error}"
                continue
            match outcome:
                case Created(agent=agent):
                    self.say(f"“{name_of(agent)}” is there.")
                    self._once_listed(agent.id)
                    return
                case Failed(sure=True, left=None):
                    refused = words_of(outcome)
                case Failed():
                    await self.app.push_screen_wait(_half_made(name, outcome))
                    return

    def _once_listed(self, agent_id: str) -> None:
        """Go to a new agent when the list of agents knows it, unless somebody has gone on."""
        agents = self.account.session.agents
        if agent_id in agents.records:
            self.appeared(agent_id)
            return

        def appear() -> None:
            if self.is_current:
                self.appeared(agent_id)

        def hear(change: Change) -> None:
            if agent_id in change.added:
                stop_hearing()
                self.call_later(appear)

        stop_hearing = agents.on_change.add(hear)

    def _known(self) -> list[Agent]:
        return list(self.account.session.agents.records.values())


def copy_name(name: str, taken: set[str]) -> str:
    """A name for a copy that nobody has: "Sales EN copy", "Sales EN copy 2"."""
    number = 1
    while True:
        ending = " copy" if number == 1 else f" copy {number}"
        proposed = name[: _LONGEST_NAME - len(ending)] + ending
        if proposed not in taken:
            return proposed
        number += 1


def words_of(failed: Failed) -> str:
    """Why something was not done: what the platform holds against fields, word for word."""
    return " ".join(problem.words for problem in failed.error.fields) or failed.error.words


def _problem(name: str) -> str:
    return problem_with(_NAME, name)


def _half_made(name: str, failed: Failed) -> Notice:
    """What is known of an agent that was not made for sure, and what to do."""
    sentences = [words_of(failed)]
    if failed.sure:
        title = f"“{name}” was not made"
    else:
        title = f"Was “{name}” made?"
        sentences += [
            "The answer was lost, and the list does not show it. It was not sent again.",
            "Look whether it appears in the list before you try again: :refresh reads it anew.",
        ]
    if failed.left is not None:
        model = failed.left.name or failed.left.id
        sentences += [
            f"The copy of its model was made and stays among the prompts: “{model}”.",
            "Nobody uses it. Another agent can be given it as its model in that one's form.",
        ]
    return Notice(title, sentences)


def _unsure_of_deletion(name: str, failed: Failed) -> Notice:
    return Notice(
        f"Was “{name}” deleted?",
        (
            failed.error.words,
            "The answer was lost, and the platform still has it or could not be asked.",
            "It was not sent again. :refresh reads the list anew: delete it again if it is there.",
        ),
    )
