"""Cases for the doctor: somebody new, in a home of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.key_sources import PLAIN_VARIABLE, EnvironmentKeys
from console.accounts.keyring import SystemKeyring
from console.clock import SystemClock
from console.doctor.case import Case
from tests.command import private_environ

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Their environment, which is the process's too."""
    environ = private_environ(tmp_path)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    for name in ("TMUX", "STY", "DISPLAY", "WAYLAND_DISPLAY", "SSH_TTY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
        environ.pop(name, None)
    return environ


def new_case(
    environ: dict[str, str], *, key: str | None = None, base_url: str | None = None
) -> Case:
    """A case without a terminal, with a key in the environment if one is given."""
    keys = EnvironmentKeys({PLAIN_VARIABLE: SecretStr(key)} if key else {})
    keyring = SystemKeyring(environ)
    return Case(environ, keys, SystemClock(), base_url=base_url, keyring=keyring)
