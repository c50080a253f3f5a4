"""Homes to keep keys in, with a Secret Service and without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.command import ROOT, private_environ
from tests.keyring.secret_service import PASSWORD, SecretService

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder that a Secret Service can be started in, again and again."""
    return tmp_path / "home"


@pytest.fixture
def secret_service(home: Path) -> Iterator[Callable[..., SecretService]]:
    """Starts a Secret Service in `home`; skips where there is none, unless it is required."""
    missing = [name for name in ("dbus-daemon", "gnome-keyring-daemon") if not shutil.which(name)]
    if missing and os.environ.get("REQUIRE_SECRET_SERVICE") == "1":
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    started: list[SecretService] = []

    def start(password: bytes = PASSWORD.encode()) -> SecretService:
        started.append(SecretService(home, password))
        return started[-1]

    yield start
    for service in started:
        service.close()


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """The environment of a server without any keyring."""
    return private_environ(home)


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, journal and archive of a console in this process go nowhere near our own."""
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a OneInbox that takes the key `oi_sk_sandbox`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "console", "sandbox", "--port", "0", "--history", "5"],
        env=private_environ(tmp_path_factory.mktemp("sandbox")) | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    yield process.stdout.readline().strip()
    process.kill()
    process.wait()
