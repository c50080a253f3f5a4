"""Placing many calls again: whom, how fast, how far, and when to stop."""
