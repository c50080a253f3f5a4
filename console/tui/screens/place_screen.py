"""What every place of the console has: where one is above, messages and keys below."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on
from textual.binding import BindingsMap
from textual.content import Content
from textual.events import Unmount

from console.actions.action import LIST_OF
from console.tui.action_screen import ActionScreen
from console.tui.keys import bindings_of
from console.tui.widgets.footer_line import FooterLine
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.frame import FrameWidget
from console.tui.widgets.place_line import message, show_place

if TYPE_CHECKING:
    from console.accounts.preferences import Preferences
    from console.actions.action import Place
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings


class PlaceScreen(ActionScreen):
    """A screen with the lines `#place`, `#status` and `#footer`, which its subclass composes.

    Attributes:
        account: the opened account.
        surroundings: zone, signs and time.
    """

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__()
        self.account = account
        self.surroundings = surroundings
        self._bindings = BindingsMap.merge(
            (self._bindings, bindings_of(self.PLACE, surroundings.keys))
        )
        self._message = Content()
        self._message_until = 0.0
        self._message_unread = False
        self._missed = False
        self._stop_preferring = lambda: None

    def on_mount(self) -> None:
        """Begin to follow the account."""
        self.follow_account()
        self._stop_preferring = self.surroundings.preferring.on_change.add(self.prefer)
        self.set_interval(1.0, self._tick)
        self._show_place()

    def key_of(self, name: str) -> str:
        """How a person asks for an action: its key as it is written, or its word after `:`."""
        return self.surroundings.keys.key_of(name)

    @on(Unmount)
    def _hear_no_longer(self) -> None:
        self._stop_preferring()

    # What a subclass says

    @abstractmethod
    def follow_account(self) -> None:
        """Begin to hear of changes, and show what there is already."""

    @abstractmethod
    def freshness(self) -> Freshness:
        """How old what is shown is."""

    @abstractmethod
    def status(self) -> Content:
        """What stands on the left of the status line."""

    def subject(self) -> str:
        """Which record the place is about, by its name; empty for a list."""
        return ""

    def entered_from(self) -> Place | None:
        """The list that the place lies over; None for a list."""
        return LIST_OF.get(self.PLACE)

    def tick(self) -> None:
        """What happens once a second while the screen is in front."""

    def prefer(self, preferences: Preferences) -> None:  # noqa: ARG002 - for subclasses
        """Show everything as a person wants it from now on."""
        for each in self.query(FrameWidget):
            each.draw_anew()
        self._missed = True

    # What is drawn

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Show a message at the right of the status line for a few seconds.

        One of trouble stays until the next key at least: nobody may be looking.
        """
        self._message = message(words, self.surroundings.glyphs, trouble=trouble)
        self._message_until = self.surroundings.clock.monotonic() + self._message_seconds
        self._message_unread = trouble
        self.show_status()

    @property
    def _message_seconds(self) -> float:
        return self.surroundings.preferring.now.message_seconds

    def message_is_read(self) -> None:
        """Somebody is there, who has seen the message."""
        self._message_unread = False

    def show_status(self) -> None:
        """Bring the status line and the keys up to date."""
        self.query_one("#status", Line).show(self.status(), self._message)
        self.query_one(FooterLine).show_for(self.situation())

    def _show_place(self) -> None:
        show_place(
            self.query_one("#place", Line),
            self.PLACE,
            self.account,
            self.freshness(),
            self.surroundings,
            subject=self.subject(),
            over=self.entered_from(),
        )

    def on_screen_resume(self) -> None:
        """Catch up with what went by while another screen hid this one."""
        if self._missed:
            self._tick()
        self.show_status()

    def on_resize(self) -> None:
        """There is room for more now, or for less."""
        self.call_after_refresh(self._tick)

    def _tick(self) -> None:
        self._missed = not self.is_current
        if self._missed:
            return
        self.tick()
        self._show_place()
        over = self.surroundings.clock.monotonic() > self._message_until
        if self._message and over and not self._message_unread:
            self._message = Content()
            self.show_status()

    def on_descendant_focus(self) -> None:
        """Other keys may work now: some are typed into what has the focus."""
        self.query_one(FooterLine).show_for(self.situation())

    @on(FooterLine.Pressed)
    def _press(self, event: FooterLine.Pressed) -> None:
        self.action_perform(event.name)
