"""One SQLite file: private, brought up to date, and set aside when it is damaged."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from console.accounts.errors import AccountError
from console.accounts.files import locked
from console.accounts.paths import private_folder
from console.archive.errors import DamageError
from console.archive.schema import NewerSchemaError, as_text, migrate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

_BUSY_SECONDS = 5.0
_CACHE_KIB = 32 * 1024
_PAGE_BYTES = 8 * 1024
"""Of a file that is begun: a packed call is some 2 kB, of which few fill a smaller page."""
_PAGES_WAITING = 4 * 1024
"""Pages after which the log beside the file goes into it: many are written again before that."""
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
"""SQLite's codes for a file that is damaged."""
_PARTS = ("", "-wal", "-shm")


class Database:
    """A connection that belongs to the thread which uses it.

    It is opened by the first `run`. Where its file cannot be used, everything is kept in memory
    and `notices` says so.

    Attributes:
        notices: what a person should know, in sentences.
        begun_anew: how often the file was another one than before: it had been set aside.
    """

    def __init__(self, path: Path | None) -> None:
        self.notices: list[str] = []
        self.begun_anew = 0
        self._path = path
        self._disk_wanted = path is not None
        self._connection: sqlite3.Connection | None = None
        self._inode = 0

    @property
    def opened(self) -> bool:
        """Whether it has been opened."""
        return self._connection is not None

    @property
    def in_memory(self) -> bool:
        """Whether nothing is kept on disk."""
        return self._path is None

    @property
    def disk_lost(self) -> bool:
        """Whether nothing is kept on disk although it was to be."""
        return self._disk_wanted and self._path is None

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the connection; on a damaged file once more, with a new one.

        Raises:
            sqlite3.Error: it could not be done.
        """
        try:
            return work(self._current())
        except (sqlite3.DatabaseError, DamageError) as error:
            if not _is_damage(error) or self._path is None:
                raise
        return work(self._replace(self._path))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _current(self) -> sqlite3.Connection:
        """The connection to the file that has the path now: another may have set it aside."""
        if self._connection is None:
            return self._open()
        if self._path is None or _inode(self._path) == self._inode:
            return self._connection
        self.close()
        self.begun_anew += 1
        return self._open()

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return self._open_memory()
        try:
            private_folder(self._path.parent)
            with locked(self._path):
                return self._open_file(self._path)
        except NewerSchemaError:
            why = "it was written by a newer console"
        except AccountError as error:
            return self._open_memory(error.words)
        except OSError as error:
            why = error.strerror or str(error)
        except sqlite3.OperationalError as error:
            why = str(error)
        return self._open_memory(f"{why}. The file is {self._path}")

    def _open_file(self, path: Path) -> sqlite3.Connection:
        # Made by us first: SQLite would make it, and its neighbours after it, readable to others.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.fchmod(descriptor, 0o600)
        self._inode = os.fstat(descriptor).st_ino
        os.close(descriptor)
        connection = _connect(str(path))
        try:
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_WAITING}")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _open_memory(self, words: str | None = None) -> sqlite3.Connection:
        if words:
            self.notices.append(f"Kept in memory only, until the console is left: {words}")
        self._path = None
        self._connection = _connect(":memory:")
        migrate(self._connection)
        return self._connection

    def _replace(self, path: Path) -> sqlite3.Connection:
        """Set a damaged file aside and begin a new one, unless another console has done so."""
        self.close()
        self.begun_anew += 1
        try:
            with locked(path):
                if _inode(path) == self._inode:
                    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
                    aside = path.with_name(f"{path.name}.damaged-{moment}")
                    for part in _PARTS:
                        file = path.with_name(path.name + part)
                        if file.exists():
                            file.rename(aside.with_name(aside.name + part))
                    self.notices.append(
                        "What was kept is damaged: it is set aside, and all begins anew. "
                        f"The file is {aside.name} in {path.parent}"
                    )
        except OSError as error:
            why = error.strerror or str(error)
            return self._open_memory(f"what is on disk is damaged, {why}. The file is {path}")
        return self._open()


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None)
    connection.text_factory = as_text
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")  # people's words go into no other file
    return connection


def _inode(path: Path) -> int:
    """The file's own number; 0 while there is none, or none to be seen."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _is_damage(error: Exception) -> bool:
    if isinstance(error, DamageError):
        return True
    # Errors that the module raises by itself carry no code.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED
