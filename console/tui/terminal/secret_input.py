"""A field for API keys, from which nothing can be copied."""

from __future__ import annotations

from textual.widgets import Input


class SecretInput(Input):
    """Shows dots. Textual's password field would copy its real text to the clipboard."""

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, password=True, id=id)

    def action_copy(self) -> None:
        """Copy nothing."""

    def action_cut(self) -> None:
        """Cut nothing: a cut is a copy first."""
