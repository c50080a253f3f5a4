"""Going on where something stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.api.records.call import Call
from console.archive.errors import ArchiveError
from console.archive.marks import Mark
from tests.archive.conftest import opened

if TYPE_CHECKING:
    from pathlib import Path

    from console.archive.store import Archive

CALL = Call.read({"id": "call_1", "status": "completed"})


class TestAMark:
    async def test_is_nothing_before_it_is_made(self, archive: Archive) -> None:
        assert await archive.marks.of("backfill") is None

    async def test_is_the_last_one_in_the_next_session(self, path: Path) -> None:
        async with opened(path) as archive:
            await archive.marks.keep(Mark("backfill", {"cursor": "a"}))
            await archive.marks.keep(Mark("backfill", {"cursor": "b", "offset": None}))
            await archive.marks.keep(Mark("other", {}))
        async with opened(path) as archive:
            assert await archive.marks.of("backfill") == {"cursor": "b", "offset": None}

    async def test_is_kept_along_with_the_calls_it_tells_of(self, archive: Archive) -> None:
        await archive.calls.put([CALL], Mark("backfill", {"cursor": "a"}))

        assert await archive.calls.get("call_1") == CALL
        assert await archive.marks.of("backfill") == {"cursor": "a"}

    async def test_is_not_kept_when_the_calls_are_not(self, archive: Archive) -> None:
        await archive.write(lambda connection: connection.execute("DROP TABLE call_records"))
        with pytest.raises(ArchiveError):
            await archive.calls.put([CALL], Mark("backfill", {"cursor": "a"}))

        assert await archive.marks.of("backfill") is None
