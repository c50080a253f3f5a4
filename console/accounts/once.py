"""What is shown once on this machine and never again: an empty file remembers it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from console.accounts.errors import AccountError
from console.accounts.paths import private_folder, state_folder

if TYPE_CHECKING:
    from pathlib import Path


def tour_marker() -> Path:
    """The file that is there once the tour was shown."""
    return state_folder() / "tour-shown"


def was_shown(marker: Path) -> bool:
    """Whether it was; where nobody can look it counts as shown, so as not to come at each start."""
    try:
        return marker.exists()
    except OSError:
        return True


def remember_shown(marker: Path) -> None:
    """Show it never again; where nothing can be written that is for this session only."""
    with suppress(OSError, AccountError):
        private_folder(marker.parent)
        marker.touch(mode=0o600)
