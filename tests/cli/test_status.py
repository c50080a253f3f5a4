"""`status`: the account a start would open, and never its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.command import run_command

if TYPE_CHECKING:
    from pathlib import Path

KEY = "oi_sk_sentinel_9f3a"


def lines(output: str) -> dict[str, str]:
    return dict(line.split(maxsplit=1) for line in output.splitlines())


class TestWithAKey:
    def test_says_which_profile_host_source_and_last_four_characters(
        self, environ: dict[str, str], settings: Path
    ) -> None:
        settings.write_text(
            '[profiles.eu]\nbase_url = "https://eu.oneinbox.ai"\nread_only = true\n'
        )
        ended = run_command("status", environ=environ | {"ONEINBOX_API_KEY_EU": KEY})
        assert ended.returncode == 0
        assert lines(ended.stdout) == {
            "profile": "eu",
            "host": "https://eu.oneinbox.ai",
            "key": "environment ····9f3a  ($ONEINBOX_API_KEY_EU)",
            "mode": "read only",
            "settings": str(settings),
        }
        assert "sentinel" not in ended.stdout + ended.stderr

    def test_of_no_profile_shows_an_account_of_its_own(self, environ: dict[str, str]) -> None:
        ended = run_command("status", environ=environ | {"ONEINBOX_API_KEY": KEY})
        assert ended.returncode == 0
        assert lines(ended.stdout)["profile"] == "environment  (not saved)"

    def test_that_is_ignored_says_so(self, environ: dict[str, str], settings: Path) -> None:
        settings.write_text('[profiles.eu]\nkey_command = ["echo", "oi_sk_by_command_1111"]\n')
        ended = run_command(
            "status", "--profile", "eu", environ=environ | {"ONEINBOX_API_KEY": KEY}
        )
        assert lines(ended.stdout)["key"] == "key command ····1111  (echo)"
        assert "environment key ignored: profile eu was named" in ended.stderr

    def test_says_what_changed_the_address(self, environ: dict[str, str]) -> None:
        keyed = environ | {"ONEINBOX_API_KEY": KEY, "ONEINBOX_BASE_URL": "http://localhost:1/v1"}
        host = lines(run_command("status", environ=keyed).stdout)["host"]
        assert host == "http://localhost:1  (by ONEINBOX_BASE_URL)"


class TestWithoutAKey:
    def test_ends_with_4_and_says_what_to_do(self, environ: dict[str, str]) -> None:
        ended = run_command("status", environ=environ)
        assert ended.returncode == 4
        assert lines(ended.stdout)["key"] == "none"
        assert "This server has no system keyring." in ended.stderr
        assert "ONEINBOX_API_KEY_DEFAULT" in ended.stderr

    def test_because_its_file_is_open_to_others_names_the_remedy(
        self, environ: dict[str, str], settings: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "key"
        file.write_text(KEY)
        file.chmod(0o644)
        settings.write_text(f'[profiles.eu]\nkey_file = "{file}"\n')
        ended = run_command("status", environ=environ)
        assert ended.returncode == 4
        assert f"chmod 600 {file}" in ended.stderr
        assert "sentinel" not in ended.stdout + ended.stderr


class TestASettingThatCannotBeUsed:
    def test_ends_with_2_and_names_file_line_and_remedy(
        self, environ: dict[str, str], settings: Path
    ) -> None:
        settings.write_text("[profiles.eu]\ncolor = 'red'\n")
        ended = run_command("status", environ=environ)
        assert ended.returncode == 2
        assert ended.stdout == ""
        assert f"{settings}, line 2" in ended.stderr
        assert "Did you mean “colour”?" in ended.stderr

    def test_is_also_a_profile_that_does_not_exist(
        self, environ: dict[str, str], settings: Path
    ) -> None:
        settings.write_text("[profiles.acme]\n")
        ended = run_command("status", "--profile", "acne", environ=environ)
        assert ended.returncode == 2
        assert "Did you mean “acme”?" in ended.stderr
