"""One polled question."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from console.api.errors import ApiError, Trouble
from console.live.alarm import Alarm
from console.live.backoff import until_retry
from console.live.freshness import Freshness

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from random import Random

    from console.clock import Clock
    from console.live.link import Link

_log = logging.getLogger(__name__)

_JITTER = 0.1
_FORBIDDEN_INTERVAL = 300.0
_ASKED_INTERVAL = 1.0


class SuspiciousError(Exception):
    """A poll raises this when its answer must be confirmed by another before it is believed."""


class Feed:
    """Asks one question again and again; never overlaps itself.

    The next run is set when the last one has ended: an interval (with jitter, so that consoles
    do not march in step) after a good answer, a growing wait after a failure. An exception in
    the poll is counted like any other failure and ends nothing.

    Attributes:
        attended: whether somebody looks; when nobody does, polls come at the idle interval.
    """

    def __init__(
        self,
        name: str,
        poll: Callable[[], Awaitable[None]],
        *,
        interval: float,
        idle_interval: float,
        link: Link,
        clock: Clock,
        rng: Random,
    ) -> None:
        """Ask by `poll` every `interval` seconds, or `idle_interval` while unattended."""
        self.name = name
        self.interval = interval
        self._idle_interval = idle_interval
        self._poll = poll
        self._link = link
        self._clock = clock
        self._rng = rng
        self._alarm = Alarm(clock)
        self._attended = True
        self._due = clock.monotonic()
        self._asked_at = float("-inf")
        self._again = False
        self._took = 0.0
        self._last_good: float | None = None
        self._failing_since: datetime | None = None
        self._first_failure = 0.0
        self._failures = 0
        self._error: ApiError | None = None
        self._confirming = False
        link.listen(self._link_changed)

    @property
    def freshness(self) -> Freshness:
        """How old this feed's answers are at present, and why."""
        link = self._link
        due = link.next_try if link.probing else self._due
        return Freshness(
            interval=self._usual_interval() + self._took,
            last_good=self._last_good,
            failing_since=self._failing_since,
            failures=self._failures,
            error=link.silence or (self._error if link.up else link.error),
            next_try=None if link.frozen else max(due, link.next_try),
            frozen=link.frozen,
            confirming=self._confirming,
        )

    @property
    def attended(self) -> bool:
        """Whether somebody looks."""
        return self._attended

    @attended.setter
    def attended(self, attended: bool) -> None:
        if attended and not self._attended:
            self._bring_forward(self._clock.monotonic())
        self._attended = attended

    async def run(self) -> None:
        """Poll whenever it is time. Ends only by cancellation."""
        while True:
            if not self._link.up:
                await self._alarm.wait(None)
            elif self._clock.monotonic() < self._due:
                await self._alarm.wait(self._due)
            else:
                await self._run_once()

    async def read(self) -> None:
        """Ask once, for those who do not run the feed.

        Raises:
            ApiError: there is no answer, or none that can be used.
        """
        started = self._clock.monotonic()
        await self._poll()
        self._succeeded(started)

    def look_again(self) -> None:
        """Run soon, and try a server that is lost: somebody asked."""
        self._link.hurry()
        self.run_soon()

    def run_soon(self) -> None:
        """Bring the next run forward to now, but to no more than one such run a second.

        A run under way is not cut short: it may have asked too early to see what the caller
        wants to see, so another one follows it.
        """
        now = self._clock.monotonic()
        self._again = True
        self._bring_forward(max(now, self._asked_at + _ASKED_INTERVAL))

    def slept(self, seconds: float) -> None:
        """The machine was asleep for so long: age what is known, and ask at once."""
        if self._last_good is not None:
            self._last_good -= seconds
        self._bring_forward(self._clock.monotonic())

    async def _run_once(self) -> None:
        started = self._clock.monotonic()
        if self._again:
            self._asked_at = started
        self._again = False
        try:
            await self._poll()
        except SuspiciousError:
            self._confirming = True
            wait = _ASKED_INTERVAL
        except ApiError as error:
            wait = self._failed(error)
        except Exception as error:  # a bug in one feed must not end the others
            _log.error("The feed %s failed on a %s", self.name, type(error).__name__)
            words = f"The console could not read this answer ({type(error).__name__})."
            wait = self._failed(ApiError(Trouble.BROKEN, words, sent=True))
        else:
            wait = self._succeeded(started)
        now = self._clock.monotonic()
        self._took = now - started
        self._due = now + wait
        if self._again:
            self._bring_forward(max(now, self._asked_at + _ASKED_INTERVAL))

    def _succeeded(self, started: float) -> float:
        self._last_good = started
        self._failing_since = None
        self._failures = 0
        self._error = None
        self._confirming = False
        return self._usual_interval() * (1 + self._rng.uniform(-_JITTER, _JITTER))

    def _failed(self, error: ApiError) -> float:
        self._error = error
        self._failures += 1
        if self._failing_since is None:
            self._failing_since = self._clock.now()
            self._first_failure = self._clock.monotonic()
        if error.kind is Trouble.FORBIDDEN:
            return _FORBIDDEN_INTERVAL
        if error.kind is Trouble.RATE_LIMITED:
            return self._rng.uniform(0, _ASKED_INTERVAL)  # the link lets nothing through till then
        failing_for = self._clock.monotonic() - self._first_failure
        return until_retry(error.kind, failing_for, self._rng)

    def _usual_interval(self) -> float:
        return self.interval if self._attended else max(self.interval, self._idle_interval)

    def _bring_forward(self, moment: float) -> None:
        self._due = min(self._due, moment)
        self._alarm.ring()

    def _link_changed(self) -> None:
        if self._link.up and self._failures:
            self._bring_forward(self._clock.monotonic())
        self._alarm.ring()
