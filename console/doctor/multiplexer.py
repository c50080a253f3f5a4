"""What stands between the console and the terminal: tmux and its settings, screen, mosh."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from console.accounts.process import run
from console.doctor.finding import Finding, note, ok
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from console.doctor.case import Case

_SECONDS = 2.0
_SLOW_ESCAPE_MS = 50
_FIRST_THAT_PASSES_ON = (3, 2)
"""The first tmux whose `load-buffer -w` hands a copy on to the terminal around it."""
_ASKED = ("version", "escape-time", "default-terminal", "set-clipboard", "mouse")
_MOST_ANCESTORS = 40


async def multiplexer(case: Case) -> Finding:
    """tmux, screen or mosh, as far as they can be seen."""
    around = ", in mosh" if "mosh-server" in _ancestors() else ""
    if case.environ.get("TMUX"):
        return await _tmux(case.environ, around)
    if case.environ.get("STY"):
        return note(
            "tmux", f"none; this is GNU screen{around}, which passes no copy on",
            "Use tmux, or save to files instead of copying.",
        )  # fmt: skip
    if around:
        return note("tmux", "none; this is mosh, which keeps no lines that have scrolled away")
    return ok("tmux", "none")


async def _tmux(environ: Mapping[str, str], around: str) -> Finding:
    formats = "\n".join(f"#{{{name}}}" for name in _ASKED)
    try:
        told = await run(
            ("tmux", "display-message", "-p", formats), deadline=_SECONDS, environ=environ
        )
    except (OSError, TimeoutError):
        return note("tmux", f"it does not answer{around}", "See whether tmux is in your PATH.")
    values = [clean(line, limit=60) for line in told.output.decode("utf-8", "replace").splitlines()]
    if told.code != 0 or len(values) != len(_ASKED):
        return note("tmux", f"it does not say how it is set{around}", "Try: tmux display-message")
    return judged(dict(zip(_ASKED, values, strict=True)), around)


def judged(options: Mapping[str, str], around: str = "") -> Finding:
    """What tmux's version and options mean for the console."""
    words = ", ".join(
        (
            f"{options['version']}{around}: escape-time {options['escape-time']} ms",
            *(f"{name} {options[name]}" for name in ("default-terminal", "set-clipboard")),
        )
    )
    remedies = list(_remedies(options))
    return note("tmux", words, " ".join(remedies)) if remedies else ok("tmux", words)


def _remedies(options: Mapping[str, str]) -> Iterator[str]:
    escape = options["escape-time"]
    if escape.isdecimal() and int(escape) > _SLOW_ESCAPE_MS:
        yield "Esc waits; in ~/.tmux.conf: set -s escape-time 10."
    if not options["default-terminal"].endswith(("256color", "direct")):
        yield "For more colours: set -g default-terminal tmux-256color."
    if _version(options["version"]) < _FIRST_THAT_PASSES_ON:
        yield "Copies stay in tmux's buffer before tmux 3.2."


def _version(text: str) -> tuple[int, ...]:
    """Of `3.3a` the numbers; of one that has none (`next`, `master`) the newest there can be."""
    found = re.search(r"(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (sys.maxsize,)


def _ancestors() -> set[str]:
    """The names of the processes that this one came from, where the system lets them be seen."""
    names: set[str] = set()
    process = "self"
    for _ in range(_MOST_ANCESTORS):
        try:
            told = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
        except OSError:
            break
        names.add(told.partition("(")[2].rpartition(")")[0])
        process = told.rpartition(")")[2].split()[1]
    return names
