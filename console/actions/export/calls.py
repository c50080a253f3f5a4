"""Calls written down for others: CSV and Markdown as a list, JSON and JSONL as whole records.

CSV is read by spreadsheets, which take what begins with `=`, `+`, `-` or `@` for a formula. Such
text, telephone numbers among it, gets an apostrophe before it, as they do it themselves; JSON has
everything exact.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.actions.export.file import NewFile
from console.insight.call_fields import slowest_ms
from console.insight.endings import outcome_words, result_words
from console.insight.phone import other_side, our_side
from console.insight.reasons import reason_of
from console.insight.telling import telling
from console.text import printable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.insight.catalogue import Catalogue
    from console.insight.filters import Filter

_PAGE = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Form(StrEnum):
    """The ways to write calls down, by their names for people."""

    CSV = "CSV"
    MARKDOWN = "Markdown"
    JSON = "JSON"
    JSONL = "JSONL"

    @property
    def ending(self) -> str:
        """Of its file."""
        return ".md" if self is Form.MARKDOWN else f".{self.value.lower()}"


@dataclass(frozen=True, slots=True)
class Source:
    """Calls to be written down.

    Attributes:
        what: which they are: "marked", "as the board shows them".
        count: how many.
        pages: reads them, some at a time; raises ArchiveError.
    """

    what: str
    count: int
    pages: Callable[[], AsyncGenerator[Sequence[Call]]]

    @classmethod
    def of(cls, calls: Sequence[Call], what: str) -> Source:
        """Calls that are at hand."""

        async def pages() -> AsyncGenerator[Sequence[Call]]:
            for at in range(0, len(calls), _PAGE):
                yield calls[at : at + _PAGE]

        return cls(what, len(calls), pages)


async def kept_source(
    archive: Calls,
    what: str,
    wanted: Filter,
    agents: Mapping[str, str],
    *,
    sort: str = "moment",
    descending: bool = True,
) -> Source:
    """All calls of the history that pass a filter at this moment: none that comes later is added.

    The arguments are those of `Calls.page`; how each call is, is read when it is written down.

    Raises:
        ArchiveError: they could not be read.
    """
    ids = await archive.ids(wanted, agents, sort=sort, descending=descending)

    async def pages() -> AsyncGenerator[Sequence[Call]]:
        for at in range(0, len(ids), _PAGE):
            yield await archive.those(ids[at : at + _PAGE])

    return Source(what, len(ids), pages)


class CallText:
    """Writes calls down in one form, some at a time."""

    def __init__(
        self, form: Form, agents: Mapping[str, str], zone: tzinfo, catalogue: Catalogue
    ) -> None:
        """Prepare.

        Args:
            form: how.
            agents: the names of agents by their ids.
            zone: the person's, in which times are written, with their offset.
            catalogue: explains why calls end.
        """
        self.form = form
        self._agents = agents
        self._zone = zone
        self._catalogue = catalogue

    def whole(self, calls: Sequence[Call]) -> str:
        """All at once."""
        return self.head() + self.rows(calls, first=True) + self.tail()

    def head(self) -> str:
        """What comes before the calls."""
        match self.form:
            case Form.CSV:
                return _csv([self._titles])
            case Form.MARKDOWN:
                return _markdown(self._titles) + _markdown("---" for _ in self._titles)
            case Form.JSON:
                return "[\n"
            case Form.JSONL:
                return ""

    def rows(self, calls: Sequence[Call], *, first: bool) -> str:
        """Some of the calls; `first` says that none came before them."""
        match self.form:
            case Form.CSV:
                return _csv([_safe(value) for value in self._values(call)] for call in calls)
            case Form.MARKDOWN:
                return "".join(map(_markdown, map(self._values, calls)))
            case Form.JSON:
                before = "" if first or not calls else ",\n"
                return before + ",\n".join(map(_json, calls))
            case Form.JSONL:
                return "".join(f"{_json(call)}\n" for call in calls)

    def tail(self) -> str:
        """What comes after the calls."""
        return "\n]\n" if self.form is Form.JSON else ""

    @property
    def _titles(self) -> tuple[str, ...]:
        return (
            "id", "created_at", "started_at", "ended_at", "status", "agent", "our_number",
            "direction", "other_side", "result", "end_reason", "outcome", "reason", "fault",
            "about", "duration_seconds", "slowest_turn_ms", "cost_cents",
        )  # fmt: skip

    def _values(self, call: Call) -> tuple[str, ...]:
        reason = reason_of(call, self._catalogue)
        return (
            call.id,
            self._moment(call.created_at),
            self._moment(call.started_at),
            self._moment(call.ended_at),
            call.status or "",
            self._agents.get(call.agent_id or "") or call.agent_id or "",
            our_side(call) or "",
            call.direction or call.type or "",
            other_side(call) or "",
            result_words(call),
            call.end_reason or "",
            outcome_words(call),
            f"{reason.words} {reason.code}".strip() if reason else "",
            reason.row.fault.value if reason and reason.row else "",
            " · ".join(telling(call.variables)),
            _number(call.duration_seconds),
            _number(slowest_ms(call)),
            _number(call.cost_cents),
        )

    def _moment(self, moment: datetime | None) -> str:
        return moment.astimezone(self._zone).isoformat(timespec="seconds") if moment else ""


async def write_calls(
    path: str, text: CallText, pages: AsyncIterator[Sequence[Call]]
) -> AsyncGenerator[int]:
    """Write calls to a new file as they are read; says after each page how many there are.

    Whoever asks for no more leaves no file behind, nor does an error.

    Raises:
        ExportError: the file exists, or cannot be written.
        ArchiveError: the calls could not be read.
    """
    file = await asyncio.to_thread(NewFile, path)
    count, complete = 0, False
    try:
        file.write(text.head())
        async for calls in pages:
            rows = await asyncio.to_thread(text.rows, calls, first=not count)
            await asyncio.to_thread(file.write, rows)
            count += len(calls)
            yield count
        file.write(text.tail())
        complete = True
    finally:
        file.close(keep=complete)


def _json(call: Call) -> str:
    return printable(json.dumps(dict(call.raw), ensure_ascii=False))


def _csv(rows: Iterable[Iterable[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _markdown(values: Iterable[str]) -> str:
    escaped = (value.replace("\\", "\\\\").replace("|", "\\|") for value in values)
    return f"| {' | '.join(escaped)} |\n"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
