"""What somebody else saved meanwhile: what merges by itself, and what a person must decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.saving.text_history import TEXTS
from console.insight.difference import DiffLine, LineKind, diff_lines
from console.insight.lines import bare
from console.insight.merge import Conflict, Merge, Side, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from console.actions.saving.plan import FieldConflict, Kind, Place, SavePlan


@dataclass(frozen=True, slots=True)
class TextConflict:
    """A text that was changed here and on the server; all three exact, not safe to draw."""

    place: Place
    opened: str
    ours: str
    theirs: str
    merged: Merge
    sides: Mapping[tuple[int, Side], tuple[DiffLine, ...]]
    """The lines of each side of each conflict, by its place in `merged.chunks`; what is new in
    ours and theirs is marked."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A plan without what merges by itself."""

    plan: SavePlan
    """Its conflicts that are left are values: a choice of two."""
    merged: tuple[TextConflict, ...]
    """Texts that have merged by themselves; the plan has their result."""
    torn: tuple[TextConflict, ...]
    """Texts with places that a person must decide; still conflicts of the plan."""

    @property
    def values(self) -> tuple[FieldConflict, ...]:
        """The conflicts that are no texts."""
        texts = {conflict.place for conflict in self.torn}
        return tuple(each for each in self.plan.conflicts if each.place not in texts)


def settle(plan: SavePlan) -> Settled:
    """Merge the texts of a plan as far as they merge. May take a while for huge ones."""
    texts = [text for each in plan.conflicts if (text := _text_conflict(plan.kind, each))]
    merged = tuple(text for text in texts if text.merged.clean)
    return Settled(
        plan.resolved({text.place: text.merged.text({}) for text in merged}),
        merged,
        tuple(text for text in texts if not text.merged.clean),
    )


def _text_conflict(kind: Kind, conflict: FieldConflict) -> TextConflict | None:
    if conflict.key is not None or conflict.field not in TEXTS[kind]:
        return None
    texts: list[str] = []
    for value in (conflict.opened, conflict.ours, conflict.theirs):
        if not isinstance(value, str | None):
            return None
        texts.append(value or "")
    return text_conflict(conflict.place, *texts)


def text_conflict(place: Place, opened: str, ours: str, theirs: str) -> TextConflict:
    """Merge three texts. May take a while for huge ones."""
    merged = merge(opened, ours, theirs)
    sides = {
        (at, side): tuple(_side(chunk, side))
        for at, chunk in enumerate(merged.chunks)
        if isinstance(chunk, Conflict)
        for side in (Side.BASE, Side.OURS, Side.THEIRS)
    }
    return TextConflict(place, opened, ours, theirs, merged, sides)


def _side(conflict: Conflict, side: Side) -> Iterator[DiffLine]:
    base = conflict.base
    if side is Side.BASE:
        return (DiffLine(LineKind.SAME, None, None, bare(line)) for line in base)
    difference = diff_lines("".join(base), "".join(conflict.lines_of(side)), context=len(base))
    return (line for line in difference if line.kind is not LineKind.REMOVED)
