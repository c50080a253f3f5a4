"""Writing what is exported to a file of one's own."""

from __future__ import annotations

import os
import re
from pathlib import Path
from uuid import uuid4

_NOT_IN_A_NAME = re.compile(r"[^\w.]+")
_LONGEST_NAME = 60


class ExportError(Exception):
    """Nothing was written; the message says why and what helps."""


def proposed_path(name: str, ending: str, folder: str = "") -> str:
    """A file named after a record, in a folder or else the current one: `./sales-en.json`."""
    stem = _NOT_IN_A_NAME.sub("-", name.casefold()).strip("-.")[:_LONGEST_NAME].strip("-.")
    return f"{(folder or '.').removesuffix('/')}/{stem or 'agent'}{ending}"


def target_of(path: str) -> Path:
    """Where a path leads that a person has typed, from the root; `~` is their home."""
    return Path(os.path.abspath(os.path.expanduser(path.strip())))  # noqa: PTH100, PTH111 - "" and ".." as a shell has them


class NewFile:
    """A file that did not exist, readable by its owner alone (0600), being written.

    It has its name only once it is whole; until then it lies beside that under a name of its own.
    """

    def __init__(self, path: str) -> None:
        """Make it.

        Args:
            path: as a person types it; `~` is their home.

        Raises:
            ExportError: it exists, or cannot be made.
        """
        self.path = target_of(path)
        try:
            self._partial = self.path.with_name(f".{uuid4().hex}.part")
            if _is_there(self.path):
                raise self._there()
            descriptor = os.open(self._partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from error
        self._file = os.fdopen(descriptor, "wb")

    def write(self, more: str | bytes) -> None:
        """Write more of it.

        Raises:
            ExportError: it cannot be written.
        """
        try:
            self._file.write(more.encode() if isinstance(more, str) else more)
        except OSError as error:
            raise self._unwritable(error) from error

    def close(self, *, keep: bool) -> None:
        """End it, or take it away again.

        Raises:
            ExportError: it could not be written to its end, and is taken away.
        """
        try:
            self._file.close()
            if keep:
                _give_name(self._partial, self.path)
        except FileExistsError as error:
            raise self._there() from error
        except OSError as error:
            if keep:
                raise self._unwritable(error) from error
        finally:
            self._partial.unlink(missing_ok=True)

    def _there(self) -> ExportError:
        return ExportError(f"{self.path} exists; nothing was written. Choose another name.")

    def _unwritable(self, error: Exception) -> ExportError:
        return ExportError(f"{self.path} cannot be written: {_reason(error)}.")


def _is_there(path: Path) -> bool:
    """Whether something has the name, be it a link to nowhere.

    Raises:
        OSError: nothing can have it.
        ValueError: it is no name.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _give_name(partial: Path, path: Path) -> None:
    """Let a file have a name that none has; a rename would take it from another.

    Raises:
        FileExistsError: another has it.
        OSError: it cannot be given.
    """
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:  # where files have one name only
        if _is_there(path):
            raise FileExistsError from None
        partial.rename(path)


def write_new(path: str, text: str) -> Path:
    """Write a whole new file.

    Args:
        path: as a person types it; `~` is their home.
        text: what goes into it.

    Returns:
        Where the file is, from the root.

    Raises:
        ExportError: it exists, or cannot be written; a half written one is taken away.
    """
    file = NewFile(path)
    written = False
    try:
        file.write(text)
        written = True
    finally:
        file.close(keep=written)
    return file.path


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or "that is no path"
