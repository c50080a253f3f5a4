"""The examples of the README, run as they stand there, against the sandbox."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.at_sandbox import CommandLine, command_line
from tests.command import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator


@dataclass(frozen=True)
class Example:
    """A block of the README, and the sentence above it."""

    about: str
    script: str


def examples() -> list[Example]:
    """The blocks under "Scripting"."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("\n## Scripting\n")[1].split("\n## ")[0]
    blocks = re.findall(r"([^\n]+)\n\n```sh\n(.*?)```", section, re.DOTALL)
    return [Example(about, script) for about, script in blocks]


def example(words: str) -> Example:
    """The one whose sentence or script has these words."""
    return next(each for each in examples() if words in each.about + each.script)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Generator[CommandLine]:
    """An account of today in which calls happen."""
    world = {"start": datetime.now(UTC), "speed": 4.0, "history": 400, "calls_per_minute": 60.0}
    with command_line(tmp_path_factory.mktemp("home"), **world) as line:
        yield line


def run(line: CommandLine, example: Example, folder: Path) -> str:
    """What an example writes, when it ends well."""
    if "jq " in example.script and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    path = f"{Path(sys.executable).parent}:{line.environ['PATH']}"
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", example.script],
        env=line.environ | {"PATH": path},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.parametrize("each", examples(), ids=lambda each: each.about)
def test_an_example_ends_well_and_says_something(
    each: Example, line: CommandLine, tmp_path: Path
) -> None:
    assert run(line, each, tmp_path).strip()


def test_no_block_is_left_out() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(examples()) == readme.count("```sh\n") > 0


def test_a_call_that_is_busy_is_no_good_one(line: CommandLine, tmp_path: Path) -> None:
    assert "it did not: 1" in run(line, example("--wait"), tmp_path)


def test_the_prompt_is_saved_with_its_note(line: CommandLine, tmp_path: Path) -> None:
    run(line, example("--note"), tmp_path)
    prompt = line.of("models", name="Sales EN brain")
    assert "Never promise a delivery date." in prompt["system_prompt"]


def test_what_is_rehearsed_changes_nothing(line: CommandLine, tmp_path: Path) -> None:
    before = line.writes()
    for words in ("What redialling", "What a setting would change"):
        assert "curl" in run(line, example(words), tmp_path)
    assert line.writes() == before
