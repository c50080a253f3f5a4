"""`doctor`: a line for each thing as it is looked at, an exit code, and no secret."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import run_command
from tests.sandbox_server import SECRET_KEY, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "oi_sk_sentinel_9f3a"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The API."""
    with running_sandbox(history=2) as sandbox:
        yield sandbox.url


def told(output: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in json.loads(output)["findings"]}


class TestEverythingInOrder:
    def test_ends_with_0_and_has_a_line_for_each_thing(
        self, environ: dict[str, str], url: str
    ) -> None:
        keyed = environ | {"ONEINBOX_API_KEY": SECRET_KEY, "TERM": "xterm-256color"}
        ended = run_command("--base-url", url, "doctor", environ=keyed)
        assert ended.returncode == 0, ended.stdout
        lines = [line for line in ended.stdout.splitlines() if not line.startswith(" ")]
        assert [line.split()[1] for line in lines] == [
            *("console", "python", "packages", "settings", "terminal", "text", "tmux"),
            *("clipboard", "profile", "keyring", "key", "folders", "archive", "journal"),
            *("crashes", "tls", "proxy", "host", "api", "accepted", "clock"),
        ]
        assert {line.split()[0] for line in lines} == {"ok", "note"}
        assert ended.stderr.splitlines() == [
            f"Asking {url.removeprefix('http://')} …",
            "Nothing is wrong.",
        ]

    def test_says_what_to_do_below_what_is_to_be_known(
        self, environ: dict[str, str], url: str
    ) -> None:
        keyed = environ | {"ONEINBOX_API_KEY": SECRET_KEY, "TERM": "linux"}
        lines = run_command("--base-url", url, "doctor", environ=keyed).stdout.splitlines()
        place = lines.index("note  clipboard   this terminal has none")
        assert lines[place + 1] == " " * 18 + "- Select with the mouse, holding Shift; or use tmux."


class TestAnExitCode:
    def code(self, environ: dict[str, str], *flags: str) -> tuple[int, str]:
        ended = run_command(*flags, "doctor", "--json", environ=environ)
        wrong = {name for name, each in told(ended.stdout).items() if each["state"] == "wrong"}
        return ended.returncode, " ".join(sorted(wrong))

    def test_of_3_blames_the_network(self, environ: dict[str, str]) -> None:
        keyed = environ | {"ONEINBOX_API_KEY": KEY}
        assert self.code(keyed, "--base-url", "http://localhost:9") == (3, "api")

    def test_of_4_blames_the_key(self, environ: dict[str, str], url: str) -> None:
        keyed = environ | {"ONEINBOX_API_KEY": KEY}
        assert self.code(keyed, "--base-url", url) == (4, "accepted")

    def test_of_1_blames_this_machine_or_more_than_one(
        self, environ: dict[str, str], settings: Path
    ) -> None:
        assert self.code(environ, "--base-url", "http://localhost:9") == (1, "api key")
        settings.write_text("[profiles.eu]\ncolor = 'red'\n")
        assert self.code(environ) == (1, "settings")


class TestWhatIsSentToSupport:
    def test_has_neither_key_nor_name_nor_home(
        self, environ: dict[str, str], settings: Path, tmp_path: Path
    ) -> None:
        settings.write_text(
            '[profiles.acme]\nkey_command = ["sh", "-c", "echo oi_sk_second_sentinel_1"]\n'
        )
        data = Path(environ["XDG_DATA_HOME"]) / "oneinbox-console"
        data.mkdir(mode=0o755)
        keyed = environ | {
            "ONEINBOX_API_KEY": KEY,
            "HTTPS_PROXY": "http://ada:sentinel@localhost:9",
            "LOGNAME": "adalovelace",
            "VIRTUAL_ENV": "/home/adalovelace",
        }
        for flags in (["--json"], []):
            ended = run_command("--profile", "acme", "doctor", *flags, environ=keyed)
            output = ended.stdout + ended.stderr
            assert "sentinel" not in output
            assert str(tmp_path) not in output
            assert f"/{getpass.getuser()}/" not in output
            assert "~/.local/share/oneinbox-console" in output

    def test_comes_line_by_line_too(self, environ: dict[str, str]) -> None:
        flags = ("--base-url", "http://localhost:9", "doctor", "--jsonl")
        ended = run_command(*flags, environ=environ)
        names = [json.loads(line)["name"] for line in ended.stdout.splitlines()]
        assert names[0] == "console"
        assert names[-1] == "clock"

    def test_is_one_document_with_the_version(self, environ: dict[str, str]) -> None:
        ended = run_command("--base-url", "http://localhost:9", "doctor", "--json", environ=environ)
        document = json.loads(ended.stdout)
        assert document["version"] == "0.1.0"
        assert {"name", "state", "words", "remedy", "realm"} == set(document["findings"][0])
