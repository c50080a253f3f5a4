"""How long to wait after a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.errors import Trouble

if TYPE_CHECKING:
    from random import Random

_NO_WAY_THERE = frozenset({Trouble.UNREACHABLE, Trouble.BROKEN})
_LONGEST_PAUSE = 60.0


def until_retry(kind: Trouble, failing_for: float, rng: Random) -> float:
    """Seconds until the next try, when tries have failed for `failing_for` seconds.

    A try that finds no way to the server burdens nobody, and a restarted server is back soon: 2.5
    to 5 s for two minutes. A server that fails or takes too long gets more time to recover: 5 to
    10 s for a minute. Then ever longer, until there is one try every 30 to 60 s.
    """
    if kind in _NO_WAY_THERE:
        ceiling = min(60.0, max(5.0, (failing_for - 60.0) / 12))
    else:
        ceiling = min(60.0, max(10.0, failing_for / 6))
    return rng.uniform(0.5 * ceiling, ceiling)


def pause(refusals: int, rng: Random) -> float:
    """Seconds of silence after so many refusals in a row of a server that says not how long."""
    ceiling = min(_LONGEST_PAUSE, 2.0 ** min(refusals, 10))
    return rng.uniform(0.5, ceiling)
