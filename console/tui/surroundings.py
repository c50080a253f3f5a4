"""What the screens draw in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

from console.actions.keys.key_map import STANDARD_KEYS, KeyMap
from console.actions.preferring import Preferring

if TYPE_CHECKING:
    from datetime import tzinfo

    from console.clock import Clock
    from console.tui.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the screen is drawn: the person's zone, keys and theme, the signs there are, time."""

    zone: tzinfo
    glyphs: Glyphs
    clock: Clock
    keys: KeyMap = STANDARD_KEYS
    theme: str = "oneinbox-dark"
    preferring: Preferring = field(default_factory=lambda: Preferring(local=UTC))
