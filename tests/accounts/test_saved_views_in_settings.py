"""Saved views in the settings, written by the console and by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.accounts.errors import AccountError
from console.accounts.settings import load_settings, save_profile, save_view
from console.accounts.views import View

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = """\
# mine
[profiles.acme]
base_url = "https://api.oneinbox.ai"

[profiles.acme.views]
2 = { name = "Slow", filter = "slow>3000", sort = "slowest desc" }  # look daily
"""
SLOW = View(2, "Slow", "slow>3000", "slowest desc")
FAILED = View(1, "Failed today", 'status:failed agent:"Sales EN"')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text(WRITTEN)
    return file


class TestSavedViews:
    def test_are_read_as_people_wrote_them(self, path: Path) -> None:
        assert load_settings(path).profiles["acme"].views == (SLOW,)

    def test_are_written_beside_what_people_wrote(self, path: Path) -> None:
        save_view(path, "acme", FAILED)
        assert load_settings(path).profiles["acme"].views == (FAILED, SLOW)
        text = path.read_text()
        assert "# mine" in text
        assert "# look daily" in text

    def test_begin_the_table_of_a_profile_that_has_none(self, path: Path) -> None:
        path.write_text("[profiles.acme]\n# nothing yet\n\n[profiles.other]\n")
        save_view(path, "acme", FAILED)
        settings = load_settings(path)
        assert settings.profiles["acme"].views == (FAILED,)
        assert settings.profiles["other"].views == ()

    def test_without_a_filter_are_taken_away(self, path: Path) -> None:
        save_view(path, "acme", View(2, "", ""))
        assert load_settings(path).profiles["acme"].views == ()

    def test_stay_when_the_profile_is_saved(self, path: Path) -> None:
        save_profile(path, load_settings(path).profiles["acme"])
        assert load_settings(path).profiles["acme"].views == (SLOW,)

    def test_of_a_profile_that_is_not_saved_are_refused(self, path: Path) -> None:
        with pytest.raises(AccountError, match="demo is not one of those"):
            save_view(path, "demo", FAILED)
        assert path.read_text() == WRITTEN

    @pytest.mark.parametrize(
        "line",
        ['0 = { filter = "x" }', 'a = { filter = "x" }', '1 = "x"', '1 = { colour = "x" }'],
    )
    def test_that_are_none_are_named_with_their_place(self, path: Path, line: str) -> None:
        path.write_text(f"[profiles.acme]\n\n[profiles.acme.views]\n{line}\n")
        with pytest.raises(AccountError, match=r"line 3: profiles\.acme\.views"):
            load_settings(path)
