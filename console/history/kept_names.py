"""The names of records, kept with the calls: a shell completes them without asking anybody."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from console.archive.errors import ArchiveError
from console.archive.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.archive.marks import Marks
    from console.live.changes import Change
    from console.live.listeners import Listeners


class Named(Protocol):
    """Has a name, mostly."""

    @property
    def name(self) -> str | None:
        """What people call it."""
        ...


class Directory(Protocol):
    """Records by their ids, which change."""

    on_change: Listeners[Change]

    @property
    def records(self) -> Mapping[str, Named]:
        """What is known."""
        ...


class KeptNames:
    """Keeps them whenever they have changed."""

    def __init__(self, directory: Directory, marks: Marks, mark: str) -> None:
        """Keep the names in `directory` under the name of a `mark`."""
        self._directory = directory
        self._marks = marks
        self._mark = mark
        self._changed = asyncio.Event()
        directory.on_change.add(self._hear)

    async def run(self) -> None:
        """Keep the names up to date. Ends only by cancellation."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            records = self._directory.records.items()
            names = {record_id: record.name for record_id, record in records if record.name}
            with suppress(ArchiveError):  # the next change is kept again
                await self._marks.keep(Mark(self._mark, names))

    def _hear(self, _: Change) -> None:
        self._changed.set()
