"""Records by what people call them: an id or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from console.cli.exits import Stop
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable


class Named(Protocol):
    """Has an id, and mostly a name."""

    @property
    def id(self) -> str:
        """The platform's."""
        ...

    @property
    def name(self) -> str | None:
        """A person's, which others may have too."""
        ...


N = TypeVar("N", bound=Named)


def named(given: str, records: Iterable[N], kind: str) -> N:
    """The record with this id, else the only one with this name, whatever its case.

    Args:
        given: what was typed.
        records: those that there are.
        kind: what they are: "agent".

    Raises:
        Stop: there is none, or there are several.
    """
    known = tuple(records)
    if found := next((each for each in known if each.id == given), None):
        return found
    found = [each for each in known if (each.name or "").casefold() == given.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        ids = (f"{each.id}  {each.name}" for each in found)
        raise Stop(f"{len(found)} are called “{clean(given)}”. Name one by its id:", *ids)
    raise Stop(f"There is no {kind} “{clean(given)}”.{_near(given, known)}")


def _near(given: str, known: Iterable[Named]) -> str:
    from console.accounts.profiles import nearest

    return nearest(given, [each.name for each in known if each.name])
