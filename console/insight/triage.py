"""The trouble of a span of time, grouped: how much of each kind there is, and whom it touches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.insight.troubles import TroubleKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from console.insight.catalogue import Row
    from console.insight.troubles import Diagnosis, Trouble

BUCKETS = 12
"""Into how many parts a span is cut to show how trouble came and went."""

_NOTABLE = 1.5
_OF_ENDS = (TroubleKind.FAILED, TroubleKind.ENDED_BADLY, TroubleKind.UNKNOWN_END)
_ORDER = {kind: place for place, kind in enumerate(TroubleKind)}


@dataclass(frozen=True, slots=True)
class Trend:
    """A count against that of the time before, which was as long.

    Attributes:
        now: how many there are.
        before: how many there were; None when that time is not known, or had no calls at all.
    """

    now: int
    before: int | None

    @property
    def ratio(self) -> float | None:
        """How many times as many; None when there was nothing before, or it is not known."""
        return self.now / self.before if self.before else None

    @property
    def worse(self) -> bool:
        """Whether it is new or notably more."""
        ratio = self.ratio
        return self.before == 0 if ratio is None else ratio >= _NOTABLE

    @property
    def words(self) -> str:
        """`new`, `×6`, `÷3`, `as before`; empty when nothing is known of the time before."""
        ratio = self.ratio
        if ratio is None:
            return "new" if self.before == 0 else ""
        if ratio >= _NOTABLE:
            return f"×{_rounded(ratio)}"
        return f"÷{_rounded(1 / ratio)}" if ratio <= 1 / _NOTABLE else "as before"


@dataclass(frozen=True, slots=True)
class Group:
    """Calls that had the same trouble in a span.

    Attributes:
        kind: what kind of trouble; where a reason made some calls fail and others end badly,
            these are two groups.
        key: what tells the group from others, at any time.
        words: what to call it.
        row: the catalogue's explanation; None for a reason that nobody has explained yet.
        trend: how many calls, and how many in the time before.
        share: of all calls of the span, 0 to 1.
        buckets: how many in each part of the span, the oldest part first.
        first: when it was first seen, in the span or in the time before.
        last: when it was last seen.
        agents: how many calls by the agent's id.
        numbers: the same by the number of the account; web calls have none.
        people: the same by the number of the person.
        carriers: the same by the carrier, as far as it is known.
        countries: the same by the person's country, by name.
        seen_as: the same by what the record says and where, such as `SIP 403 in end_reason`.
        call_ids: the calls of the span, the newest first.
    """

    kind: TroubleKind
    key: str
    words: str
    row: Row | None
    trend: Trend
    share: float
    buckets: tuple[int, ...]
    first: datetime
    last: datetime
    agents: Counter[str]
    numbers: Counter[str]
    people: Counter[str]
    carriers: Counter[str]
    countries: Counter[str]
    seen_as: Counter[str]
    call_ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many calls."""
        return self.trend.now


@dataclass(frozen=True, slots=True)
class Triage:
    """What was wrong in a span of time.

    Attributes:
        since: when the span began.
        until: when it ended.
        calls: the calls that ended in it, and the live ones.
        troubled: those of them that had any trouble.
        failed: those of them that failed.
        ended_badly: those that did not fail but were not answered, say, or cut off.
        rate_before: the failed of all calls in the time before, 0 to 1; None when that time is
            not known, or had no calls.
        groups: by kind, the largest first.
    """

    since: datetime
    until: datetime
    calls: int
    troubled: int
    failed: int
    ended_badly: int
    rate_before: float | None
    groups: tuple[Group, ...]

    @property
    def rate(self) -> float | None:
        """The failed of all calls, 0 to 1; None without calls."""
        return self.failed / self.calls if self.calls else None


