"""The line a filter is typed into: it offers how to go on, and marks where it is not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.highlighter import Highlighter
from textual.binding import Binding, BindingType
from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from console.actions.commands import Completion


class FilterInput(Input):
    """Tab, or right at the end, takes what is offered; up and down offer something else."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter-input--trouble"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "take", "Complete", show=False, id="filter.take"),
        Binding("down,ctrl+n", "turn(1)", "Next", show=False, id="filter.next"),
        Binding("up", "turn(-1)", "Previous", show=False, id="filter.previous"),
    ]

    def __init__(self, *, placeholder: str, id: str | None = None) -> None:
        super().__init__(
            id=id, placeholder=placeholder, compact=True, highlighter=_TroubleMark(self)
        )
        self.trouble_at: int | None = None
        """The place from which on the text is not understood, in characters from 0."""
        self._offers: tuple[Completion, ...] = ()
        self._at = 0

    def offer(self, completions: Sequence[Completion]) -> None:
        """Offer ways to go on from what is typed now, the first at once."""
        self._offers, self._at = tuple(completions), 0
        self._show_offer()

    def mark(self, trouble_at: int | None) -> None:
        """Mark the text from a place on; None when all of it is understood."""
        self.trouble_at = trouble_at
        self.refresh()

    @property
    def offered(self) -> str:
        """The whole text, if what is offered is taken; empty with nothing offered."""
        return self._offers[self._at].text if self._offers else ""

    def action_turn(self, step: int) -> None:
        """Offer another way."""
        if self._offers:
            self._at = (self._at + step) % len(self._offers)
            self._show_offer()

    def action_take(self) -> None:
        """Go on as it is offered."""
        if self.offered:
            taken = self._offers[self._at]
            self.value = taken.text if taken.unfinished else f"{taken.text} "
            self.cursor_position = len(self.value)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go right, and at the end take what is offered."""
        if self.cursor_at_end and self.offered and not select:
            self.action_take()
        else:
            super().action_cursor_right(select)

    def _show_offer(self) -> None:
        """Show it behind what is typed, in full where it does not just go on from there."""
        goes_on = self.offered.startswith(self.value)
        behind = self.offered[len(self.value) :] if goes_on else f"  {_difference(self)}"
        self._suggestion = self.value + behind if self.offered else ""


def _difference(field: FilterInput) -> str:
    """What of the offer differs from what is typed: the term at its end."""
    same = 0
    for typed, offered in zip(field.value, field.offered, strict=False):
        if typed != offered:
            break
        same += 1
    start = field.offered.rfind(" ", 0, same) + 1
    return field.offered[start:].lstrip("!")


class _TroubleMark(Highlighter):
    """Marks what is not understood."""

    def __init__(self, field: FilterInput) -> None:
        self._field = field

    def highlight(self, text: Text) -> None:
        at = self._field.trouble_at
        if at is not None:
            style = self._field.get_component_rich_style("filter-input--trouble", partial=True)
            text.stylize(style, at, len(text))
