"""`profiles`: which there are, which is the default one, and how one goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.accounts.settings import load_settings
from tests.command import run_command

BY_HAND = """\
# ours
[profiles.acme]
base_url = "https://api.oneinbox.ai"
fingerprint = "9f3a"

[profiles.eu]   # the other one
base_url = "https://eu.oneinbox.ai"
colour = "red"
read_only = true
production = true
key_command = ["pass", "show", "secret/path"]
"""


@pytest.fixture
def two(settings: Path) -> Path:
    """Settings with two profiles, none of them the default one."""
    settings.write_text(BY_HAND)
    return settings


class TestTheList:
    def test_is_a_table_of_where_everything_is(self, environ: dict[str, str], two: Path) -> None:
        two.write_text('default_profile = "eu"\n' + BY_HAND)
        ended = run_command("profiles", environ=environ)
        titles, acme, eu = ended.stdout.splitlines()
        assert titles.split() == ["NAME", "DEFAULT", "HOST", "COLOUR", "MODE", "KEY"]
        assert acme.split("  ")[0] == "acme"
        assert "system keyring ····9f3a" in acme
        assert eu.split()[:2] == ["eu", "default"]
        assert "production, read only" in eu
        assert eu.split()[-2:] == ["command", "pass"]

    @pytest.mark.usefixtures("two")
    def test_is_json_too_and_never_has_a_key(self, environ: dict[str, str]) -> None:
        keyed = environ | {"ONEINBOX_API_KEY_EU": "oi_sk_sentinel_9f3a"}
        ended = run_command("profiles", "list", "--json", environ=keyed)
        acme, eu = json.loads(ended.stdout)
        assert (acme["name"], acme["key"], acme["last_four"]) == ("acme", "system keyring", "9f3a")
        assert (eu["key"], eu["read_only"], eu["default"]) == ("$ONEINBOX_API_KEY_EU", True, False)
        assert "sentinel" not in ended.stdout + ended.stderr

    def test_of_nothing_says_how_to_make_one(self, environ: dict[str, str]) -> None:
        ended = run_command("profiles", environ=environ)
        assert (ended.returncode, ended.stdout) == (0, "")
        assert "oneinbox-console login" in ended.stderr


class TestTheDefaultOne:
    def test_is_chosen_and_the_rest_stays_as_it_was_written(
        self, environ: dict[str, str], two: Path
    ) -> None:
        assert run_command("profiles", "default", "eu", environ=environ).returncode == 0
        assert load_settings(two).default_profile == "eu"
        assert run_command("profiles", "default", "acme", environ=environ).returncode == 0
        assert load_settings(two).default_profile == "acme"
        assert "# ours" in two.read_text()
        assert "# the other one" in two.read_text()

    @pytest.mark.usefixtures("two")
    def test_has_to_be_one_of_them(self, environ: dict[str, str]) -> None:
        ended = run_command("profiles", "default", "acne", environ=environ)
        assert ended.returncode == 2
        assert "Did you mean “acme”?" in ended.stderr


class TestRemoving:
    def test_asks_first_and_without_anybody_does_nothing(
        self, environ: dict[str, str], two: Path
    ) -> None:
        ended = run_command("profiles", "remove", "eu", environ=environ)
        assert ended.returncode == 2
        assert "eu.oneinbox.ai" in ended.stderr
        assert two.read_text() == BY_HAND

    def test_takes_the_profile_away_and_leaves_the_others(
        self, environ: dict[str, str], two: Path
    ) -> None:
        two.write_text('default_profile = "eu"\n' + BY_HAND)
        ended = run_command("profiles", "remove", "eu", "--yes", environ=environ)
        assert ended.returncode == 0
        assert list(load_settings(two).profiles) == ["acme"]
        assert load_settings(two).default_profile is None
        assert "profiles default" in ended.stderr

    def test_takes_its_encrypted_key_away_too_and_says_what_is_left(
        self, environ: dict[str, str], two: Path
    ) -> None:
        two.write_text('[profiles.acme]\nkey_store = "encrypted-file"\n')
        data = Path(environ["XDG_DATA_HOME"]) / "oneinbox-console"
        (data / "keys").mkdir(parents=True, mode=0o700)
        data.chmod(0o700)
        key, kept = data / "keys" / "acme.key", data / "acme.sqlite3"
        for file in (key, kept):
            file.touch(0o600)
        ended = run_command("profiles", "remove", "acme", "--yes", environ=environ)
        assert ended.returncode == 0, ended.stderr
        assert not key.exists()
        assert kept.exists()
        assert str(kept) in ended.stderr

    @pytest.mark.usefixtures("two")
    def test_needs_no_keyring_where_there_is_none(self, environ: dict[str, str]) -> None:
        assert run_command("profiles", "remove", "acme", "-y", environ=environ).returncode == 0
