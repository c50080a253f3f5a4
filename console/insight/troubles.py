"""What was wrong with one call: why it failed, and the trouble that calls have without failing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from console.api.fields import maybe, members, read_line, read_list
from console.api.vocabulary import is_terminal, normal
from console.insight.catalogue import Fault, built_in
from console.insight.phone import country_of, other_side, our_side
from console.insight.reasons import Reason, reason_of
from console.insight.slowness import FELT, cause_of
from console.insight.state import (
    PATIENCE,
    Artefacts,
    Kind,
    Level,
    Patience,
    artefacts_of,
    ended_at,
    state_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from console.api.records.call import Call
    from console.insight.catalogue import Catalogue, Row
    from console.insight.slowness import Thresholds

SHORT = timedelta(seconds=6)
"""An answered call that is shorter was no conversation."""

_LONGEST_HEARD = 2000


class TroubleKind(StrEnum):
    """What kind of trouble, in the order in which an operator looks."""

    FAILED = "failed"
    STUCK = "stuck"
    ENDED_BADLY = "ended badly"
    AGENT_SILENT = "agent silent"
    TOOL_FAILED = "tool failed"
    SLOW = "slow"
    SAID = "said"
    SHORT = "short"
    TRANSCRIPT_MISSING = "transcript missing"
    UNKNOWN_END = "unknown end"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that was wrong with a call.

    Attributes:
        kind: what kind of thing.
        key: what is the same for calls that had the same trouble.
        words: what to call it.
        row: the catalogue's explanation; None for a reason that nobody has explained yet.
    """

    kind: TroubleKind
    key: str
    words: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What there is to say about a call when looking for trouble. Some hundred bytes.

    Attributes:
        call_id: the call.
        at: when it ended; for a live one the moment at which it was looked at.
        begun: when it was ordered.
        ended: whether it is over.
        settled: whether it would be the same at any later moment, if the record stays as it is.
        agent_id: the agent; None if the record names none.
        ours: the number of the account that it went through.
        theirs: the number of the person; None for a web call.
        country: the country of that number, by name; None where it is not known or not needed.
        via_twilio: whether the record has Twilio's id.
        reason: why it ended.
        troubles: what was wrong; mostly nothing.
    """

    call_id: str
    at: datetime
    begun: datetime
    ended: bool
    settled: bool
    agent_id: str | None = None
    ours: str | None = None
    theirs: str | None = None
    country: str | None = None
    via_twilio: bool = False
    reason: Reason | None = None
    troubles: tuple[Trouble, ...] = ()


def _no_limit(_agent_id: str | None) -> float | None:
    return None


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as trouble.

    Attributes:
        catalogue: the reasons, a person's own ones among them.
        slowness: from when on a call is slow.
        limit_of: an agent's longest duration in seconds by its id; None where it isn't known.
        patience: from when on a live call's clock worries.
    """

    catalogue: Catalogue = field(default_factory=built_in)
    slowness: Thresholds = FELT
    limit_of: Callable[[str | None], float | None] = _no_limit
    patience: Callable[[], Patience] = lambda: PATIENCE


def diagnose(call: Call, now: datetime, rules: Rules) -> Diagnosis:
    """Look a call over.

    This reads every word of it and takes some 200 µs: keep what it returns as long as it is
    settled and the record and the rules are the same.

    Args:
        call: the call as last read.
        now: the server's time.
        rules: what counts as trouble.
    """
    ended = is_terminal(call.status)
    messages = _messages(call)
    artefacts = Artefacts.HERE if messages and ended else artefacts_of(call, now)
    reason = reason_of(call, rules.catalogue)
    found = (
        *_of_state(call, now, rules),
        *_of_end(call, reason, rules.catalogue),
        *(_of_talk(call, messages, artefacts, reason, rules) if ended else ()),
    )
    theirs = other_side(call)
    at = (ended_at(call) if ended else None) or now
    return Diagnosis(
        call_id=call.id,
        at=at,
        begun=min(call.scheduled_at or call.created_at or at, at),
        ended=ended,
        settled=ended and artefacts not in {Artefacts.PENDING, Artefacts.LATE},
        agent_id=call.agent_id,
        ours=our_side(call),
        theirs=theirs,
        country=country_of(theirs) if found and theirs else None,
        via_twilio=bool(call.twilio_call_sid),
        reason=reason,
        troubles=found,
    )


