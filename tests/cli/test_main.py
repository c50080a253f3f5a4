"""The command itself: help, version, exit codes, and how little they load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.command import ROOT, run_command

HEAVY = ("textual", "rich", "httpx", "keyring", "pydantic", "fastapi", "uvicorn", "tomlkit")

LOADED_BY = """
import sys
from console.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0, end.code
print("loaded:", *(name for name in {heavy} if name in sys.modules))
"""


class TestHelp:
    def test_names_every_command(self, environ: dict[str, str]) -> None:
        help_text = run_command("--help", environ=environ).stdout
        for command in ("login", "logout", "status", "sandbox"):
            assert f"\n  {command} " in help_text

    def test_offers_no_option_for_the_key(self, environ: dict[str, str]) -> None:
        for command in ([], ["login"], ["logout"], ["status"]):
            assert "--api-key" not in run_command(*command, "--help", environ=environ).stdout

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--help"],
            ["--version"],
            ["login", "--help"],
            ["doctor", "--help"],
            ["completion", "zsh"],
        ],
    )
    def test_loads_nothing_it_does_not_need(
        self, environ: dict[str, str], arguments: list[str]
    ) -> None:
        output = subprocess.check_output(
            [sys.executable, "-c", LOADED_BY.format(heavy=HEAVY), *arguments],
            env=environ | {"PYTHONPATH": str(ROOT)},
            text=True,
        )
        assert output.splitlines()[-1] == "loaded:"


class TestVersion:
    def test_is_one_line(self, environ: dict[str, str]) -> None:
        assert run_command("--version", environ=environ).stdout == "oneinbox-console 0.1.0\n"


class TestAMistakeOnTheCommandLine:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["--nonsense"],
            ["nonsense"],
            ["login", "--api-key", "oi_sk_sentinel_9f3a"],
            ["--demo", "--profile", "eu"],
            ["--demo", "status"],
        ],
    )
    def test_ends_with_2_and_nothing_on_standard_output(
        self, environ: dict[str, str], arguments: list[str]
    ) -> None:
        ended = run_command(*arguments, environ=environ)
        assert ended.returncode == 2
        assert ended.stdout == ""
        assert "Error" in ended.stderr
        assert "sentinel" not in ended.stderr


def test_ascii_is_for_one_run_what_the_variable_is_for_all(environ: dict[str, str]) -> None:
    ended = run_command("--ascii", "config", "show", "--json", environ=environ)
    told = {each["name"]: each["value"] for each in json.loads(ended.stdout)}
    assert told["console.glyphs"] == "ascii"
