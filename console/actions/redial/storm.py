"""When so much fails alike that the next would most likely fail as well."""

from __future__ import annotations

from console.api.errors import ApiError, Trouble

_PAYMENT_REQUIRED = 402
_HITS_ALL = frozenset(
    {Trouble.KEY_REJECTED, Trouble.FORBIDDEN, Trouble.READ_ONLY, Trouble.SETUP, Trouble.TLS}
)
_IN_A_ROW = 3


def hits_all(error: ApiError) -> bool:
    """Whether it would meet every other request as well: the key, credit, the connection."""
    return error.kind in _HITS_ALL or error.status == _PAYMENT_REQUIRED


class Storm:
    """Counts failures of many writes that are sent one after the other."""

    def __init__(self) -> None:
        self._kind: Trouble | None = None
        self._count = 0

    def calm(self) -> None:
        """One went well."""
        self._kind, self._count = None, 0

    def why_stop(self, error: ApiError) -> str:
        """Take note of a failure; says why no more should be sent, or nothing."""
        if hits_all(error):
            return error.words
        self._count = self._count + 1 if error.kind is self._kind else 1
        self._kind = error.kind
        return f"{self._count} times in a row: {error.words}" if self._count >= _IN_A_ROW else ""
