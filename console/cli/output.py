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


def show_all(
    rows: Iterable[T],
    columns: Sequence[Column[T]],
    form: Form,
    *,
    as_data: Callable[[T], Any],
) -> None:
    """Write rows.

    On a terminal that is too narrow for the table each row becomes a block of lines.

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
        _write(json.dumps([as_data(row) for row in rows], indent=2, ensure_ascii=False))
    else:
        _write_table(list(rows), columns)


def show_one(pairs: Iterable[tuple[str, str]], data: Any, form: Form) -> None:
    """Write one record: a line for each label and value, or its data as JSON."""
    if form is Form.TABLE:
        filled = [(label, value) for label, value in pairs if value]
        wide = max((_width(label) for label, _ in filled), default=0)
        for label, value in filled:
            _write(click.style(_padded(label, wide), dim=True) + _GAP + value)
    elif form is Form.JSON:
        _write(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        write_line(data)


def write_line(data: Any) -> None:
    """Write one JSON object on a line, at once: somebody may be reading along."""
    _write(json.dumps(data, ensure_ascii=False))
    sys.stdout.flush()


def _write_table(rows: list[T], columns: Sequence[Column[T]]) -> None:
    cells = [[column.cell(row) for column in columns] for row in rows]
    widths = [
        max(_width(column.title), *(_width(line[place]) for line in cells), 0)
        for place, column in enumerate(columns)
    ]
    if not rows:
        return
    if sys.stdout.isatty() and sum(widths) + len(_GAP) * (len(widths) - 1) > _terminal_width():
        _write_blocks(rows, columns, cells)
        return
    titles = [
        _padded(column.title, width, right=column.right)
        for column, width in zip(columns, widths, strict=True)
    ]
    _write(click.style(_GAP.join(titles).rstrip(), bold=True))
    for row, line in zip(rows, cells, strict=True):
        written = [
            click.style(_padded(cell, width, right=column.right), fg=column.colour(row))
            for cell, width, column in zip(line, widths, columns, strict=True)
        ]
        _write(_GAP.join(written).rstrip())


def _write_blocks(rows: list[T], columns: Sequence[Column[T]], cells: list[list[str]]) -> None:
    wide = max(_width(column.title) for column in columns)
    for number, (row, line) in enumerate(zip(rows, cells, strict=True)):
        if number:
            _write("")
        for column, cell in zip(columns, line, strict=True):
            if cell:
                title = click.style(_padded(column.title, wide), dim=True)
                _write(title + _GAP + click.style(cell, fg=column.colour(row)))


def _write(line: str) -> None:
    context = click.get_current_context(silent=True)
    color = context.color if context else None
    click.echo(line, color=False if os.environ.get("NO_COLOR") else color)


def _terminal_width() -> int:
    return shutil.get_terminal_size().columns


def _padded(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Cells that the text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
