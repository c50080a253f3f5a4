"""What can be done with agents, in their list and in the form of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place
from console.actions.hindrances import needs_writing

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_agent(situation: Situation) -> str | None:
    return None if situation.agents else "There is no agent under the cursor."


def _needs_one_agent(situation: Situation) -> str | None:
    if len(situation.agents) > 1:
        return "This takes one agent at a time: clear the marks first."
    return _needs_agent(situation)


def _needs_one_to_change(situation: Situation) -> str | None:
    return _needs_one_agent(situation) or needs_writing(situation)


def _needs_prompt(situation: Situation) -> str | None:
    if hindrance := _needs_one_agent(situation):
        return hindrance
    return None if situation.agents[0].llm_id else "The platform names no model for this agent."


ON_AGENTS: tuple[Action, ...] = (
    Action(
        "open_agent",
        "Open the agent",
        "open",
        "Goes to every setting of the agent; nothing changes until it is saved.",
        (Place.AGENTS,),
        "Agents",
        keys=("enter",),
        words=("open",),
        hindrance=_needs_one_agent,
    ),
    Action(
        "create_agent",
        "Create an agent",
        "new",
        "Asks for a name, which suffices; the platform gives it a model with a general prompt.",
        (Place.AGENTS,),
        "Agents",
        keys=("n",),
        words=("new",),
        argument="[NAME]",
        hindrance=needs_writing,
    ),
    Action(
        "copy_agent",
        "Copy the agent",
        "copy",
        "Makes another like it, with the same model or with a copy of the model; asks first.",
        (Place.AGENTS, Place.AGENT),
        "Agents",
        keys=("ctrl+y",),
        words=("duplicate",),
        hindrance=_needs_one_to_change,
    ),
    Action(
        "delete_agent",
        "Delete the agent",
        "delete",
        "Says what breaks, and takes the agent's name typed as the answer.",
        (Place.AGENTS, Place.AGENT),
        "Agents",
        keys=("delete",),
        words=("delete",),
        hindrance=_needs_one_to_change,
        in_footer=False,
    ),
    Action(
        "export_agent",
        "Export the agent",
        "export",
        "Gives the agent as JSON, or as the curl that makes another like it.",
        (Place.AGENTS, Place.AGENT),
        "Agents",
        keys=("y",),
        words=("export",),
        hindrance=_needs_one_agent,
        in_footer=False,
    ),
    Action(
        "open_prompt_of_agent",
        "The agent's prompt",
        "prompt",
        "Goes to the editor of the model that the agent uses; escape comes back.",
        (Place.AGENTS,),
        "Go to",
        keys=("p",),
        words=("prompt",),
        hindrance=_needs_prompt,
    ),
    Action(
        "turn_to_groups",
        "The groups of settings",
        "groups",
        "Goes from a field to the groups, and back; escape goes there too, and then leaves.",
        (Place.AGENT,),
        "Edit",
        keys=("f2",),
        words=("groups",),
    ),
    Action(
        "take_back",
        "Take a change back",
        "take back",
        "Puts the setting under the cursor back to what it was when the form was opened.",
        (Place.AGENT, Place.PROMPT),
        "Edit",
        keys=("f8",),
        words=("revert",),
        in_footer=False,
    ),
    Action(
        "open_its_prompt",
        "The agent's prompt",
        "prompt",
        "Goes to the editor of the model that is entered; what is unsaved stays here.",
        (Place.AGENT,),
        "Go to",
        keys=("ctrl+o",),
        words=("prompt",),
        hindrance=_needs_prompt,
    ),
    Action(
        "show_numbers_of_agent",
        "The agent's numbers",
        "numbers",
        "Goes to the number that reaches the agent, or to the list of them; escape comes back.",
        (Place.AGENTS, Place.AGENT),
        "Go to",
        keys=("N",),
        words=("its-numbers",),
        hindrance=_needs_one_agent,
        in_footer=False,
    ),
    Action(
        "show_calls_of_agent",
        "The agent's calls",
        "calls",
        "Shows the board with this agent's calls alone; escape comes back.",
        (Place.AGENTS,),
        "Go to",
        keys=("c",),
        words=("its-calls",),
        hindrance=_needs_one_agent,
    ),
)
