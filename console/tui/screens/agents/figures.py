"""The second line of the list of agents: how many there are, how they fare, what is unsaved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from console.insight.day import Figures
    from console.tui.glyphs import Glyphs


def figures_of(
    count: int, live: int, day: Figures, glyphs: Glyphs, *, drafts: int, lost: int, roomy: bool
) -> Content:
    """All agents in one line.

    Args:
        count: how many there are.
        live: the calls that live with them.
        day: what their calls of the last 24 hours add up to.
        glyphs: the terminal's signs.
        drafts: how many of them have changes that are kept unsaved.
        lost: how many drafts are kept of agents that are deleted.
        roomy: whether there is room for words beside each sign.
    """
    calling, calls, failed, unsaved = (
        (" live", " calls in 24 h", " failed", " unsaved, kept as a draft")
        if roomy
        else ("", " in 24 h", "", " draft")
    )
    parts = [
        Content(counted(count, "agent")),
        Content.styled(f"{glyphs.talking} {live}{calling}", "$success" if live else "$muted"),
        Content.assemble(f"{day.calls:,}", (calls, "$muted")),
    ]
    if day.rate is not None:
        style = "bold $error" if day.failed else "$muted"
        failures = f"{glyphs.failed} {day.failed:,}{failed}"
        parts.append(Content.assemble((failures, style), (f" {day.rate:.0%}", "$muted")))
    if drafts:
        words = unsaved if drafts == 1 else " unsaved" if roomy else " drafts"
        parts.append(Content.styled(f"{glyphs.draft} {drafts:,}{words}", "$accent"))
    if lost:
        whose = " of a deleted agent" if lost == 1 else " of deleted agents"
        words = f"{glyphs.draft} {lost:,}{whose if roomy else ' lost'}: g D"
        parts.append(Content.styled(words, "$accent"))
    return Content.assemble(" ", Content("   " if roomy else "  ").join(parts))


def counted(count: int, word: str) -> str:
    """A number of things: "1 agent", "12 agents"."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
