"""Versions: each text once, where it belongs in time, with how it came about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from console.archive.versions import Source, Version

if TYPE_CHECKING:
    from console.archive.store import Archive

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


async def saw(
    archive: Archive, text: str, minutes: int = 0, source: Source = Source.SEEN, by: str = ""
) -> bool:
    at = NOON + timedelta(minutes=minutes)
    return await archive.versions.saw("llm_1", "system_prompt", text, at=at, source=source, by=by)


async def history(archive: Archive) -> tuple[Version, ...]:
    return await archive.versions.of("llm_1", "system_prompt")


async def texts(archive: Archive) -> list[str]:
    return [version.text for version in await history(archive)]


class TestAText:
    async def test_that_is_new_is_a_version_and_seen_again_is_none(self, archive: Archive) -> None:
        assert await saw(archive, "one", 0)
        assert not await saw(archive, "one", 5)
        assert await saw(archive, "two", 6)
        assert await texts(archive) == ["two", "one"]

    async def test_that_returns_is_a_version_again(self, archive: Archive) -> None:
        await saw(archive, "one", 0)
        await saw(archive, "two", 1)

        assert await saw(archive, "one", 2, Source.RESTORED)
        assert await texts(archive) == ["one", "two", "one"]

    async def test_read_before_a_save_and_told_after_it_is_none(self, archive: Archive) -> None:
        await saw(archive, "one", 0)
        await saw(archive, "two", 1, Source.SAVED)

        assert not await saw(archive, "one", 0)
        assert await texts(archive) == ["two", "one"]

    async def test_told_late_takes_its_place_in_time(self, archive: Archive) -> None:
        await saw(archive, "one", 0)
        await saw(archive, "three", 9)
        await saw(archive, "two", 5)

        assert await texts(archive) == ["three", "two", "one"]

    async def test_of_its_successor_told_late_is_none(self, archive: Archive) -> None:
        await saw(archive, "one", 5)
        assert not await saw(archive, "one", 0)

    async def test_seen_before_its_own_save_is_told_becomes_the_saved_one(
        self, archive: Archive
    ) -> None:
        await saw(archive, "mine", 1, by="somebody else")

        assert not await saw(archive, "mine", 1, Source.SAVED, by="acme")
        [version] = await history(archive)
        assert (version.source, version.by) == (Source.SAVED, "acme")

    async def test_saved_stays_saved_when_it_is_seen(self, archive: Archive) -> None:
        await saw(archive, "mine", 1, Source.SAVED, by="acme")
        await saw(archive, "mine", 1, by="somebody else")

        [version] = await history(archive)
        assert (version.source, version.by) == (Source.SAVED, "acme")

    async def test_is_kept_to_its_last_character(self, archive: Archive) -> None:
        text = "Line\r\n\ttab \x00 \x1b[31m \ud800 \U0001f4de trailing \n"
        await saw(archive, text)

        assert await texts(archive) == [text]


class TestAVersion:
    async def test_says_when_from_where_by_whom_and_why(self, archive: Archive) -> None:
        berlin = timezone(timedelta(hours=2))
        await archive.versions.saw(
            "agt_1",
            "first_message",
            "Hello",
            at=NOON.astimezone(berlin),
            source=Source.SAVED,
            by="acme ·wxyz",
            note="kürzer",
        )

        [version] = await archive.versions.of("agt_1", "first_message")
        assert (version.at, version.at.tzinfo) == (NOON, UTC)
        assert (version.source, version.by, version.note) == (Source.SAVED, "acme ·wxyz", "kürzer")

    async def test_belongs_to_one_field_of_one_record(self, archive: Archive) -> None:
        await saw(archive, "one")

        assert await archive.versions.of("llm_1", "first_message") == ()
        assert await archive.versions.of("llm_2", "system_prompt") == ()
