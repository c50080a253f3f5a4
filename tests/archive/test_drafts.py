"""Drafts: what nobody has saved yet is there at the next start."""

from __future__ import annotations

import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING, Any

from console.archive.drafts import Draft
from tests.archive.conftest import opened

if TYPE_CHECKING:
    from console.archive.store import Archive

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
PROGRAM = Path(__file__).parent / "programs" / "keeps_a_draft.py"


def draft(text: str, at: datetime = NOON, **base: Any) -> Draft:
    return Draft("model", {"id": "llm_1", **base}, {"system_prompt": text}, at)


class TestADraft:
    async def test_comes_back_as_it_was_kept(self, archive: Archive, path: Path) -> None:
        kept = draft('Line\r\n\tnext \x00 \ud800 "{{name}}" ü', unknown={"a": [1, None, 0.5]})
        await archive.drafts.keep("llm_1", kept)

        async with opened(path) as another:
            assert await another.drafts.of("llm_1") == kept

    async def test_takes_the_place_of_the_one_before(self, archive: Archive) -> None:
        await archive.drafts.keep("llm_1", draft("one"))
        await archive.drafts.keep("llm_1", draft("two"))

        assert list((await archive.drafts.all()).values()) == [draft("two")]

    async def test_is_gone_once_dropped_and_the_others_stay(self, archive: Archive) -> None:
        await archive.drafts.keep("llm_1", draft("one"))
        await archive.drafts.keep("llm_2", draft("two"))

        await archive.drafts.drop("llm_1")

        assert await archive.drafts.of("llm_1") is None
        assert list(await archive.drafts.all()) == ["llm_2"]

    async def test_the_latest_comes_first(self, archive: Archive) -> None:
        for minutes in (2, 9, 5):
            at = NOON + timedelta(minutes=minutes)
            await archive.drafts.keep(f"llm_{minutes}", draft("text", at))

        assert list(await archive.drafts.all()) == ["llm_9", "llm_5", "llm_2"]

    async def test_survives_a_console_that_is_killed(self, path: Path) -> None:
        child = await create_subprocess_exec(sys.executable, PROGRAM, path, stdout=PIPE)
        assert child.stdout is not None
        assert await child.stdout.readline() == b"kept\n"
        child.kill()
        assert await child.wait() == -SIGKILL

        async with opened(path) as archive:
            kept = await archive.drafts.of("llm_1")

        assert kept is not None
        assert kept.edited == {"system_prompt": "last words"}
        assert archive.notices == ()
