"""The signs of the screen, and their ASCII twins for terminals that have no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_POOR = {"linux", "vt100", "vt102", "vt220"}


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One sign per idea; every sign is one cell wide."""

    queued: str = "◌"
    waiting: str = "◔"
    talking: str = "●"
    late: str = "△"
    stuck: str = "▲"
    failed: str = "✕"
    completed: str = "✓"
    ended: str = "–"
    unknown: str = "?"
    scheduled: str = "◷"
    tool: str = "⚙"
    mark: str = "◆"
    draft: str = "✎"
    cursor: str = "▸"
    cursor_idle: str = "▹"
    arrow_in: str = "←"
    arrow_out: str = "→"
    web: str = "⌁"
    folded: str = "▸"
    unfolded: str = "▾"
    up: str = "↑"
    down: str = "↓"
    into: str = "›"
    sort_up: str = "▲"
    sort_down: str = "▼"
    profile: str = "▌"
    rule: str = "│"
    thumb: str = "▐"
    bar_full: str = "█"
    bar_empty: str = "░"
    bar_parts: str = " ▏▎▍▌▋▊▉"
    spark: str = "▁▂▃▄▅▆▇█"
    warning: str = "▲"
    dot: str = "·"
    ellipsis: str = "…"
    opening: str = "⟨"
    closing: str = "⟩"
    production: str = "■"


UNICODE = Glyphs()

ASCII = Glyphs(
    queued=".",
    waiting="~",
    talking="*",
    late="^",
    stuck="!",
    failed="x",
    completed="+",
    ended="-",
    unknown="?",
    scheduled="@",
    tool="$",
    mark="#",
    draft="&",
    cursor=">",
    cursor_idle=")",
    arrow_in="i",
    arrow_out="o",
    web="w",
    folded=":",
    unfolded="v",
    up="^",
    down="v",
    into=">",
    sort_up="^",
    sort_down="v",
    profile="|",
    rule="|",
    thumb="|",
    bar_full="#",
    bar_empty=".",
    bar_parts=" ",
    spark="01234567",
    warning="!",
    dot="-",
    ellipsis="~",
    opening="<",
    closing=">",
    production="#",
)


def needs_ascii(wanted: str, environ: Mapping[str, str]) -> bool:
    """Whether the terminal is to be drawn on in ASCII.

    Args:
        wanted: `unicode`, `ascii`, or `auto`: then a text console, whose font has few signs, is.
        environ: names the terminal.
    """
    return wanted == "ascii" or (wanted == "auto" and environ.get("TERM") in _POOR)


def glyphs(*, plain: bool) -> Glyphs:
    """The signs to draw with: ASCII only when `plain`."""
    return ASCII if plain else UNICODE
