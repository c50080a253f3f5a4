"""A choice of which each is shown, behind the list, as one goes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList

from console.tui.dialogs.pick import Pick, PickOption

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class TryOut(Pick):
    """Answers with the value that was chosen, or `None` when left by escape.

    Args:
        title: what is chosen, cleaned.
        options: all there are.
        chosen: the value that holds now.
        show: lets a value hold while it is highlighted.
    """

    def __init__(
        self,
        title: str,
        options: Sequence[PickOption],
        *,
        chosen: str,
        show: Callable[[str], object],
    ) -> None:
        super().__init__(title, options, chosen=chosen)
        self._show = show

    @on(OptionList.OptionHighlighted)
    def _show_it(self, event: OptionList.OptionHighlighted) -> None:
        value = self.value_at(event.option_index)
        if value is not None:
            self._show(value)
