"""Asking the API once, and what that tells of the network, the key and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from console.accounts.keys import KeyFound
from console.api.client import open_client
from console.api.errors import ApiError, Trouble
from console.doctor.finding import Finding, Realm, note, ok, wrong
from console.insight.spans import ago

if TYPE_CHECKING:
    from console.doctor.case import Case

_FAR_OFF_SECONDS = 5.0
_MOST_BYTES = 1 << 20
_NO_KEY = SecretStr("there-is-no-key")
"""A client wants one; it is not sent with what needs none."""
_OF_THE_KEY = {Trouble.KEY_REJECTED, Trouble.FORBIDDEN}
_OF_THE_ADDRESS = {
    Trouble.NOT_FOUND, Trouble.NOT_THE_API, Trouble.REDIRECT, Trouble.SETUP, Trouble.TLS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking the API.

    Attributes:
        error: why no good answer came; None when one did.
        seconds: how long it took.
        skew: seconds by which the server's clock is ahead; None where it was not told.
        with_key: whether the key went along.
    """

    error: ApiError | None
    seconds: float
    skew: float | None
    with_key: bool


async def reached(case: Case) -> Finding:
    """Whether the API answers."""
    place = case.account.profile.base_url
    asked = case.asked = await _ask(case, place)
    error = asked.error
    took = f"{place} in {asked.seconds * 1000:,.0f} ms"
    if error is None or error.kind in _OF_THE_KEY:
        return ok("api", f"answers: {took}", Realm.NETWORK)
    if error.kind is Trouble.RATE_LIMITED:
        return note("api", f"asks for a pause: {took}", "Try again in a moment.", Realm.NETWORK)
    if error.kind in _OF_THE_ADDRESS:
        return wrong("api", error.words, f"Check the address: {place}", Realm.NETWORK)
    return wrong("api", error.words, "Try again in a moment.", Realm.NETWORK)


def accepted(case: Case) -> Finding:
    """Whether the API takes the key."""
    asked = case.asked
    if asked is None or not asked.with_key:
        return note("accepted", "not tried: there is no key to try", realm=Realm.KEY)
    if asked.error is None:
        return ok("accepted", "the API takes the key", Realm.KEY)
    if asked.error.kind in _OF_THE_KEY:
        return wrong(
            "accepted", asked.error.words, "Sign in again: oneinbox-console login", Realm.KEY
        )
    return note("accepted", "not known: the API did not answer", realm=Realm.KEY)


def clock(case: Case) -> Finding:
    """How far this machine's clock is from the server's."""
    skew = case.asked.skew if case.asked else None
    if skew is None:
        return note("clock", "not known: the server did not tell its time", realm=Realm.NETWORK)
    if abs(skew) <= _FAR_OFF_SECONDS:
        return ok("clock", f"within {_FAR_OFF_SECONDS:g} s of the server's", Realm.NETWORK)
    way = "behind" if skew > 0 else "ahead of"
    return note(
        "clock",
        f"{ago(abs(skew))} {way} the server's; lengths of live calls are estimated",
        "Set this machine's clock: timedatectl set-ntp true",
        Realm.NETWORK,
    )


async def _ask(case: Case, base: str) -> Asked:
    """Ask for one call; without a key only whether the API is up, for which it needs none."""
    key = case.key.key if isinstance(case.key, KeyFound) else None
    client = open_client(base, key or _NO_KEY, read_only=True, clock=case.clock)
    start, error = case.clock.monotonic(), None
    try:
        if key:
            await client.calls.page(limit=1)
        else:
            await client.fetch(f"{base}/v1/health", _nothing, largest=_MOST_BYTES)
    except ApiError as failure:
        if key or failure.status is None:
            error = failure
    finally:
        await client.close()
    return Asked(error, case.clock.monotonic() - start, client.clock_skew, with_key=key is not None)


async def _nothing(_: bytes, __: int | None) -> None:
    """Take no interest in what came."""
