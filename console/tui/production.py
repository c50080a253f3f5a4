"""The mark of a production account: a sign, a word and a colour, wherever it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.content import Content

from console.tui.terminal.guarded_app import GuardedApp

if TYPE_CHECKING:
    from textual.screen import Screen

    from console.tui.glyphs import Glyphs


def production_mark(glyphs: Glyphs) -> Content:
    """What stands beside the profile's name."""
    return Content.styled(f" {glyphs.production} production ", "bold $background on $error")


def asked_by(dialog: Screen[Any], question: str) -> Content:
    """A dialog's question, with the production account that it is about named before it."""
    app = cast("object", dialog.app)  # pyright: ignore[reportUnknownMemberType]
    name = app.production if isinstance(app, GuardedApp) else ""
    if not name:
        return Content(question)
    return Content.assemble(
        Content.styled(f" ■ production {name} ", "bold $background on $error"), "  ", question
    )
