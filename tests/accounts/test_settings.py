"""The settings file: read with patience for people, written with respect for what they wrote."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from console.accounts.errors import AccountError
from console.accounts.profiles import Keeping, Profile
from console.accounts.settings import load_settings, save_profile

if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = """\
# ours
default_profile = "acme"  # the busy one

[profiles.acme]  # production
base_url = "https://api.oneinbox.ai"   # as documented
colour = "red"
read_only = true
key_command = ["pass", "show", "oneinbox/acme"]

[profiles.eu]
base_url = "https://eu.oneinbox.ai/v1"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(dedent(text))
    return path


def complaint(path: Path, text: str) -> str:
    with pytest.raises(AccountError) as raised:
        load_settings(written(path, text))
    assert str(path) in raised.value.words
    return raised.value.words


class TestReading:
    def test_a_missing_file_is_an_empty_one(self, path: Path) -> None:
        settings = load_settings(path)
        assert settings.profiles == {}
        assert settings.default_profile is None

    def test_profiles_come_as_they_were_written(self, path: Path) -> None:
        settings = load_settings(written(path, BY_HAND))
        assert settings.default_profile == "acme"
        assert settings.profiles == {
            "acme": Profile(
                "acme",
                colour="red",
                read_only=True,
                key_command=("pass", "show", "oneinbox/acme"),
            ),
            "eu": Profile("eu", base_url="https://eu.oneinbox.ai"),
        }

    def test_changes_nothing_on_the_disk(self, path: Path) -> None:
        load_settings(path)
        assert not path.parent.exists()


class TestTheArchive:
    def test_keeps_calls_on_disk_for_a_month_unless_the_profile_says_otherwise(
        self, path: Path
    ) -> None:
        text = BY_HAND + 'archive = "off"\narchive_days = 90\narchive_size_mb = 500\n'
        profiles = load_settings(written(path, text)).profiles
        assert profiles["acme"].keeping == Keeping(True, 30, 2_000_000_000)
        assert profiles["eu"].keeping == Keeping(False, 90, 500_000_000)

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("archive = false", 'must be "on" or "off".'),
            ("archive_days = 0", "must be a whole number from 1 to 3,650."),
            ("archive_days = true", "must be a whole number from 1 to 3,650."),
            ('archive_size_mb = "1 GB"', "must be a whole number from 10 to 1,000,000."),
            ("archive_day = 3", "Did you mean “archive_days”?"),
        ],
    )
    def test_names_what_is_wrong(self, path: Path, line: str, problem: str) -> None:
        words = complaint(path, BY_HAND + line + "\n")
        assert "line 12" in words
        assert problem in words


class TestAMistake:
    def test_in_a_setting_is_named_with_its_line_and_the_nearest_one(self, path: Path) -> None:
        words = complaint(path, BY_HAND + 'color = "red"\n')
        assert "line 12" in words
        assert "profiles.eu.color" in words
        assert "Did you mean “colour”?" in words

    def test_at_the_top_is_named_too(self, path: Path) -> None:
        words = complaint(path, 'default_profil = "eu"\n')
        assert "line 1" in words
        assert "Did you mean “default_profile”?" in words

    def test_in_the_toml_is_named_without_quoting_the_line(self, path: Path) -> None:
        words = complaint(path, '[profiles.eu]\napi_key = oi_sk_sentinel_9f3a"\n')
        assert "line 2" in words
        assert "sentinel" not in words

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("read_only = 1", "must be true or false"),
            ('colour = "mauve"', "not a colour"),
            ('base_url = "http://api.oneinbox.ai"', "in clear"),
            ("base_url = 7", "must be a text"),
            ('key_file = "key.txt"', "must be a whole path"),
            ('key_command = "pass show oneinbox"', "must be a list"),
            ("key_command = []", "must be a list"),
            ('fingerprint = "oi_sk_sentinel"', "more than the last four"),
        ],
    )
    def test_in_a_value_is_explained(self, path: Path, line: str, words: str) -> None:
        said = complaint(path, f"[profiles.eu]\n{line}\n")
        assert "line 2" in said
        assert words in said

    def test_is_a_default_profile_that_does_not_exist(self, path: Path) -> None:
        words = complaint(path, 'default_profile = "ue"\n[profiles.eu]\n')
        assert "Did you mean “eu”?" in words

    def test_is_a_profile_with_two_places_for_its_key(self, path: Path) -> None:
        text = '[profiles.eu]\nkey_file = "~/key"\nkey_command = ["pass"]\n'
        assert "keep one of them" in complaint(path, text)

    def test_is_a_profile_that_is_no_table(self, path: Path) -> None:
        assert "must be a table" in complaint(path, "profiles = 3\n")

    def test_is_a_file_that_is_not_text(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b"\xff\xfe")
        with pytest.raises(AccountError, match="not UTF-8"):
            load_settings(path)


