"""Why an action cannot be done now, as far as several actions share the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.actions.action import Situation


def needs_writing(situation: Situation) -> str | None:
    """The account must be open, and not for reading alone."""
    if not situation.connected:
        return "There is no opened account yet."
    if situation.read_only:
        return "This profile is read-only."
    return None
