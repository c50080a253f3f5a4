"""Which calls are meant: a filter, how far back, and the calls that pass it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from console.insight.filters import Filter

Command = Callable[..., Any]


def history_option(command: Command) -> Command:
    """Let a command look beyond the last hour; it gets `history`."""
    return click.option(
        "--history", is_flag=True, help="Calls of the past too, as far as they are kept."
    )(command)


def limit_option(command: Command) -> Command:
    """Let a command be told how many are enough; it gets `limit`."""
    return click.option(
        "--limit", metavar="N", type=click.IntRange(min=1), help="No more calls than so many."
    )(command)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of calls.

    Attributes:
        text: the filter as it was typed.
        zone: the person's.
        looks_back: whether calls of the past are meant, too.
    """

    text: str
    zone: tzinfo
    looks_back: bool

    @classmethod
    def read(cls, words: Iterable[str], *, history: bool, zone: tzinfo) -> Asked:
        """Understand what was typed.

        Raises:
            Stop: it cannot be understood.
        """
        from console.insight.filter_tree import asks_about_time

        asked = cls(" ".join(words), zone, history)
        wanted = asked.filter(datetime.now(UTC))
        return cls(asked.text, zone, history or asks_about_time(wanted.tree))

    def filter(self, now: datetime) -> Filter:
        """The filter, in which `since:2h` counts from `now`.

        Raises:
            Stop: it cannot be understood.
        """
        from console.cli.filtering import filter_of
        from console.insight.filter_language import HISTORY
        from console.insight.moments import Now

        return filter_of((self.text,), HISTORY, now=Now(now, self.zone))

    def begin(self, now: datetime) -> datetime:
        """When the earliest of the calls may have been made; the beginning where nothing says."""
        from console.history.stretches import BEGINNING
        from console.insight.filter_tree import begin_of

        begin = begin_of(self.filter(now).tree)
        return BEGINNING if begin == -inf else max(datetime.fromtimestamp(begin, UTC), BEGINNING)
