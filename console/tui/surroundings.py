"""What the screens draw in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

    from console.clock import Clock
    from console.tui.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the screen is drawn: the person's zone, the terminal's signs, the time."""

    zone: tzinfo
    glyphs: Glyphs
    clock: Clock
