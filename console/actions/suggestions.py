"""What could come next in an argument of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.commands import Completion
from console.insight.filter_terms import last_term, term_of
from console.insight.matching import VARIABLE
from console.insight.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from console.insight.filter_language import Language

VALUES: Mapping[str, Sequence[str]] = {
    "status": (
        "talking", "stuck", "queued", "connecting", "ringing", "scheduled",
        "completed", "failed", "no_answer", "busy", "canceled",
    ),
    "type": ("outbound", "inbound", "web"),
    "way": ("inbound", "outbound"),
    "since": ("1h", "24h", "7d", "today", "yesterday"),
    "on": ("today", "yesterday"),
}  # fmt: skip
"""The values of a call's fields that are few enough to name."""


def one_of(typed: str, choices: Mapping[str, str]) -> Iterator[Completion]:
    """The choices, by their names with a note each, that begin with what is typed."""
    for name, note in choices.items():
        if name.casefold().startswith(typed.casefold()):
            yield Completion(name, note)


def of_a_filter(
    typed: str, language: Language, values: Mapping[str, Sequence[str]]
) -> Iterator[Completion]:
    """How the last term of a filter could go on: a field's name, or one of its values.

    Args:
        typed: the filter so far.
        language: what can be asked.
        values: the values of fields, quoted or not; under `var.` the names of variables.
    """
    field, sign, value = what_is_typed(typed)
    before = typed[: len(typed) - len(last_term(typed).lstrip("!"))]
    if sign:
        beginning = fold(value)
        for quoted in values.get(language.aliases.get(field, field), ()):
            each = quoted.strip('"')
            if fold(each).startswith(beginning):
                yield Completion(f"{before}{term_of(field, each, sign)}", "")
        return
    names = {
        **{name: (">" if name in language.numeric else ":") for name in language.fields},
        **dict.fromkeys(values.get(VARIABLE, ()) if language.variables else (), ":"),
    }
    for name, follows in names.items():
        if name.startswith(field):
            about = language.fields.get(name, "a variable of the call")
            yield Completion(f"{before}{name}{follows}", about, unfinished=True)


def what_is_typed(filter_text: str) -> tuple[str, str, str]:
    """The field, sign and value of a filter's last term, as far as they are there."""
    term = last_term(filter_text).lstrip("!")
    sign = next((each for each in term if each in ":="), "")
    field, sign, value = term.partition(sign or ":")
    return field, sign, value.strip('"')