class TestAKeyInTheFile:
    def test_is_refused_without_showing_it(self, path: Path) -> None:
        words = complaint(path, '[profiles.eu]\napi_key = "oi_sk_sentinel_9f3a"\n')
        assert "keys are never kept in this file" in words
        assert "sentinel" not in words


class TestWriting:
    def test_and_reading_gives_the_same_profile(self, path: Path) -> None:
        profile = Profile(
            "eu",
            "https://eu.oneinbox.ai",
            "pink",
            read_only=True,
            production=False,
            key_file="~/key",
            fingerprint="9f3a",
        )
        save_profile(path, profile)
        assert load_settings(path).profiles == {"eu": profile}

    def test_makes_the_first_profile_the_default_one(self, path: Path) -> None:
        save_profile(path, Profile("eu"))
        save_profile(path, Profile("us"))
        assert load_settings(path).default_profile == "eu"

    def test_keeps_a_persons_comments_and_order(self, path: Path) -> None:
        written(path, BY_HAND)
        save_profile(path, Profile("eu", "https://eu2.oneinbox.ai", fingerprint="9f3a"))
        expected = BY_HAND.replace("https://eu.oneinbox.ai/v1", "https://eu2.oneinbox.ai")
        assert path.read_text() == expected + 'fingerprint = "9f3a"\n'

    def test_a_value_anew_keeps_the_comment_beside_it(self, path: Path) -> None:
        written(path, BY_HAND)
        acme = load_settings(path).profiles["acme"]
        save_profile(path, Profile("acme", "https://x.oneinbox.ai", "red", key_command=("op",)))
        text = path.read_text()
        assert 'base_url = "https://x.oneinbox.ai"   # as documented' in text
        assert "[profiles.acme]  # production" in text
        assert load_settings(path).profiles["acme"] != acme

    def test_takes_out_what_a_profile_no_longer_has(self, path: Path) -> None:
        save_profile(path, Profile("eu", fingerprint="9f3a"))
        save_profile(path, Profile("eu"))
        assert "fingerprint" not in path.read_text()

    def test_leaves_file_and_folder_to_their_owner_alone(self, path: Path) -> None:
        path.parent.mkdir(mode=0o755)
        save_profile(path, Profile("eu"))
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_by_many_consoles_at_once_loses_no_profile(self, path: Path) -> None:
        names = [f"profile-{number}" for number in range(16)]
        with ThreadPoolExecutor(8) as consoles:
            saved = [consoles.submit(save_profile, path, Profile(name)) for name in names]
        assert not [one.exception() for one in saved if one.exception()]
        assert sorted(load_settings(path).profiles) == sorted(names)

    def test_a_file_with_a_mistake_is_refused_and_leaves_it(self, path: Path) -> None:
        written(path, "[profiles.eu\n")
        with pytest.raises(AccountError, match="not TOML"):
            save_profile(path, Profile("us"))
        assert path.read_text() == "[profiles.eu\n"

    def test_the_unsaved_profile_is_refused(self, path: Path) -> None:
        with pytest.raises(AccountError, match="ONEINBOX_API_KEY"):
            save_profile(path, Profile("environment"))
        assert not path.exists()

    def test_a_link_leaves_the_link(self, path: Path, tmp_path: Path) -> None:
        dotfiles = tmp_path / "dotfiles.toml"
        dotfiles.write_text(BY_HAND)
        path.parent.mkdir()
        path.symlink_to(dotfiles)
        save_profile(path, Profile("us"))
        assert path.is_symlink()
        assert "us" in load_settings(dotfiles).profiles

    def test_where_there_is_no_folder_to_be_had_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "config").write_text("a file, not a folder")
        with pytest.raises(AccountError, match="cannot be used"):
            save_profile(tmp_path / "config" / "settings.toml", Profile("eu"))
