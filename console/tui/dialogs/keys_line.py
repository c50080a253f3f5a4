"""The foot of a dialog: the keys that work in it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def keys_line(*keys: tuple[str, str]) -> Static:
    """A line of keys, each with its word."""
    parts = [Content.assemble((key, "bold $accent"), (f" {word}", "$muted")) for key, word in keys]
    return Static(Content("   ").join(parts), classes="dialog-keys")
