"""What the forms of dialogs are put together from: labels, and the notes under their fields."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def label(words: str) -> Static:
    """What stands before a field."""
    return Static(Content(words), classes="form-label")


def note(name: str) -> Static:
    """The line under a field, which is not there until something is said."""
    return Static("", id=f"problem-{name}", classes="form-problem")


def tell(under: Static, words: Content) -> None:
    """Say something under a field; saying nothing gives the line back."""
    under.update(words)
    under.display = bool(words)


def warning(words: str) -> Content:
    """What is wrong; nothing where nothing is."""
    return Content.assemble(("▲ ", "$warning"), Content(words)) if words else Content()


def good(words: str) -> Content:
    """What a field's content was understood as."""
    return Content.assemble(("✓ ", "$success"), Content(words))


def check(under: Static, typed: str, problem: str | None, understood: str) -> None:
    """Say what is wrong with what is typed, else what it was understood as."""
    tell(under, (warning(problem) if problem else good(understood)) if typed else Content())