def triage(
    diagnoses: Iterable[Diagnosis],
    *,
    now: datetime,
    span: timedelta,
    carriers: Mapping[str, str] | None = None,
    known_since: datetime | None = None,
) -> Triage:
    """Group the trouble of a span.

    Args:
        diagnoses: calls in any order, one diagnosis each; those outside of the span and of the
            time before it are passed over.
        now: the end of the span.
        span: how long it is; the time before is as long.
        carriers: the carrier of each number of the account.
        known_since: from when on calls are known; without it there may be older ones that are
            not, and nothing is said about the time before.
    """
    since = now - span
    before = since - span
    gathered: dict[tuple[TroubleKind, str], _Gathering] = {}
    calls, troubled = Counter[bool](), Counter[bool]()
    of_kind = Counter[tuple[bool, TroubleKind]]()
    for each in diagnoses:
        if each.at <= before:
            continue
        inside = each.at > since
        calls[inside] += 1
        troubled[inside] += bool(each.troubles)
        of_kind.update({(inside, trouble.kind) for trouble in each.troubles})
        for trouble in each.troubles:
            group = gathered.get((trouble.kind, trouble.key))
            if group is None:
                group = gathered[trouble.kind, trouble.key] = _Gathering(trouble)
            (group.inside if inside else group.before).append(each)
    compares = known_since is not None and known_since <= before and calls[False] > 0
    return Triage(
        since=since,
        until=now,
        calls=calls[True],
        troubled=troubled[True],
        failed=of_kind[True, TroubleKind.FAILED],
        ended_badly=of_kind[True, TroubleKind.ENDED_BADLY],
        rate_before=of_kind[False, TroubleKind.FAILED] / calls[False] if compares else None,
        groups=tuple(
            sorted(
                (
                    group.finished(since, span, calls[True], carriers or {}, compares=compares)
                    for group in gathered.values()
                    if group.inside
                ),
                key=lambda group: (_ORDER[group.kind], -group.count, group.words),
            )
        ),
    )


class _Gathering:
    """The calls of a group while they are gathered."""

    __slots__ = ("before", "inside", "trouble")

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self.inside: list[Diagnosis] = []
        self.before: list[Diagnosis] = []

    def finished(
        self,
        since: datetime,
        span: timedelta,
        calls: int,
        carriers: Mapping[str, str],
        *,
        compares: bool,
    ) -> Group:
        newest = sorted(self.inside, key=lambda each: each.at, reverse=True)
        parts = Counter(
            min(int((each.at - since) / span * BUCKETS), BUCKETS - 1) for each in newest
        )
        earliest = min(self.before, key=lambda each: each.at, default=newest[-1])
        return Group(
            kind=self.trouble.kind,
            key=_key(self.trouble),
            words=self.trouble.words,
            row=self.trouble.row,
            trend=Trend(len(newest), len(self.before) if compares else None),
            share=len(newest) / calls,
            buckets=tuple(parts[part] for part in range(BUCKETS)),
            first=earliest.at,
            last=newest[0].at,
            agents=Counter(each.agent_id for each in newest if each.agent_id),
            numbers=Counter(each.ours for each in newest if each.ours),
            people=Counter(each.theirs for each in newest if each.theirs),
            carriers=Counter(filter(None, (_carrier(each, carriers) for each in newest))),
            countries=Counter(each.country for each in newest if each.country),
            seen_as=Counter(filter(None, (_seen_as(each, self.trouble) for each in newest))),
            call_ids=tuple(each.call_id for each in newest),
        )


def _key(trouble: Trouble) -> str:
    """A failure's is that of its reason; another end for the same reason has its own."""
    other_end = trouble.kind in _OF_ENDS and trouble.kind is not TroubleKind.FAILED
    return f"{trouble.key} {trouble.kind}" if other_end else trouble.key


def _carrier(diagnosis: Diagnosis, carriers: Mapping[str, str]) -> str | None:
    of_number = carriers.get(diagnosis.ours) if diagnosis.ours else None
    return of_number or ("twilio" if diagnosis.via_twilio else None)


def _seen_as(diagnosis: Diagnosis, trouble: Trouble) -> str | None:
    reason = diagnosis.reason
    if reason is None or trouble.kind not in _OF_ENDS:
        return None
    said = reason.code or reason.said
    return f"{said} in {reason.place}" if said and reason.place else said


def _rounded(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 9.5 else f"{ratio:.1f}".removesuffix(".0")
