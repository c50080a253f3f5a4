"""What surrounds the console, as the environment tells it, and where a copy goes from there."""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WITHOUT_SCREEN = frozenset({"dumb", "unknown"})
"""Values of TERM on which the console cannot be drawn."""
SMALLEST = (40, 12)
"""Columns and lines, below which no screen of the console can be read."""


class CopyWay(Enum):
    """Where a copy goes first."""

    TMUX = "tmux"
    """Into tmux's own buffer, which tmux passes on to the terminal around it."""
    DISPLAY = "display"
    """Onto the clipboard of a display of this machine; where that fails, to the terminal."""
    TERMINAL = "terminal"
    """To the terminal, with the escape sequence OSC 52."""
    NOWHERE = "nowhere"
    """The terminal has no clipboard."""


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the operator sits at another machine."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def copy_way(environ: Mapping[str, str]) -> CopyWay:
    """Where a copy goes first."""
    if environ.get("TMUX"):
        return CopyWay.TMUX
    if _has_display(environ):
        return CopyWay.DISPLAY
    return CopyWay.TERMINAL if takes_osc_52(environ) else CopyWay.NOWHERE


def takes_osc_52(environ: Mapping[str, str]) -> bool:
    """Whether the terminal may have a clipboard; none says whether it really takes a copy."""
    term = environ.get("TERM", "")
    without = term in {"linux", "dumb"} or term.startswith(("screen", "vt"))
    return not (environ.get("STY") or without)


def _has_display(environ: Mapping[str, str]) -> bool:
    if over_ssh(environ):
        return False
    return sys.platform == "darwin" or bool(
        environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    )
