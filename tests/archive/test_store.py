"""The file: private, shared, brought up to date, and never a reason to stop."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

import pytest

from console.archive.call_entries import unpack
from console.archive.drafts import Draft
from console.archive.errors import ArchiveError, DamageError
from console.archive.schema import MIGRATIONS, NewerSchemaError, migrate
from console.archive.store import Archive
from tests.archive.conftest import opened

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
DRAFT = Draft("model", {}, {"system_prompt": "text"}, NOON)


def damage(path: Path) -> None:
    """Leave the file's head, so that it opens, and spoil the rest."""
    head, rest = path.read_bytes()[:4096], len(path.read_bytes()) - 4096
    path.write_bytes(head + b"\xff" * rest)


def fill(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)


def publish(path: Path) -> None:
    path.chmod(0o644)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


class TestTheFile:
    async def test_and_its_neighbours_belong_to_their_owner_alone(
        self, archive: Archive, path: Path
    ) -> None:
        await archive.drafts.keep("llm_1", DRAFT)

        names = {file.name for file in files(path.parent)}
        assert {f"{path.name}{part}" for part in ("", "-wal", "-shm")} <= names
        assert mode(path.parent) == 0o700
        assert {mode(file) for file in files(path.parent)} == {0o600}

    async def test_that_others_could_read_is_closed_to_them(self, path: Path) -> None:
        async with opened(path) as archive:
            await archive.open()
        publish(path)

        async with opened(path) as archive:
            await archive.open()
            assert mode(path) == 0o600

    async def test_may_be_shared_by_two_consoles(self, path: Path) -> None:
        async with opened(path) as one, opened(path) as two:
            await asyncio.gather(one.open(), two.open())
            for number in range(20):
                await asyncio.gather(
                    one.drafts.keep(f"a{number}", DRAFT), two.drafts.keep(f"b{number}", DRAFT)
                )

            assert len(await one.drafts.all()) == len(await two.drafts.all()) == 40
            assert one.notices == two.notices == ()


class TestADamagedFile:
    @pytest.mark.parametrize("content", [b"not a database " * 100, b"SQLite format 3\x00" + b"x"])
    async def test_is_set_aside_and_a_new_one_begun(self, path: Path, content: bytes) -> None:
        fill(path, content)

        async with opened(path) as archive:
            [notice] = await archive.open()
            await archive.drafts.keep("llm_1", DRAFT)

        [aside] = path.parent.glob("*.damaged-*Z")
        assert aside.read_bytes() == content
        assert notice.startswith("What was kept is damaged: it is set aside, and all begins anew.")
        assert notice.endswith(f"The file is {aside.name} in {path.parent}")
        async with opened(path) as archive:
            assert await archive.open() == ()
            assert await archive.drafts.of("llm_1") == DRAFT

    async def test_is_noticed_when_its_pages_are_read(self, path: Path) -> None:
        async with opened(path) as archive:
            await archive.drafts.keep("llm_1", DRAFT)
        damage(path)

        async with opened(path) as archive:
            await archive.drafts.keep("llm_2", DRAFT)
            assert list(await archive.drafts.all()) == ["llm_2"]
            assert len(archive.notices) == 1

    async def test_is_given_up_by_searches_too_and_counted(self, path: Path) -> None:
        def drafts(connection: sqlite3.Connection) -> int:
            return connection.execute("SELECT count(*) FROM drafts").fetchone()[0]

        def garbled(_: sqlite3.Connection) -> None:
            unpack(b"not what was packed")

        async with opened(path) as archive:
            await archive.drafts.keep("llm_1", DRAFT)
            assert await archive.search(drafts) == 1
            with pytest.raises(DamageError):
                await archive.read(garbled)

            assert await archive.search(drafts) == 0
            assert archive.begun_anew == 1
            assert not archive.disk_lost

    async def test_is_set_aside_by_one_of_two_consoles_alone(self, path: Path) -> None:
        async with opened(path) as archive:
            await archive.drafts.keep("llm_1", DRAFT)
        damage(path)

        async with opened(path) as one, opened(path) as two:
            await asyncio.gather(one.open(), two.open())
            await one.drafts.keep("llm_1", DRAFT)
            await two.drafts.keep("llm_2", DRAFT)
            assert set(await one.drafts.all()) == {"llm_1", "llm_2"}
        assert len(list(path.parent.glob("*.damaged-*Z"))) == 1


