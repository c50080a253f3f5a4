"""The second line of the triage: how many calls failed, and how that was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.insight.triage import Trend
from console.tui.screens.triage.columns import percent

if TYPE_CHECKING:
    from console.insight.triage import Triage
    from console.tui.glyphs import Glyphs


def figures_of(
    found: Triage, span: str, glyphs: Glyphs, *, roomy: bool, doubt: str = ""
) -> Content:
    """The failures among all calls, the rate of the time before, and the calls in other trouble.

    Args:
        found: the trouble of the span.
        span: what it is called.
        glyphs: the terminal's signs.
        roomy: whether there is room for words.
        doubt: why the figures may yet change; it stands beside the number it is about.
    """
    rate, before = found.rate, found.rate_before
    failed = f"{glyphs.failed} {found.failed:,}"
    of_all = f" of {found.calls:,}{' calls' if roomy else ''}"
    parts = [
        Content.assemble(
            (failed, "bold $error" if found.failed else "$muted"),
            Content(of_all),
            (f" {doubt}" if doubt else "", "$warning"),
            Content(f"{' failed' if roomy else ''} in {span}"),
            (f" {percent(rate)}" if rate is not None else "", "bold"),
        )
    ]
    if before is not None and rate is not None:
        parts.append(_before(rate, before, glyphs))
    if badly := found.ended_badly:
        words = " ended badly" if roomy else ""
        parts.append(Content(f"{glyphs.ended} {badly:,}{words}"))
    if others := found.troubled - found.failed - found.ended_badly:
        words = " with other trouble" if roomy else ""
        parts.append(Content.styled(f"{glyphs.late} {others:,}{words}", "$warning"))
    return Content.assemble(" ", Content("   " if roomy else "  ").join(parts))


def _before(rate: float, before: float, glyphs: Glyphs) -> Content:
    words = Content.styled(f"before {percent(before)}", "$muted")
    trend = Trend(round(rate * 10_000), round(before * 10_000))
    if trend.worse:
        return Content.assemble(words, (f" {glyphs.sort_up}", "bold $error"))
    better = rate < before and trend.words != "as before"
    return Content.assemble(words, (f" {glyphs.sort_down}", "$success")) if better else words
