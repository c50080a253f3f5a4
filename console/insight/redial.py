"""Which calls it makes sense to place again, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.api.vocabulary import is_terminal, normal
from console.insight.catalogue import Redial
from console.insight.phone import e164, other_side
from console.insight.state import ended_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from console.api.records.call import Call
    from console.insight.catalogue import Row

_MACHINE = "voicemail"


@dataclass(frozen=True, slots=True)
class Again:
    """A call to place again.

    Attributes:
        call: the call that is to be placed once more.
        to: the number to call.
        not_before: when it is early enough; None for at once.
    """

    call: Call
    to: str
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A call that is not placed again, and why, as a sentence without its full stop."""

    call: Call
    why: str


@dataclass(frozen=True, slots=True)
class RedialPlan:
    """What redialling a group would do; every call given is in one list or the other."""

    to_dial: tuple[Again, ...]
    left_out: tuple[LeftOut, ...]


def plan_redial(
    calls: Iterable[Call],
    *,
    reasons: Mapping[str, Row | None],
    known: Iterable[Call],
    now: datetime,
    mended: bool = False,
) -> RedialPlan:
    """Decide about calls, the newest first; of several to one number the newest alone counts.

    Args:
        calls: those that somebody wants to place again.
        reasons: by call id why calls ended, those of `known` among them; a reason that nobody
            has explained, and none, speak not against calling again.
        known: other calls, among them all with the same numbers since the oldest of these.
        now: the server's time.
        mended: somebody says that what had to be mended first is.
    """
    since = _Since(known, reasons)
    decided: set[str] = set()
    to_dial: list[Again] = []
    left_out: list[LeftOut] = []
    for call in sorted(calls, key=_moment, reverse=True):
        number, row = _to(call), reasons.get(call.id)
        why = _impossible(call)
        if why is None:
            repeated = "a later call to the same number decides" if number in decided else None
            why = repeated or _advised_against(row, mended=mended) or since.settled(call)
            decided.add(number)
        if why is None:
            to_dial.append(Again(call, number, _earliest(call, row, now)))
        else:
            left_out.append(LeftOut(call, why))
    return RedialPlan(tuple(to_dial), tuple(left_out))


def _impossible(call: Call) -> str | None:
    if normal(call.type) == "web":
        return "a web call has no number to call"
    if normal(call.direction) == "inbound" or normal(call.type) == "inbound":
        return "it was the other side who called"
    for value, why in (
        (_to(call), "the record has no number to call"),
        (call.from_number, "the record does not say from which number"),
        (call.agent_id, "the record does not say which agent called"),
    ):
        if not value:
            return why
    if "variables" in call.unreadable:
        return "its variables cannot be read"
    if not is_terminal(call.status):
        return "it is still live"
    return None


def _advised_against(row: Row | None, *, mended: bool) -> str | None:
    if row is None:
        return None
    if row.redial is Redial.NEVER:
        return f"{row.name}: calling again makes no sense"
    if row.redial is Redial.AFTER_FIX and not mended:
        return f"{row.name}: has to be mended first"
    return None


def _earliest(call: Call, row: Row | None, now: datetime) -> datetime | None:
    ended = ended_at(call)
    if row is None or row.redial is not Redial.LATER or ended is None:
        return None
    return ended + row.after if ended + row.after > now else None


class _Since:
    """The last that is known of each number, to tell whether it has to be called again."""

    def __init__(self, known: Iterable[Call], reasons: Mapping[str, Row | None]) -> None:
        self._settled: dict[str, tuple[float, str]] = {}
        self._live: dict[str, set[str]] = {}
        for call in known:
            number = e164(other_side(call) or "")
            if not is_terminal(call.status):
                self._live.setdefault(number, set()).add(call.id)
            elif why := _settles(call, reasons.get(call.id)):
                before = self._settled.get(number, (float("-inf"), ""))
                self._settled[number] = max(before, (_moment(call), why))

    def settled(self, call: Call) -> str | None:
        """Why the number need not or must not be called again, if it is so."""
        number = _to(call)
        if self._live.get(number, set()) - {call.id}:
            return "a call with this number is live or ordered"
        moment, why = self._settled.get(number, (float("-inf"), ""))
        return why if moment > _moment(call) else None


def _settles(call: Call, row: Row | None) -> str | None:
    if _talked(call):
        return "they were reached since"
    if row is not None and row.redial is Redial.NEVER:
        return f"{row.name} since"
    return None


def _talked(call: Call) -> bool:
    """Whether somebody was reached: a machine is nobody."""
    if normal(call.status) != "completed":
        return False
    answered_by = (call.end_reason, call.outcome, call.analysis.outcome)
    return not any(normal(word).startswith(_MACHINE) for word in answered_by)


def _to(call: Call) -> str:
    return e164(call.to_number or "")


def _moment(call: Call) -> float:
    moment = ended_at(call)
    return moment.timestamp() if moment else float("-inf")
