"""The draft keeper: what was changed is on disk half a second later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from console.actions.saving.plan import Kind
from console.archive.store import Archive
from console.tui.draft_keeper import DraftKeeper
from tests.fakes import FakeClock, until

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.archive.drafts import Draft

OPENED = {"id": "agt_1", "name": "Sales", "unknown": [1, None]}


class Editing:
    """Somebody who edits one agent, and what they are told."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.clock = FakeClock()
        self.edited: dict[str, Any] = {}
        self.told: list[str] = []
        self.keeper = DraftKeeper(
            archive.drafts,
            Kind.AGENT,
            "agt_1",
            self.clock,
            lambda: (OPENED, dict(self.edited)),
            on_trouble=self.told.append,
        )

    def change(self, **fields: Any) -> None:
        self.edited |= fields
        self.keeper.changed()

    async def on_disk(self) -> Draft | None:
        return await self.archive.drafts.of("agt_1")


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncGenerator[Archive]:
    archive = Archive(tmp_path / "acme.sqlite3")
    yield archive
    await archive.close()


@pytest.fixture
def editing(archive: Archive) -> Editing:
    return Editing(archive)


async def _kept(editing: Editing, **fields: Any) -> None:
    """Change something and let it be kept."""
    editing.change(**fields)
    assert await editing.keeper.keep()


class TestAChange:
    async def test_is_on_disk_half_a_second_later_with_what_came_meanwhile(
        self, editing: Editing
    ) -> None:
        editing.change(name="Sales E")
        await editing.clock.advance(0.4)
        editing.change(name="Sales EN")
        assert await editing.on_disk() is None

        await editing.clock.advance(0.1)

        kept = await editing.on_disk()
        assert kept is not None
        assert (kept.kind, kept.base_raw, kept.edited) == ("agent", OPENED, {"name": "Sales EN"})

    async def test_that_comes_while_another_is_written_is_written_after_it(
        self, editing: Editing
    ) -> None:
        editing.change(name="One")
        await editing.clock.advance(0.5)
        editing.change(name="Two")
        # The first write ends in the archive's own thread.
        first = await editing.on_disk()
        assert first is not None
        assert first.edited == {"name": "One"}
        await editing.clock.settle()

        await editing.clock.advance(0.5)

        second = await editing.on_disk()
        assert second is not None
        assert second.edited == {"name": "Two"}

    async def test_that_is_undone_takes_the_draft_away(self, editing: Editing) -> None:
        await _kept(editing, name="Sales EN")
        editing.edited.clear()
        editing.keeper.changed()

        assert await editing.keeper.keep()

        assert await editing.on_disk() is None

    async def test_that_has_not_been_written_is_written_when_the_record_is_left(
        self, editing: Editing
    ) -> None:
        editing.change(name="Sales EN")

        await editing.keeper.finish()

        kept = await editing.on_disk()
        assert kept is not None
        assert kept.edited == {"name": "Sales EN"}


class TestADraft:
    async def test_of_an_earlier_editing_is_found(self, editing: Editing) -> None:
        await _kept(editing, name="Sales EN")

        found = await Editing(editing.archive).keeper.found()

        assert found is not None
        assert found.edited == {"name": "Sales EN"}

    async def test_that_is_dropped_does_not_come_back_on_leaving(self, editing: Editing) -> None:
        await _kept(editing, name="Sales EN")
        editing.change(name="Sales FR")

        assert await editing.keeper.drop()
        await editing.keeper.finish()

        assert await editing.on_disk() is None

    async def test_found_and_undone_at_once_goes(self, editing: Editing) -> None:
        await _kept(editing, name="Sales EN")
        another = Editing(editing.archive)
        await another.keeper.found()
        another.keeper.changed()

        await another.keeper.finish()

        assert await editing.on_disk() is None


class TestAnArchiveThatCannotWrite:
    async def test_is_told_once_and_what_waits_is_kept_when_it_can_again(
        self, editing: Editing
    ) -> None:
        def lock(connection: Any) -> None:
            connection.execute("ALTER TABLE drafts RENAME TO hidden")

        def unlock(connection: Any) -> None:
            connection.execute("ALTER TABLE hidden RENAME TO drafts")

        await editing.archive.write(lock)
        editing.change(name="Sales EN")
        assert not await editing.keeper.keep()
        assert not await editing.keeper.keep()
        assert len(editing.told) == 1
        assert editing.keeper.trouble == editing.told[0]

        await editing.archive.write(unlock)
        assert await editing.keeper.keep()

        assert not editing.keeper.trouble
        kept = await editing.on_disk()
        assert kept is not None

    async def test_ends_no_loop_for_good(self, editing: Editing) -> None:
        def lock(connection: Any) -> None:
            connection.execute("ALTER TABLE drafts RENAME TO hidden")

        def unlock(connection: Any) -> None:
            connection.execute("ALTER TABLE hidden RENAME TO drafts")

        await editing.archive.write(lock)
        editing.change(name="One")
        await editing.clock.advance(0.5)
        await until(lambda: editing.told)
        await editing.archive.write(unlock)
        await editing.clock.settle()

        editing.change(name="Two")
        await editing.clock.advance(0.5)

        kept = await editing.on_disk()
        assert kept is not None
        assert kept.edited == {"name": "Two"}
