"""The second line of the list of numbers: how many there are, and which need somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.tui.screens.day_figures import rate_cell
from console.tui.screens.numbers.view import is_active
from console.tui.widgets.live_table.columns import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.number import PhoneNumber
    from console.tui.glyphs import Glyphs
    from console.tui.screens.numbers.view import NumbersView


def figures_of(numbers: Sequence[PhoneNumber], view: NumbersView, glyphs: Glyphs) -> Content:
    """All numbers, those that nobody answers, those that fail, and those without a call."""
    unanswered = sum(view.unanswered(number) for number in numbers)
    failing = sum(rate_cell(view.figures(number)).tone is Tone.ALARM for number in numbers)
    inactive = sum(not is_active(number) for number in numbers)
    idle = sum(view.is_idle(number) for number in numbers)
    parts = [Content("1 number" if len(numbers) == 1 else f"{len(numbers):,} numbers")]
    if unanswered:
        words = f"{glyphs.warning} {unanswered:,} without an agent"
        parts.append(Content.styled(words, "bold $warning"))
    if inactive:
        parts.append(Content.styled(f"{glyphs.warning} {inactive:,} not active", "bold $warning"))
    if failing:
        parts.append(Content.styled(f"{glyphs.failed} {failing:,} failing", "bold $error"))
    if idle:
        parts.append(Content.styled(f"{idle:,} idle", "$muted"))
    return Content(" ") + Content("   ").join(parts)
