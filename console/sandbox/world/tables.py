"""The account's resources: agents, models, numbers and the rest, each a table of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.sandbox.world.chance import chance
from console.sandbox.world.clock import iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.sandbox.world.clock import SimulatedClock
    from console.sandbox.world.orders import Record


class NotFoundError(Exception):
    """No record of this kind has this id."""

    def __init__(self, kind: str, identity: str) -> None:
        super().__init__(f"{kind} {identity!r} not found")


class Table:
    """Records of one kind, oldest first. A record is replaced when it changes, never altered.

    Edits from behind the scenes lie over a record where it is shown; the world itself goes by
    what the record really says, so that no edit can break it.
    """

    def __init__(self, kind: str, prefix: str, seed: int, clock: SimulatedClock) -> None:
        self.kind = kind
        self._prefix = prefix
        self._rng = chance(seed, kind)
        self._clock = clock
        self._records: dict[str, Record] = {}
        self._edits: dict[str, Record] = {}

    def __iter__(self) -> Iterator[Record]:
        return (self.get(identity) for identity in self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, identity: object) -> bool:
        return identity in self._records

    def add(self, fields: Record, *, at: float | None = None) -> Record:
        """Keep a new record under a new id, stamped with the time.

        Args:
            fields: all but the id and the times.
            at: when it was made, seconds since 1970; now, if left out.
        """
        identity = f"{self._prefix}_{self._rng.getrandbits(64):016x}"
        made = iso(self._clock.now() if at is None else at)
        record = {"id": identity, **fields, "created_at": made, "updated_at": made}
        self._records[identity] = record
        return record

    def get(self, identity: str) -> Record:
        """The record as it is shown.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self.real(identity) | self._edits.get(identity, {})

    def real(self, identity: str) -> Record:
        """The record without edits.

        Raises:
            NotFoundError: there is none with this id.
        """
        if identity not in self._records:
            raise NotFoundError(self.kind, identity)
        return self._records[identity]

    def all_real(self, **fields: Any) -> list[Record]:
        """The records, without edits, that have all these values."""
        return [
            record
            for record in self._records.values()
            if all(record[name] == value for name, value in fields.items())
        ]

    def change(self, identity: str, fields: Record) -> Record:
        """Put new values over a record's, and over edits of the same fields.

        Raises:
            NotFoundError: there is none with this id.
        """
        stamp = {"updated_at": iso(self._clock.now())}
        self._records[identity] = self.real(identity) | stamp | fields
        edits = self._edits.get(identity, {})
        self._edits[identity] = {name: edits[name] for name in edits.keys() - fields.keys()}
        return self.get(identity)

    def edit(self, identity: str, fields: Record) -> Record:
        """Show these values, whatever they are, instead of the record's own.

        Raises:
            NotFoundError: there is none with this id.
        """
        self.real(identity)
        self._edits[identity] = self._edits.get(identity, {}) | fields
        return self.get(identity)

    def remove(self, identity: str) -> None:
        """Forget a record.

        Raises:
            NotFoundError: there is none with this id.
        """
        self.real(identity)
        del self._records[identity]
