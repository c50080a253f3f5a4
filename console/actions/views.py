"""The saved views of a profile, while the console is open."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from console.accounts.settings import save_view
from console.accounts.views import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from console.accounts.profiles import Profile


class Views:
    """Views by their digits: those that the settings had, and what was saved since."""

    def __init__(self, profile: Profile, settings: Callable[[], Path]) -> None:
        """Begin with those of `profile`; `settings` says where the settings are."""
        self._profile = profile
        self._settings = settings
        self._views = {view.digit: view for view in profile.views}

    @property
    def all(self) -> Sequence[View]:
        """All there are, by their digits."""
        return [self._views[digit] for digit in sorted(self._views)]

    def get(self, digit: int) -> View | None:
        """The view under a digit."""
        return self._views.get(digit)

    async def save(self, view: View) -> None:
        """Keep a view, in place of the one under its digit.

        Raises:
            AccountError: it could not be written into the settings, and is kept only as long as
                the console is open.
        """
        self._views[view.digit] = view
        await asyncio.to_thread(self._write, view)

    async def remove(self, digit: int) -> None:
        """Keep the view under a digit no longer.

        Raises:
            AccountError: it could not be taken from the settings, and is back with the next start.
        """
        if self._views.pop(digit, None) is not None:
            await asyncio.to_thread(self._write, View(digit, "", ""))

    def _write(self, view: View) -> None:
        save_view(self._settings(), self._profile.name, view)
