"""Writing a small file so that no reader ever sees half of it and no writer undoes another."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


def write_private(path: Path, text: str) -> None:
    """Replace a file at once, readable by its owner alone; a link stays and its target is replaced.

    Raises:
        OSError: it could not be written; the old file is as it was.
    """
    target = path.resolve()
    # mkstemp makes it 0600, in the same folder so that the rename cannot cross file systems.
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def locked(path: Path, *, seconds: float = 5.0) -> Generator[None]:
    """Hold a file's neighbour `….lock` while changing it, so that processes take turns.

    Raises:
        TimeoutError: another process held it for as long as `seconds`.
        OSError: the lock cannot be made.
    """
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, time.monotonic() + seconds)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise TimeoutError("another console is writing") from None
            time.sleep(0.02)
        else:
            return
