"""`completion`: real shells complete names from what is kept here, and never run them."""

from __future__ import annotations

import asyncio
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from console.api.records.call import Call
from console.archive.glance import AGENT_NAMES
from console.archive.marks import Mark
from console.archive.store import Archive
from tests.command import ROOT, run_command

HOSTILE = "$(touch${IFS}owned);*"
NOWHERE = "http://localhost:1"
"""Asking it would fail."""


@pytest.fixture
def environ(environ: dict[str, str], settings: Path, tmp_path: Path) -> dict[str, str]:
    """Somebody with profiles, calls and a command on the PATH, and neither key nor network."""
    settings.write_text(
        'default_profile = "acme"\n'
        f'[profiles.acme]\nbase_url = "{NOWHERE}"\n[profiles.acorn]\n[profiles.eu]\n'
    )
    data = Path(environ["XDG_DATA_HOME"]) / "oneinbox-console"
    asyncio.run(fill(data / "acme.sqlite3"))
    command = tmp_path / "bin" / "oneinbox-console"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m console "$@"\n')
    command.chmod(0o755)
    return environ | {
        "PATH": f"{command.parent}:{environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }


async def fill(path: Path) -> None:
    archive = Archive(path)
    calls = ("call_a1", "call_a2", "call_b1", HOSTILE)
    await archive.calls.put([Call.read({"id": each, "status": "completed"}) for each in calls])
    await archive.marks.keep(Mark(AGENT_NAMES, {"agt_1": "Front Desk"}))
    await archive.close()


def in_shell(shell: list[str], script: str, environ: dict[str, str], folder: Path) -> list[str]:
    """The lines that a script prints, in a folder with a file that `*` would find."""
    (folder / "a file").touch()
    ended = subprocess.run(
        [*shell, script], env=environ, cwd=folder, capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def in_bash(typed: str, environ: dict[str, str], folder: Path) -> list[str]:
    """What bash puts on the command line for the last of these words."""
    script = f"""
        eval "$(oneinbox-console completion bash)"
        complete -p oneinbox-console >/dev/null || exit
        COMP_WORDS=({typed}) COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _oneinbox_console_completion oneinbox-console
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return in_shell(["bash", "--norc", "-c"], script, environ, folder)


class TestBash:
    def test_completes_commands_options_and_names(
        self, environ: dict[str, str], tmp_path: Path
    ) -> None:
        def complete(typed: str) -> list[str]:
            return in_bash(typed, environ, tmp_path)

        assert complete("oneinbox-console comp") == ["completion"]
        assert complete("oneinbox-console open --read") == ["--read-only"]
        assert complete("oneinbox-console --profile ac") == ["acme", "acorn"]
        assert complete("oneinbox-console open call_a") == ["call_a2", "call_a1"]
        assert complete("oneinbox-console --profile eu open call_a") == [""]
        assert complete("oneinbox-console open nosuch") == [""]
        assert complete("oneinbox-console agents show fr") == ["Front\\ Desk"]
        assert complete("oneinbox-console agents show \\'Fr") == ["Front Desk"]

    def test_puts_a_hostile_name_there_as_one_quoted_word(
        self, environ: dict[str, str], tmp_path: Path
    ) -> None:
        offered = in_bash("oneinbox-console open '\\$'", environ, tmp_path)
        assert [shlex.split(each) for each in offered] == [[HOSTILE]]
        assert not (tmp_path / "owned").exists()

    def test_offers_nothing_within_quotes_that_could_end_them(
        self, environ: dict[str, str], tmp_path: Path
    ) -> None:
        offered = in_bash("oneinbox-console open '\"'", environ, tmp_path)
        assert offered == ["call_b1", "call_a2", "call_a1"]


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
class TestFish:
    def test_completes_names(self, environ: dict[str, str], tmp_path: Path) -> None:
        script = (
            "oneinbox-console completion fish | source;"
            " complete -C 'oneinbox-console open call_b';"
            " complete -C 'oneinbox-console --profile e'"
        )
        lines = in_shell(["fish", "--no-config", "-c"], script, environ, tmp_path)
        assert [line.split("\t")[0] for line in lines] == ["call_b1", "eu"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
class TestZsh:
    def test_completes_names(self, environ: dict[str, str], tmp_path: Path) -> None:
        # What zsh itself does with the offers is replaced: it does that on a terminal alone.
        script = """
            compdef() { }
            _describe() { print -l -- "${(@P)3}" }
            eval "$(oneinbox-console completion zsh)"
            words=(oneinbox-console open call_b) CURRENT=3
            _oneinbox_console_completion
            words=(oneinbox-console --profile e) CURRENT=3
            _oneinbox_console_completion
        """
        lines = in_shell(["zsh", "-f", "-c"], script, environ, tmp_path)
        assert [line.split(":")[0] for line in lines] == ["call_b1", "eu"]


class TestTheCommand:
    def test_knows_three_shells(self, environ: dict[str, str]) -> None:
        ended = run_command("completion", "tcsh", environ=environ)
        assert (ended.returncode, ended.stdout) == (2, "")
        for shell in ("bash", "zsh", "fish"):
            assert f"'{shell}'" in ended.stderr
