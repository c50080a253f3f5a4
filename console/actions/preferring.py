"""What a person prefers, while the console is open: tried out, taken back, kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from console.accounts.origins import in_force
from console.accounts.preferences import Preferences, with_value
from console.accounts.settings import save_preference
from console.insight.local_time import PersonsZone
from console.live.listeners import Listeners

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo
    from pathlib import Path


class Preferring:
    """The preferences of this run; who shows something by them listens to `on_change`.

    Attributes:
        now: what holds now, tried out or kept; the environment comes before both.
        zone: the zone of `now`, with its clock: the same object whatever is chosen.
        on_change: told what holds from now on.
    """

    def __init__(
        self,
        kept: Preferences | None = None,
        *,
        local: tzinfo,
        environ: Mapping[str, str] | None = None,
        settings: Callable[[], Path] | None = None,
    ) -> None:
        """Begin with what the settings have.

        Args:
            kept: that.
            local: the machine's own zone.
            environ: what overrides settings.
            settings: says where they are written; without it nothing is.
        """
        self._kept = self._wanted = kept or Preferences()
        self._local = local
        self._environ = environ or {}
        self._settings = settings
        self.on_change: Listeners[Preferences] = Listeners()
        self.zone = PersonsZone(local)
        self.now = self._put_in_force()

    def try_out(self, name: str, value: Any) -> None:
        """Let something hold for the time being, in place of what was tried out before it.

        Args:
            name: as `save_preference` has it.
            value: a value that it can have; None is the default.
        """
        self._want(with_value(self._kept, name, value))

    def take_back(self) -> None:
        """Let hold again what is kept."""
        self._want(self._kept)

    async def keep(self, name: str, value: Any) -> Path | None:
        """Let something hold from now on, and write it into the settings; None is the default.

        Returns:
            Where it is written; None where nothing is.

        Raises:
            AccountError: it could not be written, and holds only as long as the console is open.
        """
        self._kept = with_value(self._kept, name, value)
        self._want(self._kept)
        if self._settings is None:
            return None
        path = self._settings()
        await asyncio.to_thread(save_preference, path, name, value)
        return path

    def _want(self, preferences: Preferences) -> None:
        if preferences != self._wanted:
            self._wanted = preferences
            self.now = self._put_in_force()
            self.on_change.tell(self.now)

    def _put_in_force(self) -> Preferences:
        now = in_force(self._wanted, self._environ)
        self.zone.zone = ZoneInfo(now.zone) if now.zone else self._local
        self.zone.twelve_hours = now.clock == "12h"
        return now
