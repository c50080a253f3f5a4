"""The one way in which a request fails: an `ApiError` of a named kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What kind of failure it was, which decides what the console does about it."""

    UNREACHABLE = "unreachable"
    """No connection: refused, no route, name not found."""
    TLS = "tls"
    """The certificate was refused, or the other side speaks no TLS."""
    TIMEOUT = "timeout"
    """No complete answer before the deadline."""
    BROKEN = "broken"
    """A connection dropped, an answer cut off, or something that is not HTTP."""
    NOT_THE_API = "not_the_api"
    """A complete answer that the API would never give: HTML, nothing, a wrong shape."""
    TOO_LARGE = "too_large"
    """An answer beyond the size limit."""
    REDIRECT = "redirect"
    """The address sends elsewhere; it is not followed."""
    KEY_REJECTED = "key_rejected"
    """401: the key is missing, wrong or revoked."""
    FORBIDDEN = "forbidden"
    """403: the wrong kind of key, or an origin that is not allowed."""
    NOT_FOUND = "not_found"
    """404: no such record, or no such endpoint."""
    CONFLICT = "conflict"
    """409 or 412: changed by another in the meantime."""
    INVALID = "invalid"
    """400 or 422: what was sent cannot be accepted; `fields` say where."""
    RATE_LIMITED = "rate_limited"
    """429, or a pause that an earlier 429 asked for."""
    SERVER = "server"
    """5xx: the API failed."""
    REJECTED = "rejected"
    """Any other refusal."""
    READ_ONLY = "read_only"
    """Refused here, because the profile may only read."""
    SETUP = "setup"
    """The address, the key or the environment makes requests impossible."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What the API holds against one field of a request."""

    path: tuple[str, ...]
    """Where, from the outside in: `("overrides", "llm", "temperature")`."""
    words: str
    """Cleaned, one line."""


class ApiError(Exception):
    """A request that brought no usable answer.

    It holds no key, no URL and no header, so that it can be logged and shown as it is.

    Attributes:
        kind: what sort of failure it was.
        words: one cleaned sentence for people, the server's own where it gave one.
        status: the HTTP status, if an answer came.
        sent: whether the request may have reached the server. A write that fails with
            `sent` may have happened all the same and must not be repeated unasked.
        retry_after: seconds from now before which no request should be made, if known.
        fields: problems by field, of a 422.
    """

    def __init__(
        self,
        kind: Trouble,
        words: str,
        *,
        status: int | None = None,
        sent: bool = False,
        retry_after: float | None = None,
        fields: tuple[FieldProblem, ...] = (),
    ) -> None:
        super().__init__(words)
        self.kind = kind
        self.words = words
        self.status = status
        self.sent = sent
        self.retry_after = retry_after
        self.fields = fields

    def __repr__(self) -> str:
        return (
            f"ApiError({self.kind.value}, {self.words!r}, status={self.status}, sent={self.sent})"
        )
