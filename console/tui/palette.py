"""Textual's palette, filled from the action registry."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

from console.actions.registry import actions_at
from console.tui.action_screen import ActionScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.command import Hits

    from console.actions.action import Action


class ActionCommands(Provider):
    """The actions that can be done now on the screen below the palette."""

    async def discover(self) -> Hits:
        """Everything, before a word is typed."""
        for action in self._actions():
            yield DiscoveryHit(action.title, partial(self._perform, action), help=action.about)

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        for action in self._actions():
            if score := matcher.match(action.title):
                yield Hit(
                    score,
                    matcher.highlight(action.title),
                    partial(self._perform, action),
                    help=action.about,
                )

    def _actions(self) -> Iterator[Action]:
        screen = self.screen
        if isinstance(screen, ActionScreen):
            situation = screen.situation()
            for action in actions_at(screen.PLACE):
                if not action.why_not(situation):
                    yield action

    def _perform(self, action: Action) -> None:
        if isinstance(self.screen, ActionScreen):
            self.screen.action_perform(action.name)
