"""A call for a carrier or the platform: what stands in the bundle is chosen while it is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from console.insight.bundle import Choices, For, as_json, as_markdown
from console.tui.dialogs.export import Export, Form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from console.insight.bundle import Bundle
    from console.tui.glyphs import Glyphs


class BundleExport(Export):
    """Shows the bundle as it would be handed on, and changes what it tells."""

    KEYS = (("w", "whom"), ("n", "numbers"), ("t", "words"))
    TURNS = "form"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "turn_reader", "For whom"),
        Binding("n", "turn_numbers", "Numbers"),
        Binding("t", "turn_words", "Words"),
    ]

    def __init__(self, call_id: str, make: Callable[[Choices], Bundle], glyphs: Glyphs) -> None:
        """Build the dialog.

        Args:
            call_id: the call's.
            make: puts the bundle together.
            glyphs: the signs to draw with.
        """
        self._call_id = call_id
        self._make = make
        self._choices = Choices()
        super().__init__(self._called, self._choices.note, self._written(), glyphs)

    def action_turn_reader(self) -> None:
        """Make it for the other of the two."""
        other = For.CARRIER if self._choices.reader is For.PLATFORM else For.PLATFORM
        self._choose(replace(self._choices, reader=other))

    def action_turn_numbers(self) -> None:
        """Show telephone numbers whole, or mask them."""
        self._choose(replace(self._choices, numbers=not self._choices.numbers))

    def action_turn_words(self) -> None:
        """Show what was said, or how much."""
        self._choose(replace(self._choices, words=not self._choices.words))

    @property
    def _called(self) -> str:
        return f"{self._call_id} for the {self._choices.reader.value}"

    def _choose(self, choices: Choices) -> None:
        self._choices = choices
        self.show_anew(self._called, choices.note, self._written())

    def _written(self) -> Sequence[Form]:
        bundle = self._make(self._choices)
        return (
            Form("Markdown", as_markdown(bundle), ".md"),
            Form("JSON", as_json(bundle), ".json"),
        )
