"""One SQLite file: private, brought up to date, and set aside when it is damaged."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from console.accounts.errors import AccountError
from console.accounts.files import locked
from console.accounts.paths import private_folder
from console.archive.schema import NewerSchemaError, as_text, migrate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

_BUSY_SECONDS = 5.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PARTS = ("", "-wal", "-shm")


class Database:
    """A connection that belongs to the thread which uses it.

    It is opened by the first `run`. Where its file cannot be used, everything is kept in memory
    and `notices` says so.
    """

    def __init__(self, path: Path | None) -> None:
        self.notices: list[str] = []
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._inode = 0

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the connection; on a damaged file once more, with a new one.

        Raises:
            sqlite3.Error: it could not be done.
        """
        try:
            return work(self._connection or self._open())
        except sqlite3.DatabaseError as error:
            if not _is_damage(error) or self._path is None:
                raise
        return work(self._replace(self._path))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

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
        return self._open_memory(f"{self._path} cannot be used: {why}.")

    def _open_file(self, path: Path) -> sqlite3.Connection:
        # Made by us first: SQLite would make it, and its neighbours after it, readable to others.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.fchmod(descriptor, 0o600)
        self._inode = os.fstat(descriptor).st_ino
        os.close(descriptor)
        connection = _connect(str(path))
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # A draft is somebody's work: it shall outlast a power cut, not only a killed program.
            connection.execute("PRAGMA synchronous = FULL")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _open_memory(self, words: str | None = None) -> sqlite3.Connection:
        if words:
            self.notices.append(f"{words} What is kept now lasts until the console is left.")
        self._path = None
        self._connection = _connect(":memory:")
        migrate(self._connection)
        return self._connection

    def _replace(self, path: Path) -> sqlite3.Connection:
        """Set a damaged file aside and begin a new one, unless another console has done so."""
        self.close()
        try:
            with locked(path):
                if path.exists() and path.stat().st_ino == self._inode:
                    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
                    aside = path.with_name(f"{path.name}.damaged-{moment}")
                    for part in _PARTS:
                        file = path.with_name(path.name + part)
                        if file.exists():
                            file.rename(aside.with_name(aside.name + part))
                    self.notices.append(
                        f"{path} was damaged. It is set aside as {aside.name}; a new one is begun."
                    )
        except OSError as error:
            why = error.strerror or str(error)
            return self._open_memory(f"{path} is damaged and cannot be set aside: {why}.")
        return self._open()


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None)
    connection.text_factory = as_text
    return connection


def _is_damage(error: sqlite3.Error) -> bool:
    # Errors that the module raises by itself carry no code.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
