"""When the tour is shown: once at the first start, over the board, and whenever it is asked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from console.accounts.once import remember_shown, was_shown
from console.actions.action import Place
from console.tui.screens.place_screen import PlaceScreen

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from textual.app import App

    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_BETWEEN_LOOKS = 0.25
"""Seconds between looks whether the board is filled."""


async def tour_once(
    app: App[Any], account: OpenAccount, surroundings: Surroundings, marker: Path
) -> None:
    """Show the tour when the board is filled, unless it was shown before or somebody has gone on.

    Args:
        app: shows it.
        account: fills the board.
        surroundings: keys, signs and time.
        marker: the file that remembers that it was shown.
    """
    if await asyncio.to_thread(was_shown, marker):
        return
    while account.session.live.freshness.last_good is None:
        await surroundings.clock.sleep(_BETWEEN_LOOKS)
    if show_tour(app, surroundings):
        await asyncio.to_thread(remember_shown, marker)


def show_tour(app: App[Any], surroundings: Surroundings) -> bool:
    """Show it over the board; false when something else is in front."""
    # Loaded when it is wanted: most starts show none.
    from console.tui.dialogs.tour import Tour
    from console.tui.tour_steps import steps

    board = app.screen
    if not isinstance(board, PlaceScreen) or board.PLACE is not Place.CALLS:
        return False
    app.push_screen(Tour(board, steps(surroundings.keys), surroundings.glyphs))
    return True
