"""Writes that are sent once: when the answer is lost, reading shows what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from console.actions.attempt import Attempt, nothing_was_done
from console.actions.calls import Refused
from console.api.errors import ApiError, FieldProblem, Trouble
from console.api.records.base import Record

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pydantic import SecretStr

    from console.actions.journal import Journal
    from console.api.endpoints.resource import Resource

R = TypeVar("R", bound=Record)

_HIDDEN = "••••"


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """It was done."""

    record: R
    """As the server has it now; after a deletion as it was last."""


@dataclass(frozen=True, slots=True)
class Differs(Generic[R]):
    """The server took the change and has made something else of it."""

    record: R
    """As it is there now."""


@dataclass(frozen=True, slots=True)
class Overtaken(Generic[R]):
    """Nothing was sent: what was to be changed is not any more as it was shown."""

    record: R
    """As it is there now."""


@dataclass(frozen=True, slots=True)
class Unsure(Generic[R]):
    """The answer was lost, and reading has not shown whether it was done."""

    error: ApiError
    again: Callable[[], Awaitable[Done[R] | Unsure[R]]]
    """Reads once more, to learn what became of it. Sends nothing."""


@dataclass(frozen=True, slots=True)
class Write(Generic[R]):
    """One write.

    Attributes:
        action: what the journal calls it.
        what: what is about to be done, for the journal: no key, no whole number.
        send: sends it.
        find: reads whether it has been done, and brings the record if so.
        describe: what was done, for the journal.
        secrets: what a server may echo, and no error may show.
    """

    action: str
    what: str
    send: Callable[[], Awaitable[R]]
    find: Callable[[], Awaitable[R | None]]
    describe: Callable[[R], str]
    secrets: tuple[SecretStr, ...] = ()


async def write_once(journal: Journal, write: Write[R]) -> Done[R] | Refused | Unsure[R]:
    """Send a write, once, between its two lines in the journal.

    Raises:
        JournalError: the journal cannot be written; nothing was sent.
    """
    attempt = await Attempt.begin(journal, write.action, write.what)
    try:
        record = await write.send()
    except ApiError as came:
        error = _without(came, write.secrets)
        if nothing_was_done(error):
            await attempt.refused(error)
            return Refused(error)
        return await _look_for(write.find, write.describe, attempt, error)
    await attempt.done(write.describe(record))
    return Done(record)


def told(result: Done[R] | Differs[R] | Overtaken[R] | Refused | Unsure[R]) -> str:
    """Why something is not as it was wanted; empty when it is."""
    match result:
        case Refused():
            return result.error.words
        case Overtaken():
            return "Somebody else has changed it meanwhile; nothing was sent."
        case Differs():
            return "The platform took it and has made something else of it."
        case Unsure():
            return "The answer was lost: whether it was done is not known. It was not sent again."
        case _:
            return ""


async def is_gone(group: Resource[R], record: R) -> R | None:
    """The record, if the server has it no longer.

    Raises:
        ApiError: it could not be asked.
    """
    try:
        await group.get(record.id)
    except ApiError as error:
        if error.kind is Trouble.NOT_FOUND:
            return record
        raise
    return None


async def new_one(group: Resource[R], known: set[str], is_it: Callable[[R], bool]) -> R | None:
    """The one record that was not known before and is what was asked for.

    Raises:
        ApiError: the list could not be read.
    """
    found = [each for each in await group.list() if each.id not in known and is_it(each)]
    return found[0] if len(found) == 1 else None


async def _look_for(
    find: Callable[[], Awaitable[R | None]],
    describe: Callable[[R], str],
    attempt: Attempt,
    lost: ApiError,
) -> Done[R] | Unsure[R]:
    async def again() -> Done[R] | Unsure[R]:
        return await _look_for(find, describe, attempt, lost)

    try:
        found = await find()
    except ApiError:
        found = None
    if found is None:
        await attempt.unknown(lost.words)
        return Unsure(lost, again)
    await attempt.done(describe(found))
    return Done(found)


def _without(error: ApiError, secrets: tuple[SecretStr, ...]) -> ApiError:
    """The error without what it must not show, should the server have echoed that."""
    told = [value for secret in secrets if (value := secret.get_secret_value())]

    def hide(text: str) -> str:
        for value in told:
            text = text.replace(value, _HIDDEN)
        return text

    if not told:
        return error
    return ApiError(
        error.kind,
        hide(error.words),
        status=error.status,
        sent=error.sent,
        retry_after=error.retry_after,
        fields=tuple(
            FieldProblem(tuple(map(hide, field.path)), hide(field.words)) for field in error.fields
        ),
    )
