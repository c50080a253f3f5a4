"""What an action is: one definition that key, palette, command line, footer and help share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.api.records.call import Call


class Place(StrEnum):
    """Where an action can be asked for."""

    EVERYWHERE = "everywhere"
    CALLS = "calls"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is in front of the operator when a key goes down."""

    calls: tuple[Call, ...] = ()
    """The calls an action would act on: the marked ones, else the one under the cursor."""
    marked: bool = False
    """Whether they were marked, and not just under the cursor."""
    gone: bool = False
    """Whether the platform does not know these calls, any more or as yet."""
    read_only: bool = False
    connected: bool = True
    """False while there is no opened account to act on."""


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
    hindrance: Hindrance = nothing_hinders
    in_footer: bool = True

    def why_not(self, situation: Situation) -> str | None:
        """The sentence that says why it cannot be done now, or `None`."""
        return self.hindrance(situation)
