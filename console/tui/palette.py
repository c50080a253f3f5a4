"""Textual's palette, filled from the action registry."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from console.tui.keys import shown_keys
from console.tui.screens.place_screen import PlaceScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.command import Hits

    from console.actions.action import Action


class ActionCommands(Provider):
    """The actions that can be done now on the screen below the palette."""

    async def discover(self) -> Hits:
        """Everything, before a word is typed."""
        for action in self._actions():
            yield DiscoveryHit(
                _with_key(Content(action.title), action),
                partial(self._perform, action),
                text=action.title,
                help=action.about,
            )

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        for action in self._actions():
            if score := matcher.match(action.title):
                yield Hit(
                    score,
                    _with_key(matcher.highlight(action.title), action),
                    partial(self._perform, action),
                    text=action.title,
                    help=action.about,
                )

    def _actions(self) -> Iterator[Action]:
        screen = self.screen
        if isinstance(screen, PlaceScreen):
            situation = screen.situation()
            for action in screen.surroundings.keys.at(screen.PLACE):
                if not action.why_not(situation):
                    yield action

    def _perform(self, action: Action) -> None:
        if isinstance(self.screen, PlaceScreen):
            self.screen.action_perform(action.name)


def _with_key(title: Content, action: Action) -> Content:
    return Content.assemble(title, (f"  {shown_keys(action)}", "$accent"))
