"""Exact lines, and which of them two texts have in common."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def lines_of(text: str) -> tuple[str, ...]:
    """The lines with their endings, LF or CR LF; joined they are the text again."""
    return tuple(_LINE.findall(text))


def bare(line: str) -> str:
    """A line without its ending."""
    return line.removesuffix("\n").removesuffix("\r")


def matches(
    old: Sequence[str], new: Sequence[str], *, junk: Callable[[str], bool] | None = None
) -> list[tuple[int, int, int]]:
    """The stretches that two sequences share: where in the old, where in the new, how many.

    They rise in both sequences; the same sequences always give the same. From 200 items on, those
    that are more than a hundredth of them, such as blank lines, don't align anything by themselves
    (difflib's `autojunk`): without that, a rewritten prompt would take minutes.

    Args:
        old: lines or words.
        new: lines or words.
        junk: tells what is too common to align by (spaces between words).
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = SequenceMatcher(junk, old[head : len(old) - tail], new[head : len(new) - tail])
    found = [(0, 0, head)] if head else []
    found += [(head + a, head + b, size) for a, b, size in middle.get_matching_blocks() if size]
    if tail:
        found.append((len(old) - tail, len(new) - tail, tail))
    return found


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many items are the same from the start."""
    for count, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return count
    return min(len(left), len(right))
