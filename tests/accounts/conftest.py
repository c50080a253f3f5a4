"""Environments in which nothing of the machine's own keys or keyring is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.accounts.keyring import SystemKeyring

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def no_keyring(tmp_path: Path) -> SystemKeyring:
    """The keyring of a server that has none."""
    return SystemKeyring({"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)})
