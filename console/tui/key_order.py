"""Keys in the order in which they were typed, each where the one before it has led.

Textual gives a key to what has the focus when the key comes in. What `:` opens has the focus only
a moment later, and what is typed or pasted meanwhile would go to the list below: `:stop` would be
five orders to the board. So a key waits until the one before it has done what it does.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from textual.events import Key, Paste

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget

    from console.clock import Clock

_PATIENCE = 1.0
"""Seconds after which a key that something is stuck on holds the others up no longer."""


class KeyOrder:
    """Holds keys back while one is under way."""

    def __init__(self, app: App[None], clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._held: deque[Event] = deque()
        self._began: float | None = None
        self._focus: tuple[Screen[Any], Widget | None] | None = None

    def take(self, event: Event) -> Sequence[Event]:
        """The events that the app is to handle now: this one, unless it has to wait.

        Args:
            event: as it has come to the app, of any kind.
        """
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            return (event,)
        if self._began is None:
            self._follow()
            return (event,)
        self._held.append(event)
        if self._clock.monotonic() - self._began < _PATIENCE:
            return ()
        late = tuple(self._held)
        self._held.clear()
        self._follow()
        return late

    def _follow(self) -> None:
        """See a key through that is given over now."""
        if self._app.screen_stack:
            self._began = self._clock.monotonic()
            self._focus = None
            self._look()

    def _look(self) -> None:
        """Go up from the focus, as the key does, and as what it has set off does after it."""
        target = self._app.focused or self._app.screen
        # Called next, and not now: first those are told who have asked with a screen that closed.
        self._app.call_next(self._pass, tuple(target.ancestors_with_self))

    async def _pass(self, way: Sequence[MessagePump]) -> None:
        """Go on once the next on the way has done all that has come to it before."""
        for at, each in enumerate(way):
            if each.call_later(self._pass, way[at + 1 :]):
                return
        await self._arrive()

    async def _arrive(self) -> None:
        """Give over the next key, unless this one is still turning the focus to something else."""
        if not self._app.screen_stack:
            return  # The app is being left.
        focus = (self._app.screen, self._app.focused)
        if focus != self._focus:
            self._focus = focus
            self._look()
            return
        self._began = None
        if self._held:
            await self._app.on_event(self._held.popleft())
