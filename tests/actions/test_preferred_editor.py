"""The editor that the settings name comes before those of the environment."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

from console.actions.outside_editor import Failed, edit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """A command that adds a line to a file."""
    script = tmp_path / "editor.py"
    script.write_text("import sys\nwith open(sys.argv[1], 'a') as file:\n    file.write('more')\n")
    return f"{sys.executable} {script}"


async def test_is_the_one_that_edits(editor: str) -> None:
    environ = {"VISUAL": "false", "EDITOR": "false"}
    assert await edit(nullcontext, "text\n", preferred=editor, environ=environ) == "text\nmore"


async def test_is_named_where_it_is_not_here() -> None:
    edited = await edit(nullcontext, "text", preferred="no-such-editor -w", environ={})
    assert isinstance(edited, Failed)
    assert edited.words.startswith("The setting “editor” names an editor that is not here")
