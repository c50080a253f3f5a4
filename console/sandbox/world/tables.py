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
    """Records of one kind, oldest first. A record is replaced when it changes, never altered."""

    def __init__(self, kind: str, prefix: str, seed: int, clock: SimulatedClock) -> None:
        self.kind = kind
        self._prefix = prefix
        self._rng = chance(seed, kind)
        self._clock = clock
        self._records: dict[str, Record] = {}

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records.values())

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
        """The record.

        Raises:
            NotFoundError: there is none with this id.
        """
        if identity not in self._records:
            raise NotFoundError(self.kind, identity)
        return self._records[identity]

    def find(self, **fields: Any) -> Record | None:
        """The first record that has all these values."""
        matches = (
            record
            for record in self
            if all(record.get(name) == value for name, value in fields.items())
        )
        return next(matches, None)

    def change(self, identity: str, fields: Record) -> Record:
        """Put new values over a record's.

        Raises:
            NotFoundError: there is none with this id.
        """
        stamp = {"updated_at": iso(self._clock.now())}
        self._records[identity] = record = self.get(identity) | stamp | fields
        return record

    def remove(self, identity: str) -> None:
        """Forget a record.

        Raises:
            NotFoundError: there is none with this id.
        """
        self.get(identity)
        del self._records[identity]
