"""A prompt as a call would have heard it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.insight.prompt import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class PieceKind(StrEnum):
    """Where a piece of the filled text comes from."""

    PLAIN = "plain"
    FILLED = "filled"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the filled text.

    Attributes:
        text: what stands there: the text itself, a variable's value (which may be empty), or the
            `{{variable}}` as written when there is no value for it.
        kind: where it comes from.
        name: the variable's name; empty for plain text.
    """

    text: str
    kind: PieceKind = PieceKind.PLAIN
    name: str = ""


def fill(text: str, variables: Mapping[str, str]) -> tuple[Piece, ...]:
    """Put a call's variables into a prompt or first message; the pieces in order are the text.

    What stands inside a value is never filled again.
    """
    return tuple(_pieces(text, variables))


def _pieces(text: str, variables: Mapping[str, str]) -> Iterator[Piece]:
    at = 0
    for place in placeholders(text):
        if place.start > at:
            yield Piece(text[at : place.start])
        if place.name in variables:
            yield Piece(variables[place.name], PieceKind.FILLED, place.name)
        else:
            yield Piece(text[place.start : place.end], PieceKind.MISSING, place.name)
        at = place.end
    if at < len(text):
        yield Piece(text[at:])
