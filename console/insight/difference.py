"""What changed between two texts, for people to read, and between two records, for the API."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from console.insight.lines import bare, lines_of, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE = 0.5
_REACH = 8
"""How many added lines are looked at for the one that a removed line became."""


class LineKind(StrEnum):
    """What a line of a difference is."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a difference.

    Attributes:
        kind: what became of it.
        old_no: its number in the old text, from 1; None when it isn't there.
        new_no: its number in the new text, from 1; None when it isn't there.
        text: the line without its ending; for a gap, how many lines are left out, in words.
        marks: the spans of `text`, start and end, that differ from the line it is paired with;
            empty when the line as a whole is new or gone.
        ending: how the line ends, in words, when it differs from its pair only in that.
    """

    kind: LineKind
    old_no: int | None
    new_no: int | None
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    ending: str = ""


def diff_lines(old: str, new: str, context: int = 3) -> tuple[DiffLine, ...]:
    """The difference of two texts, a changed line right before what it became.

    Args:
        old: the text before.
        new: the text after.
        context: how many unchanged lines to keep around each change; longer stretches of them
            become a gap.

    Returns:
        Nothing when the texts are the same to the last line ending.
    """
    if old == new:
        return ()
    return tuple(_with_gaps(tuple(_all_lines(lines_of(old), lines_of(new))), context))


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose value is new, nested values whole: the body of a PATCH.

    Fields that are only in `before` are left alone. `1` and `1.0` are the same number, `True` is
    none.
    """
    return {
        name: value
        for name, value in after.items()
        if name not in before or not _same(before[name], value)
    }


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        left, right = cast("dict[str, Any]", one), cast("dict[str, Any]", other)
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(one, list) and isinstance(other, list):
        left, right = cast("list[Any]", one), cast("list[Any]", other)
        return len(left) == len(right) and all(map(_same, left, right))
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def _all_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    """Every line of both texts, the shared ones once."""
    at_old = at_new = 0
    for in_old, in_new, size in (*matches(old, new), (len(old), len(new), 0)):
        yield from _replaced(old, new, range(at_old, in_old), range(at_new, in_new))
        for step in range(size):
            text = bare(old[in_old + step])
            yield DiffLine(LineKind.SAME, in_old + step + 1, in_new + step + 1, text)
        at_old, at_new = in_old + size, in_new + size


def _replaced(
    old: Sequence[str], new: Sequence[str], gone: range, come: range
) -> Iterator[DiffLine]:
    at_old, at_new = gone.start, come.start
    for one, other in _pairs(old, new, gone, come):
        yield from _removed(old, range(at_old, one))
        yield from _added(new, range(at_new, other))
        if _goes_on(old, new, one, other):
            yield DiffLine(LineKind.SAME, one + 1, other + 1, bare(old[one]))
        else:
            yield from _pair(old[one], new[other], one + 1, other + 1)
        at_old, at_new = one + 1, other + 1
    yield from _removed(old, range(at_old, gone.stop))
    yield from _added(new, range(at_new, come.stop))


def _removed(old: Sequence[str], places: Iterable[int]) -> Iterator[DiffLine]:
    return (DiffLine(LineKind.REMOVED, at + 1, None, bare(old[at])) for at in places)


def _added(new: Sequence[str], places: Iterable[int]) -> Iterator[DiffLine]:
    return (DiffLine(LineKind.ADDED, None, at + 1, bare(new[at])) for at in places)


def _goes_on(old: Sequence[str], new: Sequence[str], one: int, other: int) -> bool:
    """Whether a line got its line break, or lost it, for what came after it or went alone."""
    last = one == len(old) - 1, other == len(new) - 1
    return last in {(True, False), (False, True)} and (
        old[one] == bare(new[other]) or bare(old[one]) == new[other]
    )


def _pair(old: str, new: str, old_no: int, new_no: int) -> Iterator[DiffLine]:
    """A line and what it became."""
    before, after = bare(old), bare(new)
    old_marks, new_marks = _marks(before, after)
    only_ending = before == after
    yield DiffLine(
        LineKind.REMOVED, old_no, None, before, old_marks, _ending(old) if only_ending else ""
    )
    yield DiffLine(
        LineKind.ADDED, None, new_no, after, new_marks, _ending(new) if only_ending else ""
    )


def _ending(line: str) -> str:
    ending = line[len(bare(line)) :]
    return {"": "no line break at the end", "\n": "ends with LF", "\r\n": "ends with CR LF"}.get(
        ending, "ends with CR"
    )


def _pairs(
    old: Sequence[str], new: Sequence[str], gone: range, come: range
) -> Iterator[tuple[int, int]]:
    """Which removed line became which added one, rising in both."""
    removed = {at: _words_of(old[at]) for at in gone}
    added = {at: _words_of(new[at]) for at in come}
    start = come.start
    for at, words in removed.items():
        nearby = range(start, min(start + _REACH, come.stop))
        likeness, other = max(
            ((_likeness(words, added[other]), -other) for other in nearby), default=(0.0, 0)
        )
        if likeness >= _ALIKE:
            yield at, -other
            start = -other + 1


def _words_of(line: str) -> Counter[str]:
    return Counter(word for word in _WORD.findall(line) if not word.isspace())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words in common, 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _marks(old: str, new: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """The spans that differ within two versions of a line, by whole words."""
    old_words, new_words = _WORD.findall(old), _WORD.findall(new)
    old_at, new_at = _offsets(old_words), _offsets(new_words)
    shared = matches(old_words, new_words, junk=str.isspace)
    return (
        _unshared(old_at, [(start, start + size) for start, _, size in shared]),
        _unshared(new_at, [(start, start + size) for _, start, size in shared]),
    )


def _offsets(words: Sequence[str]) -> list[int]:
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    return offsets


def _unshared(
    offsets: Sequence[int], shared: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The character spans between the shared stretches of words."""
    ends = [0, *(offsets[stop] for _, stop in shared)]
    starts = [*(offsets[start] for start, _ in shared), offsets[-1]]
    return tuple((end, start) for end, start in zip(ends, starts, strict=True) if end < start)


def _with_gaps(lines: Sequence[DiffLine], context: int) -> Iterator[DiffLine]:
    """The changed lines with their context; what is left out as gaps, but for single lines."""
    seen = 0
    for same, group in groupby(lines, lambda line: line.kind is LineKind.SAME):
        run = tuple(group)
        first = context if seen else 0
        seen += len(run)
        last = max(len(run) - context, first) if seen < len(lines) else len(run)
        hidden = last - first
        if not same or hidden <= 1:
            yield from run
            continue
        yield from run[:first]
        yield DiffLine(LineKind.GAP, None, None, f"{hidden} unchanged lines")
        yield from run[last:]
