"""Saving texts and agents: read again, compared, sent once, read back, kept."""
