"""From when on a call is slow, as a person has set it, and how they set it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from console.accounts.profiles import SLOW_MS, SLOWNESS
from console.accounts.settings import load_settings, save_profile
from console.insight.slowness import PRESETS

if TYPE_CHECKING:
    from pathlib import Path

    from console.accounts.profiles import Profile
    from console.insight.slowness import Thresholds


class SlownessError(Exception):
    """What was typed is no limit; the words say what would be one."""


@dataclass(frozen=True, slots=True)
class Slowness:
    """What a call's turns are judged by.

    Attributes:
        chosen: one of `SLOWNESS`.
        felt_ms: a person's own limit of what is felt; None for the console's.
        field_ms: the same of what systems in service are held to.
    """

    chosen: str = SLOWNESS[0]
    felt_ms: int | None = None
    field_ms: int | None = None

    @classmethod
    def of(cls, profile: Profile) -> Slowness:
        """What a profile says."""
        return cls(profile.slowness, profile.slow_felt_ms, profile.slow_field_ms)

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that count now."""
        return self.thresholds_of(self.chosen)

    def thresholds_of(self, name: str) -> Thresholds:
        """Those of one of `SLOWNESS`, with the person's own limit."""
        preset = PRESETS[name]
        own = self.felt_ms if name == "felt" else self.field_ms
        if own is None:
            return preset
        return replace(preset, bad_ms=own, watch_ms=min(preset.watch_ms, own))

    def told(self, words: str) -> Slowness:
        """What it is after somebody typed `field`, `felt 1200` or `1200`.

        Raises:
            SlownessError: that is not understood.
        """
        changed = self
        for word in words.lower().split():
            if word in SLOWNESS:
                changed = replace(changed, chosen=word)
            elif word.isdecimal() and SLOW_MS[0] <= int(word) <= SLOW_MS[1]:
                limit = f"{changed.chosen}_ms"
                changed = replace(changed, **{limit: int(word)})
            else:
                least, most = SLOW_MS
                raise SlownessError(
                    f"Write {' or '.join(SLOWNESS)}, or a limit in milliseconds "
                    f"from {least} to {most:,}, or both: felt 1200."
                )
        return changed

    def keep(self, path: Path, name: str) -> bool:
        """Write it into a profile of the settings; false where they have no such profile.

        Raises:
            AccountError: it could not be written.
        """
        saved = load_settings(path).profiles.get(name)
        if saved is None:
            return False
        save_profile(
            path,
            replace(
                saved,
                slowness=self.chosen,
                slow_felt_ms=self.felt_ms,
                slow_field_ms=self.field_ms,
            ),
        )
        return True
