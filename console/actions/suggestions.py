"""What could come next in an argument of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.commands import Completion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VALUES: Mapping[str, Sequence[str]] = {
    "status": (
        "talking", "stuck", "queued", "connecting", "ringing", "scheduled",
        "completed", "failed", "no_answer", "busy", "canceled",
    ),
    "type": ("outbound", "inbound", "web"),
    "way": ("inbound", "outbound"),
}  # fmt: skip
"""The values of a call's fields that are few enough to name."""

_COMPARED = ("dur", "cost", "slow")


def one_of(typed: str, choices: Mapping[str, str]) -> Iterator[Completion]:
    """The choices, by their names with a note each, that begin with what is typed."""
    for name, note in choices.items():
        if name.casefold().startswith(typed.casefold()):
            yield Completion(name, note)


def of_a_filter(
    typed: str, fields: Mapping[str, str], values: Mapping[str, Sequence[str]]
) -> Iterator[Completion]:
    """How the last term of a filter could go on: a field's name, or one of its values."""
    before, space, term = typed.rpartition(" ")
    before += space
    if term.startswith("!"):
        before, term = f"{before}!", term[1:]
    field, colon, value = term.partition(":")
    if colon:
        for each in values.get(field, ()):
            if each.startswith(value):
                yield Completion(f"{before}{field}:{each}", "")
        return
    for name, about in fields.items():
        if name.startswith(field):
            sign = ">" if name in _COMPARED else ":"
            yield Completion(f"{before}{name}{sign}", about, unfinished=True)
