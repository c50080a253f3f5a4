"""What one read altered: the only thing a screen has to look at to draw the next frame."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The ids that one read added, removed, altered, or showed to be as they were."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.added or self.removed or self.changed)


def merge(older: Change, newer: Change) -> Change:
    """Make of two changes the one that a reader who has seen neither needs.

    What was added and removed again never happened; what was removed and came back has changed.
    """
    fate: dict[str, str] = {}
    for change in (older, newer):
        for kind in ("unchanged", "changed", "added", "removed"):
            for record_id in getattr(change, kind):
                fate[record_id] = _together(fate.get(record_id), kind)
    return Change(
        added=tuple(i for i, kind in fate.items() if kind == "added"),
        removed=tuple(i for i, kind in fate.items() if kind == "removed"),
        changed=tuple(i for i, kind in fate.items() if kind == "changed"),
        unchanged=tuple(i for i, kind in fate.items() if kind == "unchanged"),
    )


_TOGETHER = {
    ("added", "changed"): "added",
    ("added", "unchanged"): "added",
    ("added", "removed"): "never",
    ("changed", "unchanged"): "changed",
    ("removed", "added"): "changed",
    ("never", "removed"): "never",
}


def _together(before: str | None, after: str) -> str:
    return after if before is None else _TOGETHER.get((before, after), after)
