"""Copying, from a program that mostly runs on another machine than the one with the clipboard.

Three ways, the first that applies: tmux's own buffer, which tmux passes on to the terminal around
it; the clipboard of a display on this machine; and the terminal's clipboard, asked for with the
escape sequence OSC 52. No terminal answers that one, so all that is claimed is that it was sent.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from console.terminal import CopyWay, copy_way, takes_osc_52
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HELPER = Path(__file__).with_name("clipboard_helper.py")
_PATIENCE_SECONDS = 2.0
_OSC_52_BYTES = 74_000  # what every terminal that knows the sequence accepts
_LONGEST_TEXT = 10_000_000


@dataclass(frozen=True)
class CopyResult:
    """What can honestly be said about a copy."""

    words: str
    ok: bool


async def copy(
    text: str, *, environ: Mapping[str, str], write: Callable[[str], None]
) -> CopyResult:
    """Copy the text, in at most about 2 s, without anything appearing on the screen.

    The text is cleaned (its lines kept), and loses line breaks at its end, so that pasting it
    into a shell does not run it.

    Args:
        text: what to copy; never an API key.
        environ: tells what surrounds the program: tmux, screen, SSH, a display.
        write: sends a sequence to the terminal, whole, between two frames.
    """
    text = clean(text, lines=True, limit=_LONGEST_TEXT).rstrip("\n")
    if not text:
        return CopyResult("There is nothing to copy.", ok=False)
    way = copy_way(environ)
    if way is CopyWay.TMUX:
        return await _to_tmux(text, environ)
    if way is CopyWay.DISPLAY and await _to_display(text, environ):
        return CopyResult("Copied.", ok=True)
    return _to_terminal(text, environ, write)


async def _to_tmux(text: str, environ: Mapping[str, str]) -> CopyResult:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            if await _run(["tmux", "load-buffer", "-w", "-"], text, environ):
                return CopyResult(
                    "Copied to the tmux buffer, and to your terminal too if it allows that.",
                    ok=True,
                )
            if await _run(["tmux", "load-buffer", "-"], text, environ):  # before tmux 3.2
                return CopyResult("Copied to the tmux buffer.", ok=True)
    return CopyResult("Not copied: tmux did not take the text.", ok=False)


async def _to_display(text: str, environ: Mapping[str, str]) -> bool:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await _run([sys.executable, "-I", str(_HELPER)], text, environ)
    return False


def _to_terminal(text: str, environ: Mapping[str, str], write: Callable[[str], None]) -> CopyResult:
    if not takes_osc_52(environ):
        return CopyResult(
            "Not copied: this terminal has no clipboard. Select with the mouse, holding Shift.",
            ok=False,
        )
    data = text.encode()
    if len(data) > _OSC_52_BYTES:
        return CopyResult(
            f"Not copied: {len(data) // 1000} kB is more than a terminal's clipboard surely takes "
            f"({_OSC_52_BYTES // 1000} kB). Save it to a file instead.",
            ok=False,
        )
    write(f"\x1b]52;c;{base64.b64encode(data).decode()}\a")
    return CopyResult("Sent to your terminal's clipboard.", ok=True)


async def _run(command: list[str], text: str, environ: Mapping[str, str]) -> bool:
    """Whether the command took the text; nothing it prints is seen, and cancelling ends it."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=environ,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        await process.communicate(text.encode())
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    return process.returncode == 0
