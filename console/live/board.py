"""The calls that are known, by id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from console.api.records.call import Call
from console.api.vocabulary import is_terminal
from console.insight.precedence import supersedes
from console.live.changes import Change, merge
from console.live.listeners import Listeners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

REQUEST_ID = "client_request_id"
"""The metadata key that ties a call on the platform to the request that asked for it."""

_EXPECTATION = 60.0
_MARK = 60.0
_KEEP_LOST = 300.0
_A_MOMENT = timedelta(microseconds=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Presence(StrEnum):
    """Whether the platform still has a call, as far as the last reads tell."""

    HERE = "here"
    CHECKING = "checking"  # it left the lists, and is being read by its id
    GONE = "gone"  # the platform knows it no longer
    EXPECTED = "expected"  # asked for; whether the platform took it is not known yet
    NOT_SEEN = "not seen"  # asked for, and not seen for a minute


@dataclass(frozen=True, slots=True)
class Row:
    """One call as it stands on the board.

    Attributes:
        call: the newest believed read.
        as_of: monotonic seconds at which the last read that showed it was sent.
        presence: whether the platform still has it.
        doing: what the operator has asked for and no read has confirmed yet.
        ended: whether the call has ended.
        last_seen: when a read last showed a call that is gone, by the server's clock.
    """

    call: Call
    as_of: float
    presence: Presence = Presence.HERE
    doing: str | None = None
    ended: bool = False
    last_seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What has become of a call that a request asked for.

    Attributes:
        request_id: the request's own id.
        call_id: the call; None when it was not seen for a minute. It may be seen even later.
    """

    request_id: str
    call_id: str | None


@dataclass(frozen=True, slots=True)
class _Mark:
    since: float
    confirms: Callable[[Call], bool]


def has_ended(call: Call) -> bool:
    """Whether the call is over, by its own word."""
    return is_terminal(call.status)


