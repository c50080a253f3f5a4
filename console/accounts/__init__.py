"""Profiles, settings, folders, and where an API key comes from."""
