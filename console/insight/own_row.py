"""The row with which a person explains a reason in `failures.toml`, ready to be changed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from console.insight.catalogue import Fault, Redial
from console.insight.reasons import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.insight.catalogue import Row
    from console.insight.triage import Group

_LONGEST_ID = 40
_FAULTS = ", ".join(fault.value for fault in Fault)
_REDIALS = ", ".join(redial.value for redial in Redial)


def row_text(group: Group, path: str) -> str:
    """The row of a group's reason as TOML: the catalogue's own, or one to be filled in.

    Args:
        group: the group.
        path: where the file is that it belongs into.
    """
    return "\n".join((*_comments(group, path), *_lines(group), ""))


def _comments(group: Group, path: str) -> Iterator[str]:
    for said, count in group.seen_as.most_common(3):
        calls = "1 call" if count == 1 else f"{count:,} calls"
        yield f"# Seen as: {said} ({calls})"
    if group.row is None:
        yield "# The catalogue does not know this reason. Fill in this row and put it"
    else:
        yield "# What the catalogue says. To change it put this row, in your words,"
    yield f"# into {path}"
    yield "# The triage takes the file over by itself, at once with ctrl+r."
    yield ""


def _lines(group: Group) -> Iterator[str]:
    row = group.row
    if row is None:
        words = mark_of(group.words)
        yield f"[{_id_of(words)}]"
        yield f"name = {_text(group.words)}"
        yield f'fault = "platform"   # {_FAULTS}'
        yield 'means = "What happened, in one sentence."'
        yield 'next = "What to do about it, in one sentence."'
        yield f'redial = "later"     # {_REDIALS}'
        yield "after = 60           # minutes, of a later one"
        yield f"words = [{_text(words)}]"
    else:
        yield from _known(row)


def _known(row: Row) -> Iterator[str]:
    yield f"[{row.id}]"
    yield f"name = {_text(row.name)}"
    yield f'fault = "{row.fault.value}"   # {_FAULTS}'
    yield f"means = {_text(row.means)}"
    yield f"next = {_text(row.next)}"
    yield f'redial = "{row.redial.value}"   # {_REDIALS}'
    if row.after:
        yield f"after = {row.after.total_seconds() / 60:g}   # minutes"


def _id_of(words: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", words)[:_LONGEST_ID].strip("_")
    return plain or "my_reason"


def _text(words: str) -> str:
    """A TOML string, whose escapes are those of JSON."""
    return json.dumps(words, ensure_ascii=False)
