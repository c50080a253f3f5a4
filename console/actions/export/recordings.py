"""A call's recording, from the link in its record to a file of one's own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from console.actions.export.file import NewFile, proposed_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.api.client import OneInbox
    from console.api.records.call import Call

LARGEST = 1 << 30
"""The largest recording that is taken, in bytes: more than a day of talk."""

_ENDINGS = frozenset({".mp3", ".wav", ".ogg", ".opus", ".m4a", ".flac", ".webm"})
_AT_ONCE = 256 << 10


class NoRecordingError(Exception):
    """There is nothing to download; the message says why as far as it is known."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a download has come, in bytes; the whole is None where nobody has said it."""

    received: int
    whole: int | None


def proposed_recording(call: Call, folder: str = "") -> str:
    """A file for a call's recording, in a person's folder or else the current one."""
    return proposed_path(call.id, _ending(call.recording_url or ""), folder)


async def download(
    client: OneInbox, call_id: str, path: str, tell: Callable[[Progress], None]
) -> Path:
    """Read the call again for a link that works, and write what it leads to into a new file.

    The link is followed without the key, wherever it leads. The file is its owner's alone (0600);
    when it does not become whole, nothing of it is left.

    Args:
        client: of the call's account.
        call_id: the call.
        path: as a person types it; `~` is their home.
        tell: told how far it has come.

    Returns:
        Where the file is, from the root.

    Raises:
        NoRecordingError: the call has none, or none yet.
        ApiError: the call or its recording could not be read.
        ExportError: the file exists or cannot be written.
    """
    call = await client.calls.get(call_id)
    link = call.raw.get("recording_url")
    if not isinstance(link, str) or not link:
        raise NoRecordingError(
            "The platform has no recording of this call, or none yet. Calls are recorded while "
            "“Recording” is on in the settings of their agent."
        )
    file = NewFile(path)
    whole = False
    try:
        await _fill(file, client, link, tell)
        whole = True
    finally:
        file.close(keep=whole)
    return file.path


async def _fill(
    file: NewFile, client: OneInbox, link: str, tell: Callable[[Progress], None]
) -> None:
    """Write in large pieces, in a thread: the disk may be a slow one."""
    waiting, received = bytearray(), 0

    async def take(piece: bytes, whole: int | None) -> None:
        nonlocal received
        waiting.extend(piece)
        received += len(piece)
        tell(Progress(received, whole))
        if len(waiting) >= _AT_ONCE:
            await write()

    async def write() -> None:
        pieces = bytes(waiting)
        waiting.clear()
        await asyncio.to_thread(file.write, pieces)

    await client.fetch(link, take, largest=LARGEST)
    await write()


def _ending(link: str) -> str:
    try:
        ending = PurePosixPath(urlsplit(link).path).suffix.lower()
    except ValueError:
        ending = ""
    return ending if ending in _ENDINGS else ".mp3"
