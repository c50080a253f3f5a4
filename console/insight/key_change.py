"""How calls fare after the key that they go by was changed, against how they fared before."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from console.insight.spans import ago

if TYPE_CHECKING:
    from datetime import datetime

_USUAL = 0.05
"""The failures that are taken for usual where no call has ended before."""
_LEAST = 0.02
"""Failures that are never unusual, however well it went before."""
_MOST = 0.98
_BY_CHANCE = log(0.01)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Fared:
    """Calls that are over."""

    ended: int = 0
    failed: int = 0

    @property
    def rate(self) -> float | None:
        """Failed of ended, 0 to 1; None when none ended."""
        return self.failed / self.ended if self.ended else None


@dataclass(frozen=True, slots=True)
class Aftermath:
    """The calls of the day before a key was changed, and those since then."""

    changed_at: datetime
    before: Fared
    since: Fared

    @property
    def is_worse(self) -> bool:
        """Whether more calls fail than did, and more than would by chance once in a hundred.

        Chernoff's bound: it is never too quick to say so, however few calls there are.
        """
        rate, failed = self.since.rate, self.since.failed
        usual = min(max(_usual(self.before), _LEAST), _MOST)
        if rate is None or failed < _FEWEST or rate <= usual:
            return False
        return -self.since.ended * _distance(rate, usual) < _BY_CHANCE

    def words(self, name: str, now: datetime) -> str:
        """All of it in one sentence, at the moment `now`, about the credential of that name."""
        when = f"its key was changed {ago((now - self.changed_at).total_seconds())} ago"
        before = f"before: {self.before.rate:.0%}" if self.before.rate is not None else ""
        in_brackets = f" ({before})" if before else ""
        ended, failed = self.since.ended, self.since.failed
        if not ended:
            return f"No call over “{name}” has ended since {when}{in_brackets}."
        calls = "call" if ended == 1 else "calls"
        return f"{failed:,} of {ended:,} {calls} over “{name}” failed since {when}{in_brackets}."


def _usual(before: Fared) -> float:
    return _USUAL if before.rate is None else before.rate


def _distance(rate: float, usual: float) -> float:
    """How far one rate is from another (Kullback and Leibler), in natural units."""
    failing = rate * log(rate / usual)
    passing = (1 - rate) * log((1 - rate) / (1 - usual)) if rate < 1 else 0.0
    return failing + passing