class TestAFileThatCannotBeUsed:
    async def test_leaves_everything_in_memory_and_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")

        async with opened(tmp_path / "file" / "acme.sqlite3") as archive:
            [notice] = await archive.open()
            await archive.drafts.keep("llm_1", DRAFT)
            assert await archive.drafts.of("llm_1") == DRAFT
            assert archive.disk_lost
            assert archive.of_calls.in_memory
        assert notice.startswith("Kept in memory only, until the console is left: ")

    async def test_of_a_newer_console_is_left_as_it_is(self, path: Path) -> None:
        async with opened(path) as archive:
            await archive.drafts.keep("llm_1", DRAFT)
        with sqlite3.connect(path) as connection:
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")

        async with opened(path) as archive:
            [notice] = await archive.open()
            assert await archive.drafts.all() == {}
        assert "written by a newer console" in notice
        assert list(path.parent.glob("*.damaged-*")) == []


class TestAnArchiveInMemory:
    async def test_works_and_leaves_nothing_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        async with opened(None) as archive:
            assert await archive.open() == ()
            await archive.drafts.keep("llm_1", DRAFT)
            assert await archive.drafts.of("llm_1") == DRAFT
            assert not archive.disk_lost
        assert files(tmp_path) == []


class TestTheThread:
    async def test_does_what_a_cancelled_one_has_asked_for(self, archive: Archive) -> None:
        keeping = asyncio.create_task(archive.drafts.keep("llm_1", DRAFT))
        await asyncio.sleep(0)
        keeping.cancel()

        assert await archive.drafts.of("llm_1") == DRAFT

    async def test_leaves_no_fault_behind_of_a_search_that_was_given_up(
        self, archive: Archive
    ) -> None:
        faults: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, told: faults.append(told))
        going, gone = Event(), Event()

        def look(_: sqlite3.Connection) -> None:
            going.set()
            gone.wait()
            raise ArchiveError("The search was given up.")

        searching = asyncio.create_task(archive.search(look))
        await asyncio.to_thread(going.wait)
        searching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await searching
        gone.set()
        await archive.search(lambda _: None)  # after which the other has ended
        del searching
        gc.collect()

        assert faults == []

    async def test_takes_a_failed_write_back_and_goes_on(self, archive: Archive) -> None:
        def half(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM drafts")
            connection.execute("SELECT * FROM nowhere")

        await archive.drafts.keep("llm_1", DRAFT)
        with pytest.raises(ArchiveError, match="cannot be used: no such table: nowhere"):
            await archive.write(half)

        assert await archive.drafts.of("llm_1") == DRAFT

    async def test_finishes_before_it_is_closed_and_is_not_asked_after(self, path: Path) -> None:
        archive = Archive(path)
        keeping = asyncio.create_task(archive.drafts.keep("llm_1", DRAFT))
        await asyncio.sleep(0)
        await archive.close()
        await archive.close()

        assert keeping.done()
        with pytest.raises(ArchiveError, match="closed"):
            await archive.drafts.all()


class TestMigrations:
    ONE = ("CREATE TABLE one (a TEXT)",)
    TWO = ("ALTER TABLE one ADD b TEXT", "CREATE TABLE two (c TEXT)")

    def connection(self) -> sqlite3.Connection:
        return sqlite3.connect(":memory:", isolation_level=None)

    def test_go_from_any_version_to_the_last_and_keep_what_is_there(self) -> None:
        connection = self.connection()
        migrate(connection, (self.ONE,))
        connection.execute("INSERT INTO one VALUES ('kept')")

        migrate(connection, (self.ONE, self.TWO))
        migrate(connection, (self.ONE, self.TWO))

        assert connection.execute("SELECT a, b FROM one").fetchall() == [("kept", None)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)

    def test_happen_whole_or_not_at_all(self) -> None:
        connection = self.connection()
        migrate(connection, (self.ONE,))

        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, (self.ONE, (*self.TWO, "nonsense")))

        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("one",)]

    def test_refuse_to_go_back(self) -> None:
        connection = self.connection()
        migrate(connection, (self.ONE, self.TWO))

        with pytest.raises(NewerSchemaError):
            migrate(connection, (self.ONE,))
