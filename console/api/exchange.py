"""What goes over the wire: a request out, an answer back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Query = Mapping[str, str | int | None]
Body = Mapping[str, Any]
Take = Callable[[bytes, int | None], Awaitable[None]]
"""Takes a piece of a file, and how many bytes the whole has where that is known."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, relative to the account's base URL."""

    method: str
    path: str
    query: Query = field(default_factory=dict[str, str | int | None])
    """What is `None` is left out."""
    body: Body | None = field(default=None, repr=False)
    """Becomes JSON when it is sent; `SecretStr` members are opened only then."""
    origin: str | None = None
    """The `Origin` header, which a publishable key is checked against."""

    @property
    def reads(self) -> bool:
        """Whether it changes nothing on the server."""
        return self.method == "GET"


Rehearse = Callable[[Request], None]
"""Gets each write instead of the server."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One complete answer, unpacked. Shows only its status: servers echo what they are sent."""

    status: int
    reason: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    """By lower-case name."""
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, in seconds."""

    connect: float = 3.0
    read: float = 8.0
    """A whole read, from the first byte sent to the last received."""
    write: float = 20.0
    """A whole write: longer, since not knowing what became of it is worse than waiting."""
