"""`--help` of every command: it fits 80 columns, says what it is for, and loads next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.command import ROOT, private_environ

WALK = """
import json, sys
import click
from console.cli.main import main

told = {}

def walk(command, context):
    told[context.command_path] = [command.get_short_help_str(200), command.get_help(context)]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            walk(below, click.Context(below, info_name=name, parent=context))

walk(main, click.Context(main, info_name="oneinbox-console"))
heavy = ("textual", "rich", "httpx", "keyring", "fastapi", "uvicorn", "tomlkit")
print(json.dumps([told, [name for name in heavy if name in sys.modules]]))
"""


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The help of every command by its path, and what that has loaded."""
    environ = private_environ(tmp_path_factory.mktemp("home"))
    output = subprocess.check_output(
        [sys.executable, "-c", WALK], env=environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    )
    return json.loads(output)


def test_every_command_of_a_group_is_there(walked: Any) -> None:
    told, _ = walked
    for name in ("list", "show", "watch", "start", "web", "stop", "redial", "outcome", "export"):
        assert f"oneinbox-console calls {name}" in told


def test_it_fits_80_columns(walked: Any) -> None:
    told, _ = walked
    assert [
        (path, line) for path, (_, text) in told.items() for line in text.splitlines()
        if len(line) > 80
    ] == []  # fmt: skip


def test_no_line_is_cut(walked: Any) -> None:
    told, _ = walked
    assert [
        (path, line) for path, (_, text) in told.items() for line in text.splitlines()
        if line.endswith("...") and not line.startswith("Usage:")
    ] == []  # fmt: skip


def test_it_begins_with_one_sentence(walked: Any) -> None:
    told, _ = walked
    assert [path for path, (short, _) in told.items() if not short.endswith(".")] == []


def test_it_loads_nothing_that_draws_or_asks_the_network(walked: Any) -> None:
    _, loaded = walked
    assert loaded == []
