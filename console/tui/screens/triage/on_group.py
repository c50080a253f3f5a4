"""What acting on a group takes of the screen that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.tui.action_screen import ActionScreen

if TYPE_CHECKING:
    from console.insight.triage import Group
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings


class OnGroup(ActionScreen):
    """Has an account, and a group under the cursor.

    Attributes:
        shown: the span that the groups are of, by name; another may have been asked for since.
    """

    account: OpenAccount
    surroundings: Surroundings
    shown: str

    @property
    def under(self) -> Group | None:
        """The group under the cursor."""
        raise NotImplementedError

    @property
    def doubt(self) -> str:
        """Why the groups may yet change by more than new calls; empty when they may not."""
        raise NotImplementedError
