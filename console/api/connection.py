"""One account's line to the API: what may be sent, when, and what the answer means."""

from __future__ import annotations

import asyncio
import math
import sys
from collections import deque
from statistics import median
from typing import TYPE_CHECKING, Any, cast

from console.api.answers import failure_of
from console.api.errors import ApiError, Trouble
from console.api.retry_after import http_date, seconds_to_wait

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.api.exchange import Answer, Patience, Rehearse, Request, Take
    from console.api.transport import Transport
    from console.clock import Clock

_AT_ONCE = 4
"""Requests under way together, reads and writes each: fewer than httpx has slots, as a request
cancelled while it waits for one of those takes the slot with it for ever."""


class Connection:
    """Sends requests, keeps the rules for all of them, and turns refusals into `ApiError`.

    Read-only mode lets nothing but reads through. When the server asks to be left alone
    (429 with `Retry-After`), nothing more is sent in this account's name until then.
    """

    def __init__(
        self,
        base_url: str,
        key: SecretStr,
        *,
        read_only: bool,
        clock: Clock,
        patience: Patience,
        rehearse: Rehearse | None = None,
    ) -> None:
        self.read_only = read_only
        self._rehearse = rehearse
        self._base_url = base_url
        self._keys = [key]  # the last is in use
        self._clock = clock
        self._patience = patience
        self._transport: Transport | None = None
        self._opening = asyncio.Lock()
        self._reading = asyncio.Semaphore(_AT_ONCE)
        self._writing = asyncio.Semaphore(_AT_ONCE)
        self._paused_until = -math.inf
        self._skews: deque[float] = deque(maxlen=5)

    @property
    def clock_skew(self) -> float | None:
        """Seconds by which the server's clock is ahead of ours; `None` before any answer."""
        return median(self._skews) if self._skews else None

    async def send(self, request: Request) -> Answer:
        """Send one request and bring its successful answer.

        Raises:
            ApiError: on every failure; with `sent` false if the server cannot have seen it.
        """
        if self._rehearse and not request.reads:
            self._rehearse(request)
            raise ApiError(Trouble.READ_ONLY, "This was only tried. Nothing was sent.")
        if self.read_only and not request.reads:
            raise ApiError(Trouble.READ_ONLY, "This profile may only read. Nothing was sent.")
        async with self._reading if request.reads else self._writing:
            transport = self._transport or await self._open()
            self._respect_pause()
            answer = await transport.exchange(request)
        self._note_date(answer)
        failure = failure_of(answer, self._hide)
        if failure is not None:
            self._note_pause(answer, failure)
            raise failure
        return answer

    async def fetch(self, link: str, take: Take, *, largest: int) -> None:
        """Hand on, piece by piece, what a signed link leads to; the key is not sent along.

        Args:
            link: whole, on whatever host.
            take: gets each piece, and how many bytes there are where that is said.
            largest: how many bytes are taken at most.

        Raises:
            ApiError: it did not come whole.
        """
        transport = self._transport or await self._open()
        await transport.fetch(link, take, largest=largest)

    def use_key(self, key: SecretStr) -> None:
        """Send what is asked from now on with another key of the same account."""
        self._keys.append(key)
        if self._transport is not None:
            self._transport.use_key(key)

    def renew(self) -> None:
        """Read on new connections from now on."""
        if self._transport is not None:
            self._transport.renew()

    async def close(self) -> None:
        """Let go of every connection."""
        if self._transport is not None:
            await self._transport.close()

    async def _open(self) -> Transport:
        async with self._opening:
            if self._transport is None:
                self._transport = await asyncio.to_thread(self._build)
            return self._transport

    def _build(self) -> Transport:
        # httpx has a command line of its own, and would load it with all of rich: half its time.
        sys.modules.setdefault("httpx._main", cast("Any", None))
        from console.api.transport import Transport  # httpx is slow to import

        try:
            return Transport(self._base_url, self._keys[-1], self._patience)
        except OSError as error:  # certificates or files that the system itself cannot read
            words = f"A connection cannot be set up: {error.strerror or type(error).__name__}."
            raise ApiError(Trouble.SETUP, words) from None

    def _respect_pause(self) -> None:
        left = self._paused_until - self._clock.monotonic()
        if left > 0:
            words = f"The server asked to be left alone for another {math.ceil(left)} s."
            raise ApiError(Trouble.RATE_LIMITED, words, retry_after=left)

    def _note_pause(self, answer: Answer, failure: ApiError) -> None:
        answered_at = http_date(answer.headers.get("date")) or self._clock.now()
        failure.retry_after = seconds_to_wait(answer.headers.get("retry-after"), answered_at)
        if failure.kind is Trouble.RATE_LIMITED and failure.retry_after is not None:
            until = self._clock.monotonic() + failure.retry_after
            self._paused_until = max(self._paused_until, until)

    def _note_date(self, answer: Answer) -> None:
        served_at = http_date(answer.headers.get("date"))
        if served_at is not None:
            # The header counts whole seconds, so on average it is half a second old.
            self._skews.append((served_at - self._clock.now()).total_seconds() + 0.5)

    def _hide(self, text: str) -> str:
        """Take the key out of what a server says: some echo the header they refuse."""
        for key in self._keys:
            text = text.replace(key.get_secret_value(), "‹key›")
        return text
