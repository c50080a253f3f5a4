"""What there is to know before calls are placed again: why they ended, and what was since."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from console.api.vocabulary import normal
from console.insight.call_fields import moment_of
from console.insight.catalogue import Redial
from console.insight.filter_language import HISTORY
from console.insight.filter_tree import And, During, Field, Or
from console.insight.filters import Filter
from console.insight.phone import e164, other_side
from console.insight.reasons import reason_of
from console.insight.redial import plan_redial

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.insight.catalogue import Catalogue, Row
    from console.insight.redial import RedialPlan

_MOST_SINCE = 100
"""Later calls with one number that are looked at."""
_LONGEST_CALL = 4 * 3600.0
"""Calls lie in the archive by when they were ordered, and count by when they ended."""


@dataclass(frozen=True)
class Prospects:
    """Calls that somebody wants to place again.

    Attributes:
        calls: them.
        known: all calls with the same numbers since, as far as they are known.
        reasons: why they all ended, by id; None where nobody can say.
        catalogue: by which the reasons were found.
    """

    calls: tuple[Call, ...]
    known: tuple[Call, ...]
    reasons: Mapping[str, Row | None]
    catalogue: Catalogue

    def plan(self, now: datetime, *, mended: bool = False) -> RedialPlan:
        """Whom to call and whom not, by the server's time; see `plan_redial`."""
        return plan_redial(
            self.calls, reasons=self.reasons, known=self.known, now=now, mended=mended
        )

    @property
    def advice(self) -> Sequence[tuple[Row, int]]:
        """What the catalogue says of them, with how many calls it is about, the most first."""
        rows = [row for call in self.calls if (row := self.reasons.get(call.id))]
        counts = Counter(row.id for row in rows)
        by_id = {row.id: row for row in rows}
        return [(by_id[row_id], count) for row_id, count in counts.most_common()]

    @property
    def to_mend(self) -> Sequence[Row]:
        """What has to be mended before it makes sense to call some of them again."""
        return [row for row, _ in self.advice if row.redial is Redial.AFTER_FIX]


async def look_into(
    calls: Iterable[Call], *, board: Iterable[Call], archive: Calls, catalogue: Catalogue
) -> Prospects:
    """Find out about calls before they are placed again.

    Args:
        calls: those that somebody wants to place again.
        board: the calls that are known at present.
        archive: the history, asked for what was with each number since.
        catalogue: explains why calls end.

    Raises:
        ArchiveError: the history cannot be read.
    """
    wanted = tuple(calls)
    numbers = dict.fromkeys(number for call in wanted if (number := _number(call)))
    known = {call.id: call for call in board if e164(other_side(call) or "") in numbers}
    moments = [moment for call in wanted if (moment := moment_of(call))]
    begin = min(moments).timestamp() - _LONGEST_CALL if moments else 0.0
    for number in numbers:
        page = await archive.page(_with_number(number, begin), {}, limit=_MOST_SINCE)
        known = {call.id: call for call in page.calls} | known
    everything = (*known.values(), *wanted)

    def reasons() -> dict[str, Row | None]:
        found = ((call.id, reason_of(call, catalogue)) for call in everything)
        return {call_id: reason.row if reason else None for call_id, reason in found}

    return Prospects(
        wanted, tuple(known.values()), await asyncio.to_thread(reasons), catalogue
    )  # fmt: skip


def _number(call: Call) -> str:
    return "" if normal(call.type) == "web" else e164(other_side(call) or "")


def _with_number(number: str, begin: float) -> Filter:
    """The calls with a number that were ordered after `begin`, in seconds since 1970."""
    either = Or((Field("to", number), Field("from", number)))
    return Filter("", And((During(begin, inf), either)), HISTORY)
