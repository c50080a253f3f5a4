"""The columns of the list of credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.tui.screens.credentials.view import (
    UNUSED,
    CredentialsView,
    by_name,
    masked_key,
    name_of,
    user_count,
)
from console.tui.screens.prompts.view import changed
from console.tui.widgets.live_table.columns import Cell, Cells, Column, Flexible, Tone

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from console.api.records.credential import Credential
    from console.tui.glyphs import Glyphs

_WHOLE_KEY = 16
_END_OF_KEY = 12
"""Characters of a masked key where there is little room: its end is what tells keys apart."""


class CredentialColumns:
    """Draws the cells of a credential: whose key it is, what goes by it, how old it is."""

    def __init__(self, view: CredentialsView, glyphs: Glyphs, zone: tzinfo) -> None:
        self._view = view
        self._glyphs = glyphs
        self._zone = zone

    def wide(self) -> tuple[Column[Credential], ...]:
        """All columns; the least important leave first where they do not fit."""
        return (
            *self._beginning(_WHOLE_KEY, used=24),
            Column(
                "created",
                "CREATED",
                lambda credential: self._age(credential.created_at),
                8,
                align="right",
                sort=lambda credential: credential.created_at,
                importance=3,
                ticks=True,
                flashes=False,
            ),
            Column(
                "changed",
                "CHANGED",
                self._changed,
                8,
                align="right",
                sort=lambda credential: credential.updated_at,
                importance=4,
                ticks=True,
                flashes=False,
            ),
        )

    def narrow(self) -> tuple[Column[Credential], ...]:
        """Whose key it is, and what goes by it."""
        return self._beginning(_END_OF_KEY, used=18)

    def _beginning(self, key: int, *, used: int) -> tuple[Column[Credential], ...]:
        return (
            Column(
                "name",
                "NAME",
                lambda credential: Cell(name_of(credential)),
                Flexible(24, 3),
                sort=lambda credential: name_of(credential).casefold(),
                importance=10,
            ),
            Column(
                "provider",
                "PROVIDER",
                lambda credential: Cell(credential.provider or self._glyphs.ended, Tone.DIM),
                10,
                sort=by_name,
                importance=8,
            ),
            Column(
                "key",
                "KEY",
                lambda credential: self._key(credential, key),
                key + 2,
                sort=masked_key,
                importance=7,
                ticks=True,
            ),
            Column(
                "used",
                "USED BY",
                self._used,
                Flexible(used, 4),
                sort=lambda credential: -user_count(self._view.uses(credential)),
                importance=9,
            ),
        )

    def _key(self, credential: Credential, room: int) -> Cells:
        key = masked_key(credential)
        shown = key if len(key) <= room else self._glyphs.ellipsis + key[1 - room :]
        if self._view.is_worse(credential):
            return Cell(f"{shown} {self._glyphs.warning}", Tone.ALARM)
        return Cell(shown or self._glyphs.ended, Tone.DIM)

    def _used(self, credential: Credential) -> Cells:
        uses = self._view.uses(credential)
        if self._view.is_unused(credential):
            return Cell(UNUSED, Tone.WARN)
        if uses.complete:
            return Cell(uses.words)
        reading = Cell(self._glyphs.ellipsis, Tone.DIM)
        return (Cell(f"{uses.words} "), reading) if uses.words else reading

    def _changed(self, credential: Credential) -> Cell:
        if credential.updated_at in {None, credential.created_at}:
            return Cell(self._glyphs.ended, Tone.DIM)
        return self._age(credential.updated_at)

    def _age(self, moment: datetime | None) -> Cell:
        return Cell(changed(moment, self._view.now(), self._zone), Tone.DIM)
