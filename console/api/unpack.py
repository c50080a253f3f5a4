"""Unpack an answer's body in bounded steps, so that no answer can fill the memory."""

from __future__ import annotations

import zlib

from console.api.errors import ApiError, Trouble

LIMIT = 8 << 20
"""The largest body accepted, in bytes, packed and unpacked."""

_STEP = 64 << 10
_GZIP = zlib.MAX_WBITS | 16


class Unpacker:
    """Collects a body chunk by chunk, unpacking it if it came as gzip."""

    def __init__(self, encoding: str, limit: int = LIMIT) -> None:
        """Begin a body.

        Raises:
            ApiError: of kind BROKEN, for an encoding that was not asked for.
        """
        if encoding not in {"", "identity", "gzip", "x-gzip"}:
            raise ApiError(Trouble.BROKEN, "The answer is packed in a way that was not asked for.")
        self._gzip = zlib.decompressobj(_GZIP) if "gzip" in encoding else None
        self._limit = limit
        self._body = bytearray()
        self._received = 0

    def feed(self, chunk: bytes) -> None:
        """Take what came next.

        Raises:
            ApiError: TOO_LARGE beyond the limit, BROKEN if it cannot be unpacked.
        """
        self._received += len(chunk)
        if self._gzip is None:
            self._body += chunk
            self._refuse_beyond_limit()
            return
        try:
            while chunk and not self._gzip.eof:
                self._body += self._gzip.decompress(chunk, _STEP)
                self._refuse_beyond_limit()
                chunk = self._gzip.unconsumed_tail
        except zlib.error:
            raise ApiError(Trouble.BROKEN, "The answer cannot be unpacked.") from None

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            ApiError: BROKEN if its end is missing.
        """
        if self._gzip is not None and self._received and not self._gzip.eof:
            raise ApiError(Trouble.BROKEN, "The answer was cut off.")
        return bytes(self._body)

    def _refuse_beyond_limit(self) -> None:
        if max(self._received, len(self._body)) > self._limit:
            mebibytes = self._limit / (1 << 20)
            raise ApiError(
                Trouble.TOO_LARGE, f"The answer is larger than the limit of {mebibytes:g} MiB."
            )
