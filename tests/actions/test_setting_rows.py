"""The settings as rows: what holds, who said so, and what can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from console.accounts.errors import AccountError
from console.accounts.preferences import PREFERENCES, Preferences
from console.accounts.profile_settings import PROFILE_SETTINGS
from console.accounts.settings import load_settings
from console.actions.setting_rows import SettingRow, read_held, rows_of, typed

if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = """\
[console]
density = "roomy"

[keys]
stop_calls = "f8"

[columns]
agents = ["name", "live"]

[profiles.acme]
archive_days = 90

[profiles.eu]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(BY_HAND)
    return path


def rows(path: Path, now: Preferences | None = None, **environ: str) -> dict[str, SettingRow]:
    kept = load_settings(path).preferences
    return rows_of(read_held(path, environ), now or kept, "acme")


class TestARow:
    def test_says_what_holds_and_where_that_stands(self, path: Path) -> None:
        found = rows(path)
        told = {
            name: (row.words, row.origin, row.default)
            for name, row in found.items()
            if row.is_changed
        }
        assert told == {
            "console.density": ("roomy", "line 2", "compact"),
            "keys.stop_calls": ("f8", "line 5", "–"),
            "columns.agents": ("name, live", "line 8", "as they come"),
            "profiles.acme.archive_days": ("90", "line 11", "30"),
        }
        assert (found["console.clock"].words, found["console.clock"].origin) == ("24h", "default")
        assert found["columns.calls"].words == "as they come"

    def test_says_what_is_not_written_down(self, path: Path) -> None:
        found = rows(path, Preferences(density="roomy", clock="12h"))
        assert found["console.clock"].origin == "this session"
        assert found["console.density"].origin == "line 2"

    def test_says_what_the_environment_has_said(self, path: Path) -> None:
        found = rows(path, EDITOR="vim", ONEINBOX_ASCII="1")
        editor, glyphs = found["console.editor"], found["console.glyphs"]
        assert (editor.words, editor.origin) == ("vim", "$EDITOR")
        assert glyphs.origin == "$ONEINBOX_ASCII"

    def test_is_of_the_profile_that_is_open_and_of_no_other(self, path: Path) -> None:
        assert not any(name.startswith("profiles.eu") for name in rows(path))

    def test_stands_under_the_heading_of_its_group(self, path: Path) -> None:
        headings = [row.heading for row in rows(path).values() if row.heading]
        assert headings == [
            "Looks",
            "Times",
            "Keys and mouse",
            "Calls",
            "Outside the console",
            "Columns",
            "Keys",
            "Profile acme",
        ]

    def test_that_leads_to_a_key_is_not_changed_here(self, path: Path) -> None:
        found = rows(path)
        assert found["profiles.acme.key_command"].why_not
        assert found["keys.stop_calls"].why_not
        assert found["profiles.acme.archive_days"].why_not is None


class TestWhatIsTyped:
    @pytest.mark.parametrize(
        ("name", "text", "value"),
        [("refresh_seconds", " 10 ", 10), ("editor", "code --wait", "code --wait")],
    )
    def test_is_read_as_the_setting_has_it(self, name: str, text: str, value: Any) -> None:
        assert typed(PREFERENCES[name], text) == value

    def test_is_a_number_also_where_there_is_none_yet(self) -> None:
        assert typed(PROFILE_SETTINGS["slow_felt_ms"], "900") == 900

    @pytest.mark.parametrize("text", ["1", "ten", "", "61"])
    def test_is_refused_with_what_could_be_typed(self, text: str) -> None:
        with pytest.raises(AccountError, match="a whole number from 2 to 60"):
            typed(PREFERENCES["refresh_seconds"], text)
