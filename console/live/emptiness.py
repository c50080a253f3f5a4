"""An empty list after a full one is confirmed before it is believed."""

from __future__ import annotations

_MANY = 10


class Emptiness:
    """Remembers whether the last answer was suspiciously empty."""

    def __init__(self) -> None:
        self.confirming = False

    def believe(self, *, held: int, came: int) -> bool:
        """Whether an answer with `came` records may replace the `held` ones.

        More than ten records that are gone at once are believed when a second answer agrees.
        """
        suspicious = came == 0 and held > _MANY
        believed = not suspicious or self.confirming
        self.confirming = not believed
        return believed
