"""What in a prompt is a variable, and what only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.insight.prompt import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

_SNIPPET = 24
_AROUND = "{}<>[]$ \t\r\n"


class Form(StrEnum):
    """How it is written."""

    TIDY = "{{name}}"
    SPACED = "{{ name }}"
    APART = "{ {name} }"
    MANY = "{{{name}}}"
    HALF = "{{name} or {name}}"
    SINGLE = "{name} or ${name}"
    BRACKETS = "<name> or [name]"
    STRANGE = "{{no name}}"
    UNCLOSED = "{{"
    UNOPENED = "}}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A variable or what looks like one.

    Attributes:
        form: how it is written.
        text: what stands there; for braces without their partner, the line next to them.
        name: the variable's name, as far as it can be told.
        start: where it begins in the prompt.
    """

    form: Form
    text: str
    name: str
    start: int


_START = re.compile(r"[{}<\[$]")
"""Looked for first, as it is found ten times as fast as the shapes."""
_SHAPES = re.compile(
    r"""
      (?P<TIDY>     \{\{NAME\}\} )
    | (?P<SPACED>   \{\{\s*NAME\s*\}\} )
    | (?P<MANY>     (?<!\{)\{{3,}_*NAME_*\}{2,} )
    | (?P<APART>    \{_+\{_*NAME_*\}_*\} | \{\{_*NAME_*\}_+\} )
    | (?P<HALF>     \{\{_*NAME_*\} | \{_*NAME_*\}\} )
    | (?P<STRANGE>  \{\{[^{}\n]*\}\} )
    | (?P<UNCLOSED> \{\{(?!\{) )
    | (?P<SINGLE>   \$?\{_*NAME_*\} )
    | (?P<BRACKETS> <NAME> | \[NAME\](?!\() )
    | (?P<opening>  \{ )
    | (?P<closing>  \}+ )
    """.replace("NAME", NAME).replace("_", r"[^\S\n]"),
    re.VERBOSE,
)


def shapes(text: str) -> Iterator[Shape]:
    """Find them, in order.

    Other braces, such as those of JSON examples, belong together across lines and are no shapes;
    closing ones are only when they come in twos and close nothing.
    """
    depth = 0
    for found in _candidates(text):
        group, written = str(found.lastgroup), found[0]
        if group == "opening":
            depth += 1
        elif group == "closing":
            if len(written) - depth >= 2:
                yield Shape(Form.UNOPENED, _before(text, found.end()), "", found.end() - 2)
            depth = max(depth - len(written), 0)
        elif group == "UNCLOSED":
            depth += 2
            yield Shape(Form.UNCLOSED, _after(text, found.start()), "", found.start())
        else:
            if group == "HALF" and written.endswith("}}"):
                depth = max(depth - 1, 0)
            yield Shape(Form[group], written, written.strip(_AROUND), found.start())


def _candidates(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while start := _START.search(text, at):
        found = _SHAPES.match(text, start.start())
        if found:
            yield found
        at = found.end() if found else start.end()


def _before(text: str, end: int) -> str:
    return text[max(end - _SNIPPET, 0) : end].rpartition("\n")[2].lstrip()


def _after(text: str, start: int) -> str:
    return text[start : start + _SNIPPET].partition("\n")[0].rstrip()
