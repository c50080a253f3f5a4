"""The archive as the rest of the console sees it: asked on the event loop, served by two threads.

One writes, and reads what is small; the other searches, so that no write waits for a search.
"""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from console.archive.calls import Calls
from console.archive.database import Database
from console.archive.drafts import Drafts
from console.archive.errors import ArchiveError
from console.archive.marks import Marks
from console.archive.retention import Retention, forget_all
from console.archive.versions import Versions
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

_CHECK_EVERY = 20_000
"""Steps of SQLite after which a search looks whether anybody still waits for it: about 1 ms."""


class Archive:
    """What the console keeps. Two consoles may share its file.

    What has been asked for is done, in order, also when the one who asked is cancelled, searches
    alone are given up then. The threads are daemons: they never delay an exit.

    Attributes:
        versions: the texts that were seen and saved.
        drafts: changes that nobody has saved yet.
        calls: the calls that were read.
        retention: how much of them is kept.
        marks: where things go on that take more than one session.
    """

    def __init__(self, path: Path | None, *, calls_on_disk: bool = True) -> None:
        """Keep everything in the file at `path`, or with `None` in memory, until `close`.

        Without `calls_on_disk` the calls, and the marks of how far they were read, are kept in
        memory all the same.
        """
        self._of_calls = self if calls_on_disk else Archive(None)
        self.versions = Versions(self)
        self.drafts = Drafts(self)
        self.calls = Calls(self._of_calls)
        self.marks = Marks(self._of_calls)
        self.retention = Retention(self._of_calls)
        self._writer = _Worker("archive", Database(path))
        self._searcher = _Worker("archive search", Database(path))
        self._searches: set[Event] = set()
        self._closed = False

    async def forget_calls(self) -> None:
        """Let every call go that the file has, for good: nothing of them stays on disk.

        Raises:
            ArchiveError: they could not go, as when another console uses the file.
        """
        await self._ask(self._writer, forget_all)

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
        return (*self._writer.database.notices, *self._searcher.database.notices)

    @property
    def disk_lost(self) -> bool:
        """Whether nothing is kept on disk, although it was to be."""
        return self._writer.database.disk_lost

    @property
    def in_memory(self) -> bool:
        """Whether everything is kept until the console is left, and no longer."""
        return self._writer.database.in_memory

    @property
    def begun_anew(self) -> int:
        """How often everything was lost, as its file was damaged and is set aside."""
        return self._writer.database.begun_anew

    @property
    def of_calls(self) -> Archive:
        """The archive that has the calls: this one, or one in memory alone."""
        return self._of_calls

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something that changes nothing and takes no time worth mentioning.

        Raises:
            ArchiveError: it could not be done.
        """
        return await self._ask(self._writer, work)

    async def search(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something that changes nothing and may take long; it is given up when cancelled.

        Raises:
            ArchiveError: it could not be done.
        """
        given_up = Event()

        def searching(connection: sqlite3.Connection) -> T:
            if given_up.is_set():
                raise ArchiveError("The search was given up.")
            connection.set_progress_handler(given_up.is_set, _CHECK_EVERY)
            try:
                return work(connection)
            finally:
                connection.set_progress_handler(None, 0)

        database = self._writer.database
        if not database.opened:
            await self.open()
        worker = self._writer if database.in_memory else self._searcher
        self._searches.add(given_up)
        try:
            return await self._ask(worker, searching)
        finally:
            given_up.set()
            self._searches.remove(given_up)

    async def write(self, work: Callable[[sqlite3.Connection], T], *, at_once: bool = True) -> T:
        """Do something in one transaction, which is committed when this returns.

        Args:
            work: what to do.
            at_once: whether it has reached the disk by then. If not, it outlasts the console
                however that ends, but not a power cut within the next seconds.

        Raises:
            ArchiveError: it could not be done, and nothing of it was.
        """
        return await self._ask(self._writer, lambda c: _in_transaction(c, work, at_once=at_once))

    async def close(self) -> None:
        """Finish what was asked for, but for searches, and let go of the file."""
        if not self._closed:
            self._closed = True
            for given_up in self._searches:
                given_up.set()
            await asyncio.gather(self._searcher.close(), self._writer.close())
            await self._of_calls.close()

    def _ask(self, worker: _Worker, work: Callable[[sqlite3.Connection], T]) -> asyncio.Future[T]:
        if self._closed:
            raise ArchiveError("The archive is closed.")
        return worker.ask(lambda: worker.database.run(work))


class _Worker:
    """A thread with a connection of its own."""

    def __init__(self, name: str, database: Database) -> None:
        self.database = database
        self._jobs: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        Thread(target=self._serve, name=name, daemon=True).start()

    def ask(self, job: Callable[[], T]) -> asyncio.Future[T]:
        future: Future[T] = Future()
        self._jobs.put((job, future))
        answer = asyncio.wrap_future(future)
        answer.add_done_callback(_hear)
        return asyncio.shield(answer)

    async def close(self) -> None:
        await self.ask(self.database.close)
        self._jobs.put(None)

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


def _in_transaction(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], *, at_once: bool
) -> T:
    connection.execute(f"PRAGMA synchronous = {'FULL' if at_once else 'NORMAL'}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def _hear(answer: asyncio.Future[Any]) -> None:
    """Take note of an error: of a job that nobody waits for any more it is no fault."""
    if not answer.cancelled():
        answer.exception()
