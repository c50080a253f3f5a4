"""Keeping what was chosen, and saying where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.accounts.errors import AccountError
from console.accounts.preferences import COLUMNS, COLUMNS_OF
from console.accounts.rules import words_of
from console.accounts.toml_files import line_of, read_text
from console.tui.dialogs.choose_columns import ChooseColumns

if TYPE_CHECKING:
    from pathlib import Path

    from console.tui.screens.place_screen import PlaceScreen


async def keep(screen: PlaceScreen, name: str, value: Any, *, later: bool = False) -> None:
    """Keep a preference and say so on the screen's status line.

    Args:
        screen: where it was chosen.
        name: as `Preferring` has it.
        value: what it is from now on; None for the default.
        later: whether that shows only when the console is opened again.
    """
    what = _told(name, value)
    when = ", from the next start on" if later else ""
    try:
        path = await screen.surroundings.preferring.keep(name, value)
    except AccountError as error:
        screen.say(f"{what} for this session. {error.words}", trouble=True)
    else:
        table, _, key = name.rpartition(".")
        screen.say(f"{what}{when}.{written(path, (table or 'console', key))}")


def _told(name: str, value: Any) -> str:
    table, _, key = name.rpartition(".")
    title = key.replace("_", " ")
    if table == COLUMNS:
        return f"{title}: {'as they come' if value is None else f'{len(value)} columns'}"
    return f"{title}: default" if value is None else f"{title} is {words_of(value) or 'empty'}"


def written(path: Path | None, keys: tuple[str, ...]) -> str:
    """Where something stands now, as a sentence of its own."""
    if path is None:
        return ""
    line = line_of(read_text(path), keys)
    return f" Written to {path.name}, line {line}." if line else f" {path.name} is written."


async def choose_columns(screen: PlaceScreen, place: str) -> None:
    """Let a person choose a list's columns, show them meanwhile, and keep them."""
    preferring = screen.surroundings.preferring
    name, known = f"{COLUMNS}.{place}", COLUMNS_OF[place]
    chosen = await screen.app.push_screen_wait(
        ChooseColumns(
            place,
            known,
            preferring.now.columns.get(place, known),
            show=lambda columns: preferring.try_out(name, columns),
            glyphs=screen.surroundings.glyphs,
        )
    )
    if chosen is None:
        preferring.take_back()
    else:
        await keep(screen, name, chosen if chosen not in {(), known} else None)
