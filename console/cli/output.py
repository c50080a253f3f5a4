"""Data on standard output: a table for people, JSON for programs. Nothing is cut."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from console.cli.exits import say
from console.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

_GAP = "  "


class Form(Enum):
    """How data is written."""

    TABLE = "table"
    JSON = "json"
    LINES = "jsonl"


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of a table."""

    title: str
    cell: Callable[[T], str]
    """Clean, one line; empty for what is not known."""
    right: bool = False
    colour: Callable[[T], str | None] = lambda _: None
    """One of the terminal's colours, beside a word that says the same."""
    spare: bool = False
    """Left out of a table on a terminal too narrow for it; that it is gets said."""


def show_all(
    rows: Iterable[T],
    columns: Sequence[Column[T]],
    form: Form,
    *,
    as_data: Callable[[T], Any],
) -> None:
    """Write rows.

    On a terminal that is too narrow for the table those of its spare columns are left out for
    which there is no room, the first have it first; where there is none even without them, each
    row becomes a block of lines.

    Args:
        rows: what to write; JSON lines are written one by one as they come.
        columns: of the table.
        form: how to write them.
        as_data: what JSON holds of a row.
    """
    if form is Form.LINES:
        for row in rows:
            write_line(as_data(row))
    elif form is Form.JSON:
        _write(_as_json([as_data(row) for row in rows], indent=2))
    else:
        _write_table(list(rows), columns)


def show_one(pairs: Iterable[tuple[str, str]], data: Any, form: Form) -> None:
    """Write one record: label and value, which may be several lines, or its data as JSON."""
    if form is Form.TABLE:
        filled = [(label, value) for label, value in pairs if value]
        wide = max((_width(label) for label, _ in filled), default=0)
        for label, value in filled:
            first, *others = value.split("\n")
            _write(click.style(_padded(label, wide), dim=True) + _GAP + first)
            for each in others:
                _write((" " * wide + _GAP + each).rstrip())
    elif form is Form.JSON:
        _write(_as_json(data, indent=2))
    else:
        write_line(data)


def write_line(data: Any) -> None:
    """Write one JSON object on a line, at once: somebody may be reading along."""
    _write(_as_json(data))
    sys.stdout.flush()


def _as_json(data: Any, indent: int | None = None) -> str:
    """JSON in which what is not printable is escaped: it may reach a terminal."""
    return printable(json.dumps(data, indent=indent, ensure_ascii=False))


def _write_table(rows: list[T], columns: Sequence[Column[T]]) -> None:
    if not rows:
        return
    laid = [_laid_out(rows, column) for column in columns]
    fitting = _fitting(laid) if sys.stdout.isatty() else laid
    if fitting is None:
        _write_blocks(rows, laid)
        return
    titles = (each.padded(each.column.title) for each in fitting)
    _write(click.style(_GAP.join(titles).rstrip(), bold=True))
    for place, row in enumerate(rows):
        written = (each.padded(each.cells[place], each.column.colour(row)) for each in fitting)
        _write(_GAP.join(written).rstrip())
    left_out = [each.column.title for each in laid if each not in fitting and any(each.cells)]
    if left_out:
        say(f"Left out on a terminal so narrow: {', '.join(left_out)}.")


@dataclass(frozen=True)
class _Laid(Generic[T]):
    """A column with what stands in it."""

    column: Column[T]
    cells: list[str]
    width: int

    def padded(self, text: str, colour: str | None = None) -> str:
        space = " " * (self.width - _width(text))
        styled = click.style(text, fg=colour) if colour else text
        return space + styled if self.column.right else styled + space


def _laid_out(rows: list[T], column: Column[T]) -> _Laid[T]:
    cells = [column.cell(row) for row in rows]
    return _Laid(column, cells, max(_width(text) for text in (column.title, *cells)))


def _fitting(laid: Sequence[_Laid[T]]) -> Sequence[_Laid[T]] | None:
    """The columns for which the terminal has room; None where it has none even without the spare.

    Those without anything in them need none.
    """
    filled = [each for each in laid if any(each.cells)]
    kept = [each for each in filled if not each.column.spare]
    room = _terminal_width() - sum(each.width + len(_GAP) for each in kept) + len(_GAP)
    if room < 0:
        return None
    for each in filled:
        if each.column.spare and each.width + len(_GAP) <= room:
            kept.append(each)
            room -= each.width + len(_GAP)
    return [each for each in filled if each in kept]


def _write_blocks(rows: list[T], laid: Sequence[_Laid[T]]) -> None:
    wide = max(_width(each.column.title) for each in laid)
    for place, row in enumerate(rows):
        if place:
            _write("")
        for each in laid:
            if cell := each.cells[place]:
                title = click.style(_padded(each.column.title, wide), dim=True)
                _write(title + _GAP + click.style(cell, fg=each.column.colour(row)))


def _write(line: str) -> None:
    context = click.get_current_context(silent=True)
    color = context.color if context else None
    click.echo(line, color=False if os.environ.get("NO_COLOR") else color)


def _terminal_width() -> int:
    return shutil.get_terminal_size().columns


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Cells that the text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
