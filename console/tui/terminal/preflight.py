"""What must hold before the screen starts.

Imports nothing of Textual, which reads the environment when it is imported.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from console.terminal import WITHOUT_SCREEN, over_ssh

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from typing import TextIO

# With these Textual writes every key pressed, those of a password too, to a file or a socket.
_RECORDERS = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG")


def refusal(environ: Mapping[str, str], stdin: TextIO | None, stderr: TextIO | None) -> str | None:
    """Say in one sentence why the console cannot be shown here, or nothing if it can.

    The exit code for a refusal is 2. Textual draws on stderr, so stdout may be redirected.
    """
    if stdin is None or not stdin.isatty():
        return "The console needs a terminal to read keys from, but its input is not one."
    if stderr is None or not stderr.isatty():
        return "The console draws on the standard error stream, but that is not a terminal."
    if environ.get("TERM") in WITHOUT_SCREEN:
        return f"This terminal (TERM={environ['TERM']}) cannot show the console."
    return None


def prepare_environment(environ: MutableMapping[str, str]) -> None:
    """Settle what Textual reads from the environment; to be called before it is imported.

    Nothing records keys, nothing is animated over SSH, no colours are used where they are not
    wanted, and the screen is written as UTF-8 whatever the locale says.
    """
    for name in _RECORDERS:
        environ.pop(name, None)
    if "NO_COLOR" in environ:
        # As for sixteen colours: there the screen is told apart by bold, dim and inverse.
        environ["TEXTUAL_COLOR_SYSTEM"] = "standard"
    if over_ssh(environ):
        environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if isinstance(sys.__stderr__, TextIOWrapper):
        sys.__stderr__.reconfigure(encoding="utf-8", errors="replace")
