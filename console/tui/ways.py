"""The places of one opened account: its lists, what lies over them, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from console.actions.action import DETAILS, Place
from console.tui.action_screen import ActionScreen
from console.tui.screens.calls.reading import CallScreen
from console.tui.screens.detail_screen import DetailScreen

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from console.opened import OpenAccount
    from console.tui.navigation import Destination
    from console.tui.screens.list_screen import ListScreen, Position
    from console.tui.surroundings import Surroundings

_STEPS_KEPT = 50


@dataclass(frozen=True, slots=True)
class _Step:
    """One step from list to list.

    Attributes:
        came_from: where it led from.
        to: where it led.
        position: how that list stood before it was shown in another way; None when it was not.
    """

    came_from: Place
    to: Place
    position: Position | None


class Ways:
    """Keeps each list alive once it has been visited; screens about one record lie over it."""

    def __init__(self, app: App[None], account: OpenAccount, surroundings: Surroundings) -> None:
        self._app = app
        self._account = account
        self._surroundings = surroundings
        self._lists: dict[Place, ListScreen] = {}
        self._here = Place.CALLS
        self._trail: list[_Step] = []
        self._details: WeakKeyDictionary[Screen[Any], tuple[Place, str]] = WeakKeyDictionary()

    def begin(self, place: Place = Place.CALLS) -> ListScreen:
        """Show the list where everything starts."""
        self._here = place
        screen = self._list(place)
        self._app.push_screen(screen)
        return screen

    async def go(self, destination: Destination) -> None:
        """Go somewhere, unless a screen on the way is not to be left."""
        if destination.place in DETAILS:
            await self._go_to_detail(destination)
        elif await self._leave_details():
            await self._go_to_list(destination)

    async def back(self) -> None:
        """Leave the record for what lies below it; or a list for the one before, as it was."""
        if isinstance(self._app.screen, DetailScreen):
            await self._leave(self._app.screen)
        elif self._trail:
            step = self._trail.pop()
            if step.position is not None:
                self._list(step.to).return_to(step.position)
            await self._switch(step.came_from)

    async def may_leave_all(self) -> bool:
        """Whether the console may be left now: asks each screen that has something unsaved."""
        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, ActionScreen) and not await screen.may_leave():
                return False
        return True

    async def _go_to_detail(self, destination: Destination) -> None:
        """Open a record; one that lies open further below is returned to, not opened twice."""
        record = (destination.place, destination.record_id)
        stack = self._app.screen_stack
        open_already = next((each for each in stack if self._details.get(each) == record), None)
        if open_already is None:
            screen = self._detail(destination)
            self._details[screen] = record
            await self._app.push_screen(screen)
            return
        while isinstance(screen := self._app.screen, DetailScreen) and screen is not open_already:
            if not await self._leave(screen):
                return

    async def _go_to_list(self, destination: Destination) -> None:
        place, came_from = destination.place, self._here
        brings = bool(destination.filter or destination.record_id or destination.among)
        if place is came_from and not brings:
            return
        target = self._list(place)
        await self._switch(place)
        step = _Step(came_from, place, target.position if brings else None)
        self._trail = [*self._trail[-_STEPS_KEPT:], step]
        if brings:
            target.bring(destination.filter, destination.record_id, destination.among)

    async def _switch(self, place: Place) -> None:
        self._here = place
        screen = self._list(place)
        await self._app.switch_screen(screen)  # pyright: ignore[reportUnknownMemberType]

    async def _leave_details(self) -> bool:
        while isinstance(screen := self._app.screen, DetailScreen):
            if not await self._leave(screen):
                return False
        return True

    async def _leave(self, screen: DetailScreen) -> bool:
        if not await screen.may_leave():
            return False
        await self._app.pop_screen()
        return True

    def _list(self, place: Place) -> ListScreen:
        if place not in self._lists:
            screen = self._new_list(place)
            self._app.install_screen(screen, place.value)  # pyright: ignore[reportUnknownMemberType]
            self._lists[place] = screen
        return self._lists[place]

    def _new_list(self, place: Place) -> ListScreen:
        # The board opens first; the others are loaded when somebody goes there.
        match place:
            case Place.HISTORY:
                from console.tui.screens.history.screen import HistoryScreen as Screen
            case Place.TRIAGE:
                from console.tui.screens.triage.screen import TriageScreen as Screen
            case Place.FIGURES:
                from console.tui.screens.figures.screen import FiguresScreen as Screen
            case Place.AGENTS:
                from console.tui.screens.agents.screen import AgentsScreen as Screen
            case Place.PROMPTS:
                from console.tui.screens.prompts.screen import PromptsScreen as Screen
            case Place.NUMBERS:
                from console.tui.screens.numbers.screen import NumbersScreen as Screen
            case Place.CREDENTIALS:
                from console.tui.screens.credentials.screen import CredentialsScreen as Screen
            case _:
                from console.tui.screens.calls.screen import CallsScreen as Screen
        return Screen(self._account, self._surroundings)

    def _detail(self, destination: Destination) -> DetailScreen:
        record_id = destination.record_id
        if destination.place is Place.AGENT:
            from console.tui.screens.agents.form import AgentScreen

            return AgentScreen(record_id, self._account, self._surroundings)
        if destination.place is Place.PROMPT:
            from console.tui.screens.prompts.editor import EditorScreen

            return EditorScreen(record_id, self._account, self._surroundings)
        if destination.place is Place.NUMBER:
            from console.tui.screens.numbers.number import NumberScreen

            return NumberScreen(record_id, self._account, self._surroundings)
        if destination.place is Place.COMPARISON:
            from console.tui.screens.comparison.screen import ComparisonScreen

            return ComparisonScreen(record_id, self._account, self._surroundings)
        if destination.place is Place.CALL:
            return CallScreen(record_id, self._account, self._surroundings)
        return self._page(destination.place)

    def _page(self, place: Place) -> DetailScreen:
        """A screen that is about no record."""
        if place is Place.SETUP:
            from console.tui.screens.setup.screen import SetupScreen as Screen
        else:
            from console.tui.screens.settings.screen import SettingsScreen as Screen
        return Screen(self._account, self._surroundings)
