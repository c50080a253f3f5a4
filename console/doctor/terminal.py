"""The terminal: what it can draw, how large it is, and how wide it draws the console's signs."""

from __future__ import annotations

import codecs
import locale
from typing import TYPE_CHECKING

from console.accounts.origins import in_force
from console.doctor.finding import Finding, note, ok, wrong
from console.doctor.sign_width import cells_of
from console.terminal import SMALLEST, WITHOUT_SCREEN, CopyWay, copy_way, over_ssh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.doctor.case import Case

_COMFORTABLE = (80, 24)
_COLOURS = {"256color": "256 colours", "kitty": "256 colours", "direct": "16.7 million colours"}


def terminal(case: Case) -> Finding:
    """The kind of terminal, its colours and its size."""
    term = case.environ.get("TERM", "")
    if term in WITHOUT_SCREEN or not term:
        words = f"TERM={term} names none that the console can be drawn on"
        remedy = "Open the console in a terminal; its TERM is something like xterm-256color."
        return wrong("terminal", words, remedy) if case.shown else note("terminal", words, remedy)
    far = ", over SSH" if over_ssh(case.environ) else ""
    words = f"{term}, {colours(case.environ)}{far}"
    if case.shown is None:
        return note("terminal", f"{words}; the size is not known: this is not shown on a terminal")
    size = (case.shown.columns, case.shown.lines)
    words += f", {size[0]}x{size[1]}"
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        return wrong("terminal", words, "Make it larger: 40x12 is needed, 80x24 is comfortable.")
    if size[0] < _COMFORTABLE[0] or size[1] < _COMFORTABLE[1]:
        return note("terminal", words, "Make it larger if you can: 80x24 is comfortable.")
    return ok("terminal", words)


def colours(environ: Mapping[str, str]) -> str:
    """How many colours the console draws in, as it judges by the environment."""
    if "NO_COLOR" in environ:
        return "no colours (NO_COLOR)"
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "16.7 million colours"
    return _COLOURS.get(environ.get("TERM", "").lower().rpartition("-")[2], "16 colours")


def text(case: Case) -> Finding:
    """The encoding of the locale, and how wide the signs of the console are drawn."""
    encoding = locale.getpreferredencoding(do_setlocale=False)
    settings = case.found_settings
    if settings and in_force(settings.preferences, case.environ).glyphs == "ascii":
        return ok("text", f"{encoding}; the console draws with plain signs, as it is set to")
    if _is_not_utf_8(encoding):
        return note(
            "text",
            f"the locale says {encoding}, the console writes UTF-8",
            "If signs look wrong: export LC_ALL=C.UTF-8, or ONEINBOX_ASCII=1 for plain signs.",
        )
    if case.shown is None or not case.shown.signs:
        return ok("text", encoding)
    cells = cells_of(case.shown.signs)
    if cells is None:
        words = f"{encoding}; the terminal does not say how wide it draws signs"
        return ok("text", words)
    if cells != len(case.shown.signs):
        return note(
            "text",
            f"{encoding}; {len(case.shown.signs)} signs take {cells} cells of this terminal",
            "Have it draw signs of ambiguous width in one cell, or: export ONEINBOX_ASCII=1",
        )
    return ok("text", f"{encoding}, each sign in one cell")


def clipboard(case: Case) -> Finding:
    """The way that a copy will take."""
    match copy_way(case.environ):
        case CopyWay.TMUX:
            return ok("clipboard", "into tmux's buffer, and on to your terminal if that allows it")
        case CopyWay.DISPLAY:
            words = "onto this machine's display; where that fails, to the terminal (OSC 52)"
            return ok("clipboard", words)
        case CopyWay.TERMINAL:
            words = "to your terminal (OSC 52), which does not say whether it takes it"
            return ok("clipboard", words)
        case CopyWay.NOWHERE:
            return note(
                "clipboard",
                "this terminal has none",
                "Select with the mouse, holding Shift; or use tmux.",
            )


def _is_not_utf_8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name != "utf-8"
    except LookupError:
        return True
