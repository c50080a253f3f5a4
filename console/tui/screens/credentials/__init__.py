"""Credentials: their list."""