def _of_state(call: Call, now: datetime, rules: Rules) -> Iterator[Trouble]:
    state = state_of(call, now, rules.limit_of(call.agent_id), rules.patience())
    if state.level is Level.ALARM:
        row = "stuck_talking" if state.kind is Kind.TALKING else "stuck_waiting"
        yield _trouble(TroubleKind.STUCK, rules.catalogue.rows[row])


def _of_end(call: Call, reason: Reason | None, catalogue: Catalogue) -> Iterator[Trouble]:
    """A failure is what the platform calls so, here as on the board; other ends may be bad too."""
    if reason is None:
        return
    status = normal(call.status)
    bad = TroubleKind.FAILED if status == "failed" else TroubleKind.ENDED_BADLY
    row = reason.row
    if row is None:
        kind = TroubleKind.UNKNOWN_END if status == "completed" else bad
        yield Trouble(kind, reason.key, reason.words, None)
    elif row.fault is not Fault.NORMAL:
        yield _trouble(bad, row)
    elif status == "failed":
        yield _trouble(bad, catalogue.rows["no_reason"])


def _of_talk(
    call: Call,
    messages: list[Mapping[str, Any]],
    artefacts: Artefacts,
    reason: Reason | None,
    rules: Rules,
) -> Iterator[Trouble]:
    rows = rules.catalogue.rows
    if artefacts is Artefacts.MISSING:
        yield _trouble(TroubleKind.TRANSCRIPT_MISSING, rows["transcript_missing"])
    if artefacts is Artefacts.NONE:
        return
    stopped = reason is not None and reason.key == "stopped"
    if normal(call.status) == "completed" and _is_short(call) and not stopped:
        yield _trouble(TroubleKind.SHORT, rows["short"])
    for tool in sorted(_failed_tools(messages)):
        row = rows["tool_failed"]
        yield Trouble(TroubleKind.TOOL_FAILED, f"{row.id}:{tool}", f"{row.name}: {tool}", row)
    if (cause := cause_of(call.latency, rules.slowness)) is not None:
        row = rows["slow"]
        yield Trouble(TroubleKind.SLOW, f"{row.id}:{cause}", f"{row.name} {cause}".strip(), row)
    yield from _of_speech(call, messages, reason, rules.catalogue)


def _of_speech(
    call: Call, messages: list[Mapping[str, Any]], reason: Reason | None, catalogue: Catalogue
) -> Iterator[Trouble]:
    """What was said: by a person at least, as a machine that answers says all sorts of things."""
    if reason and reason.key == "voicemail":
        return
    heard = _said_by("user", messages)
    if heard and not _said_by("agent", messages) and not _is_short(call):
        yield _trouble(TroubleKind.AGENT_SILENT, catalogue.rows["agent_silent"])
    said = {row.id: row for text in heard for row in catalogue.said(text[:_LONGEST_HEARD])}
    for row in said.values():
        yield _trouble(TroubleKind.SAID, row)


def _trouble(kind: TroubleKind, row: Row) -> Trouble:
    return Trouble(kind, row.id, row.name, row)


def _is_short(call: Call) -> bool:
    seconds = call.duration_seconds
    return seconds is not None and seconds < SHORT.total_seconds()


def _messages(call: Call) -> list[Mapping[str, Any]]:
    """The conversation as it came: to look something up in, not to show."""
    raw = call.raw
    came = maybe(read_list, raw.get("messages")) or maybe(read_list, raw.get("transcript"))
    return [members(message) for message in came or ()]


def _said_by(role: str, messages: list[Mapping[str, Any]]) -> list[str]:
    texts = (message.get("content") for message in messages if _role(message) == role)
    return [text for text in texts if isinstance(text, str) and text.strip()]


def _role(message: Mapping[str, Any]) -> str:
    role = message.get("role")
    return normal(role) if isinstance(role, str) else ""


def _failed_tools(messages: list[Mapping[str, Any]]) -> set[str]:
    failed = [message for message in messages if message.get("is_error") is True]
    if not failed:
        return set()
    names = {
        cast("Any", message.get("tool_call_id")): maybe(read_line, message.get("name"))
        for message in messages
        if _role(message) == "tool_call" and isinstance(message.get("tool_call_id"), str)
    }
    return {
        maybe(read_line, message.get("name")) or _name_of(message, names) or "tool"
        for message in failed
    }


def _name_of(result: Mapping[str, Any], names: Mapping[str, str | None]) -> str | None:
    asked = result.get("tool_call_id")
    return names.get(asked) if isinstance(asked, str) else None
