"""What a value in `settings.toml` may be, so that it is checked, explained and offered alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from console.accounts.errors import AccountError
from console.accounts.profiles import nearest
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value may be.

    Attributes:
        words: that, as a person is told: "true or false".
        check: gives the value as the console uses it; raises AccountError if it is no such value.
        values: all there are, where there are few.
    """

    words: str
    check: Callable[[Any], Any]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of `settings.toml`.

    Attributes:
        name: its name there.
        default: what holds while nobody has set it.
        about: one sentence for the settings screen and the documents.
        rule: what it may be.
        group: the heading that it stands under.
        variable: the environment variable that overrides it.
        fallbacks: the environment variables that say what holds while nobody has set it.
        with_next_start: whether a change shows only when the console is opened again.
    """

    name: str
    default: Any
    about: str
    rule: Rule
    group: str = ""
    variable: str = ""
    fallbacks: tuple[str, ...] = ()
    with_next_start: bool = False


def words_of(value: Any) -> str:
    """A value as a person reads it; nothing for one that is not set."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(clean(each, limit=200) for each in cast("tuple[Any, ...]", value))
    return "" if value is None else clean(value, limit=500)


def checked_text(value: Any) -> str:
    """A text that says something.

    Raises:
        AccountError: it is none.
    """
    if not isinstance(value, str) or not value.strip():
        raise AccountError("must be a text in quotes.")
    return value


def text(check: Callable[[str], str], words: str) -> Rule:
    """A text that passes a check of its own."""
    return Rule(words, lambda value: check(checked_text(value)))


def one_of(*values: str) -> Rule:
    """One of a few words."""
    words = ", ".join(values)

    def check(value: Any) -> str:
        if value not in values:
            near = nearest(value, values) if isinstance(value, str) else ""
            raise AccountError(f"must be one of {words}.{near}")
        return value

    return Rule(f"one of {words}", check, values)


def within(least: int, most: int) -> Rule:
    """A whole number between two."""
    words = f"a whole number from {least:,} to {most:,}"

    def check(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise AccountError(f"must be {words}.")
        return value

    return Rule(words, check)


def texts(example: str) -> Rule:
    """A list of texts, at least one."""

    def check(value: Any) -> tuple[str, ...]:
        parts = cast("list[Any]", value) if isinstance(value, list) else []
        if not parts or not all(isinstance(part, str) and part for part in parts):
            raise AccountError(f"must be a list of texts such as {example}.")
        return tuple(parts)

    return Rule(f"a list of texts such as {example}", check)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise AccountError("must be true or false.")
    return value


def _switch(value: Any) -> str:
    if value not in {"on", "off"}:
        raise AccountError('must be "on" or "off".')
    return value


FLAG = Rule("true or false", _flag)
SWITCH = Rule('"on" or "off"', _switch, ("on", "off"))
