"""A text in the person's own editor, with the console out of its way until it ends.

What goes on in the background goes on: calls are followed, drafts are kept.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    Away = Callable[[], AbstractContextManager[None]]
    """Leaves the terminal to another program for a while."""

_USUAL_EDITORS = ("vi", "nano")
_STDERR = 2
_PATIENCE_SECONDS = 0.5
# A text may hold what UTF-8 cannot: it goes to the file and comes back all the same.
_SURROGATES = "surrogatepass"


@dataclass(frozen=True)
class Failed:
    """Why there is no edited text, in a sentence or two; nothing has changed."""

    words: str


async def edit(
    away: Away,
    text: str,
    *,
    preferred: str = "",
    suffix: str = ".md",
    environ: Mapping[str, str] = os.environ,
) -> str | Failed:
    """Let the person edit a text in the editor they prefer, $VISUAL, $EDITOR, or else vi or nano.

    The text is in a file that only its owner can read and that is removed afterwards, unless it
    holds changes that could not be taken over; the words then say where it is.

    Args:
        away: gives the terminal away meanwhile.
        text: what to edit.
        preferred: the command of the editor that the settings name; empty if they name none.
        suffix: tells the editor what kind of text it is.
        environ: names the editor.

    Returns:
        The text as it was saved, exactly; a line break that the editor has put at the end of a
        text without one is taken away again.
    """
    command = _editor(preferred, environ)
    if isinstance(command, Failed):
        return command
    try:
        folder = Path(tempfile.mkdtemp(prefix="oneinbox-"))  # which gives it mode 0700
    except OSError as error:
        return Failed(f"No file could be made for the editor: {error.strerror}.")
    file = folder / f"text{suffix}"
    is_taken_over = is_kept = False
    try:
        _write(file, text)
        failed = await _run(away, [*command, str(file)])
        if failed is None:
            edited = without_added_ending(_read(file), text)
            is_taken_over = True
            return edited
    except UnicodeDecodeError:
        failed = Failed("The editor did not save the text as UTF-8.")
    except OSError as error:
        failed = Failed(f"The text did not get to the editor and back: {error.strerror}.")
    finally:
        is_kept = not is_taken_over and _holds_changes(file, text)
        if not is_kept:
            shutil.rmtree(folder, ignore_errors=True)
    return Failed(f"{failed.words} What was saved there is in {file}.") if is_kept else failed


def _editor(preferred: str, environ: Mapping[str, str]) -> list[str] | Failed:
    """The command of the person's editor."""
    said = {"The setting “editor”": preferred}
    said |= {f"${variable}": environ.get(variable, "") for variable in ("VISUAL", "EDITOR")}
    for who, line in said.items():
        if not line.strip():
            continue
        try:
            command = shlex.split(line)
        except ValueError:
            return Failed(f"{who} has a quotation mark too many: {clean(line)}")
        if not command or shutil.which(command[0], path=environ.get("PATH")) is None:
            return Failed(f"{who} names an editor that is not here: {clean(line)}")
        return command
    for name in _USUAL_EDITORS:
        if shutil.which(name, path=environ.get("PATH")):
            return [name]
    return Failed("There is no editor here: name one in $EDITOR, such as EDITOR=nano.")


async def _run(away: Away, command: list[str]) -> Failed | None:
    """Run the editor on the terminal until it ends, and say what went wrong."""
    name = clean(Path(command[0]).name)
    with away():
        try:
            # Standard output may be a file; the screen is drawn on standard error.
            process = subprocess.Popen(command, stdout=_STDERR)  # noqa: ASYNC220, S603
        except OSError as error:
            return Failed(f"{name} could not be started: {error.strerror}.")
        end = asyncio.get_running_loop().run_in_executor(None, _wait, process)
        try:
            code = await asyncio.shield(end)
        except asyncio.CancelledError:
            await _end(process, end)
            raise
    if code > 0:
        return Failed(f"{name} ended with code {code}, so nothing was taken over.")
    if code < 0:
        return Failed(f"{name} was ended by {signal.Signals(-code).name}.")
    return None


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Wait for its end, and return its exit code; with an editor that is stopped, stop too."""
    while True:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode
        os.kill(os.getpid(), signal.SIGSTOP)  # the shell takes over here, and its `fg` goes on
        os.kill(process.pid, signal.SIGCONT)


async def _end(process: subprocess.Popen[bytes], end: asyncio.Future[int]) -> None:
    """End an editor that must not outlive the console; it may save what it has first."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if not end.done():
            os.kill(process.pid, number)
            await asyncio.wait({end}, timeout=_PATIENCE_SECONDS)


def _write(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(text.encode(errors=_SURROGATES))


def _read(file: Path) -> str:
    return file.read_bytes().decode(errors=_SURROGATES)


def _holds_changes(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() != text.encode(errors=_SURROGATES)
    except OSError:
        return False


def without_added_ending(edited: str, text: str) -> str:
    """An edited text as it was meant: editors end the last line of every text."""
    if text.endswith("\n") or not edited.endswith("\n"):
        return edited
    return edited.removesuffix("\n").removesuffix("\r")
