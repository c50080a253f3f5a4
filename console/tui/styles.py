"""Where the style sheets are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path, PurePath

_PACKAGE = Path(__file__).parents[1]


def style_sheets() -> list[str | PurePath]:
    """Every style sheet, in the order in which they are read."""
    installed = _PACKAGE / "styles"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "styles"
    return [*sorted(folder.glob("*.tcss"))]
