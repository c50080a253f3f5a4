"""Keeps on disk what a person has changed in a record, while nobody has saved it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from console.archive.drafts import Draft
from console.archive.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from console.actions.saving.plan import Kind
    from console.archive.drafts import Drafts
    from console.clock import Clock

Changes = tuple["Mapping[str, Any]", "Mapping[str, Any]"]
"""The raw record as it was opened, and the exact new values of the fields that were changed."""

_DELAY = 0.5


class DraftKeeper:
    """The draft of one record that is open for editing.

    Each change is on disk half a second later, with all that came meanwhile; no two writes
    overlap. When the changes are undone or saved, the draft goes.

    Attributes:
        trouble: why the draft is not on disk, in a sentence; empty when all is well.
    """

    def __init__(
        self,
        drafts: Drafts,
        kind: Kind,
        record_id: str,
        clock: Clock,
        changes: Callable[[], Changes],
        *,
        on_trouble: Callable[[str], None],
    ) -> None:
        """Keep the draft of one record.

        Args:
            drafts: where drafts are kept.
            kind: what the record is.
            record_id: which one it is.
            clock: what time it is.
            changes: gives what is to be kept, asked when it is written.
            on_trouble: told why a draft could not be kept, once until one can be again.
        """
        self.trouble = ""
        self._drafts = drafts
        self._kind = kind
        self._record_id = record_id
        self._clock = clock
        self._changes = changes
        self._on_trouble = on_trouble
        self._due = False
        self._on_disk = False
        self._keeping: asyncio.Task[None] | None = None

    async def found(self) -> Draft | None:
        """The draft that an earlier editing has left, if there is one."""
        try:
            draft = await self._drafts.of(self._record_id)
        except ArchiveError as error:
            self._troubled(error)
            return None
        self._on_disk = draft is not None
        return draft

    def changed(self) -> None:
        """Say that something was changed, undone or saved: the draft follows soon."""
        self._due = True
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_soon())

    async def keep(self) -> bool:
        """Bring the draft up to date now; true when it is."""
        if not self._due:
            return True
        self._due = False
        base, edited = self._changes()
        if not edited:
            return await self.drop()
        draft = Draft(self._kind, base, edited, self._clock.now())
        try:
            await self._drafts.keep(self._record_id, draft)
        except ArchiveError as error:
            self._due = True
            self._troubled(error)
            return False
        self._on_disk = True
        self.trouble = ""
        return True

    async def drop(self) -> bool:
        """Forget the draft, also what was to be kept soon; true when it is forgotten."""
        self._due = False
        if self._on_disk:
            try:
                await self._drafts.drop(self._record_id)
            except ArchiveError as error:
                self._troubled(error)
                return False
        self._on_disk = False
        self.trouble = ""
        return True

    async def finish(self) -> None:
        """Keep what has not been kept yet and stop: the record is not open any more."""
        if self._keeping is not None:
            self._keeping.cancel()
        await self.keep()

    async def _keep_soon(self) -> None:
        while self._due:
            await self._clock.sleep(_DELAY)
            if not await self.keep():
                return

    def _troubled(self, error: ArchiveError) -> None:
        words = str(error)
        if words != self.trouble:
            self.trouble = words
            self._on_trouble(words)
