"""The words that calls have, as the search index tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

# One row, from which the index goes on at the next question: a word that is in every call stands
# there as often, and to read past all of them takes seconds.
_FIRST = "SELECT term FROM call_words WHERE term >= ? AND term < ? LIMIT 1"


def beginning_with(
    connection: sqlite3.Connection, beginning: str, at_most: int
) -> list[str] | None:
    """The words of letters alone that begin so, in order; None where they are more."""
    found: list[str] = []
    since, end = beginning, f"{beginning}\U0010ffff"
    while row := connection.execute(_FIRST, (since, end)).fetchone():
        token: str = row[0]
        if token.isalpha():
            if len(found) == at_most:
                return None
            found.append(token)
            since = f"{token}\x01"
        else:
            since = _past(token)
    return found


def _past(token: str) -> str:
    """What comes after all tokens that have the same letters before the same sign."""
    at = next(at for at, character in enumerate(token) if not character.isalpha())
    return token[:at] + chr(ord(token[at]) + 1)
