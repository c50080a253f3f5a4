"""Three texts made one: the opened prompt, what became of it here, what became of it there.

Lines that both sides kept hold the texts together (the diff3 way). Between them, what only one
side changed is taken, what both changed alike is taken once, and the rest is a conflict for a
person to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.insight.lines import lines_of, matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Lines = tuple[str, ...]


class Side(StrEnum):
    """Whose lines; as a choice in a conflict, `BOTH` is ours and then theirs."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Agreed:
    """Lines that stand without asking: unchanged (`BASE`) or as one or both sides have them."""

    lines: Lines
    who: Side


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same place, changed by both sides and not alike; lines with their endings."""

    base: Lines
    ours: Lines
    theirs: Lines

    def lines_of(self, side: Side) -> Lines:
        """The lines that a choice gives."""
        if side is Side.BASE:
            return self.base
        if side is Side.OURS:
            return self.ours
        if side is Side.THEIRS:
            return self.theirs
        return (*self.ours, *self.theirs)


Chunk = Agreed | Conflict


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text, as far as it could be merged, in the order of the lines."""

    chunks: tuple[Chunk, ...]

    @property
    def conflicts(self) -> tuple[int, ...]:
        """The places in `chunks` where a person must choose."""
        return tuple(at for at, chunk in enumerate(self.chunks) if isinstance(chunk, Conflict))

    @property
    def clean(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.conflicts

    def text(self, choices: Mapping[int, Side]) -> str:
        """The merged text, exact to the line endings.

        Args:
            choices: what to take for each conflict, by its place in `chunks`.

        Raises:
            ValueError: a conflict has no choice.
        """
        undecided = [at for at in self.conflicts if at not in choices]
        if undecided:
            raise ValueError(f"undecided conflicts: {undecided}")
        return _joined(
            tuple(
                line
                for at, chunk in enumerate(self.chunks)
                for line in (
                    chunk.lines if isinstance(chunk, Agreed) else chunk.lines_of(choices[at])
                )
            )
        )


def merge(base: str, ours: str, theirs: str) -> Merge:
    """Bring together what two sides made of the same text."""
    return Merge(tuple(_chunks(lines_of(base), lines_of(ours), lines_of(theirs))))


def _chunks(base: Lines, ours: Lines, theirs: Lines) -> Iterator[Chunk]:
    in_ours, in_theirs = _places(base, ours), _places(base, theirs)
    kept = [(at, in_ours[at], in_theirs[at]) for at in in_ours if at in in_theirs]
    at = (0, 0, 0)
    run: list[str] = []
    for here in (*kept, (len(base), len(ours), len(theirs))):
        if here != at:
            if run:
                yield Agreed(tuple(run), Side.BASE)
                run = []
            yield _decided(base[at[0] : here[0]], ours[at[1] : here[1]], theirs[at[2] : here[2]])
        run += base[here[0] : here[0] + 1]
        at = (here[0] + 1, here[1] + 1, here[2] + 1)
    if run:
        yield Agreed(tuple(run), Side.BASE)


def _places(base: Lines, side: Lines) -> dict[int, int]:
    """Where each line of the base that a side kept stands there."""
    return {
        in_base + step: in_side + step
        for in_base, in_side, size in matches(base, side)
        for step in range(size)
    }


def _decided(base: Lines, ours: Lines, theirs: Lines) -> Chunk:
    if ours == theirs:
        return Agreed(ours, Side.BOTH)
    if ours == base:
        return Agreed(theirs, Side.THEIRS)
    if theirs == base:
        return Agreed(ours, Side.OURS)
    return Conflict(base, ours, theirs)


def _joined(lines: Lines) -> str:
    """The lines as one text; an unended one that others follow is ended as the first line is."""
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    ended = [line if line.endswith("\n") else line + ending for line in lines[:-1]]
    return "".join((*ended, *lines[-1:]))
