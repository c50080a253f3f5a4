"""The history of a text: any two versions compared, and one of them brought back."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from console.actions.saving.plan import Kind
from console.archive.versions import Source, Version
from console.tui.screens.versions import VersionsScreen
from console.tui.widgets.difference import Difference
from tests.console_pilot import Console, opened
from tests.sandbox_server import START

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.tui.widgets.live_table.table import LiveTable

RULES = ["Rule 1.\n", "Rule 1.\nRule 2.\n", "Rule 1.\nRule 2.\nRule 3.\n"]
NOW = "Rule 1.\nRule 2.\nRule 3.\nUnsaved.\n"


@dataclass
class HistoryDesk:
    """The console with the history of one text open."""

    console: Console
    answers: list[Version | None] = field(default_factory=list["Version | None"])

    @property
    def difference(self) -> str:
        return self.console.app.screen.query_one(Difference).text

    @property
    def table(self) -> LiveTable[Any]:
        return cast("LiveTable[Any]", self.console.app.screen.query_one("#versions"))

    async def shows(self, *lines: str) -> None:
        """Wait for exactly these changed lines."""
        await self.console.until(lambda: self._changed() == list(lines))

    def _changed(self) -> list[str]:
        lines = [line.lstrip(" 0123456789") for line in self.difference.splitlines()]
        return [line for line in lines if line.startswith(("+ ", "- "))]


@asynccontextmanager
async def history(
    folder: Path, *, texts: list[str] | None = None, size: tuple[int, int] = (160, 45)
) -> AsyncGenerator[HistoryDesk]:
    """Open the history of a text that was seen, saved and restored an hour apart."""
    async with opened(folder, size=size, history=0) as console:
        desk = HistoryDesk(console)
        account = console.board.account
        kinds = (
            (Source.SEEN, "somebody else", ""),
            (Source.SAVED, "acme ·abcd", "second \x1b[31mrule"),
            (Source.RESTORED, "acme ·abcd", ""),
        )
        written = zip(RULES if texts is None else texts, kinds, strict=False)
        for hour, (text, (source, by, note)) in enumerate(written):
            await account.archive.versions.saw(
                "llm_1",
                "system_prompt",
                text,
                at=START + timedelta(hours=hour),
                source=source,
                by=by,
                note=note,
            )
        screen = VersionsScreen(
            account, console.board.surroundings, Kind.MODEL, "llm_1", "system_prompt", NOW
        )
        await console.app.push_screen(screen, desk.answers.append)
        yield desk


class TestTheList:
    @pytest.mark.parametrize("size", [(80, 24), (160, 45)])
    async def test_tells_when_from_where_by_whom_and_why(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with history(tmp_path, size=size) as desk:
            await desk.console.until(lambda: len(desk.table.ids) == 3)
            await desk.console.pilot.pause()
            rows = [desk.table.render_line(y).text.split() for y in range(1, 4)]
            assert rows[0][:6] == ["▸", "01", "Jun", "12:00", "restored", "24"]
            assert rows[1][:7] == ["01", "Jun", "11:00", "saved", "16", "acme", "·abcd"]
            assert rows[2][3] == "seen"
            title = desk.console.line("versions-title")
            assert title.startswith(" Versions ")
            assert "3 versions" in title
            keys = desk.console.app.screen.query_one(".dialog-keys").region
            assert desk.console.app.screen.region.contains_region(keys)

    async def test_without_versions_says_what_will_be_kept(self, tmp_path: Path) -> None:
        async with history(tmp_path, texts=[]) as desk:
            await desk.console.until(lambda: "No version is kept yet." in desk.table.empty.plain)

    async def test_that_cannot_be_read_says_so(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            account = console.board.account
            await account.archive.close()
            desk = HistoryDesk(console)
            await console.app.push_screen(
                VersionsScreen(
                    account, console.board.surroundings, Kind.MODEL, "llm_1", "system_prompt", ""
                )
            )
            await console.until(lambda: "cannot be read" in desk.table.empty.plain)


class TestTheDifference:
    async def test_is_to_the_version_before(self, tmp_path: Path) -> None:
        async with history(tmp_path) as desk:
            await desk.shows("+ Rule 3.")
            await desk.console.press("j")
            await desk.shows("+ Rule 2.")
            assert desk.console.line("versions-compared").split() == (
                ["01", "Jun", "10:00", "seen", "→", "01", "Jun", "11:00", "saved"]
            )
            assert "second ␛[31mrule" in desk.console.line("versions-note")
            await desk.console.press("j")
            await desk.shows("+ Rule 1.")
            assert desk.console.line("versions-compared").startswith("nothing known before →")

    async def test_is_to_the_marked_version_from_the_older_to_the_newer(
        self, tmp_path: Path
    ) -> None:
        async with history(tmp_path) as desk:
            await desk.shows("+ Rule 3.")
            await desk.console.press("space", "j", "j")
            await desk.shows("+ Rule 2.", "+ Rule 3.")
            await desk.console.press("space", "k", "k")
            await desk.console.until(lambda: len(desk.table.marked) == 1)
            await desk.shows("+ Rule 2.", "+ Rule 3.")
            await desk.console.press("j")
            await desk.shows("+ Rule 2.")

    async def test_is_to_the_text_as_it_is_edited(self, tmp_path: Path) -> None:
        async with history(tmp_path) as desk:
            await desk.shows("+ Rule 3.")
            await desk.console.press("c")
            await desk.shows("+ Unsaved.")
            await desk.console.press("j")
            await desk.shows("+ Rule 3.", "+ Unsaved.")
            await desk.console.press("c")
            await desk.shows("+ Rule 2.")


class TestRestoring:
    @pytest.mark.parametrize("key", ["r", "enter"])
    async def test_answers_with_the_exact_version(self, tmp_path: Path, key: str) -> None:
        async with history(tmp_path) as desk:
            await desk.shows("+ Rule 3.")
            await desk.console.press("j", key)
            await desk.console.until(lambda: desk.answers)
            [version] = desk.answers
            assert version is not None
            assert version.text == RULES[1]

    async def test_of_what_is_there_already_says_so(self, tmp_path: Path) -> None:
        async with history(tmp_path, texts=[RULES[0], NOW]) as desk:
            await desk.console.until(lambda: len(desk.table.ids) == 2)
            await desk.console.press("r")
            assert "nothing to restore" in desk.console.line("versions-status")
            assert desk.answers == []

    async def test_is_not_what_escape_does(self, tmp_path: Path) -> None:
        async with history(tmp_path) as desk:
            await desk.shows("+ Rule 3.")
            await desk.console.press("escape")
            await desk.console.until(lambda: desk.answers == [None])
