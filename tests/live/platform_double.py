"""A platform in memory, on a fake clock, that counts what it is asked."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from console.api.errors import ApiError, Trouble
from console.api.pages import Page
from console.api.records.call import Call
from console.live.board import Board
from console.live.budget import RequestBudget
from console.live.calls import LiveCalls
from console.live.link import Link
from tests.fakes import NOON, FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.live.changes import Change


def call(call_id: str, status: str | None = "in_progress", **fields: Any) -> Call:
    """A call as the API would send it."""
    return Call.read({"id": call_id, "status": status, **fields})


def at(seconds: float, start: datetime = NOON) -> str:
    """A time so many seconds after noon, as the API writes it."""
    return (start + timedelta(seconds=seconds)).isoformat()


def unreachable() -> ApiError:
    return ApiError(Trouble.UNREACHABLE, "Nobody answers.")


class Platform:
    """Calls that a test writes down, listed as the API lists them.

    Attributes:
        asked: every request, as "status:queued", "newest", "by id".
        at: the monotonic time of each request.
        fault: called before each request; what it raises is the answer.
        newest_first: how the list of all calls is sorted; None: not at all.
    """

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.known: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.at: list[float] = []
        self.read_ids: list[str] = []
        self.fault: Callable[[], None] = lambda: None
        self.newest_first: bool | None = True
        self.takes = 0.0
        self.clock_skew: float | None = None
        self._changes = 0
        self._lists: dict[str | None, tuple[tuple[int, int], list[dict[str, Any]]]] = {}

    @property
    def calls(self) -> Platform:
        return self

    def has(self, call_id: str, status: str = "in_progress", **fields: Any) -> None:
        """Put a call there, or change it."""
        self._changes += 1
        held = self.known.get(call_id, {"id": call_id, "created_at": self._now()})
        self.known[call_id] = {**held, "status": status, "updated_at": self._now(), **fields}

    async def page(
        self,
        *,
        status: str | None = None,
        limit: int = 20,
        offset: int = 0,
        previous: Page[Call] | None = None,
    ) -> Page[Call]:
        await self._answer(f"status:{status}" if status else "newest")
        rows = self._listed(status)
        part = rows[offset : offset + limit]
        known = {c.id: c for c in previous.items} if previous else {}
        items = [
            known[c["id"]] if c["id"] in known and known[c["id"]].raw == c else Call.read(c)
            for c in part
        ]
        return Page(
            items=tuple(items),
            unreadable=(),
            total=len(rows),
            next_cursor=None,
            has_more=offset + len(part) < len(rows),
            digest=b"",
        )

    async def get(self, call_id: str) -> Call:
        self.read_ids.append(call_id)
        await self._answer("by id")
        if call_id not in self.known:
            raise ApiError(Trouble.NOT_FOUND, "No such call.", status=404, sent=True)
        return Call.read(self.known[call_id])

    def count(self) -> Counter[str]:
        """How often each question was asked since the last count."""
        counted = Counter(self.asked)
        self.asked.clear()
        self.at.clear()
        return counted

    def _listed(self, status: str | None) -> list[dict[str, Any]]:
        state = (len(self.known), self._changes)
        listed = self._lists.get(status)
        if listed is None or listed[0] != state:
            rows = [c for c in self.known.values() if status is None or c["status"] == status]
            if self.newest_first is None:
                rows.sort(key=lambda c: hash(c["id"]))
            else:
                rows.sort(key=lambda c: (c["created_at"], c["id"]), reverse=self.newest_first)
            listed = self._lists[status] = (state, rows)
        return listed[1]

    async def _answer(self, question: str) -> None:
        self.asked.append(question)
        self.at.append(self.clock.monotonic())
        if self.takes:
            await self.clock.sleep(self.takes)
        self.fault()

    def _now(self) -> str:
        return self.clock.now().isoformat()


class Console:
    """Live calls on a platform, and every change that came out."""

    def __init__(self, platform: Platform, *, rate: float | None = None) -> None:
        clock = platform.clock
        budget = RequestBudget(clock, rate, burst=rate) if rate else None
        rng = Random(7)
        self.link = Link(lambda: platform.page(limit=1), clock, rng, budget)
        self.board = Board()
        self.live = LiveCalls(platform, self.board, self.link, clock, rng)
        self.changes: list[Change] = []
        self.live.on_change.add(self.changes.append)

    def statuses(self) -> dict[str, str | None]:
        return {call_id: row.call.status for call_id, row in self.board.rows.items()}
