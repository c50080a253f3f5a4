"""What goes into the history of texts: what was read, and what this console has made."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from console.actions.saving.plan import Kind
from console.archive.errors import ArchiveError
from console.archive.versions import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.archive.store import Archive
    from console.clock import Clock

TEXTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.MODEL: ("system_prompt",),
    Kind.AGENT: ("first_message", "job_description", "voicemail_message"),
}
"""The fields whose versions are kept."""

SOMEBODY_ELSE = "somebody else"
"""Who has made a version that this console did not save."""

_log = logging.getLogger(__name__)


class TextHistory:
    """Keeps the texts of records as versions."""

    def __init__(self, archive: Archive, clock: Clock, by: str) -> None:
        """Keep them in an archive; `by` is what it calls this console's user."""
        self._versions = archive.versions
        self._clock = clock
        self.by = by

    async def keep(
        self,
        kind: Kind,
        record: Model | Agent,
        *,
        ours: Collection[str] = (),
        source: Source = Source.SAVED,
        note: str = "",
    ) -> None:
        """Keep the texts of a record that are new.

        Args:
            kind: what the record is.
            record: as it was read.
            ours: the fields that this console has made; all others were merely seen.
            source: how it has made them.
            note: what to say of them.
        """
        at = record.updated_at or self._clock.now()
        try:
            for field in TEXTS[kind]:
                text = record.raw.get(field)
                if not isinstance(text, str):
                    continue
                mine = field in ours
                await self._versions.saw(
                    record.id,
                    field,
                    text,
                    at=at,
                    source=source if mine else Source.SEEN,
                    by=self.by if mine else SOMEBODY_ELSE,
                    note=note if mine else "",
                )
        except ArchiveError as error:
            # A history that cannot be kept must not keep anybody from saving.
            _log.warning("A version was not kept: %s", error)
