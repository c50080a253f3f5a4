"""How long to wait after a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_LONGEST = 60.0
_PROBE_EVERY = (30.0, 60.0)


def after_failures(failures: int, base: float, rng: Random) -> float:
    """Seconds to wait after so many failures in a row: full jitter, doubling, at most a minute."""
    ceiling = min(_LONGEST, base * 2.0 ** min(failures, 10))
    return rng.uniform(min(base, ceiling) / 2, ceiling)


def until_probe(rng: Random) -> float:
    """Seconds between two probes of a server that has failed for a while."""
    return rng.uniform(*_PROBE_EVERY)
