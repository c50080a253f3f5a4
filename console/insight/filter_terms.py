"""The terms of a filter as they stand in its text: to add one, take it away, or complete it."""

from __future__ import annotations

import re

_FIELD = r"[A-Za-z_][\w.\-]*(?::|>=|<=|>|<|=)"
_TERM = re.compile(rf'!*(?:{_FIELD})?(?:"[^"]*"?|[^\s"]\S*)?', re.ASCII)
_OPEN = re.compile(rf'!*(?:{_FIELD})?"[^"]*', re.ASCII)
_PLAIN = re.compile(r'[^\s"]+')


def term_of(field: str, value: str, sign: str = ":") -> str:
    """The term that asks for a value of a field; with the sign `=` for this whole value alone."""
    plain = _PLAIN.fullmatch(value) is not None
    return f"{field}{sign}{value}" if plain else f'{field}{sign}"{value.replace(chr(34), " ")}"'


def has_term(text: str, term: str) -> bool:
    """Whether a term stands in every alternative of a filter."""
    return all(term in terms for terms in _alternatives(text))


def with_term(text: str, term: str) -> str:
    """The filter narrowed by a term: it must hold too, whatever the alternatives."""
    return _joined([[*terms, term] for terms in _alternatives(text)])


def without_term(text: str, term: str) -> str:
    """The filter without a term."""
    return _joined([[each for each in terms if each != term] for terms in _alternatives(text)])


def last_term(text: str) -> str:
    """The term that stands at the very end of a filter: what somebody is typing."""
    terms = _terms(text)
    return terms[-1] if terms and text.endswith(terms[-1]) else ""


def _terms(text: str) -> list[str]:
    return [found[0] for found in _TERM.finditer(text) if found[0]]


def _alternatives(text: str) -> list[list[str]]:
    alternatives: list[list[str]] = [[]]
    for term in _terms(text):
        if term.lower() == "or":
            alternatives.append([])
        else:
            alternatives[-1].append(f'{term}"' if _OPEN.fullmatch(term) else term)
    return alternatives


def _joined(alternatives: list[list[str]]) -> str:
    """The text; an alternative of nothing lets everything pass, and so would all together."""
    parts = [" ".join(terms) for terms in alternatives]
    return " or ".join(parts) if all(parts) else ""
