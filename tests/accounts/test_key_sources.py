"""The places of a key: environment, file, command."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.key_sources import (
    EnvironmentKeys,
    check_key,
    read_key_command,
    read_key_file,
)
from console.accounts.profiles import Profile

KEY = "oi_sk_sentinel_9f3a"


class TestAKey:
    def test_loses_the_blanks_and_line_ends_around_it(self) -> None:
        assert check_key(f" \t{KEY}\r\n").get_secret_value() == KEY

    @pytest.mark.parametrize(
        "text",
        ["", "short", "oi_sk_two\nlines_of_it", "“oi_sk_smart_quotes”", "oi_sk_a b", "x" * 513],
    )
    def test_that_cannot_be_one_is_refused_without_showing_it(self, text: str) -> None:
        with pytest.raises(KeyUnavailableError) as raised:
            check_key(text)
        assert raised.value.trouble is KeyTrouble.MALFORMED
        assert not text or text not in f"{raised.value!r} {raised.value.words}"

    def test_shows_itself_in_no_representation(self) -> None:
        environment = EnvironmentKeys.take({"ONEINBOX_API_KEY": KEY})
        assert KEY not in f"{environment!r} {check_key(KEY)!r} {check_key(KEY)}"


class TestTheEnvironment:
    def test_is_left_without_keys(self) -> None:
        environ = {
            "ONEINBOX_API_KEY": KEY,
            "ONEINBOX_API_KEY_EU": KEY,
            "ONEINBOX_PROFILE": "eu",
        }
        EnvironmentKeys.take(environ)
        assert environ == {"ONEINBOX_PROFILE": "eu"}

    def test_has_no_key_in_an_empty_variable(self) -> None:
        assert not EnvironmentKeys.take({"ONEINBOX_API_KEY": ""}).has_plain

    def test_with_something_else_than_a_key_names_the_variable(self) -> None:
        environment = EnvironmentKeys.take({"ONEINBOX_API_KEY_EU": "no key"})
        with pytest.raises(KeyUnavailableError, match=r"\$ONEINBOX_API_KEY_EU is not a key"):
            environment.read("ONEINBOX_API_KEY_EU")


class TestAKeyFile:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "key"
        path.write_text(KEY + "\n")
        path.chmod(0o600)
        return path

    def test_of_ours_alone_is_read(self, file: Path) -> None:
        assert read_key_file(str(file), {}).get_secret_value() == KEY

    def test_is_found_from_the_home_folder(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(file.parent))
        assert read_key_file("~/key", {}).get_secret_value() == KEY

    @pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
    def test_that_others_can_reach_is_refused_with_the_remedy(self, file: Path, mode: int) -> None:
        file.chmod(mode)
        with pytest.raises(KeyUnavailableError, match=f"{mode:04o}") as raised:
            read_key_file(str(file), {})
        assert raised.value.steps == (f"Make it yours alone: chmod 600 {file}",)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_of_somebody_else_is_refused(self, file: Path) -> None:
        os.chown(file, 65534, 65534)
        with pytest.raises(KeyUnavailableError, match="somebody else"):
            read_key_file(str(file), {})

    def test_that_is_missing_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(KeyUnavailableError, match="No such file"):
            read_key_file(str(tmp_path / "key"), {})

    def test_that_is_a_pipe_does_not_hold_the_console(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "key", 0o600)
        with pytest.raises(KeyUnavailableError, match="not a regular file"):
            read_key_file(str(tmp_path / "key"), {})

    def test_that_is_a_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(KeyUnavailableError, match="not a regular file"):
            read_key_file(str(tmp_path), {})

    def test_with_something_else_in_it_does_not_tell_what(self, file: Path) -> None:
        file.write_text("my secret diary\n")
        with pytest.raises(KeyUnavailableError) as raised:
            read_key_file(str(file), {})
        assert "diary" not in raised.value.words

    def test_among_the_service_managers_credentials_is_its_to_guard(self, file: Path) -> None:
        file.chmod(0o440)
        environ = {"CREDENTIALS_DIRECTORY": str(file.parent)}
        key = read_key_file("$CREDENTIALS_DIRECTORY/key", environ)
        assert key.get_secret_value() == KEY


def printing(program: str) -> Profile:
    return Profile("eu", key_command=(sys.executable, "-c", program))


async def failure(profile: Profile, *, deadline: float = 10) -> str:
    with pytest.raises(KeyUnavailableError) as raised:
        await read_key_command(profile, os.environ, deadline=deadline)
    return raised.value.words


def runs(process: int) -> bool:
    """Whether a process is there and not yet dead."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


class TestAKeyCommand:
    async def test_prints_the_key_on_its_first_line(self) -> None:
        profile = printing(f"print('{KEY}'); print('url: https://api.oneinbox.ai')")
        assert (await read_key_command(profile, os.environ)).get_secret_value() == KEY

    async def test_goes_through_no_shell(self) -> None:
        profile = Profile("eu", key_command=("echo", "$(whoami);oi_sk_as_it_is"))
        key = await read_key_command(profile, os.environ)
        assert key.get_secret_value() == "$(whoami);oi_sk_as_it_is"

    async def test_has_nobody_to_ask(self) -> None:
        program = (
            "import sys, os\n"
            "try: os.open('/dev/tty', os.O_RDWR)\n"
            f"except OSError: print('{KEY}' if sys.stdin.read() == '' else 'asked')"
        )
        key = await read_key_command(printing(program), os.environ)
        assert key.get_secret_value() == KEY

    async def test_that_fails_says_what_it_said(self) -> None:
        profile = printing("import sys; sys.exit('pass: oneinbox/eu is not in the store')")
        words = await failure(profile)
        assert "ended with 1" in words
        assert "is not in the store" in words

    async def test_that_fails_with_a_key_in_its_words_does_not_show_it(self) -> None:
        words = await failure(printing(f"import sys; sys.exit('cannot use {KEY} today')"))
        assert KEY not in words
        assert "today" in words

    async def test_that_takes_too_long_is_killed_with_all_it_started(self, tmp_path: Path) -> None:
        child = tmp_path / "child"
        program = f"sleep 60 & echo $! > {child}; sleep 60"
        profile = Profile("eu", key_command=("sh", "-c", program))
        assert "did not answer in 1 s" in await failure(profile, deadline=1)
        while runs(int(child.read_text())):  # noqa: ASYNC110 - nothing tells of a grandchild's end
            await asyncio.sleep(0.01)

    async def test_that_does_not_exist_is_named_without_its_arguments(self) -> None:
        profile = Profile("eu", key_command=("no-such-program", "--token", "hunter22"))
        words = await failure(profile)
        assert "no-such-program could not be started" in words
        assert "hunter22" not in words

    @pytest.mark.parametrize("program", ["", "print()", "print('not a key at all')"])
    async def test_that_prints_no_key_is_refused(self, program: str) -> None:
        assert "printed is not a key" in await failure(printing(program))
