"""Which times are known: stretches of time of which every call is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Where a stretch begins before which there are no calls."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Every call that was created in this time is kept.

    Attributes:
        since: the earlier end, included.
        until: the later end.
        cursor: where the list of calls goes on before `since`, if the server has told.
    """

    since: datetime
    until: datetime
    cursor: str | None = None


Stretches = tuple[Stretch, ...]
"""They do not overlap; the latest is the first."""


def joined(stretches: Iterable[Stretch]) -> Stretches:
    """Stretches that touch, made one: it goes on where the one that reaches further back does."""
    known: list[Stretch] = []
    for each in sorted(stretches, key=lambda stretch: stretch.until, reverse=True):
        if known and each.until >= known[-1].since:
            earlier = min(known[-1], each, key=lambda stretch: (stretch.since, not stretch.cursor))
            known[-1] = replace(earlier, until=known[-1].until)
        else:
            known.append(each)
    return tuple(known)


def around(stretches: Stretches, moment: datetime) -> Stretch | None:
    """The stretch in which a moment is, if it is in one."""
    return next((each for each in stretches if each.since <= moment <= each.until), None)


def clipped(stretches: Stretches, first: datetime) -> Stretches:
    """What is still known when the calls created before `first` have been let go."""
    return tuple(
        each if each.since >= first else replace(each, since=first, cursor=None)
        for each in stretches
        if each.until > first
    )


def as_json(stretches: Stretches) -> list[list[str | None]]:
    """Stretches as a mark can hold them."""
    return [[each.since.isoformat(), each.until.isoformat(), each.cursor] for each in stretches]


def from_mark(mark: Mapping[str, Any] | None) -> Stretches:
    """The stretches of a mark; none where it says nothing that can be understood."""
    known: list[Stretch] = []
    try:
        for since, until, cursor in (mark or {}).get("stretches", ()):
            known.append(
                Stretch(
                    datetime.fromisoformat(since).astimezone(UTC),
                    datetime.fromisoformat(until).astimezone(UTC),
                    cursor,
                )
            )
    except (TypeError, ValueError):
        return ()
    return joined(known)
