"""What all feeds of an account know together about the way to the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from console.api.errors import ApiError, Trouble
from console.live.alarm import Alarm
from console.live.backoff import pause, until_retry
from console.live.budget import Priority, RequestBudget

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from random import Random

    from console.clock import Clock

T = TypeVar("T")

_FAILURES_UNTIL_PROBING = 5
_LONGEST_SILENCE = 300.0
_BETWEEN_PROBES = 1.0

# The server (or whatever stands at its address) gave a proper answer to a question it refuses.
_ANSWERS = frozenset({
    Trouble.FORBIDDEN, Trouble.NOT_FOUND, Trouble.CONFLICT, Trouble.INVALID, Trouble.REJECTED,
    Trouble.READ_ONLY,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What came back, and the monotonic seconds at which it was asked for."""

    value: T
    as_of: float


class Link:
    """The gate that every read of an account passes.

    It spends the budget, keeps silent when the server asks for silence, confirms a rejected key
    with one more request and then stops for good, and after five failures in a row lets only
    one cheap probe through from time to time until one succeeds.

    Attributes:
        budget: the account's allowance of requests.
        error: why nothing is asked at present, or the last failure; None when all is well.
        frozen: the key was rejected twice; only `resume` asks again.
        probing: the server has failed too often; only probes are sent.
        next_try: monotonic seconds before which nothing is asked; a moment that is past when
            nothing holds it back.
    """

    def __init__(
        self,
        probe: Callable[[], Awaitable[object]],
        clock: Clock,
        rng: Random,
        budget: RequestBudget | None = None,
    ) -> None:
        """Use `probe`, the cheapest question there is, to see whether a lost server is back."""
        self.budget = budget or RequestBudget(clock)
        self.error: ApiError | None = None
        self.frozen = False
        self.probing = False
        self.next_try = 0.0
        self._probe = probe
        self._clock = clock
        self._rng = rng
        self._silent_until = 0.0
        self._silenced_by: ApiError | None = None
        self._failures = 0
        self._failed_at = float("-inf")
        self._failing_since = 0.0
        self._alarm = Alarm(clock)
        self._listeners: list[Callable[[], None]] = []

    @property
    def up(self) -> bool:
        """Whether feeds may ask."""
        return not self.frozen and not self.probing

    @property
    def silence(self) -> ApiError | None:
        """What the server has asked for silence with, while it lasts."""
        return self._silenced_by if self._clock.monotonic() < self._silent_until else None

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever the link goes down, comes up, or answers after a failure."""
        self._listeners.append(listener)

    async def ask(
        self, question: Callable[[], Awaitable[T]], priority: Priority = Priority.ROUTINE
    ) -> Answer[T]:
        """Ask when it is this question's turn.

        Raises:
            ApiError: the question failed, or nothing may be asked at present.
        """
        try:
            return await self._ask_once(question, priority)
        except ApiError as error:
            if error.kind is not Trouble.KEY_REJECTED or self.frozen:
                raise
        try:
            return await self._ask_once(question, Priority.ASKED)
        except ApiError as error:
            if error.kind is Trouble.KEY_REJECTED:
                self.frozen = True
                self.error = error
                self._tell()
            raise

    async def run(self) -> None:
        """Probe while the link is down. Ends only by cancellation."""
        while True:
            if not self.probing or self.frozen:
                await self._alarm.wait(None)
            elif self._clock.monotonic() < self.next_try:
                await self._alarm.wait(self.next_try)
            else:
                await self._send_probe()

    def hurry(self) -> None:
        """Probe now if the link is down, at most once a second: somebody asked."""
        if self.probing and not self.frozen:
            now = self._clock.monotonic()
            self.next_try = max(now, self._silent_until, self._failed_at + _BETWEEN_PROBES)
            self._alarm.ring()

    def answered(self) -> None:
        """The server has answered what was not asked through this link: it is back, if it was lost.

        What the key was rejected for is not mended by that.
        """
        if not self.frozen:
            self._succeeded()

    def resume(self) -> None:
        """Ask again after the key was rejected: there is a new one, or somebody insists."""
        self.frozen = False
        self.probing = False
        self._succeeded()

    async def _send_probe(self) -> None:
        try:
            await self._ask_once(self._probe, Priority.ASKED, probe=True)
        except ApiError as error:
            if error.kind is Trouble.KEY_REJECTED:
                self.probing = False  # a feed shall find out for itself, and confirm it
                self._succeeded()
            else:
                self.next_try = max(self._silent_until, self._next_probe(error))

    async def _ask_once(
        self, question: Callable[[], Awaitable[T]], priority: Priority, *, probe: bool = False
    ) -> Answer[T]:
        self._refuse_if_down(probe=probe)
        await self.budget.take(priority)
        self._refuse_if_down(probe=probe)
        as_of = self._clock.monotonic()
        try:
            value = await question()
        except ApiError as error:
            self._note(error, as_of)
            raise
        self._succeeded()
        return Answer(value, as_of)

    def _refuse_if_down(self, *, probe: bool) -> None:
        if self.error is not None and (self.frozen or (self.probing and not probe)):
            raise self.error

    def _note(self, error: ApiError, as_of: float) -> None:
        now = self._clock.monotonic()
        if error.kind in _ANSWERS:
            self._succeeded()
            return
        if error.kind is Trouble.KEY_REJECTED:
            return
        self.error = error
        if error.kind is Trouble.RATE_LIMITED or error.retry_after is not None:
            silence = error.retry_after or pause(self._failures + 1, self._rng)
            self._silent_until = max(self._silent_until, now + min(silence, _LONGEST_SILENCE))
            self._silenced_by = error
            self.next_try = self._silent_until
            self.budget.close_until(self._silent_until)
        # Questions that were on their way together fail together, and count once.
        if as_of >= self._failed_at:
            if not self._failures:
                self._failing_since = as_of
            self._failures += 1
            self._failed_at = now
        if self._failures >= _FAILURES_UNTIL_PROBING and not self.probing:
            self.probing = True
            self.next_try = max(self.next_try, self._next_probe(error))
            self._alarm.ring()
            self._tell()

    def _next_probe(self, error: ApiError) -> float:
        now = self._clock.monotonic()
        return now + until_retry(error.kind, now - self._failing_since, self._rng)

    def _succeeded(self) -> None:
        was_well = self.error is None
        self.error = None
        self.probing = False
        self.next_try = self._silent_until
        self._failures = 0
        if not was_well:
            self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
