"""What an earlier run has sent, or not, before it ended: said at the start, and where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.accounts.paths import state_folder
from console.actions.journal import Journal, Phase
from console.tui.screens.journal import JournalScreen, notice_of
from tests.console_pilot import opened
from tests.fakes import FakeClock
from tests.tui.at_numbers import drawn

if TYPE_CHECKING:
    from pathlib import Path


class TestAnAttemptWithoutAKnownEnd:
    async def test_is_named_at_the_start_and_listed(self, tmp_path: Path) -> None:
        journal = Journal(state_folder() / "journal.jsonl", "demo", FakeClock())
        journal.begin("start_call", "call to +49…5678")
        journal.end(journal.begin("stop_calls", "call_1"), "stop_calls", Phase.DONE, "call_1")
        async with opened(tmp_path, history=2) as console:
            words = "1 attempt has no known end: a shows it."
            await console.until(lambda: words in "\n".join(drawn(console)))
            await console.press("a")
            await console.until(lambda: isinstance(console.app.screen, JournalScreen))
            await console.until(lambda: "no answer yet" in "\n".join(drawn(console)))
            assert "+49…5678" in "\n".join(drawn(console))


class TestTheNotice:
    @pytest.mark.parametrize(
        ("count", "words"),
        [
            (1, "1 attempt has no known end: f7 shows it."),
            (2, "2 attempts have no known end: f7 shows them."),
        ],
    )
    def test_agrees_with_their_number(self, count: int, words: str) -> None:
        assert notice_of(range(count), "f7") == words
