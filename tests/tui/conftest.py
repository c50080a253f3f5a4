"""Every test of the screen has folders and a terminal of its own."""

from __future__ import annotations

import gc
import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from textual._styles_cache import StylesCache

from console.tui.terminal import clipboard
from tests import thrift
from tests.tui.still_life import age_of_the_pictures, api_of_the_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

thrift.parse_style_sheets_once()
thrift.read_authorities_once()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Journal and settings of a test go nowhere near the person's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def garbage_collected_in_between(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Collect each app once, when it is garbage.

    The board collects when it is filled and freezes what is left: that is for an app that stays.
    """
    at_once = SimpleNamespace(collect=lambda: None, freeze=lambda: None)
    monkeypatch.setattr("console.tui.screens.calls.screen.gc", at_once)
    yield
    StylesCache.get_inner_outer.cache_clear()  # it keeps what widgets of closed apps drew
    gc.collect()
    gc.freeze()


@pytest.fixture
def still_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is another each time must not be in a picture.

    The sandbox's port, the records' age, and the moment for which a changed row is marked.
    """
    monkeypatch.setattr("console.accounts.profiles.host_of", api_of_the_pictures)
    monkeypatch.setattr("console.tui.widgets.place_line.ago", age_of_the_pictures)
    monkeypatch.setattr("console.tui.widgets.live_table.table.FLASH_SECONDS", 0.001)


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied to the clipboard, in place of the machine's own."""
    texts: list[str] = []

    async def copy(text: str, **_: object) -> clipboard.CopyResult:
        texts.append(text)
        return clipboard.CopyResult(ok=True, words="Copied.")

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything that any library logs."""
    caplog.set_level(logging.DEBUG)
    return caplog
