"""Where the commands are run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import private_environ


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