class Board:
    """Every live call, those that ended lately, and those that were asked for.

    Nothing leaves because a request failed: only `expire`, `remove` and `forget` take rows away.
    It has no clock; every time is passed in.

    Attributes:
        keep: how long an ended call stays. One that is gone, or was never seen, leaves after
            five minutes.
        most_ended: how many ended calls stay at most; the longest ended go first.
        on_settled: told when a call that was asked for is seen, or has not been for a minute.
    """

    def __init__(self, keep: timedelta = timedelta(minutes=30), most_ended: int = 2000) -> None:
        self.keep = keep
        self.most_ended = most_ended
        self.on_settled: Listeners[Settled] = Listeners()
        self._rows: dict[str, Row] = {}
        self.rows: Mapping[str, Row] = MappingProxyType(self._rows)
        self._marks: dict[str, _Mark] = {}
        self._expected: dict[str, float] = {}
        self._unseen: set[str] = set()
        self._became: dict[str, str] = {}
        self._lost: dict[str, float] = {}
        self._kept_from = _LONG_AGO

    def apply(self, calls: Iterable[Call], as_of: float) -> Change:
        """Take in calls that one read has shown, sent at monotonic `as_of`.

        A call that ended before the time from which `expire` keeps them is not taken in.
        """
        added: dict[str, None] = {}
        changed: dict[str, None] = {}
        unchanged: dict[str, None] = {}
        removed: list[str] = []
        for call in calls:
            held = self._rows.get(call.id)
            if held is None:
                if self._is_over(call):
                    continue
                removed += self._bind(call.metadata.get(REQUEST_ID), call.id)
                self._rows[call.id] = Row(call, as_of, ended=has_ended(call))
                added[call.id] = None
                continue
            removed += self._bind(call.metadata.get(REQUEST_ID), call.id)
            row = self._read_again(held, call, as_of)
            self._rows[call.id] = row
            if _looks_the_same(held, row):
                unchanged[call.id] = None
            elif call.id not in added:
                changed[call.id] = None
        return Change(
            tuple(added),
            tuple(removed),
            tuple(changed),
            tuple(i for i in unchanged if i not in added and i not in changed),
        )

    def set_presence(self, call_ids: Iterable[str], presence: Presence) -> Change:
        """Say that calls left the lists (CHECKING), or were never in them (NOT_SEEN)."""
        return self._alter(call_ids, lambda row: replace(row, presence=presence))

    def lose(self, call_ids: Iterable[str], wall: datetime, now: float) -> Change:
        """Say that the platform knows calls no longer, at the server's time and monotonic `now`."""

        def lost(row: Row) -> Row:
            if row.presence is Presence.GONE:
                return row
            seen = wall - timedelta(seconds=now - row.as_of)
            return replace(row, presence=Presence.GONE, last_seen=seen)

        return self._alter(call_ids, lost)

    def remove(self, call_ids: Iterable[str]) -> Change:
        """Take rows away."""
        return Change(removed=tuple(i for i in call_ids if self._take(i)))

    def mark(
        self, call_id: str, doing: str, as_of: float, confirms: Callable[[Call], bool] = has_ended
    ) -> Change:
        """Show that something was asked for, until a read confirms it or a minute has passed.

        Args:
            call_id: the call it was asked of.
            doing: the words to show, such as "stopping".
            as_of: monotonic seconds of the asking.
            confirms: whether a read of the call shows that it was done.
        """
        self._marks[call_id] = _Mark(as_of, confirms)
        return self._alter((call_id,), lambda row: replace(row, doing=doing))

    def unmark(self, call_id: str) -> Change:
        """Take a mark away: what was asked for was refused."""
        self._marks.pop(call_id, None)
        return self._alter((call_id,), lambda row: replace(row, doing=None))

    def expect(self, request_id: str, body: Mapping[str, object], as_of: float) -> Change:
        """Hold a place for a call that a request asks for, until a read shows it.

        Args:
            request_id: what the request carries in its metadata as `client_request_id`.
            body: the request's body; its fields are shown as the call's.
            as_of: monotonic seconds of the asking.
        """
        place = place_of(request_id)
        for call_id, row in self._rows.items():
            if row.call.metadata.get(REQUEST_ID) == request_id:
                self._became[place] = call_id
                return Change()
        call = Call.read({"direction": "outbound", **body, "id": place, "status": None})
        self._rows[place] = Row(call, as_of, Presence.EXPECTED)
        self._expected[request_id] = as_of
        self._unseen.add(request_id)
        return Change(added=(place,))

    def bind(self, request_id: str, call_id: str) -> Change:
        """Say which call a request has become: its answer names it."""
        return Change(removed=self._bind(request_id, call_id))

    def dismiss(self, call_id: str) -> Change:
        """Take a row away that stands for no call: one that is gone, or was never seen."""
        row = self._rows.get(call_id)
        lost = row is not None and row.presence in _NOT_ON_THE_PLATFORM
        return self.remove((call_id,) if lost else ())

    def forget(self, request_id: str) -> Change:
        """Take an expected call away: it is certain that the platform did not take it."""
        self._expected.pop(request_id, None)
        self._unseen.discard(request_id)
        return self.remove((place_of(request_id),))

    def resolve(self, call_id: str) -> str:
        """The id of the call that a held place has become; any other id as it is."""
        return self._became.get(call_id, call_id)

    def is_a_place(self, call_id: str) -> bool:
        """Whether this row only holds the place of a call that no read has shown yet."""
        row = self._rows.get(call_id)
        return row is not None and row.presence in {Presence.EXPECTED, Presence.NOT_SEEN}

    def expire(self, wall: datetime, now: float) -> Change:
        """Let go of calls that ended longer than `keep` ago, and of those long lost.

        Args:
            wall: the server's wall time: ends are told by its clock.
            now: monotonic seconds.
        """
        self._kept_from = max(self._kept_from, wall - self.keep)
        ended = sorted((_moment_of(r.call), i) for i, r in self._rows.items() if r.ended)
        for moment, _ in ended[: max(0, len(ended) - self.most_ended)]:
            self._kept_from = max(self._kept_from, moment + _A_MOMENT)
        overdue = [i for moment, i in ended if moment < self._kept_from]
        self._lost = {
            call_id: self._lost.get(call_id, now)
            for call_id, row in self._rows.items()
            if row.presence in _NOT_ON_THE_PLATFORM and not row.ended
        }
        overdue += [i for i, since in self._lost.items() if now - since > _KEEP_LOST]
        return self.remove(overdue)

    def give_up(self, now: float) -> Change:
        """Give up marks and expectations that no read has confirmed for a minute, at `now`."""
        change = Change()
        for call_id in [i for i, mark in self._marks.items() if now - mark.since > _MARK]:
            change = merge(change, self.unmark(call_id))
        for request_id in [r for r, at in self._expected.items() if now - at > _EXPECTATION]:
            del self._expected[request_id]
            change = merge(change, self.set_presence((place_of(request_id),), Presence.NOT_SEEN))
            self.on_settled.tell(Settled(request_id, None))
        return change

    def slept(self, seconds: float) -> None:
        """The machine was asleep for so long: every row is that much older."""
        for call_id, row in self._rows.items():
            self._rows[call_id] = replace(row, as_of=row.as_of - seconds)

    def live_unseen_since(self, moment: float) -> list[str]:
        """Ids of live calls that no read sent at or after monotonic `moment` has shown."""
        return [
            call_id
            for call_id, row in self._rows.items()
            if not row.ended and row.as_of < moment and row.presence in _ON_THE_PLATFORM
        ]

    def _read_again(self, held: Row, call: Call, as_of: float) -> Row:
        mark = self._marks.get(call.id)
        if mark is not None and as_of >= mark.since and mark.confirms(call):
            del self._marks[call.id]
            mark = None
        believed = held.call if call == held.call else call
        if not supersedes(call, as_of, held.call, held.as_of):
            believed = held.call
        return Row(
            believed,
            max(as_of, held.as_of),
            Presence.HERE if as_of >= held.as_of else held.presence,
            held.doing if mark else None,
            has_ended(believed),
        )

    def _bind(self, request_id: str | None, call_id: str) -> tuple[str, ...]:
        """Give up the place that was held for this call, if one was."""
        if request_id is None or request_id not in self._unseen:
            return ()
        place = place_of(request_id)
        self._unseen.remove(request_id)
        self._expected.pop(request_id, None)
        self._became[place] = call_id
        self.on_settled.tell(Settled(request_id, call_id))
        return (place,) if self._take(place) else ()

    def _alter(self, call_ids: Iterable[str], alter: Callable[[Row], Row]) -> Change:
        changed: list[str] = []
        for call_id in call_ids:
            held = self._rows.get(call_id)
            if held is not None and (row := alter(held)) != held:
                self._rows[call_id] = row
                changed.append(call_id)
        return Change(changed=tuple(changed))

    def _take(self, call_id: str) -> bool:
        self._marks.pop(call_id, None)
        return self._rows.pop(call_id, None) is not None

    def _is_over(self, call: Call) -> bool:
        return has_ended(call) and _moment_of(call) < self._kept_from


def _moment_of(call: Call) -> datetime:
    """When a call ended, as far as its record tells."""
    return call.ended_at or call.updated_at or call.created_at or _NEVER


_ON_THE_PLATFORM = (Presence.HERE, Presence.CHECKING)
_NOT_ON_THE_PLATFORM = (Presence.GONE, Presence.NOT_SEEN)


def place_of(request_id: str) -> str:
    """The id of the row that holds the place of a call that was asked for."""
    return f"expected:{request_id}"


def _looks_the_same(held: Row, row: Row) -> bool:
    return (
        held.call is row.call
        and held.presence is row.presence
        and held.doing == row.doing
        and held.ended == row.ended
    )
