"""Lenient field types: whatever JSON value comes, a field is read or is nothing; it never raises.

A value that cannot be read becomes `None` (or empty), and its field's name is noted in the
record's `unreadable`. Text is cleaned here, which is where it enters the program.
"""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

from pydantic import Field, PlainValidator, SecretStr, ValidationInfo

from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROSE_LIMIT = 200_000
"""Characters of a prompt, a summary or a transcript that are kept for showing."""

_ID = re.compile(r"[\x21-\x7e]{1,200}")
_WRITTEN = (str, int, float)
"""As what a number or a line may come; a union would be built anew at each of many reads."""
_T = TypeVar("_T")


class UnreadableError(ValueError):
    """A value that is not what its field should hold."""


def read_id(value: object) -> str:
    """An id as opaque text. A whole number becomes text; what no URL could carry is refused.

    Raises:
        UnreadableError: if it is not 1 to 200 printable ASCII characters without space.
    """
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _ID.fullmatch(text) or text in {".", ".."}:
        raise UnreadableError("the id is missing or not an id")
    return text


def read_line(value: object) -> str:
    """One cleaned line. Numbers are shown as they are written."""
    if isinstance(value, bool) or not isinstance(value, _WRITTEN):
        raise UnreadableError("not text")
    return clean(value)


def read_prose(value: object) -> str:
    """Cleaned text with its line breaks."""
    if not isinstance(value, str):
        raise UnreadableError("not text")
    return clean(value, lines=True, limit=PROSE_LIMIT)


def read_number(value: object) -> float:
    """A finite number, also when it came as text."""
    if isinstance(value, bool) or not isinstance(value, _WRITTEN):
        raise UnreadableError("not a number")
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise UnreadableError("not a number") from None
    if not math.isfinite(number):
        raise UnreadableError("not a finite number")
    return number


def read_count(value: object) -> int:
    """A whole number."""
    number = read_number(value)
    if not number.is_integer():
        raise UnreadableError("not a whole number")
    return int(number)


def read_flag(value: object) -> bool:
    """True or false, and nothing that merely looks like it."""
    if not isinstance(value, bool):
        raise UnreadableError("not true or false")
    return value


def read_moment(value: object) -> datetime:
    """An ISO-8601 time as an aware one in UTC; without a zone it is UTC already."""
    if not isinstance(value, str):
        raise UnreadableError("not a time")
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnreadableError("not a time") from None


def read_secret(value: object) -> SecretStr:
    """Text that must not show by itself; exact, as it is there to be passed on."""
    if not isinstance(value, str):
        raise UnreadableError("not text")
    return SecretStr(value)


def read_object(value: object) -> Mapping[str, Any]:
    """A JSON object, exact."""
    if not isinstance(value, dict):
        raise UnreadableError("not an object")
    return cast("dict[str, Any]", value)


def members(value: object) -> Mapping[str, Any]:
    """What a JSON object holds; of anything else nothing."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def read_list(value: object) -> list[Any]:
    """A JSON array, exact."""
    if not isinstance(value, list):
        raise UnreadableError("not a list")
    return cast("list[Any]", value)


def read_lines(value: object) -> tuple[str, ...]:
    """A list's readable texts, each one cleaned line."""
    return tuple(line for item in read_list(value) if (line := maybe(read_line, item)) is not None)


def read_pairs(value: object) -> dict[str, str]:
    """An object as cleaned names and values; a value that is no text is written as JSON."""
    return {clean(name): _as_line(member) for name, member in read_object(value).items()}


def read_numbers(value: object) -> dict[str, float]:
    """An object's readable numbers, by cleaned name."""
    found = {name: maybe(read_number, member) for name, member in read_object(value).items()}
    return {clean(name): number for name, number in found.items() if number is not None}


def read_tree(value: object) -> dict[str, Any]:
    """An object of any shape with every text in it cleaned."""
    return {clean(name): _clean_tree(member) for name, member in read_object(value).items()}


def maybe(read: Callable[[object], _T], value: object) -> _T | None:
    """Read a value with one of the functions above, or `None` where that is impossible."""
    if value is None:
        return None
    try:
        return read(value)
    except UnreadableError:
        return None


def _as_line(value: object) -> str:
    return clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _clean_tree(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value, lines=True, limit=PROSE_LIMIT)
    if isinstance(value, dict):
        return read_tree(cast("object", value))
    if isinstance(value, list):
        return [_clean_tree(member) for member in cast("list[Any]", value)]
    return value


def _lenient(
    read: Callable[[object], _T], empty: Callable[[], _T | None] = lambda: None
) -> PlainValidator:
    """Make a reading function a field's validator, which notes what it could not read."""

    def validate(value: object, info: ValidationInfo) -> _T | None:
        if value is None:
            return empty()
        try:
            return read(value)
        except UnreadableError:
            cast("set[str]", info.context).add(str(info.field_name))
            return empty()

    return PlainValidator(validate)


Line = Annotated[str | None, _lenient(read_line)]
Prose = Annotated[str | None, _lenient(read_prose)]
Number = Annotated[float | None, _lenient(read_number)]
Count = Annotated[int | None, _lenient(read_count)]
Flag = Annotated[bool | None, _lenient(read_flag)]
Moment = Annotated[datetime | None, _lenient(read_moment)]
Secret = Annotated[SecretStr | None, _lenient(read_secret)]
Lines = Annotated[tuple[str, ...], _lenient(read_lines, tuple[str, ...])]
Pairs = Annotated[dict[str, str], Field(default_factory=dict), _lenient(read_pairs, dict[str, str])]
Tree = Annotated[dict[str, Any], Field(default_factory=dict), _lenient(read_tree, dict[str, Any])]
