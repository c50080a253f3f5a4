"""The archive as the rest of the console sees it: asked on the event loop, served by one thread."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from console.archive.database import Database
from console.archive.drafts import Drafts
from console.archive.errors import ArchiveError
from console.archive.versions import Versions
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


class Archive:
    """What the console keeps. Two consoles may share its file.

    What has been asked for is done, in order, also when the one who asked is cancelled; a write
    has reached the disk when its awaiting ends. The thread is a daemon: it never delays an exit.

    Attributes:
        versions: the texts that were seen and saved.
        drafts: changes that nobody has saved yet.
    """

    def __init__(self, path: Path | None) -> None:
        """Keep everything in the file at `path`, or with `None` in memory, until `close`."""
        self.versions = Versions(self)
        self.drafts = Drafts(self)
        self._database = Database(path)
        self._jobs: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._closed = False
        Thread(target=self._serve, name="archive", daemon=True).start()

    async def open(self) -> tuple[str, ...]:
        """Open the file now rather than when it is first needed.

        Returns:
            What a person should know, in sentences: that a damaged file was set aside, or that
            nothing can be kept on disk.
        """
        await self.read(lambda connection: connection.total_changes)
        return self.notices

    @property
    def notices(self) -> tuple[str, ...]:
        """All that a person should know so far."""
        return tuple(self._database.notices)

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something that changes nothing.

        Raises:
            ArchiveError: it could not be done.
        """
        return await self._ask(lambda: self._database.run(work))

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something in one transaction, which is committed when this returns.

        Raises:
            ArchiveError: it could not be done, and nothing of it was.
        """
        return await self._ask(lambda: self._database.run(lambda c: _in_transaction(c, work)))

    async def close(self) -> None:
        """Finish what was asked for and let go of the file."""
        if not self._closed:
            closing = self._ask(self._database.close)
            self._closed = True
            await closing
            self._jobs.put(None)

    def _ask(self, job: Callable[[], T]) -> asyncio.Future[T]:
        if self._closed:
            raise ArchiveError("The archive is closed.")
        future: Future[T] = Future()
        self._jobs.put((job, future))
        return asyncio.shield(asyncio.wrap_future(future))

    def _serve(self) -> None:
        while job := self._jobs.get():
            work, future = job
            try:
                result = work()
            except sqlite3.Error as error:
                future.set_exception(ArchiveError(f"The archive cannot be used: {clean(error)}."))
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)


def _in_transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result
