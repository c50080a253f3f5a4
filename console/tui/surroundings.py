"""What the screens draw in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

from console.accounts.paths import settings_file
from console.actions.keys.key_map import STANDARD_KEYS, KeyMap
from console.actions.preferring import Preferring

if TYPE_CHECKING:
    from datetime import tzinfo

    from console.clock import Clock
    from console.tui.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the screen is drawn: what the person prefers, the terminal's signs, the time.

    The zone and the keys are as they are preferred: the one may become another at any time, the
    others with the next start.
    """

    zone: tzinfo
    glyphs: Glyphs
    clock: Clock
    keys: KeyMap = STANDARD_KEYS
    preferring: Preferring = field(
        default_factory=lambda: Preferring(local=UTC, settings=settings_file)
    )
