"""JSON objects of which thousands are kept and few are looked into."""

from __future__ import annotations

import json
import marshal
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any, cast

# Not only what came is kept, but also what was asked for, where a time stands as one.
_encode = json.JSONEncoder(separators=(",", ":"), default=str).encode
_LEVEL = 1
"""Half of the text already goes at the quickest level, and nine tenths of a long latency."""
_WITHOUT_REFERENCES = 2
"""The last form of marshal that is the same for all objects that are equal and in one order."""
_LOOKED_INTO = 8
"""Objects that are kept unpacked: whoever looks into one looks several times."""


class PackedObject(Mapping[str, Any]):
    """A JSON object that is kept as its text, compressed: in about a tenth of the memory.

    Packing takes some 50 µs. So it is not packed when it is made, but by `pack`, in any thread.
    It is exact: lone surrogates and numbers stay as they came. What it holds is never changed.
    """

    __slots__ = ("_digest", "_packed", "_value")

    def __init__(self, value: Mapping[str, Any]) -> None:
        self._value: dict[str, Any] | None = dict(value)
        self._packed = b""
        self._digest: bytes | None = None

    @classmethod
    def of(cls, packed: bytes) -> PackedObject:
        """An object that is `packed` already.

        Raises:
            ValueError: it is none.
        """
        try:
            value = _unpacked(packed)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        if not isinstance(value, dict):
            raise ValueError("not an object")  # noqa: TRY004 - of the text, not of an argument
        made = cls({})
        made._packed, made._value = packed, None
        return made

    @property
    def is_packed(self) -> bool:
        """Whether it is packed by now."""
        return self._value is None

    def pack(self) -> None:
        """Pack it, unless it is.

        Raises:
            RecursionError: it is nested too deeply to be written as JSON.
        """
        value = self._value
        if value is not None:
            self._packed = zlib.compress(_encode(value).encode(), _LEVEL)
            self._value = None

    @property
    def packed(self) -> bytes:
        """How it is kept: zlib's form of its JSON.

        Raises:
            RecursionError: as `pack` does.
        """
        self.pack()
        return self._packed

    @property
    def unpacked(self) -> dict[str, Any]:
        """The object itself, for looking only."""
        value = self._value
        return _unpacked(self._packed) if value is None else value

    def __getitem__(self, name: str) -> Any:
        return self.unpacked[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.unpacked)

    def __len__(self) -> int:
        return len(self.unpacked)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PackedObject):
            same = self.is_packed and other.is_packed and self._packed == other._packed
            return same or self.unpacked == other.unpacked
        if isinstance(other, dict):
            return self._equals(cast("dict[str, Any]", other))
        return super().__eq__(other)

    __hash__ = None  # pyright: ignore[reportAssignmentType]  # as a dict

    def _equals(self, other: dict[str, Any]) -> bool:
        """Compare with what came; what once came equal is known by its digest the next time.

        Most calls of a page come as before, and to unpack each takes three times as long.
        """
        digest = _digest(other)
        if digest is not None and digest == self._digest:
            return True
        if self.unpacked != other:
            return False
        self._digest = digest
        return True


def _digest(value: dict[str, Any]) -> bytes | None:
    """Tells JSON objects apart, and equal ones too if their order differs; None of any other."""
    try:
        form = marshal.dumps(value, _WITHOUT_REFERENCES)
    except ValueError:
        return None
    return blake2b(form, digest_size=16).digest()


@lru_cache(maxsize=_LOOKED_INTO)
def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))
