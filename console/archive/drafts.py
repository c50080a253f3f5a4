"""Changes that nobody has saved yet, so that no way out of the console loses them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from console.archive.schema import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from console.archive.store import Archive


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has changed in one record."""

    kind: str
    """What the record is: "model" or "agent"."""
    base_raw: Mapping[str, Any]
    """The record as it was when it was opened."""
    edited: Mapping[str, Any]
    """The new values of the fields that were changed."""
    at: datetime
    """When it was last changed."""


class Drafts:
    """One draft for each record: of two consoles that edit the same one, the later counts."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def keep(self, record_id: str, draft: Draft) -> None:
        """Keep a draft, in place of an earlier one. On disk when this returns.

        Raises:
            ArchiveError: it could not be kept.
        """
        row = (
            record_id,
            draft.kind,
            json.dumps(dict(draft.base_raw)),
            json.dumps(dict(draft.edited)),
            stamp(draft.at),
        )
        await self._archive.write(
            lambda c: c.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)", row)
        )

    async def of(self, record_id: str) -> Draft | None:
        """The draft of one record, if there is one.

        Raises:
            ArchiveError: it could not be read.
        """
        return (await self.all()).get(record_id)

    async def all(self) -> Mapping[str, Draft]:
        """Every draft by its record's id, the latest first.

        Raises:
            ArchiveError: they could not be read.
        """
        return await self._archive.read(_all)

    async def drop(self, record_id: str) -> None:
        """Forget a record's draft, if there is one.

        Raises:
            ArchiveError: it could not be forgotten.
        """
        await self._archive.write(
            lambda c: c.execute("DELETE FROM drafts WHERE record_id = ?", (record_id,))
        )


def _all(connection: sqlite3.Connection) -> dict[str, Draft]:
    rows = connection.execute(
        "SELECT record_id, kind, base, edited, at FROM drafts ORDER BY at DESC"
    )
    return {
        record_id: Draft(kind, json.loads(base), json.loads(edited), datetime.fromisoformat(at))
        for record_id, kind, base, edited, at in rows
    }
