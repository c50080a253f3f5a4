"""What the status line of the form says: what a setting is for, and the keys that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.forms.field_spec import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.actions.forms.field_spec import FieldSpec

_ROWS = ("enter next", "ctrl+k removes", "alt+↑↓ moves")
_KEYS = {
    FieldKind.REFERENCE: ("enter lists them",),
    FieldKind.LIST: _ROWS,
    FieldKind.PAIRS: _ROWS,
    FieldKind.FLAG: ("space turns it",),
}
_UNKNOWN = "What this console does not know stays as it is."


def is_listed(spec: FieldSpec) -> bool:
    """Whether there is something to choose from, besides typing."""
    return bool(spec.suggestions or spec.refers)


def hint_of_setting(spec: FieldSpec, room: int, *, taken_back_by: str) -> Content:
    """What a setting is for and its keys, within so many cells.

    Args:
        spec: the setting.
        room: in cells.
        taken_back_by: the key that takes its change back; empty when nothing is changed.
    """
    keys = _KEYS.get(spec.kind, ("enter lists some",) if is_listed(spec) else ())
    return _hint(
        spec.about, (*keys, *((f"{taken_back_by} takes it back",) if taken_back_by else ())), room
    )


def hint_of_read_only(spec: FieldSpec, room: int) -> Content:
    """What a setting is for, and why it cannot be changed."""
    return _hint(spec.about, ("this profile is read-only",), room)


def hint_of_unknown(room: int) -> Content:
    """The same for the fields that nobody knows."""
    return _hint(_UNKNOWN, ("↑ ↓ scrolls",), room)


def hint_of_groups(*, side_by_side: bool) -> Content:
    """The keys of the groups."""
    arrows = "← →" if side_by_side else "↑ ↓"
    words = f"enter goes to the fields · {arrows} to a group · esc leaves"
    return Content.styled(words, "$muted")


def _hint(about: str, keys: Sequence[str], room: int) -> Content:
    """The keys are always whole; the rest has what they leave."""
    words = " · ".join((*keys, "esc to groups"))
    left = Content(about).truncate(max(0, room - len(words) - 2), ellipsis=True)
    return Content.assemble(left, "  " if left else "", (words, "$muted"))
