"""A list of records that changes slowly: agents, models, numbers, credentials."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from console.api.pages import Listing
from console.api.records.base import Reading
from console.live.changes import Change
from console.live.emptiness import Emptiness
from console.live.feed import Feed, SuspiciousError
from console.live.listeners import Listeners

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from random import Random

    from console.clock import Clock
    from console.live.freshness import Freshness
    from console.live.link import Link

R = TypeVar("R", bound=Reading)

_INTERVAL = 60.0
_IDLE_INTERVAL = 300.0


class Directory(Generic[R]):
    """All records of one kind, read whole each minute.

    Attributes:
        on_change: told when a reading differs from what was known.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[], Awaitable[Iterable[R]]],
        key: Callable[[R], str],
        *,
        link: Link,
        clock: Clock,
        rng: Random,
    ) -> None:
        """Read all records by `read`, and know each by its `key`."""
        self.on_change: Listeners[Change] = Listeners()
        self._read = read
        self._key = key
        self._link = link
        self._records: dict[str, R] = {}
        self._unreadable = 0
        self._emptiness = Emptiness()
        self._feed = Feed(
            name,
            self._poll,
            interval=_INTERVAL,
            idle_interval=_IDLE_INTERVAL,
            link=link,
            clock=clock,
            rng=rng,
        )

    @property
    def records(self) -> Mapping[str, R]:
        """What is known, by key, in the API's order."""
        return MappingProxyType(self._records)

    @property
    def freshness(self) -> Freshness:
        """How old the records are at present, and why."""
        return replace(self._feed.freshness, unreadable=self._unreadable)

    @property
    def attended(self) -> bool:
        """Whether somebody looks; when nobody does, readings are rarer."""
        return self._feed.attended

    @attended.setter
    def attended(self, attended: bool) -> None:
        self._feed.attended = attended

    async def run(self) -> None:
        """Keep the records up to date. Ends only by cancellation."""
        await self._feed.run()

    async def read(self) -> Mapping[str, R]:
        """Read the records once, for those who do not run the directory.

        Raises:
            ApiError: they could not be read.
        """
        await self._feed.read()
        return self.records

    def look_again(self) -> None:
        """Read at once, out of turn."""
        self._feed.look_again()

    def slept(self, seconds: float) -> None:
        """The machine was asleep for so long: age everything, and ask at once."""
        self._feed.slept(seconds)

    async def _poll(self) -> None:
        answer = await self._link.ask(self._read)
        came = {self._key(record): record for record in answer.value}
        if not self._emptiness.believe(held=len(self._records), came=len(came)):
            raise SuspiciousError
        held = self._records
        self._records = came
        read: object = answer.value
        self._unreadable = read.unreadable if isinstance(read, Listing) else 0
        change = Change(
            added=tuple(k for k in came if k not in held),
            removed=tuple(k for k in held if k not in came),
            changed=tuple(k for k in came if k in held and came[k] != held[k]),
            unchanged=tuple(k for k in came if k in held and came[k] == held[k]),
        )
        if change:
            self.on_change.tell(change)
