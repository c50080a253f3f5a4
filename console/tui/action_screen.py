"""A screen on which actions are performed, whether a key, the palette or a command asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.reactive import Reactive
from textual.screen import Screen

from console.actions.action import Place, Situation
from console.actions.registry import BY_NAME
from console.tui.terminal.guarded_app import GuardedApp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget

    from console.tui.navigation import Jump


class ActionScreen(Screen[None]):
    """Performs an action by calling `do_<name>`, its own or the app's.

    An action that cannot be done now says why instead.
    """

    PLACE: Place = Place.EVERYWHERE
    app = getters.app(GuardedApp)

    # Textual's own repaints the whole screen whenever the focus moves. Nothing here needs that:
    # the widgets concerned are repainted by their change of style.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def situation(self) -> Situation:
        """What is in front of the operator, for the actions' hindrances."""
        return Situation()

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Tell the operator something in passing."""
        raise NotImplementedError

    def jumps(self) -> Sequence[Jump]:
        """The ways to what belongs to the record under the cursor."""
        return ()

    def own_help(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """What the help tells of this screen besides its actions: headings, keys, words."""
        return ()

    def help_of_focus(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """The same of what is typed into just now, which the help tells before all else."""
        return ()

    def to_top(self) -> None:
        """Go to the first of what the screen shows."""

    async def may_leave(self) -> bool:
        """Whether the screen may be left now; one with unsaved changes asks."""
        return True

    def action_perform(self, name: str, argument: str = "") -> None:
        """Do the action, or say why not."""
        if hindrance := BY_NAME[name].why_not(self.situation()):
            self.say(hindrance, trouble=True)
            return
        method = f"do_{name}"
        owner = self if hasattr(self, method) else self.app
        performer: Callable[[str], None] = getattr(owner, method)
        try:
            performer(argument)
        except Exception as error:  # of one action, which takes no other down
            self.app.survive(error)
