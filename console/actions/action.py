"""What an action is: one definition that key, palette, command line, footer and help share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.api.records.call import Call

if TYPE_CHECKING:
    from console.api.records.agent import Agent
    from console.api.records.base import Record
    from console.api.records.credential import Credential
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber


class Place(StrEnum):
    """Where an action can be asked for."""

    EVERYWHERE = "everywhere"
    CALLS = "calls"
    CALL = "call"
    HISTORY = "history"
    TRIAGE = "triage"
    FIGURES = "figures"
    COMPARISON = "comparison"
    AGENTS = "agents"
    AGENT = "agent"
    PROMPTS = "prompts"
    PROMPT = "prompt"
    NUMBERS = "numbers"
    NUMBER = "number"
    CREDENTIALS = "credentials"
    SETUP = "set-up"
    SETTINGS = "settings"


LISTS = (
    Place.CALLS,
    Place.HISTORY,
    Place.TRIAGE,
    Place.FIGURES,
    Place.AGENTS,
    Place.PROMPTS,
    Place.NUMBERS,
    Place.CREDENTIALS,
)
"""The places that are lists, in the order in which they are named to a person."""

MARKED_LISTS = (Place.CALLS, Place.HISTORY, Place.AGENTS, Place.NUMBERS)
"""The lists of which some action takes several records at once: all that are marked."""

LIST_OF = {
    Place.CALL: Place.CALLS,
    Place.AGENT: Place.AGENTS,
    Place.PROMPT: Place.PROMPTS,
    Place.NUMBER: Place.NUMBERS,
}
"""The places that are about one record, each with the list that the record stands in."""

DETAILS = (*LIST_OF, Place.COMPARISON, Place.SETUP, Place.SETTINGS)
"""The places that lie over the list that they were entered from."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is in front of the operator when a key goes down."""

    calls: tuple[Call, ...] = ()
    """The calls an action would act on: the marked ones, else the one under the cursor."""
    agents: tuple[Agent, ...] = ()
    """The agents, likewise; on a screen about one agent, that one."""
    models: tuple[Model, ...] = ()
    """The models, likewise."""
    numbers: tuple[PhoneNumber, ...] = ()
    """The account's phone numbers, likewise."""
    credentials: tuple[Credential, ...] = ()
    """The credentials, likewise."""
    under: Record | None = None
    """The record under the cursor, which what takes a single one acts on, marks or not."""
    rows: int = 0
    """How many of the list's rows an action would act on."""
    marked: bool = False
    """Whether they were marked, and not just under the cursor."""
    gone: bool = False
    """Whether the platform does not know these calls, any more or as yet."""
    read_only: bool = False
    connected: bool = True
    """False while there is no opened account to act on."""

    @property
    def call(self) -> Call | None:
        """The call that what takes a single one acts on: not a marked one elsewhere."""
        if self.under is not None:
            return self.under if isinstance(self.under, Call) else None
        return self.calls[0] if self.calls and not self.marked else None


Hindrance = Callable[[Situation], str | None]
"""Says in a sentence why an action cannot be done now, or `None` when it can."""


def nothing_hinders(_: Situation) -> str | None:
    """The hindrance of an action that always works."""
    return None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing an operator can do.

    `name` is stable: key maps, the command line and the screens' `action_<name>` methods use it.
    """

    name: str
    title: str
    """What the palette and the help call it: "Stop calls"."""
    label: str
    """Its one word in the footer."""
    about: str
    """One sentence for the help: what happens, and what it asks first."""
    places: tuple[Place, ...]
    group: str
    """The heading that it stands under in the help."""
    keys: tuple[str, ...] = ()
    """Textual's key names; the first is the one shown."""
    words: tuple[str, ...] = ()
    """Its names on the `:` command line; the first is the one offered."""
    argument: str = ""
    """What may follow the word on the command line, as the help shows it: "TEXT"."""
    key_is_argument: bool = False
    """Whether the key that is pressed is its argument, as of the digits of saved views."""
    hindrance: Hindrance = nothing_hinders
    in_footer: bool = True

    def why_not(self, situation: Situation) -> str | None:
        """The sentence that says why it cannot be done now, or `None`."""
        return self.hindrance(situation)
