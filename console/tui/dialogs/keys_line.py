"""The foot of a dialog: the keys that work in it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def keys_line(*keys: tuple[str, str]) -> Static:
    """A line of keys, each with its word."""
    return Static(keys_words(*keys), classes="dialog-keys")


def keys_words(*keys: tuple[str, str]) -> Content:
    """What such a line says."""
    parts = [Content.assemble((key, "bold $accent"), (f" {word}", "$muted")) for key, word in keys]
    return Content("   ").join(parts)
