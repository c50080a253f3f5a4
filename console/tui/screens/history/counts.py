"""What the calls that pass have in common, by how many of them do: as rows to narrow by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.insight.call_fields import status_words
from console.insight.endings import reason_words
from console.insight.filter_terms import has_term, term_of
from console.insight.phone import display
from console.insight.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from console.archive.facets import Facets

MOST = 6
"""Values of a field that are shown before somebody asks for all."""
_TITLES = {
    "status": "STATUS",
    "reason": "REASON",
    "outcome": "OUTCOME",
    "agent": "AGENT",
    "number": "OUR NUMBER",
    "hour": "HOUR",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a field, and how many calls have it.

    Attributes:
        term: what narrows a filter to it.
        words: the value as people read it.
        calls: how many calls have it.
        share: of the most that any value of the field has.
        chosen: whether the filter asks for it already.
    """

    term: str
    words: str
    calls: int
    share: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one field, the most frequent first.

    Attributes:
        field: its name in the filter language.
        title: its heading.
        values: those that are shown.
        hidden: how many there are besides.
    """

    field: str
    title: str
    values: tuple[Counted, ...]
    hidden: int


def groups_of(
    facets: Facets, agents: Mapping[str, str], filter_text: str, unfolded: Collection[str] = ()
) -> tuple[Group, ...]:
    """All fields of which calls have values.

    Args:
        facets: the counts.
        agents: the names of agents by their ids.
        filter_text: the filter as it was typed.
        unfolded: the fields of which all values are wanted.
    """
    groups: list[Group] = []
    for field, title in _TITLES.items():
        counts = {value: count for value, count in facets.counts.get(field, {}).items() if value}
        top = max(counts.values(), default=1)
        values: list[Counted] = []
        for value, count in counts.items():
            term = _term(field, value, agents)
            chosen = has_term(filter_text, term)
            words = _words(field, value, agents)
            values.append(Counted(term, words, count, count / top, chosen))
        whole = field in unfolded or field == "hour" or len(values) <= MOST + 1
        shown = values if whole else _first(values)
        if values:
            groups.append(Group(field, title, tuple(shown), len(values) - len(shown)))
    return tuple(groups)


def _first(values: Sequence[Counted]) -> list[Counted]:
    """The most frequent, and what is chosen in any case."""
    return [value for at, value in enumerate(values) if at < MOST or value.chosen]


def _term(field: str, value: str, agents: Mapping[str, str]) -> str:
    if field == "hour":
        return term_of(field, value)
    if field == "status":
        return term_of(field, status_words(value).replace(" ", "_"), "=")
    if field != "agent":
        return term_of(field, value, "=")
    name = agents.get(value, "")
    alone = name and sum(fold(name) == fold(each) for each in agents.values()) == 1
    return term_of(field, name if alone and '"' not in name else value, "=")


def _words(field: str, value: str, agents: Mapping[str, str]) -> str:
    match field:
        case "agent":
            return agents.get(value) or value
        case "number":
            return display(value)
        case "hour":
            return f"{int(value):02}:00"
        case "reason":
            return reason_words(value)
        case "status":
            return status_words(value)
        case _:
            return value.replace("_", " ")
