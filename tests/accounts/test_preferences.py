"""What a person may change about the console: every line checked, kept, and explained."""

from __future__ import annotations

from dataclasses import fields
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from console.accounts.errors import AccountError
from console.accounts.preferences import PREFERENCES, Preferences
from console.accounts.profile_settings import PROFILE_SETTINGS
from console.accounts.profiles import Profile
from console.accounts.settings import (
    load_settings,
    problems_of,
    save_preference,
    save_profile,
    save_profile_setting,
)

if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = """\
# ours
[profiles.acme]
colour = "red"  # production

[console]
# for the wall
density = "roomy"
zone = "Europe/Berlin"

[keys]
stop_call = "X"
show_help = ["f1", "question_mark"]

[columns]
agents = ["name", "live"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def complaint(path: Path, text: str) -> str:
    path.write_text(dedent(text))
    with pytest.raises(AccountError) as raised:
        load_settings(path)
    assert str(path) in raised.value.words
    return raised.value.words


class TestTheTable:
    def test_explains_every_preference_and_every_setting_of_a_profile(self) -> None:
        chosen = {each.name for each in fields(Preferences)} - {"keys", "columns"}
        assert set(PREFERENCES) == chosen
        assert set(PROFILE_SETTINGS) == {each.name for each in fields(Profile)} - {"name"}

    @pytest.mark.parametrize("name", PREFERENCES)
    def test_has_defaults_that_it_would_take(self, name: str) -> None:
        setting = PREFERENCES[name]
        assert setting.rule.check(setting.default) == setting.default
        assert setting.about.endswith(".")


class TestReading:
    def test_a_missing_file_leaves_every_default(self, path: Path) -> None:
        assert load_settings(path).preferences == Preferences()

    def test_takes_what_is_written(self, path: Path) -> None:
        path.write_text(BY_HAND)
        assert load_settings(path).preferences == Preferences(
            density="roomy",
            zone="Europe/Berlin",
            keys={"stop_call": ("X",), "show_help": ("f1", "question_mark")},
            columns={"agents": ("name", "live")},
        )

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ('[console]\ndensty = "roomy"\n', "line 2: console.densty: is not a setting. Did you"),
            (
                '[console]\ndensity = "romy"\n',
                "must be one of compact, roomy. Did you mean “roomy”",
            ),
            ("[console]\nflash = 1\n", "must be true or false."),
            ("[console]\nrefresh_seconds = 1\n", "must be a whole number from 2 to 60."),
            ('[console]\nzone = "Europe/Berln"\n', "Did you mean “Europe/Berlin”?"),
            ('[console]\nzone = "../../etc/passwd"\n', "is not a time zone"),
            ('[console]\napi_key = "x"\n', "keys are never kept in this file."),
            ("[keys]\nstop_calls = 7\n", "line 2: keys.stop_calls: must be a key such as"),
            ('[columns]\nagent = ["name"]\n', "Did you mean “agents”?"),
            ('[columns]\nagents = ["nam"]\n', "Did you mean “name”?"),
            ("[columns]\nagents = []\n", "must be a list of texts"),
            ('[columns]\nagents = ["name", "name"]\n', "names a column twice."),
            ('[consol]\ntheme = "nord"\n', "Did you mean “console”?"),
            ('console = "dark"\n', "must be a table: [console]."),
            ('default_profile = ["a"]\n', "line 1: default_profile: there is no profile"),
        ],
    )
    def test_names_what_is_wrong(self, path: Path, text: str, problem: str) -> None:
        assert problem in complaint(path, text)

    def test_tells_all_that_is_wrong_at_once(self, path: Path) -> None:
        path.write_text('[console]\ndensty = 1\nflash = 1\n[profiles.a]\ncolor = "red"\n')
        named = [each.words.partition(", ")[2].split(":")[0] for each in problems_of(path)]
        assert sorted(named) == ["line 2", "line 3", "line 5"]


class TestWriting:
    @pytest.mark.parametrize(
        ("name", "value", "line"),
        [
            ("theme", "nord", 'theme = "nord"'),
            ("flash", False, "flash = false"),
            ("refresh_seconds", 10, "refresh_seconds = 10"),
            ("keys.stop_call", ("f8",), 'stop_call = ["f8"]'),
            ("columns.calls", ("state", "cost"), 'calls = ["state", "cost"]'),
        ],
    )
    def test_writes_one_line_and_leaves_the_rest(
        self, path: Path, name: str, value: Any, line: str
    ) -> None:
        path.write_text(BY_HAND)
        save_preference(path, name, value)
        text = path.read_text()
        assert line in text.splitlines()
        left = [
            each for each in BY_HAND.splitlines() if not each.startswith(line.partition(" =")[0])
        ]
        assert [each for each in text.splitlines() if each in left] == left
        load_settings(path)

    def test_makes_the_file_and_the_table_where_there_are_none(self, path: Path) -> None:
        save_preference(path, "density", "roomy")
        assert path.read_text() == '[console]\ndensity = "roomy"\n'
        assert path.stat().st_mode & 0o077 == 0

    def test_takes_a_line_away_so_that_the_default_holds(self, path: Path) -> None:
        path.write_text(BY_HAND)
        save_preference(path, "zone", None)
        assert load_settings(path).preferences.zone == ""
        assert "# for the wall" in path.read_text()

    @pytest.mark.parametrize(
        ("name", "value"),
        [("density", "romy"), ("densty", "roomy"), ("columns.agents", ("nam",))],
    )
    def test_writes_nothing_that_could_not_be_read(self, path: Path, name: str, value: Any) -> None:
        path.write_text(BY_HAND)
        with pytest.raises(AccountError):
            save_preference(path, name, value)
        assert path.read_text() == BY_HAND

    def test_leaves_a_file_with_a_mistake_alone(self, path: Path) -> None:
        path.write_text("[console]\nflash = 1\n")
        with pytest.raises(AccountError, match=r"line 2: console\.flash"):
            save_preference(path, "density", "roomy")
        assert path.read_text() == "[console]\nflash = 1\n"

    def test_writes_a_setting_of_a_profile_that_is_saved(self, path: Path) -> None:
        path.write_text(BY_HAND)
        save_profile_setting(path, "acme", "archive_days", 90)
        assert load_settings(path).profiles["acme"].archive_days == 90
        with pytest.raises(AccountError, match="not one of those that are saved"):
            save_profile_setting(path, "eu", "archive_days", 90)

    def test_saving_a_profile_keeps_the_preferences(self, path: Path) -> None:
        path.write_text(BY_HAND)
        save_profile(path, Profile("eu"))
        assert load_settings(path).preferences.density == "roomy"
