"""Where the commands are run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.at_sandbox import CommandLine, command_line
from tests.command import private_environ

if TYPE_CHECKING:
    from collections.abc import Generator


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Somebody new, on a server without a keyring."""
    return private_environ(tmp_path)


@pytest.fixture
def settings(environ: dict[str, str]) -> Path:
    """Their settings file, which does not exist yet."""
    path = Path(environ["XDG_CONFIG_HOME"]) / "oneinbox-console" / "settings.toml"
    path.parent.mkdir()
    return path


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Generator[CommandLine]:
    """A command line with an account, shared by the tests of a module: each on its own records."""
    with command_line(tmp_path_factory.mktemp("home")) as line:
        yield line
