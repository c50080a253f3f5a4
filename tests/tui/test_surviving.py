"""A bug in what one screen does takes neither the screen nor the others down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.tui.screens.agents.screen import AgentsScreen
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from pathlib import Path


def fail(*_: object) -> None:
    raise RuntimeError("a bug")


async def fail_later() -> None:
    fail()


def told(console: Console) -> list[str]:
    return [toast.message for toast in console.app._notifications]


def reports_in(folder: Path) -> list[str]:
    return [file.read_text() for file in folder.glob("crash-*.txt")]


class TestABug:
    @pytest.mark.parametrize("later", [False, True], ids=["in an action", "in its worker"])
    async def test_is_reported_and_all_else_goes_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, later: bool
    ) -> None:
        async with opened(tmp_path, live=2, history=2) as console:

            def begin(_: str = "") -> None:
                console.board.run_worker(fail_later(), exit_on_error=False)

            monkeypatch.setattr(console.board, "do_copy", begin if later else fail)
            await console.press("y")
            await console.until(lambda: any("did not work" in each for each in told(console)))
            (report,) = reports_in(tmp_path)
            assert "RuntimeError: a bug" in report

            await console.press("g", "a")
            await console.until(lambda: isinstance(console.app.screen, AgentsScreen))
            read = console.session.live.freshness.last_good
            await console.until(lambda: console.session.live.freshness.last_good != read)
