"""What is wrong, or may be, with a prompt while it is being written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from console.insight.braces import Form, Shape, shapes
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

_FAR_LONGER = 2
_FAR_LONGER_AT_LEAST = 1000
_BYTES_PER_TOKEN = 4
_SNIPPET = 40
_LIKELY_NAME = re.compile(r"[^\W\d]\w+")
_SEPARATORS = re.compile(r"[\s\-.]+")
_FILLED = frozenset({Form.TIDY, Form.SPACED, Form.MANY})
_ADVICE = {
    Form.SPACED: "spaces inside the braces may keep it from being filled",
    Form.APART: "braces that stand apart are not filled",
    Form.MANY: "too many braces",
    Form.HALF: "a brace is missing",
    Form.SINGLE: "single braces are not filled",
    Form.BRACKETS: "only double braces are filled",
}


class Severity(IntEnum):
    """How bad a finding is; none of them keeps a prompt from being saved."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at.

    Attributes:
        level: how bad it is.
        line: where, from 1; 0 when it is about the text as a whole.
        column: where in the line, in characters from 1; 0 with line 0.
        words: what it is, in half a sentence.
        agent: the name of the agent whose first message it stands in; empty for the prompt.
    """

    level: Severity
    line: int
    column: int
    words: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a prompt is; `tokens_estimate` is a rule of thumb, no tokenizer's count."""

    characters: int
    words: int
    tokens_estimate: int


def measure(text: str) -> Measure:
    """Count a prompt: characters, words between spaces, and about how many tokens it takes.

    A token is taken for four bytes of UTF-8: near the truth for English prose, and for scripts
    whose characters take two or three bytes better than a count of characters would be.
    """
    size = len(text.encode(errors="replace"))
    return Measure(len(text), len(text.split()), -(-size // _BYTES_PER_TOKEN))


def check_prompt(
    text: str,
    *,
    first_messages: Mapping[str, str],
    given: Mapping[str, str],
    before: str,
) -> tuple[Finding, ...]:
    """Check a prompt as it stands, the worst first and then by place and words.

    What is said of several places alike is said once, of the first.

    Args:
        text: the system prompt.
        first_messages: what each agent that uses it says first, by the agent's name.
        given: the variables that agents' defaults or recent calls give, and where from
            (`Sales EN defaults`, `12 of the last 50 calls`).
        before: the prompt as it was opened.
    """
    texts = (("", text), *first_messages.items())
    found = [(agent, written, tuple(shapes(written))) for agent, written in texts]
    every = tuple(shape for _, _, in_text in found for shape in in_text)
    known = {*given, *(shape.name for shape in every if shape.form in _FILLED)}
    findings = list(_of_whole(text, before))
    for agent, written, in_text in found:
        findings += _of_shapes(in_text, written, given, known, agent)
    if text.strip():
        findings += _unused(every, given)
    return tuple(sorted(findings, key=_worst_first))


def _worst_first(finding: Finding) -> tuple[int, str, int, int, str]:
    return -finding.level, finding.agent, finding.line, finding.column, finding.words


def _of_whole(text: str, before: str) -> Iterator[Finding]:
    if not text.strip():
        yield Finding(Severity.ERROR, 0, 0, "the prompt is empty")
    added = len(text) - len(before)
    if added >= _FAR_LONGER_AT_LEAST and len(text) > _FAR_LONGER * len(before) > 0:
        times = len(text) / len(before)
        words = f"{len(text):,} characters, {times:,.1f} times as long as before"
        yield Finding(Severity.WARNING, 0, 0, words)


def _unused(every: Iterable[Shape], given: Mapping[str, str]) -> Iterator[Finding]:
    """Variables that nothing mentions, not even in braces that aren't filled."""
    mentioned = {shape.name for shape in every if shape.form is not Form.BRACKETS}
    for name, where in given.items():
        if name not in mentioned:
            words = f"{clean(name)} is given ({clean(where)}) but never used"
            yield Finding(Severity.NOTE, 0, 0, words)


def _of_shapes(
    found: Iterable[Shape], text: str, given: Mapping[str, str], known: Set[str], agent: str
) -> Iterator[Finding]:
    """What there is to say of variables and near-misses, the same words once."""
    places: dict[tuple[Severity, str], list[int]] = {}
    for shape in found:
        for remark in _remarks(shape, text, given, known):
            places.setdefault(remark, []).append(shape.start)
    for (level, words), starts in places.items():
        line, column = _place(text, starts[0])
        often = f" ({len(starts)} places)" if len(starts) > 1 else ""
        yield Finding(level, line, column, words + often, agent)


def _place(text: str, at: int) -> tuple[int, int]:
    """The line and column, from 1, of a character."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _remarks(
    shape: Shape, text: str, given: Mapping[str, str], known: Set[str]
) -> Iterator[tuple[Severity, str]]:
    written, name = clean(shape.text, limit=_SNIPPET), clean(shape.name, limit=_SNIPPET)
    match shape.form:
        case Form.UNCLOSED:
            yield Severity.ERROR, f"{written}: the {{{{ is not closed"
        case Form.UNOPENED:
            yield Severity.ERROR, f"{written}: the }}}} closes nothing"
        case Form.STRANGE:
            what = "is no variable's name" if shape.name else "names no variable"
            yield Severity.WARNING, f"{written} {what}{_suggestion(shape.name, given)}"
        case Form.SINGLE if shape.name not in known and not _LIKELY_NAME.fullmatch(shape.name):
            return
        case Form.BRACKETS if shape.name not in known or f"</{shape.name}>" in text:
            return
        case form if form in _FILLED and shape.name not in given:
            yield (
                Severity.ERROR if given else Severity.WARNING,
                f"{{{{{name}}}}} is given by no agent and no recent call"
                f"{_suggestion(shape.name, given)}",
            )
        case _:
            pass
    if shape.form in _ADVICE:
        level = Severity.ERROR if shape.form is Form.HALF else Severity.WARNING
        yield level, f"{written}: {_ADVICE[shape.form]}; write {{{{{name}}}}}"


def _suggestion(name: str, given: Mapping[str, str]) -> str:
    nearest = _nearest(name, tuple(given))
    return f"; did you mean {{{{{clean(nearest)}}}}}?" if nearest else ""


@lru_cache(maxsize=4096)
def _nearest(name: str, given: tuple[str, ...]) -> str:
    """The given name that is nearest to a wrong one; empty when none is near."""
    plain = {_plain(other): other for other in given if other != name}
    near = get_close_matches(_plain(name), plain, n=1, cutoff=0.75)
    return plain[near[0]] if near else ""


def _plain(name: str) -> str:
    return _SEPARATORS.sub("_", name).lower()
