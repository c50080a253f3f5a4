"""What the first screen is made of: counted, as no test asserts a time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.command import ROOT
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path

_WIDGETS = 25
_MODULES = 310
_UNASKED = (
    "console.tui.dialogs.call_form",
    "console.tui.dialogs.calls_export",
    "console.tui.dialogs.redial_many",
    "console.tui.dialogs.bundle",
    "console.tui.dialogs.recording",
    "console.tui.dialogs.tour",
    "console.tui.screens.prompts.editor",
    "console.tui.screens.history.screen",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
    "keyring",
    "phonenumbers",
    "httpx",
)
_LOADED = """
import json, sys
import console.opening, console.tui.app, console.tui.screens.calls.screen
print(json.dumps(list(sys.modules)))
"""


async def test_the_board_consists_of_few_widgets(tmp_path: Path) -> None:
    async with opened(tmp_path, live=3) as console:
        assert len(console.board.query("*")) <= _WIDGETS


def test_nothing_is_loaded_before_it_is_wanted() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules = set(json.loads(ran.stdout))
    assert not modules.intersection(_UNASKED)
    assert sum(name.startswith("console") for name in modules) <= _MODULES
