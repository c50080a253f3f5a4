"""What the writes on numbers and on credentials have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from console.actions.calls import Refused
from console.actions.writes import Done, Unsure, Write, is_gone, write_once
from console.api.errors import ApiError
from console.api.records.base import Record

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pydantic import SecretStr

    from console.actions.journal import Journal
    from console.api.endpoints.resource import Resource
    from console.live.directory import Directory

R = TypeVar("R", bound=Record)


class RecordWrites(Generic[R]):
    """The writes on one kind of record, each with its line in the journal before and after.

    All raise `JournalError` when the journal cannot be written; then nothing more is sent.
    """

    def __init__(
        self,
        kind: str,
        resource: Resource[R],
        directory: Directory[R],
        journal: Journal,
        describe: Callable[[R], str],
    ) -> None:
        """Write on the records of a resource.

        Args:
            kind: what the journal calls one of them.
            resource: where they are.
            directory: the list that is read again after each write.
            journal: is told of each.
            describe: what the journal holds of a record: no key, no whole number.
        """
        self._resource = resource
        self._kind = kind
        self._directory = directory
        self._journal = journal
        self._describe = describe

    async def delete(self, record_id: str) -> Done[R] | Refused | Unsure[R]:
        """Delete a record, which nobody can bring back."""
        try:
            record = await self._resource.get(record_id)
        except ApiError as error:
            return Refused(error)

        async def delete() -> R:
            await self._resource.delete(record_id)
            return record

        return await self._write(
            f"delete_{self._kind}",
            self._describe(record),
            delete,
            lambda: is_gone(self._resource, record),
        )

    async def _write(
        self,
        action: str,
        what: str,
        send: Callable[[], Awaitable[R]],
        find: Callable[[], Awaitable[R | None]],
        *secrets: SecretStr,
    ) -> Done[R] | Refused | Unsure[R]:
        write = Write(action, what, send, find, self._describe, secrets)
        result = await write_once(self._journal, write)
        self._directory.look_again()
        return result
