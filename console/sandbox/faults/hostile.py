"""Texts that break screens, and how they get into an answer."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.sandbox.faults.fault import Fault

TEXTS = (
    "[bold red]not red[/bold red]",
    "[/nothing to close]",
    "[@click=app.quit]press[/]",
    "[pause] well [on hold] [x]",
    "[link=https://example.com]a link[/link]",
    "GET [/calls] [a=1,b=2] [time=12:30]",
    "\x1b]0;title\x07\x1b[2J\x1b[31mred",
    "\x1b]52;c;Y3VybCBldmlsfHNo\x1b\\clipboard",
    "\x1b]8;;https://example.com\x1b\\over there\x1b]8;;\x1b\\",
    "\x9b31mred\x90q\x9c\x9d0;eight bits\x9c",
    "line\r\nbreak\tand tab\x00nul",
    "\u202eright to left\u202c",
    "zero\u200bwidth\U000e0041tags",
    "lone \ud800 surrogate",
    "stacked a" + "\u0301" * 40,
    "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL} 東京 العربية",
    "{{customer_name}} ${HOME} %s <b>bold</b> \"quoted\" 'single'",
    "long " * 2000,
    "",
)
_FREELY_NAMED = frozenset({"variables", "dynamic_variables", "metadata", "entities"})
"""Objects whose names are other people's: they get one more member, of a hostile name."""
_OWN_WORDS = frozenset({"id", "role", "type", "status", "direction", "next_cursor"})


def with_hostile_text(answer: Any, fault: Fault) -> Any:
    """An answer whose texts are replaced, each by the next of `TEXTS` or by the fault's own.

    Where names are people's own, a pair is added whose name is such a text too.
    """
    texts = cycle([fault.text] if fault.text is not None else TEXTS)
    return _replace(answer, "", fault.fields, texts)


def _replace(value: Any, name: str, fields: list[str] | None, texts: Iterator[str]) -> Any:
    match value:
        case dict():
            record = cast("dict[str, Any]", value)
            replaced = {key: _replace(each, key, fields, texts) for key, each in record.items()}
            if fields is None and name in _FREELY_NAMED:
                replaced[next(texts)] = next(texts)
            return replaced
        case list():
            items = cast("list[Any]", value)
            return [_replace(each, name, fields, texts) for each in items]
        case str() if _is_meant(name, fields):
            return next(texts)
        case _:
            return value


def _is_meant(name: str, fields: list[str] | None) -> bool:
    if fields is not None:
        return name in fields
    return name not in _OWN_WORDS and not name.endswith(("_id", "_at"))
