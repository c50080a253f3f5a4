"""The one way in which the archive fails."""

from __future__ import annotations


class ArchiveError(Exception):
    """Something could not be kept or found; the message says so to people."""


class DamageError(ArchiveError):
    """What is kept is not what was written: its file is not to be relied on."""
