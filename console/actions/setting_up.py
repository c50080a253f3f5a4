"""How far an account is from its first phone call, step by step, as its records show.

The steps are those of the platform's guide to phone calls, and the agent that they take for
granted. Nothing is remembered: who comes back later finds what is there then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from console.actions.saving.reach import answering, counted
from console.api.records.base import Reading
from console.api.vocabulary import normal
from console.insight.endings import result_words
from console.insight.phone import display, other_side
from console.insight.provider_keys import CARRIERS
from console.insight.state import Artefacts, artefacts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.api.records.credential import Credential
    from console.api.records.number import PhoneNumber
    from console.live.directory import Directory
    from console.session import Session

R = TypeVar("R", bound=Reading)

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_JUST_NOW = datetime.max.replace(tzinfo=UTC)
_MOST_NAMED = 3
_NONE_YET = "none yet"


class Step(StrEnum):
    """What there must be, in the order in which one needs the other."""

    CREDENTIAL = "credential"
    AGENT = "agent"
    NUMBER = "number"
    CALL = "call"
    RESULTS = "results"


class Stand(StrEnum):
    """How a step stands."""

    UNREAD = "not read yet"
    MISSING = "missing"
    NEEDLESS = "not needed"
    UNDER_WAY = "under way"
    FAILED = "failed"
    DONE = "done"


_OPEN = frozenset({Stand.UNREAD, Stand.MISSING, Stand.FAILED})
"""How a step stands that something is to be done for, as far as is known."""

_WITHOUT_TRANSCRIPT = {
    Artefacts.NONE_YET: (Stand.UNDER_WAY, "come some 3 s after the call's end"),
    Artefacts.PENDING: (Stand.UNDER_WAY, "the platform is writing the transcript"),
    Artefacts.LATE: (Stand.UNDER_WAY, "the transcript is late"),
    Artefacts.NONE: (Stand.MISSING, "none: nobody spoke on that call"),
    Artefacts.MISSING: (Stand.FAILED, "the transcript has not come"),
}


@dataclass(frozen=True, slots=True)
class StepState:
    """A step, how it stands, and what is there or missing in a few words."""

    step: Step
    stand: Stand
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """What an account has; None stands for what is not read yet.

    Attributes:
        credentials, agents, numbers: all of them.
        last: the newest phone call.
        landed: the newest phone call with a transcript.
        calls_read: whether it is known that there is no other call.
    """

    credentials: Sequence[Credential] | None
    agents: Sequence[Agent] | None
    numbers: Sequence[PhoneNumber] | None
    last: Call | None = None
    landed: Call | None = None
    calls_read: bool = True


def held_by(session: Session, calls: Iterable[Call], *, calls_read: bool) -> Held:
    """What the account of a session has.

    Args:
        session: what has been read of credentials, agents and numbers.
        calls: the calls that are known, in any order.
        calls_read: whether they are all that have to be known.
    """
    newest = sorted(filter(_is_by_phone, calls), key=_begun, reverse=True)
    return Held(
        _read(session.credentials),
        _read(session.agents),
        _read(session.numbers),
        next(iter(newest), None),
        next((call for call in newest if call.messages or call.transcript), None),
        calls_read,
    )


def has_nothing(session: Session) -> bool:
    """Whether it is certain that neither credential, agent nor number is there."""
    return all(
        directory.freshness.last_good is not None and not directory.records
        for directory in (session.credentials, session.agents, session.numbers)
    )


def steps_of(held: Held, now: datetime, told: Callable[[Call], str]) -> tuple[StepState, ...]:
    """Every step, in order.

    Args:
        held: what the account has.
        now: the current moment.
        told: says how a call stands at present: "ringing 0:12".
    """
    return (
        StepState(Step.CREDENTIAL, *_credential(held)),
        StepState(Step.AGENT, *_agent(held.agents)),
        StepState(Step.NUMBER, *_number(held)),
        StepState(Step.CALL, *_call(held, now, told)),
        StepState(Step.RESULTS, *_results(held, now)),
    )


def call_to_read(held: Held, now: datetime) -> Call | None:
    """The newest phone call; the newest with a transcript where that one will have none."""
    if held.landed is None or held.last is None:
        return held.last
    hopeless = artefacts_of(held.last, now) in {Artefacts.NONE, Artefacts.MISSING}
    return held.landed if hopeless else held.last


def next_step(steps: Iterable[StepState]) -> Step | None:
    """The first step that something is to be done for; None when there is none."""
    open_ones = (each for each in steps if each.stand in {Stand.MISSING, Stand.FAILED})
    return next((each.step for each in open_ones), None)


def step_to_stand_on(
    at: Step, before: Mapping[Step, StepState], now: Mapping[Step, StepState]
) -> Step:
    """The step to go to when things have changed: another only where one is done or has failed.

    Args:
        at: where one stands.
        before: the steps as they were, none at first.
        now: the steps as they are.
    """
    if at is Step.RESULTS:
        called = Step.CALL in before and before[Step.CALL].stand is Stand.UNDER_WAY
        return Step.CALL if called and now[Step.CALL].stand is Stand.FAILED else at
    was_open = at not in before or before[at].stand in _OPEN
    if was_open and now[at].stand not in _OPEN:
        return next((step for step, state in now.items() if state.stand in _OPEN), Step.RESULTS)
    return at


def carriers_of(credentials: Iterable[Credential]) -> list[Credential]:
    """The credentials that phone calls can go by, the newest first."""
    fit = [each for each in credentials if (each.provider or "") in CARRIERS]
    return sorted(fit, key=_made, reverse=True)


def newest(records: Iterable[Agent]) -> Agent | None:
    """The agent that was made last."""
    return max(records, key=_made, default=None)


def _credential(held: Held) -> tuple[Stand, str]:
    if held.credentials is None:
        return Stand.UNREAD, ""
    if fit := carriers_of(held.credentials):
        return Stand.DONE, _named("credential", [each.name or each.id for each in fit])
    if held.numbers:
        return Stand.NEEDLESS, "not needed by the numbers there are"
    if held.credentials:
        carriers = " or ".join(CARRIERS.values())
        return Stand.MISSING, f"{counted(len(held.credentials), 'key')}, but none of {carriers}"
    return Stand.MISSING, _NONE_YET


def _agent(agents: Sequence[Agent] | None) -> tuple[Stand, str]:
    if agents is None:
        return Stand.UNREAD, ""
    if not agents:
        return Stand.MISSING, _NONE_YET
    return Stand.DONE, _named("agent", [each.name or each.id for each in agents])


def _number(held: Held) -> tuple[Stand, str]:
    if held.numbers is None:
        return Stand.UNREAD, ""
    if not held.numbers:
        return Stand.MISSING, _NONE_YET
    names = {each.id: each.name or each.id for each in held.agents or ()}
    return Stand.DONE, _named("number", [_routed(each, names) for each in held.numbers])


def _routed(number: PhoneNumber, names: Mapping[str, str]) -> str:
    agent_id = answering(number)
    who = names.get(agent_id, agent_id) if agent_id else "nobody answers"
    return f"{display(number.phone_number or number.id)} ({who})"


def _call(held: Held, now: datetime, told: Callable[[Call], str]) -> tuple[Stand, str]:
    if held.last is None:
        return (Stand.MISSING, _NONE_YET) if held.calls_read else (Stand.UNREAD, "")
    words = f"{_who(held.last)}  {told(held.last)}"
    match artefacts_of(held.last, now):
        case Artefacts.NONE_YET:
            return Stand.UNDER_WAY, words
        case Artefacts.NONE:
            reason = result_words(held.last)
            return Stand.FAILED, f"{words}: {reason}" if reason else words
        case _:
            return Stand.DONE, words


def _results(held: Held, now: datetime) -> tuple[Stand, str]:
    if (call := call_to_read(held, now)) is None:
        return (Stand.MISSING, _NONE_YET) if held.calls_read else (Stand.UNREAD, "")
    artefacts = artefacts_of(call, now)
    if artefacts is Artefacts.HERE:
        return Stand.DONE, "  ".join(filter(None, (_who(call), result_words(call))))
    return _WITHOUT_TRANSCRIPT[artefacts]


def _named(word: str, names: Sequence[str]) -> str:
    """How many, and the first by name: "2 credentials: Twilio main, Telnyx EU"."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{counted(len(names), word)}: {', '.join(names[:_MOST_NAMED])}{more}"


def _who(call: Call) -> str:
    return display(other_side(call) or "") or call.id


def _is_by_phone(call: Call) -> bool:
    return normal(call.type) != "web" and other_side(call) is not None


def _begun(call: Call) -> datetime:
    """When it was asked for; one that holds a place until the platform shows it, just now."""
    return call.created_at or _JUST_NOW


def _made(record: Credential | Agent) -> datetime:
    return record.created_at or _LONG_AGO


def _read(directory: Directory[R]) -> list[R] | None:
    return list(directory.records.values()) if directory.freshness.last_good is not None else None
