"""The rules of the style sheets, parsed once and not three times while the console starts."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class StyleRules(Stylesheet):
    """Textual's, which parses again only what is new, or all when the colours are others.

    Textual's own forgets what it has parsed whenever it is told the colours, as once at start.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the colours."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Apply the colours.

        Raises:
            StylesheetParseError: something is wrong in a sheet; the rules stay as they were.
        """
        self.parse()
