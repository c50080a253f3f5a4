"""The zone and the hours in which a person reads times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.insight.local_time import PersonsZone


def persons_zone() -> PersonsZone:
    """As the settings say; else the machine's zone, of 24 hours.

    Raises:
        AccountError: the settings cannot be used.
    """
    from zoneinfo import ZoneInfo

    from console.accounts.paths import settings_file
    from console.accounts.settings import load_settings
    from console.insight.local_time import PersonsZone
    from console.tui.local_zone import LocalZone

    chosen = load_settings(settings_file()).preferences
    zone = ZoneInfo(chosen.zone) if chosen.zone else LocalZone()
    return PersonsZone(zone, twelve_hours=chosen.clock != "24h")
