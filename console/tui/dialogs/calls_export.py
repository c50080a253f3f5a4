"""Calls to take away: how the first of them read in each form, and all of them copied or written.

Calls of the history may be a million: they go page by page into a file, with a way to stop.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from datetime import UTC
from typing import TYPE_CHECKING

from textual import work

from console.actions.export import calls as call_export
from console.actions.export.calls import CallText, Source, write_calls
from console.actions.export.file import ExportError, target_of
from console.archive.errors import ArchiveError
from console.tui.dialogs.export import Export, Form
from console.tui.dialogs.series import Series

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from console.api.records.call import Call
    from console.insight.catalogue import Catalogue
    from console.tui.glyphs import Glyphs

MOST_COPIED = 2_000
"""Calls that go to the clipboard at most."""
SHOWN = 10
"""Calls that are shown before."""
_NOTES = {
    call_export.Form.CSV: "phone numbers as text, after an apostrophe",
    call_export.Form.MARKDOWN: "",
    call_export.Form.JSON: "whole records, with what was said",
    call_export.Form.JSONL: "whole records, with what was said",
}


class CallsExport(Export):
    """Shows the first calls in one form at a time; all of them are copied or written."""

    def __init__(
        self,
        source: Source,
        first: Sequence[Call],
        *,
        agents: Mapping[str, str],
        catalogue: Catalogue,
        now: datetime,
        glyphs: Glyphs,
    ) -> None:
        """Build the dialog.

        Args:
            source: the calls.
            first: the first of them, to be shown, `SHOWN` at most.
            agents: the names of agents by their ids.
            catalogue: explains why calls end.
            now: the moment, in the person's zone, in which times are written.
            glyphs: the signs to draw with.
        """
        self._source = source
        self._proposed = f"calls-{now:%Y-%m-%d}"
        zone = now.tzinfo or UTC
        self._texts = {form: CallText(form, agents, zone, catalogue) for form in call_export.Form}
        forms = [
            Form(form.value, text.whole(first), form.ending, _NOTES[form])
            for form, text in self._texts.items()
        ]
        shown = f"{len(first)} are shown" if source.count > len(first) else ""
        note = " · ".join(filter(None, (source.what, shown)))
        super().__init__(_name(source), note, forms, glyphs)

    @property
    def file_name(self) -> str:
        """By the day: how many they are says nothing a month later."""
        return self._proposed

    def action_copy(self) -> None:
        """Put all of them into the clipboard, if they are not too many."""
        self._copy()

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def _copy(self) -> None:
        calls: list[Call] = []
        try:
            async for page in self._source.pages():
                calls += page
                if len(calls) > MOST_COPIED:
                    words = f"More than {MOST_COPIED:,} calls are too many to copy: f writes a file"
                    self.tell(words, trouble=True)
                    return
        except ArchiveError as error:
            self.tell(str(error), trouble=True)
            return
        self.app.copy_to_clipboard(await asyncio.to_thread(self._text.whole, calls))

    async def write(self, path: str) -> Path | None:
        """Write all of them, page by page; None when somebody stopped it."""
        trouble: ExportError | None = None

        async def writing() -> AsyncGenerator[int]:
            nonlocal trouble
            pages = write_calls(path, self._text, self._source.pages())
            try:
                async with aclosing(pages):
                    async for count in pages:
                        yield count
            except ArchiveError as error:
                trouble = ExportError(str(error))
            except ExportError as error:
                trouble = error

        series = Series(f"Writing {self.form.words}", self._source.count, "calls", writing())
        complete = await self.app.push_screen_wait(series)
        if trouble is not None:
            raise trouble
        return target_of(path) if complete else None

    @property
    def _text(self) -> CallText:
        return self._texts[call_export.Form(self.form.words)]


def _name(source: Source) -> str:
    return "1 call" if source.count == 1 else f"{source.count:,} calls"
