"""What changes, a line for each: `-` goes, `+` comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.records import line as on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from console.actions.saving.parts import Part
    from console.insight.difference import DiffLine

_SIGNS = {"removed": ("-", "red"), "added": ("+", "green"), "same": (" ", None)}


def lines_of(parts: Iterable[Part]) -> Iterator[str]:
    """What a save changes; where there are no colours, click takes them out."""
    from console.actions.saving.parts import ListPart, ValuePart

    for part in parts:
        if isinstance(part, ValuePart):
            yield f"{part.name}: {part.before} → {click.style(part.after, bold=True)}"
        elif isinstance(part, ListPart):
            yield f"{part.name}:"
            yield from (_signed("removed", each) for each in part.removed)
            yield from (_signed("added", each) for each in part.added)
        else:
            yield f"{part.heading}:"
            yield from text_lines(part.lines)


def text_lines(difference: Iterable[DiffLine]) -> Iterator[str]:
    """What changes in a text."""
    for each in difference:
        if each.kind == "gap":
            yield click.style(f"  … {each.text}", dim=True)
        else:
            ending = f"  ({each.ending})" if each.ending else ""
            yield _signed(each.kind, on_one_line(each.text) + ending)


def _signed(kind: str, text: str) -> str:
    sign, colour = _SIGNS[kind]
    return click.style(f"{sign} {text}".rstrip(), fg=colour)
