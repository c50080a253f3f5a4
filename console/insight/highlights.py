"""Where in a text the words stand that a filter looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.call_fields import said
from console.insight.filter_tree import And, Or, Word
from console.insight.words import places_of, words_and_places, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.api.records.call import Call
    from console.insight.filter_tree import Node
    from console.insight.filters import Filter


def has_words(wanted: Filter) -> bool:
    """Whether a filter looks for any words at all."""
    return any(_phrases(wanted.tree))


def said_in(call: Call, wanted: Filter) -> bool:
    """Whether in what was said in a call there is something that a filter looks for."""
    return any(places(text, wanted) for text in said(call))


def places(text: str, wanted: Filter) -> tuple[tuple[int, int], ...]:
    """The parts of a text, from and to, that are words or phrases a filter looks for.

    They are whole words, in order, and none overlaps another; what must not be there is nowhere.
    """
    words = words_and_places(text)
    plain = [word for word, _, _ in words]
    found = sorted(
        (words[place][1], words[place + len(phrase) - 1][2])
        for phrase in _phrases(wanted.tree)
        for place in places_of(phrase, plain)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _phrases(node: Node) -> Iterator[list[str]]:
    match node:
        case Word(text):
            yield words_of(text)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _phrases(part)
        case _:
            return
