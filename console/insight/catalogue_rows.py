"""Reading the catalogue's rows out of TOML, whether they are the console's or a person's own."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from console.accounts.errors import AccountError
from console.accounts.profiles import nearest
from console.accounts.toml_files import line_of
from console.insight.catalogue import FAMILIES, Catalogue, Fault, Marks, Redial, Row, plain
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

_NEEDED = ("name", "fault", "means", "next", "redial")
_LONGEST = 300
_Word = TypeVar("_Word", bound="StrEnum")
_Item = TypeVar("_Item", str, int)


def read_rows(text: str, source: str, base: Catalogue) -> Catalogue:
    """A catalogue with what a file says over what is known.

    What the file says about a row that is known replaces it, except that lists are added to; a
    new row has to say everything.

    Args:
        text: TOML, one table per row, as `failures.toml` explains it.
        source: what to call the file where it is wrong.
        base: what is known.

    Raises:
        AccountError: it is not TOML, or says something the catalogue does not know. Names the
            file, the line, and the word that was perhaps meant.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AccountError(f"{source} is not TOML: {clean(error, limit=200)}.") from None
    rows, marks = dict(base.rows), list(base.marks)
    for name, table in tables.items():
        try:
            values = _values(table, known=name in rows)
            rows[name] = _row(name, values, rows.get(name))
        except _WrongError as wrong:
            raise _located(wrong, name, text, source) from None
        marks.append((name, _marks(values)))
    return Catalogue(rows, tuple(marks))


class _WrongError(Exception):
    """A value is not what it should be; `keys` lead to it from the row."""

    def __init__(self, keys: tuple[str, ...], words: str) -> None:
        super().__init__(words)
        self.keys = keys
        self.words = words


def _located(wrong: _WrongError, name: str, text: str, source: str) -> AccountError:
    keys = (name, *wrong.keys)
    line = line_of(text, keys) or line_of(text, (name,))
    place = f"{source}, line {line}" if line else source
    return AccountError(f"{place}: {clean('.'.join(keys), limit=120)}: {wrong.words}")


def _values(table: Any, *, known: bool) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise _WrongError((), "must be a table: [the_rows_id].")
    values: dict[str, Any] = {}
    for key, value in cast("dict[str, Any]", table).items():
        read = _FIELDS.get(key)
        if read is None:
            raise _WrongError((key,), "is not a field." + nearest(key, tuple(_FIELDS)))
        try:
            values[key] = read(value)
        except _WrongError as wrong:
            raise _WrongError((key,), wrong.words) from None
    missing = [] if known else [key for key in _NEEDED if key not in values]
    if missing:
        raise _WrongError((), f"is a new row and lacks {', '.join(missing)}.")
    return values


def _row(name: str, values: Mapping[str, Any], known: Row | None) -> Row:
    said = {field.name: values[field.name] for field in fields(Row) if field.name in values}
    row = replace(known, **said) if known else Row(id=clean(name), **said)
    if row.redial is Redial.LATER and not row.after:
        raise _WrongError((), "is redialled later and lacks after, in minutes.")
    return row


def _marks(values: Mapping[str, Any]) -> Marks:
    return Marks(
        codes=tuple((family, code) for family in FAMILIES for code in values.get(family, ())),
        words=tuple(map(plain, values.get("words", ()))),
        phrases=values.get("phrases", ()),
        alone=values.get("alone", ()),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongError((), "must be a text in quotes.")
    return clean(value.strip(), limit=_LONGEST)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _WrongError((), "must be true or false.")
    return value


def _minutes(value: Any) -> timedelta:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 10_080:
        raise _WrongError((), "must be a number of minutes, up to a week's 10080.")
    return timedelta(minutes=value)


def _one_of(words: type[_Word]) -> Callable[[Any], _Word]:
    def read(value: Any) -> _Word:
        known = tuple(word.value for word in words)
        if value not in known:
            guess = nearest(value, known) if isinstance(value, str) else ""
            raise _WrongError((), f"must be one of {', '.join(known)}.{guess}")
        return words(value)

    return read


def _list_of(kind: type[_Item], example: str) -> Callable[[Any], tuple[_Item, ...]]:
    def read(value: Any) -> tuple[_Item, ...]:
        items = cast("list[Any]", value) if isinstance(value, list) else [None]
        if not all(type(item) is kind and str(item).strip() for item in items):
            raise _WrongError((), f"must be a list such as {example}.")
        return tuple(cast("list[_Item]", items))

    return read


_texts = _list_of(str, '["line_dead"], of texts')
_numbers = _list_of(int, "[486, 600], of whole numbers")
_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "name": _text,
    "fault": _one_of(Fault),
    "means": _text,
    "next": _text,
    "redial": _one_of(Redial),
    "after": _minutes,
    "vague": _flag,
    "words": _texts,
    **dict.fromkeys(FAMILIES, _numbers),
    "phrases": _texts,
    "alone": _texts,
}
