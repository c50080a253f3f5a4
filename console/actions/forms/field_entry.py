"""What a field holds while it is edited, and the exact value that the API has for it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from console.actions.forms.field_spec import FieldKind
from console.api.fields import maybe, members, read_list
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from console.actions.forms.field_spec import FieldSpec

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,15}(\.[0-9]{0,15})?|\.[0-9]{1,15})")
_SHORT = 32


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list, or of names with values."""

    name: str
    """Exact, as are the texts; empty in a list."""
    text: str
    is_json: bool = False
    """Whether the text is JSON, because its value came as something else than text."""

    @property
    def value(self) -> Any:
        """What the API has for it.

        Raises:
            ValueError: a sentence that says why this is no JSON.
        """
        if not self.is_json:
            return self.text
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            words = clean(self.text, limit=_SHORT)
            raise ValueError(f"“{words}” is not JSON, which this value was.") from None


Entry = str | bool | tuple[Row, ...] | None
"""What a field holds while it is edited: text, yes or no (`None`: neither is known), or rows.

The texts are exact: a widget that cannot show one as it is shows a cleaned one, and enters what
was typed only when something was.
"""


def entry_of(spec: FieldSpec, value: Any) -> Entry:
    """The entry that stands for a value, of whatever type it came."""
    match spec.kind:
        case FieldKind.FLAG:
            return value if isinstance(value, bool) else None
        case FieldKind.LIST:
            return tuple(_row("", item) for item in maybe(read_list, value) or ())
        case FieldKind.PAIRS:
            return tuple(_row(name, member) for name, member in _pairs(value))
        case _:
            return "" if value is None else _row("", value).text


def trimmed(spec: FieldSpec, entry: Entry, before: Entry) -> Entry:
    """What was entered, without the white space around one-line texts, where nobody sees it.

    Args:
        spec: which field it is; prose stays as it is.
        entry: what was entered.
        before: the entry that stands for what the record has; its rows' texts stay exact.
    """
    match entry:
        case str() if spec.kind is not FieldKind.PROSE:
            return entry.strip()
        case tuple():
            rows = before if isinstance(before, tuple) else ()
            exact = {text for row in rows for text in (row.name, row.text)}
            return tuple(
                replace(row, name=_trimmed(row.name, exact), text=_trimmed(row.text, exact))
                for row in entry
            )
        case _:
            return entry


def _trimmed(text: str, exact: Collection[str]) -> str:
    return text if text in exact else text.strip()


def value_of(spec: FieldSpec, entry: Entry) -> Any:
    """The value that an entry stands for, exact, as the API takes it.

    Raises:
        ValueError: a sentence that says what can be entered.
    """
    match entry:
        case str():
            return _value_of_text(spec, entry)
        case tuple():
            return _value_of_rows(spec, entry)
        case _:
            return entry


def problem_with(spec: FieldSpec, entry: Entry) -> str:
    """The sentence that says why an entry cannot be sent; empty when it can."""
    try:
        value_of(spec, entry)
    except ValueError as error:
        return str(error)
    return ""


def in_words(spec: FieldSpec, value: Any) -> str:
    """A value in a few cleaned words, for "was …"."""
    entry = entry_of(spec, value)
    match entry:
        case None:
            return "not set"
        case bool():
            return "yes" if entry else "no"
        case str():
            return clean(entry, limit=_SHORT) or "empty"
        case _:
            word = "phrase" if spec.kind is FieldKind.LIST else "pair"
            return f"{len(entry) or 'no'} {word}{'' if len(entry) == 1 else 's'}"


def kept_of(spec: FieldSpec, entry: Entry) -> Any:
    """What a draft keeps of an entry: its value, or what was typed where that has none.

    `entry_of` reads both.
    """
    try:
        return value_of(spec, entry)
    except ValueError:
        if isinstance(entry, tuple):
            return [[row.name, _kept_row(row)] for row in entry]
        return entry


def _kept_row(row: Row) -> Any:
    try:
        return row.value
    except ValueError:
        return row.text


def _value_of_text(spec: FieldSpec, text: str) -> Any:
    if spec.kind in {FieldKind.WHOLE, FieldKind.NUMBER}:
        return _number(spec, text.strip())
    if not text.strip() and not spec.nullable:
        raise ValueError(_cannot_be_empty(spec))
    if spec.longest is not None and len(text) > spec.longest:
        raise ValueError(f"{len(text)} characters; at most {spec.longest}.")
    return text or None


def _number(spec: FieldSpec, text: str) -> int | float:
    if not text:
        raise ValueError(_cannot_be_empty(spec))
    if spec.kind is FieldKind.WHOLE:
        if not _WHOLE.fullmatch(text):
            unit = f" of {spec.unit}" if spec.unit else ""
            raise ValueError(f"A whole number{unit}, such as {spec.default}.")
    elif not _NUMBER.fullmatch(text):
        point = " with a point" if "," in text else ""
        raise ValueError(f"A number{point}, such as {spec.default}.")
    number = int(text) if _WHOLE.fullmatch(text) else float(text)
    if spec.least is not None and spec.most is not None:
        if not spec.least <= number <= spec.most:
            raise ValueError(f"From {spec.range_words}.")
    elif spec.least is not None and number < spec.least:
        raise ValueError(f"At least {spec.least:g}.")
    return number


def _cannot_be_empty(spec: FieldSpec) -> str:
    if spec.default:
        return f"It cannot be empty; the default is {spec.default}."
    return "It cannot be empty."


def _value_of_rows(spec: FieldSpec, rows: tuple[Row, ...]) -> Any:
    """Rows that are empty are left out."""
    if spec.kind is FieldKind.LIST:
        return [row.value for row in rows if row.text]
    pairs: dict[str, Any] = {}
    for row in rows:
        if not row.name and not row.text:
            continue
        if not row.name:
            raise ValueError(f"“{clean(row.text, limit=_SHORT)}” needs a name.")
        if row.name in pairs:
            raise ValueError(f"“{clean(row.name, limit=_SHORT)}” stands there twice.")
        pairs[row.name] = row.value
    return pairs


def _pairs(value: Any) -> Iterable[tuple[str, Any]]:
    """An object's members; in a draft they may be a list, where they made no object as yet."""
    for item in maybe(read_list, value) or members(value).items():
        match item:
            case (str() as name, member):
                yield name, member
            case _:
                pass


def _row(name: str, value: Any) -> Row:
    if isinstance(value, str):
        return Row(name, value)
    return Row(name, json.dumps(value, ensure_ascii=False), is_json=True)
